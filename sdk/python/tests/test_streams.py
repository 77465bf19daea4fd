"""The streams of events against servers that do what gateways should not, or do seldom."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from openclaw import (
    AsyncOpenClaw,
    EventGapError,
    GatewayConnectionError,
    InternalServerError,
    OpenClaw,
    OpenClawError,
    RateLimitedError,
    _events,
    _sockets,
)
from openclaw._steps import Connect, SocketFailed
from openclaw.types import ErrorDetails

from .scripted import ERROR, HEALTH, LIMITED, OUTDATED, answer, scripted
from .served import event_server, page_of
from .support import reader, take

FOREIGN = answer(404, "<html>404 page not found</html>")


async def test_cancelling_ends_a_stream_in_the_middle_of_a_backlog() -> None:
    with event_server(20_000) as url:
        for round in range(6):
            async with AsyncOpenClaw(base_url=url, token="a") as claw:
                ids: list[int] = []

                async def read(claw: AsyncOpenClaw = claw, ids: list[int] = ids) -> None:
                    async for event in claw.events(after=0):
                        ids.append(event.id)

                task = asyncio.create_task(read())
                while len(ids) < 20 * (round + 1):
                    await asyncio.sleep(0.001)
                task.cancel()
                done, _ = await asyncio.wait({task}, timeout=2)
                assert done
                assert task.cancelled()
                assert len(ids) < 20_000


async def test_the_position_is_that_of_the_last_event_that_was_given() -> None:
    with scripted(answer(200, page_of(*range(6, 16)))) as server:
        with OpenClaw(base_url=server.url, token="a") as claw:
            stream = claw.events(after=5, web_socket=False)
            for event in stream:
                if event.id == 8:
                    stream.close()
            assert stream.position == 8
        async with AsyncOpenClaw(base_url=server.url, token="a") as async_claw:
            async_stream = async_claw.events(after=5, web_socket=False)
            async for event in async_stream:
                if event.id == 8:
                    await async_stream.close()
            assert async_stream.position == 8


def test_a_failure_right_after_a_gap_passes() -> None:
    gaps: list[EventGapError] = []
    busy = answer(503, ERROR)
    with (
        scripted(answer(400, OUTDATED), answer(200, HEALTH), busy, answer(200, page_of(500))) as server,
        OpenClaw(base_url=server.url, token="a") as claw,
    ):
        assert take(claw.events(after=5, on_gap=gaps.append, web_socket=False), 1)[0].id == 500
    assert [gap.after for gap in gaps] == [5]
    assert "after=499" in server.requests[-1]


def test_gaps_without_an_event_between_them_are_paused_after() -> None:
    gaps: list[EventGapError] = []
    told = reader(on_gap=gaps.append, web_socket=False)
    gap = EventGapError(1, "outdatedCursor")
    assert [len(list(told._over(gap))) for _ in range(3)] == [0, 1, 1]
    assert gaps == [gap] * 3


def test_one_foreign_answer_does_not_end_a_stream_that_works() -> None:
    pages = answer(200, page_of(501)), FOREIGN, FOREIGN, answer(200, page_of(502))
    with scripted(*pages) as server, OpenClaw(base_url=server.url, token="a") as claw:
        assert [event.id for event in take(claw.events(after=5, web_socket=False), 2)] == [501, 502]


@pytest.mark.parametrize("after", [None, 0])
def test_a_gateway_that_is_not_there_at_the_start_is_told(after: int | None) -> None:
    with (
        OpenClaw(base_url="http://127.0.0.1:1", token="a", max_retries=1) as claw,
        pytest.raises(GatewayConnectionError, match="base_url"),
    ):
        take(claw.events(after=after), 1)


def test_an_upgrade_that_is_swallowed_is_given_up_soon_and_seldom_tried_again() -> None:
    told = reader()
    first = next(told.run())
    assert isinstance(first, Connect)
    assert first.timeout == 10
    late = _sockets.not_opened(TimeoutError("timed out"))
    assert isinstance(late, SocketFailed)
    assert [told._poll_for(late) for _ in range(6)] == [60, 120, 240, 480, 900, 900]
    told = reader()
    quick = _sockets.not_opened(ConnectionRefusedError())
    assert isinstance(quick, SocketFailed)
    assert [told._poll_for(quick) for _ in range(5)] == [0, 0, 5, 60, 120]


def test_a_web_socket_that_brings_nothing_of_what_there_is_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_events, "_SILENCE", 0.2)
    monkeypatch.setattr(_events, "_GRACE", 0.1)
    with event_server(0, lambda after: page_of(6) if after < 6 else page_of()) as url:
        claw = OpenClaw(base_url=url, token="a")
        assert [event.id for event in take(claw.events(after=5), 1)] == [6]
        claw.close()


def error_of(kind: Any, wait: str) -> Any:
    headers = httpx.Headers({"retry-after": wait})
    return kind("a", status=503, code="INTERNAL_ERROR", details=ErrorDetails(), headers=headers)


def test_the_wait_that_an_answer_asks_for_is_kept_up_to_a_minute() -> None:
    assert reader()._pause(error_of(InternalServerError, "3")) == 3
    assert reader()._pause(error_of(RateLimitedError, "99999999999999")) == 60
    assert reader()._pause(error_of(RateLimitedError, "0")) > 0


def test_a_stream_never_connects_again_in_a_hot_loop() -> None:
    told = reader(reconnect_delay=0)
    told._failures = 1
    assert told._pause(GatewayConnectionError("gone")) >= 0.0075
    told = reader()
    told._failures = 1
    assert told._pause(GatewayConnectionError("gone")) <= 0.05


@pytest.mark.parametrize(
    ("name", "value"), [("after", -1), ("types", []), ("reconnect_delay", -1), ("reconnect_delay", float("nan"))]
)
def test_an_option_of_a_stream_that_is_wrong_is_named(claw: OpenClaw, name: str, value: Any) -> None:
    options: dict[str, Any] = {name: value}
    with pytest.raises(OpenClawError, match=f"`{name}`"):
        claw.events(**options)


async def test_the_token_does_not_follow_a_redirect_to_another_origin() -> None:
    with scripted(FOREIGN) as other:
        redirect = answer(302, "moved", {"Location": f"{other.url}/api/events"})
        with scripted(redirect) as server:
            own = {"X-Proxy-Key": "a-key"}
            async with AsyncOpenClaw(base_url=server.url, token="very-secret", headers=own) as async_claw:
                with pytest.raises(OpenClawError):
                    async for _ in async_claw.events(after=0):
                        pass
            with OpenClaw(base_url=server.url, token="very-secret", headers=own) as claw:
                with pytest.raises(OpenClawError):
                    take(claw.events(after=0), 1)
                with pytest.raises(OpenClawError):
                    claw.status()
        told = "".join(other.requests)
    assert other.requests
    assert "very-secret" not in told
    assert "a-key" not in told


def test_a_stream_is_limited_by_rate_only_for_a_while() -> None:
    limited = answer(429, LIMITED, {"Retry-After-Ms": "1"})
    with scripted(answer(200, page_of(6)), limited, answer(200, page_of(7))) as server:
        claw = OpenClaw(base_url=server.url, token="a")
        assert [event.id for event in take(claw.events(after=5, web_socket=False), 2)] == [6, 7]
        claw.close()
