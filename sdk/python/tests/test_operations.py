"""What operations do on the real gateway."""

from __future__ import annotations

import inspect

import httpx
import pytest

from openclaw import (
    AsyncOpenClaw,
    ConflictError,
    ForbiddenError,
    InvalidRequestError,
    NotFoundError,
    OpenClaw,
    OpenClawError,
)
from openclaw._generated import operations
from openclaw.types import CronSchedule, MessageAction, WebhookConfig

from .gateway import SECRET, Gateway, until, write_messages


def test_a_message_goes_out(claw: OpenClaw, server: Gateway) -> None:
    sent = claw.messages.send(channel="support", user_id="first", message="Hello")
    assert (sent.channel, sent.user_id, sent.direction) == ("support", "first", "outbound")
    until(lambda: claw.messages.get(sent.id).status == "sent")
    assert [one["message"] for one in server.received if one["id"] == sent.id] == ["Hello"]
    attempts = claw.messages.get(sent.id).attempts
    assert attempts is not None
    assert attempts[-1].outcome == "sent"


async def test_lists_come_in_pages(claw: OpenClaw, async_claw: AsyncOpenClaw, server: Gateway) -> None:
    await write_messages(server.url, 12)
    sessions = list(claw.sessions.list(channel="support", limit=5))
    assert len({session.id for session in sessions}) == len(sessions) >= 12
    pages = list(claw.sessions.list(channel="support", limit=5).pages())
    assert [len(page.items) for page in pages[:-1]] == [5] * (len(pages) - 1)
    assert [item.id for page in pages for item in page.items] == [session.id for session in sessions]
    first = claw.sessions.list(limit=5)
    second = first.next_page()
    assert second is not None
    assert second.items[0].id == sessions[5].id
    assert claw.sessions.list(limit=5, cursor=first.next_cursor).items == second.items

    found = [session.id async for session in async_claw.sessions.list(channel="support", limit=5)]
    assert found == [session.id for session in sessions]
    lengths = [len(page.items) async for page in async_claw.sessions.list(limit=5).pages()]
    assert lengths[0] == 5
    awaited = await async_claw.sessions.list(limit=5)
    following = await awaited.next_page()
    assert following is not None
    assert following.items == second.items
    around = await async_claw.with_response.sessions.list(limit=5)
    assert [session.id async for session in around.data] == found


def test_a_session_is_read_and_deleted(claw: OpenClaw) -> None:
    claw.messages.send(channel="support", user_id="a b/ü", message="Hi")
    [session] = claw.sessions.list(user_id="a b/ü")
    assert claw.sessions.get(session.id).user_id == "a b/ü"
    assert [message.message for message in claw.sessions.messages(session.id)] == ["Hi"]
    with pytest.raises(OpenClawError, match="`id`"):
        claw.sessions.get("")
    claw.sessions.delete(session.id)
    with pytest.raises(NotFoundError) as caught:
        claw.sessions.get(session.id)
    assert caught.value.code == "NOT_FOUND"


def test_tools_are_listed_and_called(claw: OpenClaw) -> None:
    names = [tool.name for tool in claw.tools.list().tools]
    assert "write" in names
    claw.tools.invoke("write", params={"path": "a.txt", "content": "text"})
    assert "text" in str(claw.tools.invoke("read", params={"path": "a.txt"}).result)
    with pytest.raises(InvalidRequestError):
        claw.tools.invoke("read", params={"path": "missing.txt"})


def test_jobs_are_made_changed_run_and_deleted(claw: OpenClaw) -> None:
    job = claw.cron.create(
        name="greeting",
        schedule=CronSchedule(cron="0 7 * * 1-5", timezone="Europe/Berlin"),
        action=MessageAction(channel="support", user_id="42", message="Good morning!"),
        overlap=True,
    )
    assert (job.source, job.overlap, job.enabled, job.missed) == ("api", True, True, "once")
    changed = claw.cron.update(job.id, schedule={"every": "1h"}, enabled=False)
    assert (changed.schedule.every, changed.schedule.cron, changed.enabled) == ("1h", None, False)
    run = claw.cron.run(job.id)
    until(lambda: next(iter(claw.cron.runs(job.id))).outcome == "ok")
    assert [one.id for one in claw.cron.runs(job.id)] == [run.id]
    assert job.id in [one.id for one in claw.cron.list().jobs]
    claw.cron.delete(job.id)
    assert job.id not in [one.id for one in claw.cron.list().jobs]


def test_the_configuration_is_changed_where_nobody_was_faster(claw: OpenClaw) -> None:
    read = claw.with_response.config.get()
    assert read.data.port == 0
    changed = claw.config.update({"delivery": {"onUnknown": "resend"}}, if_match=read.headers["etag"])
    assert changed.delivery is not None
    assert changed.delivery.on_unknown == "resend"
    with pytest.raises(ConflictError):
        claw.config.update({"delivery": {"onUnknown": None}}, if_match=read.headers["etag"])
    claw.config.update({"delivery": {"onUnknown": None}})
    back = claw.config.get()
    assert back.delivery is None or back.delivery.on_unknown == "park"
    assert back.channels is not None
    assert isinstance(back.channels["support"], WebhookConfig)


def test_a_webhook_is_signed(claw: OpenClaw) -> None:
    message = claw.webhooks.receive("support", secret=SECRET, user_id="ünï", message="Grüße")
    assert (message.direction, message.user_id, message.message) == ("inbound", "ünï", "Grüße")
    first = claw.webhooks.receive("support", secret=SECRET, user_id="b", message="x", webhook_id="msg_1")
    second = claw.webhooks.receive("support", secret=SECRET, user_id="b", message="x", webhook_id="msg_1")
    assert first.id == second.id


def test_pages_and_contracts_are_read(claw: OpenClaw) -> None:
    assert "<html" in claw.chat.page().lower()
    assert claw.docs.openapi_json()["info"]["version"] == operations.VERSION
    assert claw.docs.asyncapi_json()["info"]["version"] == operations.VERSION
    assert claw.docs.openapi_yaml().startswith("openapi:")
    assert claw.docs.asyncapi_yaml().startswith("asyncapi:")


def test_the_gateway_tells_how_it_is(claw: OpenClaw) -> None:
    assert claw.health().version == operations.VERSION
    assert claw.status().channels["support"] == "connected"
    assert "support" in [channel.name for channel in claw.channels.list().channels]
    page = claw.list_events(types=["message:received", "message:sent"], limit=2)
    assert page.newest >= page.next_after


async def test_the_async_client_has_the_same_surface(async_claw: AsyncOpenClaw, claw: OpenClaw) -> None:
    for one, other in ((claw, async_claw), (claw.with_response, async_claw.with_response)):
        assert surface(one) == surface(other)


def surface(client: object) -> dict[str, str]:
    """The methods of a client and their parameters."""
    found: dict[str, str] = {}
    for name in dir(client):
        member = getattr(client, name)
        if name.startswith("_") or name == "with_response":
            continue
        if inspect.ismethod(member):
            found[name] = str(list(inspect.signature(member).parameters))
        elif type(member).__module__.startswith("openclaw"):
            found.update({f"{name}.{key}": value for key, value in surface(member).items()})
    return found


def test_a_client_of_ones_own_carries_the_requests(server: Gateway) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        assert request.headers["x-own"] == "1"
        assert request.headers["x-call"] == "2"
        assert request.headers["authorization"] == "Bearer a"
        return httpx.Response(403, json={"error": {"code": "FORBIDDEN", "message": "No.", "details": {}}})

    own = httpx.Client(transport=httpx.MockTransport(handle))
    claw = OpenClaw(base_url=server.url, token="a", http_client=own, headers={"x-own": "1"})
    with claw, pytest.raises(ForbiddenError):
        claw.status(extra_headers={"x-call": "2"})
    assert not own.is_closed
    own.close()


def test_options_are_changed_for_a_part_of_the_work(claw: OpenClaw, server: Gateway) -> None:
    patient = claw.with_options(timeout=90, max_retries=5)
    assert (patient._api.settings.timeout, patient._api.settings.max_retries) == (90, 5)
    assert patient._api.settings.token == claw._api.settings.token
    patient.close()
    assert claw.health().status == "ok"
