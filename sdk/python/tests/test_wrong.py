"""A client that is told something wrong: each error says what to do."""

from __future__ import annotations

from typing import Any

import pytest

from openclaw import (
    AsyncOpenClaw,
    GatewayConnectionError,
    NotFoundError,
    OpenClaw,
    OpenClawError,
    UnauthorizedError,
    UnexpectedAnswerError,
)

from .gateway import TOKEN, Gateway
from .scripted import HEALTH, answer, scripted

PAGE = answer(200, "<!doctype html><title>Another program</title>")
NOT_FOUND: dict[str, Any] = {"error": {"code": "NOT_FOUND", "message": "There is no such path.", "details": {}}}


def test_without_a_token_it_is_said_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENCLAW_GATEWAY_TOKEN", raising=False)
    with pytest.raises(OpenClawError, match="OPENCLAW_GATEWAY_TOKEN"):
        OpenClaw()


@pytest.mark.parametrize("address", ["127.0.0.1:3000", "ftp://127.0.0.1", "http://", "http://[::1"])
def test_what_is_no_address_is_refused_by_name(address: str) -> None:
    with pytest.raises(OpenClawError, match="base_url"):
        OpenClaw(base_url=address, token="a")


@pytest.mark.parametrize("options", [{"timeout": -1}, {"timeout": float("nan")}, {"max_retries": -1}])
def test_a_number_that_can_not_be_is_refused_by_name(options: dict[str, float]) -> None:
    with pytest.raises(OpenClawError, match=next(iter(options))):
        OpenClaw(token="a", **options)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_the_environment_names_the_gateway(server: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENCLAW_BASE_URL", f"{server.url}/")
    monkeypatch.setenv("OPENCLAW_GATEWAY_TOKEN", TOKEN)
    with OpenClaw() as claw:
        assert claw.status().gateway == "running"


def test_where_nothing_listens_the_address_is_asked_about() -> None:
    with (
        OpenClaw(base_url="http://127.0.0.1:1", token="a", max_retries=0) as claw,
        pytest.raises(GatewayConnectionError, match=r"http://127\.0\.0\.1:1 could not be reached.*base_url"),
    ):
        claw.status()


def test_a_page_of_another_program_is_no_gateway() -> None:
    with (
        scripted(PAGE) as server,
        OpenClaw(base_url=server.url, token="a") as claw,
        pytest.raises(UnexpectedAnswerError, match="base_url") as caught,
    ):
        claw.status()
    assert caught.value.status == 200


async def test_a_page_of_another_program_ends_a_stream_of_events() -> None:
    with scripted(PAGE) as server:
        async with AsyncOpenClaw(base_url=server.url, token="a") as claw:
            with pytest.raises(UnexpectedAnswerError, match="base_url"):
                async for _ in claw.events():
                    pass
        with OpenClaw(base_url=server.url, token="a") as sync, pytest.raises(UnexpectedAnswerError, match="base_url"):
            list(sync.events())


def test_a_wrong_token_is_told_by_the_gateway(server: Gateway) -> None:
    with OpenClaw(base_url=server.url, token="wrong") as claw:
        with pytest.raises(UnauthorizedError) as caught:
            claw.status()
        assert caught.value.status == 401
        assert caught.value.request_id
        with pytest.raises(UnauthorizedError):
            list(claw.events())
        with pytest.raises(UnauthorizedError):
            list(claw.events(after=0))


@pytest.mark.parametrize(("theirs", "older"), [("2026.11.3", "gateway"), ("2027.1.0", "SDK")])
def test_a_gateway_of_another_version_is_named_with_what_to_update(theirs: str, older: str) -> None:
    health = answer(200, {**HEALTH, "version": theirs})
    with (
        scripted(answer(404, NOT_FOUND), health) as server,
        OpenClaw(base_url=server.url, token="a") as claw,
        pytest.raises(NotFoundError, match=rf"no such path\. The gateway is version {theirs}.*update the {older}"),
    ):
        claw.status()


def test_an_answer_of_another_shape_is_one_of_another_version() -> None:
    with (
        scripted(answer(200, {"gateway": 1}), answer(200, {**HEALTH, "version": "2030.1.0"})) as server,
        OpenClaw(base_url=server.url, token="a") as claw,
        pytest.raises(UnexpectedAnswerError, match="update the SDK"),
    ):
        claw.status()


def test_within_a_month_nothing_is_said_of_versions() -> None:
    health = answer(200, {**HEALTH, "version": "2026.12.7"})
    with (
        scripted(answer(404, NOT_FOUND), health) as server,
        OpenClaw(base_url=server.url, token="a") as claw,
        pytest.raises(NotFoundError, match=r"no such path\.$"),
    ):
        claw.status()
