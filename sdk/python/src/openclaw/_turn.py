"""What bounds a piece of work as a whole, and lets another thread end it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

_LONGEST = 2_000_000.0
"""Seconds, which are 23 days. A socket counts milliseconds in 32 bits: with some more it would not wait at all."""

_current: ContextVar[Turn | None] = ContextVar("openclaw_turn", default=None)


class Turn:
    """A piece of work: until when it may wait, and on which socket it does."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        # One that can be taken again: a signal may come at any moment, and its handler close the client.
        self._lock = threading.RLock()
        self._socket: socket.socket | None = None
        self._is_cut = False

    @contextmanager
    def taken(self) -> Generator[None, None, None]:
        """What this thread does over connections of its own is part of this turn."""
        token = _current.set(self)
        try:
            yield
        finally:
            _current.reset(token)

    @property
    def is_cut(self) -> bool:
        return self._is_cut

    def left(self) -> float:
        """Seconds. Raises `TimeoutError` where there are none."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("it takes too long")
        return left

    def watch(self, waited_on: socket.socket) -> None:
        with self._lock:
            if self._is_cut:
                raise OSError("it was given up")
            self._socket = waited_on

    def stop(self) -> None:
        """It waits for nothing else; what it waits for goes on."""
        with self._lock:
            self._is_cut = True

    def free(self) -> None:
        """The socket is another's now, or nobody waits on it."""
        with self._lock:
            self._socket = None

    def cut(self) -> None:
        """Ends it, in whatever thread it waits."""
        with self._lock:
            self._is_cut = True
            if self._socket is not None:
                shut(self._socket)


def shut(waited_on: socket.socket) -> None:
    # Closing a socket does not wake who waits on it. That of the base class: TLS's is not for another thread.
    with suppress(OSError):
        socket.socket.shutdown(waited_on, socket.SHUT_RDWR)


@contextmanager
def waiting(on: socket.socket, timeout: float | None, share: int = 1) -> Generator[None, None, None]:
    """`share` tells among how many tries the rest of the time is divided."""
    turn = _current.get()
    if turn is None:
        on.settimeout(timeout)
        yield
        return
    on.settimeout(min(turn.left() / share, _LONGEST))
    turn.watch(on)
    try:
        yield
    finally:
        turn.free()


def current() -> Turn | None:
    """That which this thread works at."""
    return _current.get()
