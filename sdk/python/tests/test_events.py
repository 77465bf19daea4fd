"""The streams of events against the real gateway."""

from __future__ import annotations

import asyncio
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from openclaw import AsyncOpenClaw, EventGapError, OpenClaw, _sockets
from openclaw._request import Answer, Send, Sleep
from openclaw._steps import Connect, Receive, Silence, SocketClosed, SocketFailed

from .gateway import TOKEN, Gateway, gateway, until, write_messages
from .proxy import cutting
from .scripted import OUTDATED, answer, scripted
from .support import at_least, collect, newest, reader, say, take


async def test_cancelling_the_task_ends_an_async_stream(async_claw: AsyncOpenClaw, claw: OpenClaw) -> None:
    found: list[str] = []
    stream = async_claw.events(types=["message:received"])

    async def read() -> None:
        async for event in stream:
            found.append(event.payload.message)

    task = asyncio.create_task(read())
    await asyncio.to_thread(until, lambda: stream.position is not None)
    await asyncio.to_thread(say, claw, "hello")
    await asyncio.to_thread(until, lambda: found)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert found == ["hello"]


def test_behind_what_lets_no_web_socket_through_it_polls() -> None:
    event: dict[str, Any] = {"id": 5, "type": "moon:risen", "time": "2026-02-14T12:00:00Z", "payload": {}}
    page = answer(200, {"events": [event], "nextAfter": 5, "newest": 5})
    with (
        scripted(answer(403, "<html>Forbidden by the proxy</html>"), page) as server,
        OpenClaw(base_url=server.url, token="a") as claw,
    ):
        assert [found.id for found in take(claw.events(after=4), 1)] == [5]
    assert [request.split()[1].split("?")[0] for request in server.requests] == ["/ws", "/api/events"]
    assert "authorization: bearer a" in server.requests[0].lower()
    assert "access_token" not in server.requests[0]


def test_a_position_of_another_gateway_is_a_gap(claw: OpenClaw) -> None:
    ahead = newest(claw) + 1_000
    with pytest.raises(EventGapError, match="another gateway") as caught:
        take(claw.events(after=ahead), 1)
    assert (caught.value.after, caught.value.reason) == (ahead, "futureCursor")
    with pytest.raises(EventGapError):
        take(claw.events(after=ahead, web_socket=False), 1)
    gaps: list[EventGapError] = []
    assert take(claw.events(after=ahead, on_gap=gaps.append), 1)[0].id >= 1
    assert [gap.reason for gap in gaps] == ["futureCursor"]


def body(content: bytes) -> bytes:
    return content.partition(b"\r\n\r\n")[2]


def test_what_is_not_kept_any_more_is_a_gap_however_it_is_told() -> None:
    with scripted(answer(400, OUTDATED)) as server, OpenClaw(base_url=server.url, token="a") as claw:
        with pytest.raises(EventGapError, match="no longer keeps") as caught:
            take(claw.events(after=3, web_socket=False), 1)
        assert (caught.value.after, caught.value.reason) == (3, "outdatedCursor")
    steps = reader().run()
    assert isinstance(next(steps), Connect)
    steps.send(None)
    with pytest.raises(EventGapError, match="events are lost"):
        steps.throw(SocketClosed(4410, "outdatedCursor"))


def test_after_a_gap_it_goes_on_with_the_oldest_that_is_kept() -> None:
    gaps: list[EventGapError] = []
    told = reader(on_gap=gaps.append)
    steps = told.run()
    assert isinstance(next(steps), Connect)
    steps.send(None)
    asked = steps.throw(SocketClosed(4410, "outdatedCursor"))
    assert isinstance(asked, Send)
    assert "after=" not in asked.url
    kept: dict[str, Any] = {"id": 500, "type": "moon:risen", "time": "2026-02-14T12:00:00Z", "payload": {}}
    page = body(answer(200, {"events": [kept], "nextAfter": 500, "newest": 900}))
    again = steps.send(Answer(200, httpx.Headers(), page))
    assert isinstance(again, Connect)
    assert "after=499" in again.url
    assert [gap.reason for gap in gaps] == ["outdatedCursor"]


def test_a_gateway_that_starts_again_is_found_again(tmp_path: Path) -> None:
    port = free_port()
    folder = tmp_path / "gateway"
    found: list[str] = []
    claw = OpenClaw(base_url=f"http://127.0.0.1:{port}", token=TOKEN)
    stream = claw.events(after=0, types=["message:received"], reconnect_delay=0.05)
    thread = threading.Thread(target=collect, args=(stream, found), daemon=True)
    for count, text in enumerate(("one", "two"), 1):
        with gateway(folder, port=port):
            if count == 1:
                thread.start()
            say(claw, text)
            until(partial(at_least, found, count))
    stream.close()
    thread.join(10)
    claw.close()
    assert found == ["one", "two"]


def free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def test_a_reader_that_is_slow_holds_the_gateway_back_and_loses_nothing(claw: OpenClaw, server: Gateway) -> None:
    start = newest(claw)
    asyncio.run(write_messages(server.url, 300))
    ids: list[int] = []
    for event in claw.events(after=start):
        ids.append(event.id)
        if len(ids) == 20:
            time.sleep(0.3)
        if event.id == start + 300:
            break
    assert ids == list(range(start + 1, start + 301))


def test_sockets_that_never_open_are_tried_less_and_less_and_polling_fills_in() -> None:
    empty = body(answer(200, {"events": [], "nextAfter": 1, "newest": 1}))
    steps = reader().run()
    step = next(steps)
    polled = [0]
    # The time that is slept here does not pass, so that the third poll, of seconds, goes on until this is over.
    for _ in range(100):
        if isinstance(step, Connect):
            polled.append(0)
            step = steps.throw(SocketFailed("no"))
        elif isinstance(step, Send):
            polled[-1] += 1
            step = steps.send(Answer(200, httpx.Headers(), empty))
        else:
            assert isinstance(step, Sleep)
            step = steps.send(None)
    assert polled[1:3] == [1, 1]
    assert polled[3] > 10


def test_a_quiet_stream_moves_its_position_on() -> None:
    told = reader(types=["message:sent"])
    steps = told.run()
    assert isinstance(next(steps), Connect)
    assert isinstance(steps.send(None), Receive)
    assert isinstance(steps.throw(Silence()), Send)
    empty = body(answer(200, {"events": [], "nextAfter": 900, "newest": 900}))
    assert isinstance(steps.send(Answer(200, httpx.Headers(), empty)), Receive)
    assert told.position == 900


def test_a_connection_that_is_silently_gone_is_noticed(
    claw: OpenClaw, server: Gateway, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    monkeypatch.setattr(_sockets, "PING_SECONDS", 0.3)
    start, found = newest(claw), list[str]()
    with cutting(server.url, 0) as proxy, OpenClaw(base_url=proxy.url, token=TOKEN) as client:
        stream = client.events(after=start, types=["message:received"], reconnect_delay=0.01)
        thread = threading.Thread(target=collect, args=(stream, found), daemon=True)
        thread.start()
        say(claw, "before")
        until(lambda: found == ["before"])
        proxy.freeze()
        say(claw, "after")
        until(lambda: found == ["before", "after"])
        stream.close()
        thread.join(5)
    assert proxy.sockets == 2
    assert TOKEN not in caplog.text
    assert "Traceback" not in caplog.text
