"""The options of clients and calls on the real gateway and on the mock."""

from __future__ import annotations

import time
from typing import Any

import pytest

from openclaw import (
    ForbiddenError,
    GatewayTimeoutError,
    Hooks,
    InternalServerError,
    NotFoundError,
    RateLimitedError,
    RequestInfo,
    ResponseInfo,
    RetryInfo,
)

from .gateway import TOKEN
from .target import Client, in_turn


def test_a_client_with_other_options_is_another_over_the_same_connections(client: Client) -> None:
    asked: list[RequestInfo] = []

    def work(claw: Any) -> Any:
        other = claw.with_options(headers={"x-trace": "other"}, timeout=5, max_retries=0)
        return in_turn(other.status, other.close, claw.status)

    first, _, second = client.use(work, hooks=Hooks(on_request=asked.append), headers={"x-trace": "first"})
    assert (first.gateway, second.gateway) == ("running", "running")
    assert [one.headers["x-trace"] for one in asked] == ["other", "first"]


def test_headers_of_the_client_and_of_a_call_go_along(client: Client) -> None:
    asked: list[RequestInfo] = []
    client.use(
        lambda claw: claw.status(extra_headers={"x-trace": "call", "x-more": "2"}),
        headers={"x-trace": "client", "x-own": "1"},
        hooks=Hooks(on_request=asked.append),
    )
    headers = asked[0].headers
    assert (headers["x-trace"], headers["x-own"], headers["x-more"]) == ("call", "1", "2")


def test_a_header_reaches_who_answers(mock_client: Client) -> None:
    with pytest.raises(ForbiddenError):
        mock_client.use(lambda claw: claw.status(), headers={"Prefer": "code=403"})
    with pytest.raises(NotFoundError):
        mock_client.use(
            lambda claw: claw.sessions.get("session-1", extra_headers={"Prefer": "code=404"}),
            headers={"Prefer": "code=403"},
        )


@pytest.mark.parametrize("where", ["client", "call"])
def test_a_timeout_is_kept(client: Client, where: str) -> None:
    """Of so little that no answer comes in it."""
    least = 1e-6
    asked: list[RequestInfo] = []
    options: dict[str, Any] = {"timeout": least} if where == "client" else {}
    call: dict[str, Any] = {"timeout": least} if where == "call" else {}
    began = time.monotonic()
    with pytest.raises(GatewayTimeoutError, match="1e-06 s"):
        client.use(lambda claw: claw.status(**call), max_retries=1, hooks=Hooks(on_request=asked.append), **options)
    assert [one.attempt for one in asked] == [1, 2]
    assert time.monotonic() - began < 10


def test_hooks_are_told_of_each_try_and_never_the_token(client: Client) -> None:
    told: list[Any] = []
    hooks = Hooks(on_request=told.append, on_response=told.append, on_retry=told.append)
    answered = client.use(lambda claw: claw.with_response.channels.list(), hooks=hooks)
    request, response = told
    assert isinstance(request, RequestInfo)
    assert isinstance(response, ResponseInfo)
    assert (request.method, request.url, request.attempt) == ("GET", f"{client.target.url}/api/channels", 1)
    assert response.request is request
    assert (response.status, response.request_id) == (200, answered.request_id)
    assert response.duration > 0
    assert request.headers["authorization"] == "[redacted]"
    assert TOKEN not in repr(told)


def test_what_may_be_mended_is_tried_again_as_often_as_told(mock_client: Client) -> None:
    told: list[Any] = []
    hooks = Hooks(on_request=told.append, on_response=told.append, on_retry=told.append)
    with pytest.raises(InternalServerError):
        mock_client.use(lambda claw: claw.status(), hooks=hooks, max_retries=1, headers={"Prefer": "code=503"})
    assert [type(one) for one in told] == [RequestInfo, ResponseInfo, RetryInfo, RequestInfo, ResponseInfo]
    assert told[2].reason == "status 503"
    assert [told[0].attempt, told[3].attempt] == [1, 2]
    told.clear()
    with pytest.raises(InternalServerError):
        mock_client.use(
            lambda claw: claw.status(max_retries=0), hooks=hooks, max_retries=5, headers={"Prefer": "code=503"}
        )
    assert [type(one) for one in told] == [RequestInfo, ResponseInfo]


def test_the_keys_of_all_tries_are_one_and_a_post_without_a_key_is_sent_once(mock_client: Client) -> None:
    asked: list[RequestInfo] = []
    options: dict[str, Any] = {
        "headers": {"Prefer": "code=500"},
        "hooks": Hooks(on_request=asked.append),
        "max_retries": 1,
    }
    with pytest.raises(InternalServerError):
        mock_client.use(lambda claw: claw.messages.send(channel="support", user_id="42", message="Hi"), **options)
    assert len(asked) == 2
    assert len({one.headers["idempotency-key"] for one in asked}) == 1
    asked.clear()
    with pytest.raises(InternalServerError):
        mock_client.use(lambda claw: claw.tools.invoke("read", params={}), **options)
    assert len(asked) == 1


def test_the_wait_that_a_limit_asks_for_is_told(mock_client: Client) -> None:
    with pytest.raises(RateLimitedError) as caught:
        mock_client.use(lambda claw: claw.status(), headers={"Prefer": "code=429"}, max_retries=0)
    assert caught.value.retry_after is not None
    assert caught.value.retry_after >= 1
    assert caught.value.headers["ratelimit-remaining"] == "0"
