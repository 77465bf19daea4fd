"""What a request waits for is bounded in all, and ends with its client."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from openclaw import AsyncOpenClaw, GatewayConnectionError, GatewayTimeoutError, OpenClaw, OpenClawError

from .gateway import until
from .scripted import HEALTH, answer, scripted
from .support import aside

OK = answer(200, HEALTH).replace(b"Connection: close", b"Connection: keep-alive")

Serve = Callable[[socket.socket, threading.Event], None]


@contextmanager
def serving(serve: Serve, context: ssl.SSLContext | None = None) -> Generator[str, None, None]:
    """Each connection is left to `serve`, which ends with the event."""
    over, threads = threading.Event(), list[threading.Thread]()

    def attend(connection: socket.socket) -> None:
        try:
            if context is not None:
                connection = context.wrap_socket(connection, server_side=True)
            with connection:
                serve(connection, over)
        except OSError:
            # The client has gone, as it should.
            return

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=attend, args=(connection,)))
            threads[-1].start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield f"{'http' if context is None else 'https'}://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            over.set()
            listener.shutdown(socket.SHUT_RDWR)
            for thread in (accepting, *threads):
                thread.join(5)


def trickle(connection: socket.socket, over: threading.Event) -> None:
    """Answers `/health`, and then on the same connection anything else byte by byte."""
    while connection.recv(65_536).startswith(b"GET /health"):
        connection.sendall(OK)
    for byte in b"HTTP/1.1 200 OK\r\n" + b"x-more: and more\r\n" * 100:
        if over.wait(0.02):
            return
        connection.sendall(bytes([byte]))


def say_nothing(connection: socket.socket, over: threading.Event) -> None:
    while connection.recv(65_536).startswith(b"GET /health"):
        connection.sendall(OK)
    over.wait(30)


@pytest.fixture
def certified(monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Of a server whose certificate, which is valid until 2070, is trusted."""
    certificate = Path(__file__).with_name("certificate.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize("warm", [False, True], ids=["new", "reused"])
def test_an_answer_that_trickles_in_is_no_answer_within_the_timeout(warm: bool) -> None:
    with serving(trickle) as url, OpenClaw(base_url=url, token="a", timeout=0.3, max_retries=0) as claw:
        if warm:
            claw.health(timeout=10)
        began = time.monotonic()
        with pytest.raises(GatewayTimeoutError, match=r"0\.3 s"):
            claw.status()
        assert time.monotonic() - began < 2


async def test_an_answer_that_trickles_in_is_none_for_the_async_client_either() -> None:
    with serving(trickle) as url:
        async with AsyncOpenClaw(base_url=url, token="a", timeout=0.3, max_retries=0) as claw:
            began = time.monotonic()
            with pytest.raises(GatewayTimeoutError, match=r"0\.3 s"):
                await claw.status()
            assert time.monotonic() - began < 2


def test_over_tls_it_is_the_same(certified: ssl.SSLContext) -> None:
    with serving(trickle, certified) as url, OpenClaw(base_url=url, token="a", timeout=1, max_retries=0) as claw:
        assert claw.health(timeout=10).status == "ok"
        began = time.monotonic()
        with pytest.raises(GatewayTimeoutError):
            claw.status()
        assert time.monotonic() - began < 3


def test_a_certificate_that_nobody_vouches_for_is_a_broken_connection(
    certified: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with (
        serving(say_nothing, certified) as url,
        OpenClaw(base_url=url, token="a", max_retries=0) as claw,
        pytest.raises(GatewayConnectionError, match="certificate"),
    ):
        claw.health()


def test_a_handshake_that_does_not_come_is_a_timeout() -> None:
    def hang(connection: socket.socket, over: threading.Event) -> None:
        over.wait(30)

    with serving(hang) as url, OpenClaw(base_url=f"https{url[4:]}", token="a", timeout=0.3, max_retries=0) as claw:
        began = time.monotonic()
        with pytest.raises(GatewayTimeoutError):
            claw.health()
        assert time.monotonic() - began < 2


def test_a_timeout_of_many_days_is_not_over_at_once() -> None:
    """It is some more milliseconds than 32 bits can count."""

    def be_slow(connection: socket.socket, over: threading.Event) -> None:
        connection.recv(65_536)
        over.wait(0.8)
        connection.sendall(OK)

    with serving(be_slow) as url, OpenClaw(base_url=url, token="a", timeout=2**32 / 1000 + 0.3, max_retries=0) as claw:
        assert claw.health().status == "ok"


def test_a_peer_that_does_not_read_is_a_timeout() -> None:
    def stop(connection: socket.socket, over: threading.Event) -> None:
        over.wait(30)

    with (
        serving(stop) as url,
        OpenClaw(base_url=url, token="a", timeout=0.3) as claw,
        pytest.raises(GatewayTimeoutError),
    ):
        claw.tools.invoke("write", params={"content": "x" * 20_000_000})


def test_a_connection_that_the_gateway_has_closed_is_not_used_again() -> None:
    connections: list[int] = []

    def once(connection: socket.socket, over: threading.Event) -> None:
        connections.append(1)
        connection.recv(65_536)
        connection.sendall(OK)

    with serving(once) as url, OpenClaw(base_url=url, token="a", max_retries=0) as claw:
        for count in (1, 2, 3):
            assert claw.health().status == "ok"
            until(lambda count=count: len(connections) == count and closed_by_peer(claw))


def closed_by_peer(claw: OpenClaw) -> bool:
    transport: Any = claw._api.client._transport
    return all(connection.has_expired() for pool in transport._pools.values() for connection in pool.connections)


@pytest.mark.parametrize("whole", [True, False], ids=["client", "stream"])
@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
def test_closing_leaves_no_thread_behind_on_a_connection_of_before(
    whole: bool, secure: bool, request: pytest.FixtureRequest
) -> None:
    context: ssl.SSLContext | None = request.getfixturevalue("certified") if secure else None
    with serving(say_nothing, context) as url:
        claw = OpenClaw(base_url=url, token="a", timeout=20)
        claw.health()
        stream = claw.events(after=5, web_socket=False)
        reading = threading.Thread(target=list, args=(stream,), daemon=True)
        reading.start()
        until(aside)
        time.sleep(0.1)
        (claw if whole else stream).close()
        reading.join(5)
        assert not reading.is_alive()
        until(lambda: not aside(), 2)
        claw.close()


def test_closing_ends_a_call_of_another_thread() -> None:
    errors: list[Exception] = []
    with scripted(None) as server:
        claw = OpenClaw(base_url=server.url, token="a", timeout=20)

        def call() -> None:
            try:
                claw.status()
            except OpenClawError as error:
                errors.append(error)

        calling = threading.Thread(target=call, daemon=True)
        calling.start()
        until(lambda: server.requests)
        claw.close()
        calling.join(5)
        assert not calling.is_alive()
    assert len(errors) == 1


async def test_a_client_that_is_closed_says_so() -> None:
    claw = OpenClaw(base_url="http://127.0.0.1:1", token="a")
    claw.close()
    with pytest.raises(OpenClawError, match="closed"):
        claw.status()
    async_claw = AsyncOpenClaw(base_url="http://127.0.0.1:1", token="a")
    await async_claw.close()
    with pytest.raises(OpenClawError, match="closed"):
        await async_claw.status()


def test_through_a_proxy_of_the_environment_it_goes_as_httpx_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with scripted(answer(200, HEALTH)) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        with OpenClaw(base_url="http://gateway.invalid", token="a", max_retries=0) as claw:
            assert claw.health().status == "ok"
    assert proxy.requests[0].startswith("GET http://gateway.invalid/health")


async def test_many_threads_share_a_client_and_its_connections() -> None:
    with scripted(answer(200, HEALTH)) as server, OpenClaw(base_url=server.url, token="a") as claw:
        found = await asyncio.gather(*(asyncio.to_thread(claw.health) for _ in range(50)))
    assert {one.status for one in found} == {"ok"}
