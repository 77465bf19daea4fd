"""When a call is tried again, and after how long. Nothing here waits or sends."""

from __future__ import annotations

import random
import re
import time
from email.utils import parsedate_to_datetime

import httpx

LONGEST_WAIT = 60.0
"""Seconds. A longer wait than this is the caller's to decide."""
_FIRST_DELAY = 0.5
_LONGEST_DELAY = 8.0


def is_retriable(status: int, headers: httpx.Headers) -> bool:
    """Whether a later try can end differently. A 409 does where it says when: the first try is still going on."""
    return status in (408, 429) or status >= 500 or (status == 409 and retry_after(headers) is not None)


def backoff(attempt: int, first: float = _FIRST_DELAY) -> float:
    """Doubling up to 8 seconds, less up to a quarter so that clients who failed together do not come back together."""
    full = min(_LONGEST_DELAY, first * 2.0 ** min(attempt - 1, 32))
    return full * (1 - random.random() / 4)


def retry_after(headers: httpx.Headers, now: float | None = None) -> float | None:
    """Seconds that the answer asks to wait: `Retry-After-Ms`, or `Retry-After` in seconds or as a date."""
    ms = _number(headers.get("retry-after-ms"))
    if ms is not None:
        return ms / 1000
    text = headers.get("retry-after")
    seconds = _number(text)
    if seconds is not None or text is None:
        return seconds
    try:
        date = parsedate_to_datetime(text)
        at = date.timestamp()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return max(0.0, at - (time.time() if now is None else now))


def delay_before(attempt: int, headers: httpx.Headers | None) -> float | None:
    """Seconds before the next try; `None` where the answer asks for more than a minute."""
    asked = None if headers is None else retry_after(headers)
    if asked is None:
        return backoff(attempt)
    return None if asked > LONGEST_WAIT else asked


def _number(text: str | None) -> float | None:
    return float(text) if text is not None and re.fullmatch(r"\d+(\.\d+)?", text.strip()) else None
