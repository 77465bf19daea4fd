"""Handlers and replies on the real gateway and on the mock, by both clients."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

from openclaw import Hooks, RequestInfo, UnauthorizedError
from openclaw.types import Message

from .gateway import until
from .target import SOCKETS, Client


class Bot:
    """Answers each message, in a thread, with what is told of it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.seen: list[Message] = []
        self.replied: list[Message] = []
        self.positions: list[int] = []
        self.asked: list[RequestInfo] = []
        self.errors: list[Exception] = []
        self.stop_after: int | None = None

    def echo(self, message: Message, reply: Any) -> Any:
        self.seen.append(message)
        if message.message == "fail" or len(self.seen) == 1:
            raise ValueError("a handler failed")
        self.replied.append(reply(f"You said: {message.message}"))
        return None

    async def echo_async(self, message: Message, reply: Any) -> None:
        self.seen.append(message)
        if message.message == "fail" or len(self.seen) == 1:
            raise ValueError("a handler failed")
        self.replied.append(await reply(f"You said: {message.message}"))

    def on_position(self, position: int) -> Any:
        self.positions.append(position)
        if self.stop_after is not None and len(self.positions) >= self.stop_after:
            # Its result is awaited where it has to be.
            return self.claw.close()
        return None

    def work(self, claw: Any, **options: Any) -> Any:
        self.claw = claw
        claw.on("message:received", self.echo_async if self.client.is_async else self.echo)
        return claw.run(on_position=self.on_position, on_error=self.errors.append, **options)

    @contextmanager
    def running(self, stop_after: int, **options: Any) -> Generator[None, None, None]:
        """Ends by itself after so many events."""
        self.stop_after = stop_after
        hooks = Hooks(on_request=self.asked.append)
        thread = threading.Thread(target=lambda: self.client.use(lambda claw: self.work(claw, **options), hooks=hooks))
        thread.start()
        yield
        thread.join(20)
        assert not thread.is_alive()


def posts(bot: Bot) -> list[RequestInfo]:
    return [one for one in bot.asked if one.method == "POST"]


@SOCKETS
def test_a_bot_answers_what_comes_tells_its_position_and_ends_when_it_closes(client: Client, web_socket: bool) -> None:
    bot = Bot(client)
    start = client.target.newest()
    with bot.running(4, after=start, web_socket=web_socket):
        client.target.happen(5)
    assert len(bot.seen) == len(bot.positions) == 4
    assert bot.positions == sorted(set(bot.positions))
    assert bot.positions[0] > start
    # One that fails is told, and the next comes all the same.
    assert [str(error) for error in bot.errors] == ["a handler failed"]
    assert len(bot.replied) == 3
    assert all(one.direction == "outbound" for one in bot.replied)
    asked = posts(bot)
    assert [one.url for one in asked] == [f"{client.target.url}/api/messages"] * 3
    assert [one.headers["idempotency-key"] for one in asked] == [f"reply-{one.id}-1" for one in bot.seen[1:]]
    if not client.target.is_mock:
        assert [one.message for one in bot.replied] == [f"You said: {one.message}" for one in bot.seen[1:]]
        assert [one.user_id for one in bot.replied] == [one.user_id for one in bot.seen[1:]]


def test_a_bot_goes_on_where_it_was_and_misses_nothing(client: Client) -> None:
    first, second = Bot(client), Bot(client)
    start = client.target.newest()
    client.target.happen(6)
    with first.running(2, after=start):
        pass
    with second.running(3, after=first.positions[-1]):
        pass
    events: list[Any] = client.use(lambda claw: claw.list_events(after=start, types=["message:received"])).events
    if client.target.is_mock:
        # Its numbers are of those that are asked for alone.
        assert first.positions + second.positions == list(range(start + 1, start + 6))
    else:
        assert first.positions + second.positions == [event.id for event in events[:5]]


def test_a_bot_is_closed_by_another_thread(client: Client) -> None:
    bot = Bot(client)
    start = client.target.newest()
    with bot.running(10_000, after=start):
        client.target.happen(2)
        until(lambda: bot.replied)
        if client.is_async:
            # From its own loop, on which alone it may be closed.
            bot.stop_after = 0
            client.target.happen(1)
        else:
            bot.claw.close()
    assert bot.positions


def test_a_bot_with_a_wrong_token_is_told(client: Client) -> None:
    bot = Bot(client)
    every: list[dict[str, Any]] = [{}, {"after": 0}, {"after": 0, "web_socket": False}]
    for options in every:
        with pytest.raises(UnauthorizedError):
            client.use(partial(bot.work, **options), token="wrong")
    assert bot.seen == []


def test_a_name_of_a_bot_is_in_the_keys_of_its_replies(client: Client) -> None:
    bot = Bot(client)
    start = client.target.newest()
    with bot.running(2, after=start, name="tickets"):
        client.target.happen(3)
    assert [one.headers["idempotency-key"] for one in posts(bot)] == [f"reply-tickets-{bot.seen[1].id}-1"]
