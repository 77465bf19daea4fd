"""What a gateway refuses, as both clients raise it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from openclaw import (
    ApiError,
    ConflictError,
    ForbiddenError,
    Hooks,
    InternalServerError,
    InvalidRequestError,
    NotFoundError,
    RateLimitedError,
    ResponseInfo,
    UnauthorizedError,
)

from .calls import CALLS, OPERATIONS, Ids
from .gateway import ROOT
from .target import Client, error_of, in_turn, taken

CONTRACT: dict[str, Any] = json.loads((ROOT / "src/generated/openapi.json").read_text())
RAISED: dict[int, tuple[type[ApiError], str]] = {
    400: (InvalidRequestError, "INVALID_REQUEST"),
    401: (UnauthorizedError, "UNAUTHORIZED"),
    403: (ForbiddenError, "FORBIDDEN"),
    404: (NotFoundError, "NOT_FOUND"),
    409: (ConflictError, "INVALID_REQUEST"),
    413: (InvalidRequestError, "INVALID_REQUEST"),
    415: (InvalidRequestError, "INVALID_REQUEST"),
    429: (RateLimitedError, "RATE_LIMITED"),
    500: (InternalServerError, "INTERNAL_ERROR"),
    503: (InternalServerError, "INTERNAL_ERROR"),
}
IDS = Ids("session-1", "message-1", "job-1")


def documented(name: str) -> list[int]:
    operation = OPERATIONS[name]
    responses = CONTRACT["paths"][operation.path][operation.method.lower()]["responses"]
    return [int(status) for status in responses if int(status) >= 400 and int(status) not in operation.also]


@pytest.mark.parametrize("name", CALLS)
def test_each_error_that_the_contract_has_for_an_operation_is_raised_as_its_class(
    name: str, mock_client: Client
) -> None:
    told: list[ResponseInfo] = []
    statuses = documented(name)

    def refused(claw: Any, status: int) -> Any:
        return error_of(lambda: CALLS[name](claw.with_options(headers={"Prefer": f"code={status}"}), IDS))

    errors: list[ApiError] = mock_client.use(
        lambda claw: in_turn(*[lambda status=status: refused(claw, status) for status in statuses]),
        max_retries=0,
        hooks=Hooks(on_response=told.append),
    )
    assert [error.status for error in errors] == statuses
    answers = [one for one in told if one.request.url.partition("?")[0] != f"{mock_client.target.url}/health"]
    for status, error in zip(statuses, errors, strict=True):
        kind, code = RAISED[status]
        assert (type(error), error.code) == (kind, code)
        assert error.message
        assert error.request_id == error.headers["x-request-id"]
        if kind in (InvalidRequestError, ConflictError):
            assert error.details.issues
            assert all(issue.field and issue.rule and issue.message for issue in error.details.issues)
        if isinstance(error, RateLimitedError):
            assert error.retry_after == float(error.headers["retry-after"]) > 0
    if name != "getHealth":
        assert [one.request_id for one in answers] == [error.request_id for error in errors]


WRONG: dict[str, tuple[Callable[[Any], Any], list[tuple[str, str]]]] = {
    "a body": (
        lambda claw: claw.messages.send(channel="support", user_id="42", message=""),
        [("body.message", "minLength")],
    ),
    "a query": (lambda claw: claw.sessions.list(limit=0), [("query.limit", "minimum")]),
    "another query": (lambda claw: claw.list_events(types=["moon:risen"]), [("query.types.0", "enum")]),
    "a schedule": (
        lambda claw: claw.cron.create(
            name="never", schedule={"cron": "61 * * * *"}, action={"type": "tool", "tool": "read", "params": {}}
        ),
        [("body.schedule.cron", "cron")],
    ),
    "a key": (
        lambda claw: claw.messages.send(channel="support", user_id="42", message="Hi", idempotency_key="k" * 300),
        [("header.idempotency-key", "maxLength")],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_request_is_named_by_field_and_rule(name: str, client: Client) -> None:
    call, expected = WRONG[name]
    with pytest.raises(InvalidRequestError) as caught:
        client.use(call)
    error = caught.value
    assert (error.status, error.code) == (400, "INVALID_REQUEST")
    assert [(issue.field, issue.rule) for issue in error.details.issues or []] == expected
    assert error.request_id
    assert expected[0][0] in str(error)


def test_another_body_under_the_same_key_is_a_conflict(client: Client) -> None:
    key = f"conflict-{client.is_async}"

    def send(claw: Any, message: str) -> Any:
        return claw.messages.send(
            channel=client.target.channel, user_id="conflict", message=message, idempotency_key=key
        )

    with pytest.raises(ConflictError) as caught:
        client.use(lambda claw: in_turn(lambda: send(claw, "One"), lambda: send(claw, "Other")))
    assert (caught.value.status, caught.value.code) == (409, "INVALID_REQUEST")
    [issue] = caught.value.details.issues or []
    assert (issue.field, issue.rule) == ("header.idempotency-key", "idempotency")


def test_a_wrong_token_is_refused_for_calls_and_streams_and_no_later_try_is_made(client: Client) -> None:
    told: list[ResponseInfo] = []
    options: dict[str, Any] = {"token": "wrong", "hooks": Hooks(on_response=told.append)}
    calls: list[Callable[[Any], Any]] = [
        lambda claw: claw.status(),
        lambda claw: claw.messages.send(channel="support", user_id="42", message="Hi"),
        lambda claw: taken(claw.events(), 1),
        lambda claw: taken(claw.events(after=0), 1),
        lambda claw: taken(claw.events(after=0, web_socket=False), 1),
    ]
    for call in calls:
        told.clear()
        with pytest.raises(UnauthorizedError) as caught:
            client.use(call, **options)
        assert (caught.value.status, caught.value.code) == (401, "UNAUTHORIZED")
        assert caught.value.request_id
        assert "wrong" not in str(caught.value)
        # That of a WebSocket goes another way.
        assert [one.status for one in told] in ([401], [])


def test_what_needs_no_token_is_answered_to_a_wrong_one(client: Client) -> None:
    assert client.use(lambda claw: claw.health(), token="wrong").status == "ok"
    assert client.use(lambda claw: claw.docs.openapi_json(), token="wrong")["openapi"].startswith("3.1")
