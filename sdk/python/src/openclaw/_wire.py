"""The sync client's own connections: what a request waits for is bounded in all, and can be ended from another thread.

httpx bounds each wait by itself, and tells nobody which socket a request waits on.
"""

from __future__ import annotations

import selectors
import socket
import ssl
import threading
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from ._environment import is_proxied, reading_authorities
from ._turn import Turn, current, shut, waiting


@contextmanager
def _raising(late: type[Exception], broken: type[Exception]) -> Generator[None, None, None]:
    try:
        yield
    except TimeoutError as error:
        raise late(str(error)) from error
    except OSError as error:
        raise broken(str(error)) from error


def _connected(host: str, port: int, timeout: float | None) -> socket.socket:
    """To the first of the name's addresses that takes it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for left, (family, kind, protocol, _, address) in zip(range(len(found), 0, -1), found, strict=True):
        opened = socket.socket(family, kind, protocol)
        try:
            with waiting(opened, timeout, left):
                opened.connect(address)
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException as error:
            opened.close()
            if left == 1 or not isinstance(error, OSError):
                raise
        else:
            return opened
    raise OSError(f"{host} has no address")


class _Stream(httpcore.NetworkStream):
    def __init__(self, opened: socket.socket) -> None:
        self._socket = opened
        # A number of a socket that is freed while another thread waits on it is soon that of another connection.
        self._using = threading.RLock()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with _raising(httpcore.ReadTimeout, httpcore.ReadError), self._using, waiting(self._socket, timeout):
            return self._socket.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        rest = memoryview(buffer)
        while rest:
            with _raising(httpcore.WriteTimeout, httpcore.WriteError), self._using, waiting(self._socket, timeout):
                rest = rest[self._socket.send(rest) :]

    def close(self) -> None:
        shut(self._socket)
        with self._using:
            self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        with _raising(httpcore.ConnectTimeout, httpcore.ConnectError):
            try:
                # The handshake by itself, so that there is a socket to watch before it.
                self._socket = secured = ssl_context.wrap_socket(
                    self._socket, server_hostname=server_hostname, do_handshake_on_connect=False
                )
                with waiting(secured, timeout):
                    secured.do_handshake()
            except BaseException:
                self.close()
                raise
        return _Stream(secured)

    def get_extra_info(self, info: str) -> Any:
        if info == "ssl_object":
            return self._socket if isinstance(self._socket, ssl.SSLSocket) else None
        if info == "client_addr":
            return self._socket.getsockname()
        if info == "server_addr":
            return self._socket.getpeername()
        if info == "is_readable":
            return _is_readable(self._socket)
        return self._socket if info == "socket" else None


_Selector: type[selectors.BaseSelector] = getattr(selectors, "PollSelector", selectors.SelectSelector)


def _is_readable(idle: socket.socket) -> bool:
    """Then the gateway has closed it: nothing else comes while nothing is asked."""
    with _Selector() as selector:
        try:
            selector.register(idle, selectors.EVENT_READ)
        except ValueError:
            # It is closed, which another thread can do at any moment.
            return True
        return bool(selector.select(0))


class _Backend(httpcore.NetworkBackend):
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        with _raising(httpcore.ConnectTimeout, httpcore.ConnectError):
            return _Stream(_connected(host, port, timeout))


_ERRORS = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
)


@contextmanager
def _as_httpx(request: httpx.Request) -> Generator[None, None, None]:
    """Those of httpcore have the same names."""
    try:
        yield
    except _ERRORS as error:
        kind: type[httpx.RequestError] = getattr(httpx, type(error).__name__)
        raise kind(str(error), request=request) from error


class _Body(httpx.SyncByteStream):
    def __init__(self, request: httpx.Request, answer: httpcore.Response) -> None:
        self._request = request
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx(self._request):
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Transport(httpx.BaseTransport):
    """As httpx's own, over sockets that keep to a turn."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._pools: dict[str, httpcore.ConnectionPool] = {}
        self._turns: set[Turn] = set()
        self._is_closed = False

    def _pool(self, scheme: str) -> httpcore.ConnectionPool:
        with self._lock:
            found = self._pools.get(scheme)
            if found is None:
                found = self._pools[scheme] = httpcore.ConnectionPool(
                    # Reading all authorities takes longer than many a call, and most gateways are near and without TLS.
                    ssl_context=_authorities() if scheme == "https" else None,
                    max_connections=100,
                    max_keepalive_connections=20,
                    keepalive_expiry=5,
                    network_backend=_Backend(),
                )
            return found

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with self._counted(), _as_httpx(request):
            answer = self._pool(url.scheme).handle_request(asked)
        extensions: dict[str, Any] = {**answer.extensions}  # pyright: ignore[reportUnknownMemberType]
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(request, answer), extensions=extensions
        )

    @contextmanager
    def _counted(self) -> Generator[None, None, None]:
        """The pools know nothing of what waits for them, connects, or is in a handshake."""
        turn = current()
        if turn is None:
            yield
            return
        with self._lock:
            self._turns.add(turn)
            if self._is_closed:
                turn.cut()
        try:
            yield
        finally:
            with self._lock:
                self._turns.discard(turn)

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            # All of them before any is cut: the first one's place in the pool would be another's, which would be sent.
            for turn in self._turns:
                turn.stop()
            for turn in self._turns:
                turn.cut()
            pools = list(self._pools.values())
        for pool in pools:
            pool.close()


def _authorities() -> ssl.SSLContext:
    with reading_authorities():
        return httpx.create_ssl_context()


def own_client(base_url: str) -> httpx.Client:
    """Over connections of our own; through a proxy of the environment over those of httpx, which can do that."""
    if not is_proxied(base_url):
        return httpx.Client(transport=_Transport())
    with reading_authorities():
        return httpx.Client()


def own_async_client() -> httpx.AsyncClient:
    with reading_authorities():
        return httpx.AsyncClient()
