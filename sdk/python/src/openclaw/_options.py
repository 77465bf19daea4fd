"""What a client is told, and what it makes of it."""

from __future__ import annotations

import logging
import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from ._errors import OpenClawError

logger = logging.getLogger("openclaw")

DEFAULT_BASE_URL = "http://127.0.0.1:3000"
DEFAULT_TIMEOUT = 60.0
DEFAULT_MAX_RETRIES = 2


@dataclass(frozen=True)
class RequestInfo:
    """What a hook is told of a try. Secrets are replaced."""

    method: str
    url: str
    headers: Mapping[str, str]
    attempt: int
    """1 for the first."""


@dataclass(frozen=True)
class ResponseInfo:
    request: RequestInfo
    status: int
    request_id: str | None
    duration: float
    """Seconds."""


@dataclass(frozen=True)
class RetryInfo:
    request: RequestInfo
    reason: str
    delay: float
    """Seconds until the next try."""


@dataclass(frozen=True)
class Hooks:
    """Functions that are called around each try."""

    on_request: Callable[[RequestInfo], object] | None = None
    on_response: Callable[[ResponseInfo], object] | None = None
    on_retry: Callable[[RetryInfo], object] | None = None


class Call(NamedTuple):
    """What a call sets for itself; what it does not is the client's."""

    timeout: float | None = None
    max_retries: int | None = None
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Settings:
    """The options of a client with all that is not given filled in."""

    base_url: str
    token: str = field(repr=False)
    timeout: float
    max_retries: int
    headers: Mapping[str, str] = field(repr=False)
    hooks: Hooks


def resolve_options(
    *,
    base_url: str | None,
    token: str | None,
    timeout: float,
    max_retries: int,
    headers: Mapping[str, str] | None,
    hooks: Hooks | None,
) -> Settings:
    """Raises `OpenClawError` naming the option that is missing or wrong, and what to do."""
    found = token or os.environ.get("OPENCLAW_GATEWAY_TOKEN")
    if not found:
        raise OpenClawError(
            "There is no token. Pass `token`, or set OPENCLAW_GATEWAY_TOKEN; "
            "the gateway keeps its own in `gateway-token` of its data directory."
        )
    return Settings(
        base_url=_checked_url(base_url or os.environ.get("OPENCLAW_BASE_URL") or DEFAULT_BASE_URL),
        token=found,
        timeout=_not_negative("timeout", timeout),
        max_retries=int(_not_negative("max_retries", max_retries)),
        headers=headers or {},
        hooks=hooks or Hooks(),
    )


def _checked_url(text: str) -> str:
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError:
        url = urlsplit("")
    if url.scheme not in ("http", "https") or not url.hostname:
        raise OpenClawError(f'`base_url` must be an http or https address such as {DEFAULT_BASE_URL}, not "{text}".')
    return f"{url.scheme}://{url.netloc}{url.path}".rstrip("/")


def _not_negative(name: str, value: float) -> float:
    if math.isfinite(value) and value >= 0:
        return value
    raise OpenClawError(f"`{name}` must be a number that is not negative, not {value}.")


_SECRETS = frozenset({"authorization", "webhook-signature", "cookie", "proxy-authorization"})


def redacted(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers without what nobody else may read."""
    return {name.lower(): "[redacted]" if name.lower() in _SECRETS else value for name, value in headers.items()}
