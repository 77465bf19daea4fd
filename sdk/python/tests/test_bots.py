"""Handlers and replies against the real gateway."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from openclaw import AsyncOpenClaw, OpenClaw

from .gateway import TOKEN, Gateway, until
from .support import newest, say


@pytest.fixture
def bot(server: Gateway) -> Iterator[OpenClaw]:
    with OpenClaw(base_url=server.url, token=TOKEN) as client:
        yield client


def test_a_bot_replies_once_however_often_it_sees_a_message(bot: OpenClaw, claw: OpenClaw, server: Gateway) -> None:
    positions: list[int] = []
    errors: list[Exception] = []
    replied: list[str] = []

    def echo(message: Any, reply: Any) -> None:
        if message.message == "fail":
            raise ValueError("a handler failed")
        replied.append(reply(f"You said: {message.message}").id)

    start = newest(claw)
    for text in ("fail", "hello"):
        say(claw, text, "bot user")

    def run_until(count: int) -> None:
        listener = bot.listen()
        listener.on("message:received", echo)
        listener.on("message:received", lambda message, reply: replied.append(reply(f"Also: {message.message}").id))
        thread = threading.Thread(
            target=lambda: listener.run(after=start, on_position=positions.append, on_error=errors.append)
        )
        thread.start()
        until(lambda: len(positions) >= count)
        listener.close()
        thread.join(5)
        assert not thread.is_alive()

    run_until(2)
    assert [str(error) for error in errors] == ["a handler failed"]
    until(lambda: len([one for one in server.received if one["userId"] == "bot user"]) == 3)
    texts = [one["message"] for one in server.received if one["userId"] == "bot user"]
    assert sorted(texts) == ["Also: fail", "Also: hello", "You said: hello"]
    # `fail` was answered once by the second handler, and its first answer has the same key again.
    first, positions[:] = list(replied), []
    run_until(2)
    assert replied == first * 2


async def test_an_async_bot_awaits_its_handlers(async_claw: AsyncOpenClaw, claw: OpenClaw) -> None:
    replies: list[str] = []
    ids: list[int] = []

    @async_claw.on("message:received")
    async def echo(message: Any, reply: Any) -> None:
        replies.append((await reply(f"You said: {message.message}")).message)

    async_claw.on("session:created", lambda event: ids.append(event.id))
    start = newest(claw)
    task = asyncio.create_task(async_claw.run(after=start))
    await asyncio.to_thread(say, claw, "hello", "async bot user")
    await asyncio.to_thread(until, lambda: replies)
    await async_claw.close()
    await asyncio.wait_for(task, 5)
    assert replies == ["You said: hello"]
    assert len(ids) == 1


def test_a_bot_without_handlers_is_told_so(bot: OpenClaw) -> None:
    with pytest.raises(ValueError, match="`on`"):
        bot.run()


def test_a_failing_handler_is_logged(bot: OpenClaw, claw: OpenClaw, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: Any) -> None:
        bot._own().close()
        raise ValueError("no good")

    bot.on("message:received", fail)
    start = newest(claw)
    say(claw, "hello")
    bot.run(after=start)
    assert "a handler failed" in caplog.text
    assert "no good" in caplog.text
