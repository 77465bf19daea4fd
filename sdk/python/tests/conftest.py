from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from openclaw import AsyncOpenClaw, OpenClaw

from .gateway import NODE, ROOT, TOKEN, Gateway, gateway, running
from .proxy import cutting
from .target import CALM_RATE, Client, Target


@pytest.fixture(scope="session", autouse=True)
def _no_proxies() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    """Neither the tests nor the gateway that they start may go through one of this machine's."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.lower().endswith("_proxy"):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    folder: Path = tmp_path_factory.mktemp("gateway")
    (folder / "work").mkdir()
    with gateway(folder, tools={"workspace": str(folder / "work")}) as started:
        yield started


@pytest.fixture(scope="session")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the mock, which answers with the contract's own examples."""
    command = [NODE, str(ROOT / "scripts/mock.ts"), "--port", "0", "--token", TOKEN]
    with running(command, tmp_path_factory.mktemp("mock"), {}, r"listens on (http://[^\s;]+)") as (url, _):
        yield url


@pytest.fixture(scope="session", params=["gateway", "mock"])
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """Whatever answers as a gateway: what is asked of it has to hold for both."""
    if request.param == "mock":
        mock: str = request.getfixturevalue("mock")
        with cutting(mock, 0, queries=[f"rate={CALM_RATE}"]) as proxy:
            yield Target(proxy.url, is_mock=True, direct=mock)
    else:
        started: Gateway = request.getfixturevalue("server")
        yield Target(started.url, is_mock=False)


@pytest.fixture(params=["sync", "async"])
def client(request: pytest.FixtureRequest, target: Target) -> Client:
    return Client(target, is_async=request.param == "async")


@pytest.fixture(params=["sync", "async"])
def mock_client(request: pytest.FixtureRequest, mock: str) -> Client:
    """For answers that no real gateway gives when asked."""
    return Client(Target(mock, is_mock=True), is_async=request.param == "async")


@pytest.fixture
def claw(server: Gateway) -> Iterator[OpenClaw]:
    with OpenClaw(base_url=server.url, token=TOKEN, timeout=20) as client:
        yield client


@pytest_asyncio.fixture
async def async_claw(server: Gateway) -> AsyncIterator[AsyncOpenClaw]:
    async with AsyncOpenClaw(base_url=server.url, token=TOKEN, timeout=20) as client:
        yield client
