"""What ends when, and what is not lost by it."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest

from openclaw import AsyncOpenClaw, OpenClaw, OpenClawError

from .gateway import until
from .scripted import Scripted, answer, scripted
from .served import MESSAGE, event_server, page_of
from .support import aside

PAGE = answer(200, page_of(6, 7))
SENT = answer(202, {**MESSAGE, "direction": "outbound", "status": "queued"})


def reading(stream: Any, errors: list[BaseException]) -> threading.Thread:
    def read() -> None:
        try:
            for _ in stream:
                pass
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize("web_socket", [True, False])
@pytest.mark.parametrize("whole", [True, False], ids=["client", "stream"])
def test_closing_ends_at_once_what_waits_for_an_answer(web_socket: bool, whole: bool) -> None:
    errors: list[BaseException] = []
    with scripted(None) as server:
        claw = OpenClaw(base_url=server.url, token="a", timeout=20)
        stream = claw.events(after=5, web_socket=web_socket)
        thread = reading(stream, errors)
        until(lambda: server.requests)
        began = time.monotonic()
        (claw if whole else stream).close()
        thread.join(10)
        assert not thread.is_alive()
        assert time.monotonic() - began < 5
        claw.close()
        # While the server still says nothing.
        until(lambda: not aside(), 2)
    assert errors == []


@pytest.mark.parametrize("web_socket", [True, False])
async def test_closing_an_async_client_ends_at_once_what_waits_for_an_answer(web_socket: bool) -> None:
    with scripted(None) as server:
        claw = AsyncOpenClaw(base_url=server.url, token="a", timeout=20)

        async def read() -> None:
            async for _ in claw.events(after=5, web_socket=web_socket):
                pass

        task = asyncio.create_task(read())
        await asyncio.to_thread(until, lambda: server.requests)
        await claw.close()
        await asyncio.wait_for(task, 5)


async def test_an_async_stream_has_ended_only_when_its_socket_is_closed_whoever_closes_it() -> None:
    """Or a loop that ends then would leave it open."""
    with event_server(3) as url:
        async with AsyncOpenClaw(base_url=url, token="a") as claw:
            stream = claw.events(after=0)
            events = aiter(stream)
            assert (await anext(events)).id == 1
            transport: Any = stream._socket and stream._socket.transport
            closing = asyncio.create_task(stream.close())
            await asyncio.sleep(0)
            assert [event.id async for event in events] == []
        assert transport.is_closing()
        await closing


def posts(server: Scripted) -> list[str]:
    return [request for request in server.requests if request.startswith("POST")]


def test_closing_lets_the_handler_at_work_answer() -> None:
    positions, errors, at_work = list[int](), list[Exception](), threading.Event()
    with scripted(PAGE, SENT) as server:
        claw = OpenClaw(base_url=server.url, token="a")

        def handler(message: Any, reply: Any) -> None:
            at_work.set()
            time.sleep(0.2)
            reply("Hi")

        claw.on("message:received", handler)
        thread = threading.Thread(
            target=lambda: claw.run(after=5, web_socket=False, on_position=positions.append, on_error=errors.append)
        )
        thread.start()
        at_work.wait(5)
        claw.close()
        thread.join(5)
        assert not thread.is_alive()
        assert len(posts(server)) == 1
    assert errors == []
    assert positions == [6]


async def test_closing_lets_the_async_handler_at_work_answer() -> None:
    positions, errors, at_work = list[int](), list[Exception](), asyncio.Event()
    with scripted(PAGE, SENT) as server:
        claw = AsyncOpenClaw(base_url=server.url, token="a")

        @claw.on("message:received")
        async def handler(message: Any, reply: Any) -> None:
            at_work.set()
            await asyncio.sleep(0.2)
            await reply("Hi")

        run = claw.run(after=5, web_socket=False, on_position=positions.append, on_error=errors.append)
        task = asyncio.create_task(run)
        await at_work.wait()
        await claw.close()
        await asyncio.wait_for(task, 5)
        assert len(posts(server)) == 1
    assert errors == []
    assert positions == [6]


def test_a_handler_that_closes_can_still_answer_and_no_other_is_called() -> None:
    positions, others = list[int](), list[str]()
    with scripted(PAGE, SENT) as server:
        claw = OpenClaw(base_url=server.url, token="a")

        @claw.on("message:received")
        def handler(message: Any, reply: Any) -> None:
            claw.close()
            reply("Bye")

        claw.on("message:received", lambda message, reply: others.append(message.id))
        claw.run(after=5, web_socket=False, on_position=positions.append)
        assert len(posts(server)) == 1
        assert claw._api.client.is_closed
    assert others == []
    # It was not dealt with by all, so that it has to come again.
    assert positions == []


def test_two_handlers_that_close_do_not_wait_for_each_other() -> None:
    with scripted(PAGE) as server:
        claw = OpenClaw(base_url=server.url, token="a")
        both = threading.Barrier(2)
        threads: list[threading.Thread] = []

        def close(message: Any, reply: Any) -> None:
            both.wait(5)
            claw.close()

        for _ in range(2):
            listener = claw.listen()
            listener.on("message:received", close)
            threads.append(threading.Thread(target=listener.run, kwargs={"after": 5, "web_socket": False}))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(5)
            assert not thread.is_alive()
        assert claw._api.client.is_closed


def test_what_is_closed_before_it_runs_does_not_run() -> None:
    claw = OpenClaw(base_url="http://127.0.0.1:1", token="a")
    listener = claw.listen()
    listener.on("message:received", lambda message, reply: None)
    listener.close()
    listener.run()
    claw.on("message:received", lambda message, reply: None)
    claw.close()
    with pytest.raises(OpenClawError, match="closed"):
        claw.run()
    with pytest.raises(OpenClawError, match="closed"):
        claw.events()


def test_a_client_with_other_options_does_not_close_what_it_shares() -> None:
    with scripted(PAGE) as server, OpenClaw(base_url=server.url, token="a") as claw:
        with claw.with_options(timeout=5) as other:
            assert other.list_events().newest == 7
        assert claw.list_events().newest == 7


def test_an_async_handler_is_refused_where_nothing_awaits_it() -> None:
    async def handler(message: Any, reply: Any) -> None:
        await asyncio.sleep(0)

    errors: list[Exception] = []
    with scripted(PAGE) as server, OpenClaw(base_url=server.url, token="a") as claw:
        with pytest.raises(OpenClawError, match="AsyncOpenClaw"):
            claw.on("message:received", handler)

        @claw.on("message:received")
        def hidden(message: Any, reply: Any) -> object:
            claw.close()
            return handler(message, reply)

        claw.run(after=5, web_socket=False, on_error=errors.append)
    assert [type(error) for error in errors] == [OpenClawError]


@pytest.mark.parametrize(("name", "prefix"), [(None, "reply-message-6-1"), ("tickets", "reply-tickets-message-6-1")])
def test_the_name_of_a_bot_is_in_the_keys_of_its_replies(name: str | None, prefix: str) -> None:
    with scripted(PAGE, SENT) as server, OpenClaw(base_url=server.url, token="a") as claw:

        @claw.on("message:received")
        def answer_once(message: Any, reply: Any) -> None:
            claw.close()
            reply("Hi")

        with pytest.raises(OpenClawError, match="`name`"):
            claw.run(name="two words")
        claw.run(after=5, web_socket=False, name=name)
        assert server.keys() == [prefix]
