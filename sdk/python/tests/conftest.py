from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from openclaw import AsyncOpenClaw, OpenClaw

from .gateway import TOKEN, Gateway, gateway


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    folder: Path = tmp_path_factory.mktemp("gateway")
    (folder / "work").mkdir()
    with gateway(folder, tools={"workspace": str(folder / "work")}) as started:
        yield started


@pytest.fixture
def claw(server: Gateway) -> Iterator[OpenClaw]:
    with OpenClaw(base_url=server.url, token=TOKEN, timeout=20) as client:
        yield client


@pytest_asyncio.fixture
async def async_claw(server: Gateway) -> AsyncIterator[AsyncOpenClaw]:
    async with AsyncOpenClaw(base_url=server.url, token=TOKEN, timeout=20) as client:
        yield client
