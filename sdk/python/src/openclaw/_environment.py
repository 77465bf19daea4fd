"""What the environment says of connections: through which proxy they go, and whom they trust."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from ._errors import OpenClawError

_AUTHORITIES = "SSL_CERT_FILE"


def is_proxied(base_url: str) -> bool:
    """Whether a variable names a proxy for it, and NO_PROXY does not except it."""
    url = urlsplit(base_url)
    if not getproxies().keys() & {url.scheme, "all"}:
        return False
    # NO_PROXY may name it with its port or without.
    return not (proxy_bypass(url.netloc) or proxy_bypass(url.hostname or ""))


@contextmanager
def reading_authorities() -> Generator[None, None, None]:
    """While httpx does so: what it raises does not say where the path is from, and older versions go on without."""
    path = os.environ.get(_AUTHORITIES)
    if path and not os.path.isfile(path):
        raise OpenClawError(
            f'{_AUTHORITIES} names "{path}", where there is no file. Correct the variable, or unset it.'
        )
    try:
        yield
    except OSError as error:
        if not path:
            raise
        raise OpenClawError(
            f'{_AUTHORITIES} names "{path}", which has no certificates that can be read ({error}). '
            "Correct it, or unset it."
        ) from error
