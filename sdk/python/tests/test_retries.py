"""What is tried again, how often and when, against a server that fails by script."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import httpx
import pytest

from openclaw import (
    ApiError,
    AsyncOpenClaw,
    ConflictError,
    GatewayConnectionError,
    GatewayTimeoutError,
    Hooks,
    InternalServerError,
    OpenClaw,
    RateLimitedError,
    RetryInfo,
)
from openclaw._retry import backoff, delay_before, retry_after

from .scripted import ERROR, HEALTH, LIMITED, Scripted, answer, scripted

OK = answer(200, HEALTH)
MESSAGE = answer(
    202,
    {
        "id": "message-1",
        "sessionId": "session-1",
        "channel": "support",
        "userId": "42",
        "direction": "outbound",
        "message": "Hello",
        "status": "queued",
        "createdAt": "2026-02-14T12:00:00.000Z",
        "updatedAt": "2026-02-14T12:00:00.000Z",
    },
)

Run = Callable[..., Any]


def run_sync(server: Scripted, method: str, delays: list[float], **options: Any) -> Any:
    hooks = Hooks(on_retry=lambda retry: delays.append(retry.delay))
    with OpenClaw(base_url=server.url, token="secret", hooks=hooks, **options) as claw:
        return CALLS[method](claw)


def run_async(server: Scripted, method: str, delays: list[float], **options: Any) -> Any:
    async def run() -> Any:
        hooks = Hooks(on_retry=lambda retry: delays.append(retry.delay))
        async with AsyncOpenClaw(base_url=server.url, token="secret", hooks=hooks, **options) as claw:
            return await CALLS[method](claw)

    return asyncio.run(run())


CALLS: dict[str, Callable[[Any], Any]] = {
    "get": lambda claw: claw.health(),
    "send": lambda claw: claw.messages.send(channel="support", user_id="42", message="Hello"),
    "invoke": lambda claw: claw.tools.invoke("read", params={"path": "a"}),
}


@pytest.fixture(params=[run_sync, run_async], ids=["sync", "async"])
def run(request: pytest.FixtureRequest) -> Run:
    found: Run = request.param
    return found


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ({"Retry-After": "0.2"}, 0.2, 0.2),
        ({"Retry-After-Ms": "150", "Retry-After": "9"}, 0.15, 0.15),
        ({"Retry-After": formatdate(time.time() - 5, usegmt=True)}, 0, 0),
    ],
    ids=["seconds", "milliseconds", "date"],
)
def test_the_wait_that_429_asks_for_is_kept(run: Run, header: dict[str, str], least: float, most: float) -> None:
    delays: list[float] = []
    with scripted(answer(429, LIMITED, header), OK) as server:
        assert run(server, "get", delays).version == "2026.12.0"
    assert len(server.requests) == 2
    assert len(delays) == 1
    assert least <= delays[0] <= most


def test_a_date_in_the_future_is_waited_for() -> None:
    headers = httpx.Headers({"retry-after": formatdate(1_000_010, usegmt=True)})
    assert retry_after(headers, now=1_000_000) == 10


def test_a_wait_of_more_than_a_minute_is_left_to_the_caller(run: Run) -> None:
    with scripted(answer(429, LIMITED, {"Retry-After": "61"})) as server, pytest.raises(RateLimitedError) as caught:
        run(server, "get", [])
    assert len(server.requests) == 1
    assert caught.value.retry_after == 61
    assert caught.value.request_id == "request-1"


def test_two_failures_are_survived_with_growing_waits(run: Run) -> None:
    delays: list[float] = []
    with scripted(answer(500, ERROR), answer(500, ERROR), OK) as server:
        run(server, "get", delays)
    assert len(server.requests) == 3
    assert 0.375 <= delays[0] <= 0.5
    assert 0.75 <= delays[1] <= 1


def test_after_the_last_try_its_error_is_raised(run: Run) -> None:
    with scripted(answer(500, ERROR)) as server, pytest.raises(InternalServerError, match=r"It broke\."):
        run(server, "get", [], max_retries=1)
    assert len(server.requests) == 2


def test_a_server_that_hangs_is_a_timeout_after_all_tries(run: Run) -> None:
    with scripted(None) as server, pytest.raises(GatewayTimeoutError, match=r"0\.5 s"):
        run(server, "get", [], timeout=0.5, max_retries=1)
    assert len(server.requests) == 2


def test_an_answer_that_breaks_off_is_a_broken_connection(run: Run) -> None:
    with scripted(answer(200, HEALTH, short=10), OK) as server:
        assert run(server, "get", []).status == "ok"
    assert len(server.requests) == 2


def test_a_body_that_always_breaks_off_is_said_to_be_a_connection_error(run: Run) -> None:
    with scripted(answer(200, HEALTH, short=10)) as server, pytest.raises(GatewayConnectionError, match="broke"):
        run(server, "get", [], max_retries=0)


def test_a_message_keeps_its_key_over_all_tries(run: Run) -> None:
    with scripted(answer(503, ERROR), answer(202, "half", short=2), MESSAGE) as server:
        assert run(server, "send", []).id == "message-1"
    keys = server.keys()
    assert len(keys) == 3
    assert len(set(keys)) == 1


def test_a_post_without_a_key_is_never_repeated(run: Run) -> None:
    with scripted(answer(503, ERROR)) as server, pytest.raises(InternalServerError):
        run(server, "invoke", [])
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413])
def test_what_no_later_try_can_mend_is_not_repeated(run: Run, status: int) -> None:
    with scripted(answer(status, ERROR), OK) as server, pytest.raises(ApiError):
        run(server, "get", [])
    told = [
        request
        for request in server.requests
        if "authorization" in request.lower() or "user-agent: openclaw" in request
    ]
    assert len(told) == 1


def test_a_conflict_is_repeated_only_where_it_says_when(run: Run) -> None:
    body: dict[str, Any] = {"error": {"code": "INVALID_REQUEST", "message": "Clash.", "details": {}}}
    with scripted(answer(409, body)) as server, pytest.raises(ConflictError):
        run(server, "send", [])
    assert len(server.requests) == 1
    with scripted(answer(409, body, {"Retry-After": "0"}), MESSAGE) as server:
        run(server, "send", [])
    assert len(server.requests) == 2


def test_a_degraded_gateway_is_an_answer_and_no_failure(run: Run) -> None:
    with scripted(answer(503, {**HEALTH, "status": "degraded"})) as server:
        assert run(server, "get", []).status == "degraded"
    assert len(server.requests) == 1


def test_hooks_and_log_tell_of_each_try_and_never_the_token(caplog: pytest.LogCaptureFixture) -> None:
    told: list[Any] = []
    hooks = Hooks(on_request=told.append, on_response=told.append, on_retry=told.append)
    caplog.set_level("DEBUG", logger="openclaw")
    with (
        scripted(answer(500, ERROR, {"Retry-After-Ms": "1"}), OK) as server,
        OpenClaw(base_url=server.url, token="very-secret", hooks=hooks) as claw,
    ):
        claw.with_options(headers={"Authorization": "Bearer very-secret"}).health()
        assert "very-secret" not in repr(claw._api.settings)
    assert [type(one).__name__ for one in told] == [
        "RequestInfo",
        "ResponseInfo",
        "RetryInfo",
        "RequestInfo",
        "ResponseInfo",
    ]
    retry: RetryInfo = told[2]
    assert retry.delay == 0.001
    assert retry.request.headers["authorization"] == "[redacted]"
    assert "very-secret" not in repr(told)
    ours = [record.getMessage() for record in caplog.records if record.name == "openclaw"]
    assert len(ours) == 3
    assert "very-secret" not in "".join(ours)


def test_waits_double_up_to_eight_seconds_with_jitter() -> None:
    waits = {attempt: [backoff(attempt) for _ in range(200)] for attempt in (1, 2, 5, 60)}
    for attempt, full in ((1, 0.5), (2, 1.0), (5, 8.0), (60, 8.0)):
        assert all(full * 0.75 <= wait <= full for wait in waits[attempt])
        assert max(waits[attempt]) - min(waits[attempt]) > full * 0.1
    assert delay_before(1, httpx.Headers({"retry-after": "soon"})) is not None
