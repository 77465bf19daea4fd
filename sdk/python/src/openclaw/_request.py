"""What a request is made of, and what comes back. Nothing here sends."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel

from ._errors import OpenClawError
from ._options import checked_headers, checked_timeout

if TYPE_CHECKING:
    from ._options import Call, Settings

T = TypeVar("T")


@dataclass(frozen=True)
class Operation(Generic[T]):
    """One operation of the contract."""

    id: str
    method: str
    path: str
    answer: type[T]
    key: str | None = None
    """The header that makes a repeat the same request."""
    text: bool = False
    items: str | None = None
    """Of a list in pages: the field that has them."""
    bearer: bool = True
    signed: bool = False
    also: tuple[int, ...] = ()
    """Statuses that are no success and yet bring the same shape."""


@dataclass(frozen=True)
class Parts:
    path: Mapping[str, str] = field(default_factory=dict[str, str])
    query: Mapping[str, Any] = field(default_factory=dict[str, Any])
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    body: Mapping[str, Any] | None = None
    secret: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class WithResponse(Generic[T]):
    """An answer with what came around it."""

    data: T
    status: int
    headers: httpx.Headers

    @property
    def request_id(self) -> str | None:
        """Under which the gateway's log tells more."""
        found: str | None = self.headers.get("x-request-id")
        return found


@dataclass(frozen=True)
class Send:
    """To be done by who can: send this once, and read the answer to its end."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None
    timeout: float


@dataclass(frozen=True)
class Sleep:
    """To be done by who can: wait for so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Answer:
    status: int
    headers: httpx.Headers
    content: bytes


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what a caller has passed."""
    return {name: value for name, value in values.items() if value is not None}


def build(settings: Settings, operation: Operation[Any], parts: Parts, call: Call) -> Send:
    """The request as it goes out; the same at each try."""
    path = operation.path
    for name, value in parts.path.items():
        if not isinstance(value, str) or value in ("", ".", ".."):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise OpenClawError(f"`{name}` must be a text that names something, not {value!r}.")
        path = path.replace(f"{{{name}}}", _quoted(name, value))
    query = "&".join(f"{name}={_query_value(name, value)}" for name, value in parts.query.items())
    content = None if parts.body is None else _json(parts.body)
    return Send(
        method=operation.method,
        url=f"{settings.base_url}{path}{'?' if query else ''}{query}",
        headers=_headers(settings, operation, parts, call, content),
        content=content,
        timeout=settings.timeout if call.timeout is None else checked_timeout(call.timeout),
    )


def encode(value: Any) -> Any:
    """As JSON has it: models by the contract's names, times in its form."""
    if isinstance(value, BaseModel):
        # A default that went along would set in a PATCH what nobody named.
        return value.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_unset=True)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): encode(one) for key, one in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [encode(one) for one in value]  # pyright: ignore[reportUnknownVariableType]
    return value


def _json(body: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(encode(body), ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError) as error:
        raise OpenClawError(f"What is sent can't be written as JSON: {_shown(error)}.") from error


def _query_value(name: str, value: Any) -> str:
    if not isinstance(value, str) and isinstance(value, Sequence):
        return ",".join(_quoted(name, str(one)) for one in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return _quoted(name, str(value))


def _quoted(name: str, value: str) -> str:
    try:
        return quote(value, safe="")
    except UnicodeEncodeError as error:
        raise OpenClawError(f"`{name}` can't be sent: {_shown(error)}.") from error


def _shown(error: Exception) -> str:
    """Such an error names the whole text, which may be long."""
    return "half of a surrogate pair is no character" if isinstance(error, UnicodeEncodeError) else str(error)


def _headers(
    settings: Settings, operation: Operation[Any], parts: Parts, call: Call, content: bytes | None
) -> dict[str, str]:
    from ._generated.operations import VERSION

    headers = httpx.Headers({"accept": "application/json", "user-agent": f"openclaw-python/{VERSION}"})
    if operation.text:
        headers["accept"] = "*/*"
    if content is not None:
        headers["content-type"] = "application/json"
    if operation.bearer:
        headers["authorization"] = f"Bearer {settings.token}"
    if operation.key is not None:
        headers[operation.key] = str(uuid.uuid4())
    for more in (settings.headers, parts.headers, call.headers or {}):
        headers.update(checked_headers(more))
    if operation.signed:
        headers.setdefault("webhook-timestamp", str(int(time.time())))
        headers["webhook-signature"] = sign(
            parts.secret or "", headers["webhook-id"], headers["webhook-timestamp"], content or b""
        )
    return dict(headers)


def sign(secret: str, webhook_id: str, timestamp: str, body: bytes) -> str:
    """The header `webhook-signature` of Standard Webhooks for a body that is sent as it is."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except ValueError as error:
        raise OpenClawError("`secret` must be `whsec_` and base64.") from error
    signed = b".".join((webhook_id.encode(), timestamp.encode(), body))
    return f"v1,{base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()}"
