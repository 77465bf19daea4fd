"""What mypy and pyright make of the SDK. Nothing here is called: the checkers read it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Literal

from typing_extensions import assert_type

from openclaw import (
    AsyncEventStream,
    AsyncOpenClaw,
    AsyncPage,
    AsyncPages,
    AsyncReply,
    EventStream,
    OpenClaw,
    Page,
    Reply,
    WithResponse,
)
from openclaw.types import (
    CronJob,
    Event,
    Health,
    KnownEvent,
    Message,
    MessageReceivedEvent,
    MessageSentEvent,
    Session,
    ToolResult,
)


def requests(claw: OpenClaw) -> None:
    assert_type(claw.health(), Health)
    assert_type(claw.messages.send(channel="a", user_id="1", message="b"), Message)
    assert_type(claw.messages.get("a").status, Literal["received", "queued", "sending", "sent", "failed", "unknown"])
    assert_type(claw.tools.invoke("read", params={"path": "a"}), ToolResult)
    assert_type(claw.sessions.delete("a"), None)
    assert_type(claw.sessions.list(channel="a"), Page[Session])
    for session in claw.sessions.list():
        assert_type(session, Session)
    assert_type(claw.with_response.messages.get("a"), WithResponse[Message])
    assert_type(claw.with_response.sessions.list(), WithResponse[Page[Session]])
    assert_type(claw.docs.openapi_yaml(), str)
    assert_type(claw.with_options(timeout=1), OpenClaw)


async def async_requests(claw: AsyncOpenClaw) -> None:
    assert_type(await claw.health(), Health)
    assert_type(claw.sessions.list(), AsyncPages[Session])
    assert_type(await claw.sessions.list(), AsyncPage[Session])
    async for session in claw.sessions.list():
        assert_type(session, Session)
    assert_type(await claw.with_response.sessions.list(), WithResponse[AsyncPage[Session]])
    job = await claw.cron.create(
        name="a", schedule={"every": "1h"}, action={"type": "tool", "tool": "read", "params": {}}
    )
    assert_type(job, CronJob)


def events(claw: OpenClaw, async_claw: AsyncOpenClaw) -> None:
    assert_type(claw.events(), EventStream[Event])
    assert_type(claw.events(types=["message:received"]), EventStream[MessageReceivedEvent])
    assert_type(claw.events(types=["message:received", "message:sent"]), EventStream[KnownEvent])
    assert_type(async_claw.events(types=["message:sent"]), AsyncEventStream[MessageSentEvent])
    for event in claw.events(after=1, types=["message:received", "session:created"]):
        if event.type == "message:received":
            assert_type(event, MessageReceivedEvent)
            assert_type(event.payload.user_id, str)
        elif event.type == "session:created":
            assert_type(event.payload, Session)
    for any_event in claw.events():
        if isinstance(any_event, MessageReceivedEvent):
            assert_type(any_event.payload, Message)


async def async_events(claw: AsyncOpenClaw) -> AsyncIterator[str]:
    async for event in claw.events(types=["message:received"]):
        yield event.payload.message


def handlers(claw: OpenClaw, async_claw: AsyncOpenClaw) -> None:
    @claw.on("message:received")
    def echo(message: Message, reply: Reply) -> None:
        assert_type(reply(message.message), Message)

    @claw.on("message:sent")
    def sent(event: MessageSentEvent) -> None:
        assert_type(event.payload, Message)

    @async_claw.on("message:received")
    async def async_echo(message: Message, reply: AsyncReply) -> None:
        assert_type(await reply(message.message), Message)

    assert_type(echo(Message.model_construct(), Reply.__new__(Reply)), None)
    claw.on("message:received", lambda message, reply: reply(message.message))
    claw.on("message:received", sent)  # type: ignore[call-overload] # pyright: ignore[reportArgumentType, reportCallIssue]


def wrong(claw: OpenClaw) -> None:
    claw.messages.send(channel="a", user_id=1, message="b")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    claw.messages.send(channel="a", message="b")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    claw.events(types=["message:eaten"])  # type: ignore[list-item] # pyright: ignore[reportArgumentType, reportCallIssue]


def test_the_checkers_have_read_this_file() -> None:
    """So that pytest counts it; what is wrong here fails mypy and pyright."""
    assert assert_type(str(1), str) == "1"
