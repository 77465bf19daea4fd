"""What a client is told, and what it makes of it."""

from __future__ import annotations

import logging
import math
import os
import re
import threading
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
    # From a file it often comes with the end of the line.
    found = (token or os.environ.get("OPENCLAW_GATEWAY_TOKEN") or "").strip()
    if not found:
        raise OpenClawError(
            "There is no token. Pass `token`, or set OPENCLAW_GATEWAY_TOKEN; "
            "the gateway keeps its own in `gateway-token` of its data directory."
        )
    # What is said of a header that can't be sent has its value in it.
    if not re.fullmatch(r"[\x21-\x7e]+", found):
        raise OpenClawError("`token` must be of letters, digits and signs of ASCII, without spaces.")
    return Settings(
        base_url=_checked_url(base_url or os.environ.get("OPENCLAW_BASE_URL") or DEFAULT_BASE_URL),
        token=found,
        timeout=checked_timeout(timeout),
        max_retries=checked_retries(max_retries),
        headers=checked_headers(headers or {}),
        hooks=hooks or Hooks(),
    )


def _checked_url(text: str) -> str:
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError:
        url = urlsplit("")
    if url.scheme not in ("http", "https") or not url.hostname:
        shown = _without_user(text)
        raise OpenClawError(f'`base_url` must be an http or https address such as {DEFAULT_BASE_URL}, not "{shown}".')
    if url.username is not None or url.password is not None:
        raise OpenClawError("`base_url` must have no user and password in it: pass `token`, or `headers` for a proxy.")
    return f"{url.scheme}://{url.netloc}{url.path}".rstrip("/")


def _without_user(text: str) -> str:
    return re.sub(r"[^/]*@", "", text)


def checked_timeout(value: float) -> float:
    """Seconds, of a client or a call."""
    if not is_number(value) or value <= 0:
        raise OpenClawError(f"`timeout` must be a number of seconds above 0, not {value!r}.")
    if value > threading.TIMEOUT_MAX:
        raise OpenClawError(f"`timeout` must be at most {threading.TIMEOUT_MAX:.0f} seconds, not {value!r}.")
    return value


def checked_retries(value: int) -> int:
    if is_number(value) and value >= 0:
        return int(value)
    raise OpenClawError(f"`max_retries` must be a number that is not negative, not {value!r}.")


def checked_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    """What h11 and httpx say of such a header has its value in it, which may be a secret."""
    for name, value in headers.items():
        if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
            raise OpenClawError("The name of a header must be of letters, digits and signs of ASCII, without spaces.")
        if not isinstance(value, str) or not re.fullmatch(r"[\t\x20-\x7e]*", value):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise OpenClawError(f"The header `{name}` must be a text of ASCII in one line.")
    return headers


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and math.isfinite(value)


_SECRETS = re.compile(r"auth|cookie|token|secret|signature|password|api-?key|proxy-?key", re.IGNORECASE)


def redacted(headers: Mapping[str, str], token: str) -> dict[str, str]:
    """The headers without what nobody else may read."""
    return {name.lower(): "[redacted]" if _is_secret(name, value, token) else value for name, value in headers.items()}


def _is_secret(name: str, value: str, token: str) -> bool:
    return token in value or _SECRETS.search(name) is not None
