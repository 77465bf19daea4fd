"""A call from its first try to its answer, for both clients: a generator that asks for what it can't do itself."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any, TypeVar, Union, cast
from urllib.parse import urlsplit

import httpx
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from ._errors import (
    ApiError,
    GatewayConnectionError,
    GatewayTimeoutError,
    OpenClawError,
    UnexpectedAnswerError,
    create_api_error,
)
from ._generated.models import ErrorCode, ErrorDetails, ErrorResponse, Health
from ._generated.operations import VERSION
from ._options import Call, RequestInfo, ResponseInfo, RetryInfo, Settings, checked_retries, logger, redacted
from ._request import Answer, Operation, Parts, Send, Sleep, WithResponse, build
from ._retry import delay_before, is_retriable

T = TypeVar("T")

Step = Union[Send, Sleep]
Steps = Generator[Step, Any, T]

_HINT_TIMEOUT = 5.0
_HINTED = (400, 404, 405)
"""What a gateway of another version answers to what it does not know."""


_adapters: dict[int, TypeAdapter[Any]] = {}


def adapter(answer: Any) -> TypeAdapter[Any]:
    """Made once for each type, which are those of the contract: it is costly."""
    found = _adapters.get(id(answer))
    if found is None:
        found = _adapters[id(answer)] = TypeAdapter(answer)
    return found


class _BareError(TypedDict):
    code: ErrorCode
    message: str


class _BareErrorResponse(TypedDict):
    error: _BareError


class Exchanges:
    """Builds requests, decides on tries, reads answers and raises by code."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._hint: str | None = None
        self._asked = False

    def run(self, operation: Operation[T], parts: Parts, call: Call) -> Steps[WithResponse[T]]:
        answer = yield from self._tries(operation, build(self.settings, operation, parts, call), call)
        return (yield from self._read(operation, answer))

    def _tries(self, operation: Operation[Any], send: Send, call: Call) -> Steps[Answer]:
        hooks = self.settings.hooks
        retries = self.settings.max_retries if call.max_retries is None else checked_retries(call.max_retries)
        repeatable = operation.method != "POST" or operation.key is not None
        attempt = 0
        while True:
            attempt += 1
            info = RequestInfo(send.method, send.url, redacted(send.headers, self.settings.token), attempt)
            outcome = yield from self._try(send, info)
            delay = _delay(operation, outcome, attempt) if repeatable and attempt <= retries else None
            if delay is None:
                if isinstance(outcome, Answer):
                    return outcome
                raise outcome
            reason = f"status {outcome.status}" if isinstance(outcome, Answer) else str(outcome)
            if hooks.on_retry is not None:
                hooks.on_retry(RetryInfo(info, reason, delay))
            logger.info("retrying %s %s in %.3f s: %s", info.method, info.url, delay, reason)
            yield Sleep(delay)

    def _try(self, send: Send, info: RequestInfo) -> Steps[Answer | GatewayConnectionError]:
        hooks = self.settings.hooks
        if hooks.on_request is not None:
            hooks.on_request(info)
        started = time.monotonic()
        try:
            answer: Answer = yield send
        except httpx.LocalProtocolError:
            # Its text has the header in it, and no later try can mend it.
            raise OpenClawError("The request can't be sent: one of its headers is wrong.") from None
        except httpx.TimeoutException as cause:
            late = GatewayTimeoutError(f"{send.url} did not answer within {send.timeout:g} s.")
            late.__cause__ = cause
            return late
        except httpx.RequestError as cause:
            broken = GatewayConnectionError(
                f"{_origin(send.url)} could not be reached, or the connection broke ({cause or type(cause).__name__}). "
                "Is the gateway running there, and is `base_url` right?"
            )
            broken.__cause__ = cause
            return broken
        duration = time.monotonic() - started
        request_id = answer.headers.get("x-request-id")
        if hooks.on_response is not None:
            hooks.on_response(ResponseInfo(info, answer.status, request_id, duration))
        logger.debug("%s %s: %d in %.3f s, %s", send.method, send.url, answer.status, duration, request_id)
        return answer

    def _read(self, operation: Operation[T], answer: Answer) -> Steps[WithResponse[T]]:
        if not (200 <= answer.status < 300 or _is_also(operation, answer)):
            raise (yield from self.error_of(answer))
        try:
            data = _data(operation, answer)
        except ValidationError as cause:
            raise (yield from self._unexpected(answer)) from cause
        return WithResponse(data, answer.status, answer.headers)

    def error_of(self, answer: Answer) -> Steps[ApiError | UnexpectedAnswerError]:
        """What is raised for an answer that is no success."""
        error = api_error(answer)
        if error is None:
            return (yield from self._unexpected(answer))
        hint = (yield from self._version_hint()) if answer.status in _HINTED else None
        return error if hint is None else api_error(answer, f" {hint}") or error

    def _unexpected(self, answer: Answer) -> Steps[UnexpectedAnswerError]:
        hint = yield from self._version_hint()
        return UnexpectedAnswerError(
            f"{self.settings.base_url} answered with status {answer.status}, but not as an OpenClaw gateway does. "
            f"{hint or 'Is this the address of a gateway, and is `base_url` right?'}",
            answer.status,
        )

    def _version_hint(self) -> Steps[str | None]:
        """Asked once: what the gateway is does not change often enough to pay for more."""
        if not self._asked:
            self._asked = True
            headers = {"accept": "application/json", **self.settings.headers}
            try:
                answer: Answer = yield Send("GET", f"{self.settings.base_url}/health", headers, None, _HINT_TIMEOUT)
                self._hint = _hint_of(Health.model_validate_json(answer.content).version)
            except (httpx.RequestError, ValidationError):
                self._hint = None
        return self._hint


def api_error(answer: Answer, hint: str = "") -> ApiError | None:
    """`None` where it is no error of a gateway."""
    try:
        error = ErrorResponse.model_validate_json(answer.content).error
    except ValidationError:
        return _api_error_without_details(answer, hint)
    return create_api_error(
        f"{error.message}{hint}",
        status=answer.status,
        code=error.code,
        details=error.details,
        headers=answer.headers,
    )


def _api_error_without_details(answer: Answer, hint: str) -> ApiError | None:
    """Code and message are what a caller needs, whatever a newer gateway does to the details."""
    try:
        error = adapter(_BareErrorResponse).validate_json(answer.content)["error"]
    except ValidationError:
        return None
    return create_api_error(
        f"{error['message']}{hint}",
        status=answer.status,
        code=error["code"],
        details=ErrorDetails(),
        headers=answer.headers,
    )


def _delay(operation: Operation[Any], outcome: Answer | GatewayConnectionError, attempt: int) -> float | None:
    if not isinstance(outcome, Answer):
        return delay_before(attempt, None)
    if is_retriable(outcome.status, outcome.headers) and not _is_also(operation, outcome):
        return delay_before(attempt, outcome.headers)
    return None


def _is_also(operation: Operation[Any], answer: Answer) -> bool:
    if answer.status not in operation.also:
        return False
    try:
        _data(operation, answer)
    except ValidationError:
        return False
    return True


def _data(operation: Operation[T], answer: Answer) -> T:
    data: Any
    if operation.text:
        data = httpx.Response(200, headers=_text_headers(answer), content=answer.content).text
    elif operation.answer is type(None):
        data = None
    else:
        data = adapter(operation.answer).validate_json(answer.content)
    return cast("T", data)


def _text_headers(answer: Answer) -> dict[str, str]:
    return {"content-type": answer.headers.get("content-type", "text/plain; charset=utf-8")}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _hint_of(other: str) -> str | None:
    """Within a year and month nothing that a client relies on changes."""
    theirs, ours = _numbers(other), _numbers(VERSION)
    if theirs[:2] == ours[:2]:
        return None
    older = "gateway" if theirs < ours else "SDK"
    return f"The gateway is version {other}, this SDK is made for {VERSION}: update the {older}."


def _numbers(version: str) -> list[int]:
    return [int(part) if part.isdigit() else 0 for part in version.split(".")]
