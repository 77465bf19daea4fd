"""The client against the mock, which answers with the contract's own examples."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from openclaw import OpenClaw
from openclaw.types import MessageReceivedEvent

from .gateway import NODE, ROOT, SECRET, running


@pytest.fixture(scope="module")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenClaw]:
    command = [NODE, str(ROOT / "scripts/mock.ts"), "--port", "0"]
    with (
        running(command, tmp_path_factory.mktemp("mock"), {}, r"listens on (http://[^\s;]+)") as (url, _),
        OpenClaw(base_url=url, token="any") as claw,
    ):
        yield claw


def test_each_example_of_the_contract_is_read(mock: OpenClaw) -> None:
    assert mock.health().status == "ok"
    assert mock.status().gateway == "running"
    assert next(iter(mock.sessions.list().items)).user_id
    session = mock.sessions.list().items[0]
    assert mock.sessions.get(session.id).channel == session.channel
    assert mock.sessions.messages(session.id).items[0].direction
    assert mock.messages.send(channel="telegram", user_id="user-123", message="Hello").status == "queued"
    assert mock.messages.get("message-01KAM3J6E5D4C3B2A1Z0Y9X8W7").attempts
    assert mock.channels.list().channels
    assert mock.tools.list().tools
    assert mock.tools.invoke("read", params={"path": "a"}).duration_ms >= 0
    [job, *_] = mock.cron.list().jobs
    assert mock.cron.create(name=job.name, schedule=job.schedule, action=job.action).id
    assert mock.cron.update(job.id, enabled=False).id
    assert mock.cron.run(job.id).trigger
    assert mock.cron.runs(job.id).items
    assert mock.config.get().channels
    assert mock.config.update({"logging": {"level": "info"}}).port
    assert mock.list_events().events
    mock.sessions.delete(session.id)
    mock.cron.delete(job.id)
    assert mock.webhooks.receive("support", secret=SECRET, user_id="42", message="Hi").direction


def test_its_events_are_read(mock: OpenClaw) -> None:
    for event in mock.events(types=["message:received"]):
        assert isinstance(event, MessageReceivedEvent)
        break
