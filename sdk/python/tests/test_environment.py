"""What the environment says of connections, and what can't be reached or waited for."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from openclaw import AsyncOpenClaw, GatewayConnectionError, OpenClaw, OpenClawError
from openclaw._environment import is_proxied

from .scripted import HEALTH, answer, scripted
from .support import take

GATEWAY = "http://gateway.test:3000"


@pytest.mark.parametrize(
    ("variables", "base_url", "expected"),
    [
        ({}, GATEWAY, False),
        ({"http_proxy": "http://proxy"}, GATEWAY, True),
        ({"all_proxy": "http://proxy"}, GATEWAY, True),
        ({"https_proxy": "http://proxy"}, GATEWAY, False),
        ({"https_proxy": "http://proxy"}, "https://gateway.test", True),
        ({"http_proxy": "http://proxy", "no_proxy": "gateway.test"}, GATEWAY, False),
        ({"http_proxy": "http://proxy", "no_proxy": "127.0.0.1, gateway.test:3000"}, GATEWAY, False),
        ({"http_proxy": "http://proxy", "no_proxy": "other.test,gateway.test:80"}, GATEWAY, True),
        ({"http_proxy": "http://proxy", "no_proxy": "*"}, GATEWAY, False),
        ({"http_proxy": "http://proxy", "no_proxy": "::1"}, "http://[::1]:3000", False),
    ],
)
def test_a_proxy_is_used_for_what_its_variables_name(
    variables: dict[str, str], base_url: str, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert is_proxied(base_url) == expected


def test_a_gateway_that_no_proxy_names_is_asked_over_connections_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with scripted(answer(200, HEALTH)) as server, OpenClaw(base_url=server.url, token="a") as claw:
        assert claw.health().status == "ok"
        assert type(claw._api.client._transport).__module__ == "openclaw._wire"


@pytest.mark.parametrize("content", [None, "no certificate"], ids=["missing", "wrong"])
@pytest.mark.parametrize("proxied", [False, True], ids=["direct", "proxied"])
async def test_authorities_that_cannot_be_read_are_said_to_be_those_of_the_variable(
    content: str | None, proxied: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "authorities.pem"
    if content is not None:
        file.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    if proxied:
        monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    with pytest.raises(OpenClawError, match=r"SSL_CERT_FILE.*authorities\.pem"):
        OpenClaw(base_url="https://127.0.0.1:1", token="a").health()
    with pytest.raises(OpenClawError, match=r"SSL_CERT_FILE.*authorities\.pem"):
        AsyncOpenClaw(base_url="https://127.0.0.1:1", token="a")


@pytest.mark.parametrize("base_url", ["http://a..b", f"http://{'a' * 64}.test"])
async def test_what_is_no_name_of_a_host_is_not_reached(base_url: str) -> None:
    with OpenClaw(base_url=base_url, token="a", max_retries=0) as claw:
        with pytest.raises(GatewayConnectionError, match="`base_url`"):
            claw.health()
        for web_socket in (True, False):
            with pytest.raises(GatewayConnectionError, match="`base_url`"):
                take(claw.events(after=0, web_socket=web_socket), 1)
    async with AsyncOpenClaw(base_url=base_url, token="a", max_retries=0) as async_claw:
        with pytest.raises(GatewayConnectionError, match="`base_url`"):
            await async_claw.health()
        for web_socket in (True, False):
            with pytest.raises(GatewayConnectionError, match="`base_url`"):
                await anext(aiter(async_claw.events(after=0, web_socket=web_socket)))


async def test_a_timeout_that_nothing_can_wait_for_is_refused() -> None:
    longest = threading.TIMEOUT_MAX
    wrong: Any = {"base_url": "http://127.0.0.1:1", "token": "a", "timeout": longest * 2}
    for kind in (OpenClaw, AsyncOpenClaw):
        with pytest.raises(OpenClawError, match="`timeout` must be at most"):
            kind(**wrong)
    with scripted(answer(200, HEALTH)) as server:
        with OpenClaw(base_url=server.url, token="a", timeout=longest) as claw:
            assert claw.health().status == "ok"
            with pytest.raises(OpenClawError, match="`timeout` must be at most"):
                claw.health(timeout=longest * 2)
        async with AsyncOpenClaw(base_url=server.url, token="a", timeout=longest) as async_claw:
            assert (await async_claw.health()).status == "ok"
            with pytest.raises(OpenClawError, match="`timeout` must be at most"):
                await async_claw.health(timeout=longest * 2)
