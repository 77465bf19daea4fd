"""Each operation of the contract, by both clients, on the real gateway and on the mock."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from pydantic import BaseModel

from openclaw import Hooks, InvalidRequestError, RequestInfo, ResponseInfo, WithResponse
from openclaw._pages import AsyncPage, Page
from openclaw._request import Operation

from .calls import CALLS, NUMBERS, OPERATIONS, Ids, Use, make
from .gateway import TOKEN
from .target import Client, Target, all_of, in_turn

STATUSES = {
    "deleteSession": 204,
    "deleteCronJob": 204,
    "createCronJob": 201,
    "sendMessage": 202,
    "runCronJob": 202,
    "receiveWebhook": 202,
}
NAMED_BY = {"{name}": "read", "{channel}": "support", "{file}": "openapi.yaml"}


def test_there_is_a_call_for_each_operation_of_the_contract() -> None:
    assert set(CALLS) == set(OPERATIONS)
    assert len(CALLS) >= 28


@pytest.mark.parametrize("name", CALLS)
def test_an_operation_is_asked_as_the_contract_has_it_and_answered_as_a_model(name: str, client: Client) -> None:
    asked, told = list[RequestInfo](), list[ResponseInfo]()
    both = one, other = make(client.target, 2)
    data, raw = client.use(
        lambda claw: in_turn(lambda: CALLS[name](claw, one), lambda: CALLS[name](claw.with_response, other)),
        hooks=Hooks(on_request=asked.append, on_response=told.append),
        max_retries=0,
    )
    operation, status = OPERATIONS[name], STATUSES.get(name, 200)
    assert_read(operation, data, client)
    wrapped: type[Any] = WithResponse
    assert isinstance(raw, wrapped)
    assert_read(operation, raw.data, client)
    assert raw.status == status
    assert raw.request_id == raw.headers["x-request-id"] == told[1].request_id
    assert [(info.method, path_of(info, client), info.attempt) for info in asked] == [
        (operation.method, filled(operation, ids), 1) for ids in both
    ]
    assert [("authorization" in info.headers) for info in asked] == [operation.bearer] * 2
    assert [info.status for info in told] == [status] * 2
    assert told[0].request_id != told[1].request_id


def path_of(asked: RequestInfo, client: Client) -> str:
    assert asked.url.startswith(client.target.url)
    return asked.url.removeprefix(client.target.url).partition("?")[0]


def filled(operation: Operation[Any], ids: Ids) -> str:
    path = operation.path
    for place, value in NAMED_BY.items():
        path = path.replace(place, value)
    kinds = {"session": ids.session, "message": ids.message, "cron": ids.job}
    own = next((value for kind, value in kinds.items() if f"/{kind}" in path), "")
    return path.replace("{id}", own)


def assert_read(operation: Operation[Any], data: Any, client: Client) -> None:
    if operation.items is not None:
        kind: type[Any] = AsyncPage if client.is_async else Page
        assert isinstance(data, kind)
        assert isinstance(data.body, operation.answer)
        items: list[Any] = data.items
        assert all(isinstance(item, BaseModel) for item in items)
        data = data.body
    if operation.answer is type(None):
        assert data is None
    elif operation.answer in (dict, str):
        assert isinstance(data, operation.answer)
        assert data
    else:
        assert isinstance(data, operation.answer)
        assert unknown_in(data) == []


def unknown_in(value: Any) -> list[str]:
    """What the models do not know, though they were made of the contract."""
    if isinstance(value, BaseModel):
        own = [f"{type(value).__name__}.{name}" for name in value.model_extra or {}]
        return own + [found for _, one in value for found in unknown_in(one)]
    if isinstance(value, dict):
        return [found for one in value.values() for found in unknown_in(one)]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list):
        return [found for one in value for found in unknown_in(one)]  # pyright: ignore[reportUnknownVariableType]
    return []


def test_a_key_makes_a_repeat_the_same_message(client: Client) -> None:
    key, user = f"key-{next(NUMBERS)}-{client.is_async}", f"user {next(NUMBERS)}"

    def send(claw: Any, message: str, key: str | None = key) -> Any:
        return claw.with_response.messages.send(
            channel=client.target.channel, user_id=user, message=message, idempotency_key=key
        )

    first, second, own = client.use(
        lambda claw: in_turn(lambda: send(claw, "Once"), lambda: send(claw, "Once"), lambda: send(claw, "Once", None))
    )
    assert first.data.id == second.data.id
    assert [one.headers.get("idempotent-replayed") for one in (first, second, own)] == [None, "true", None]
    assert client.target.is_mock or own.data.id != first.data.id


def test_each_call_has_a_key_of_its_own(client: Client) -> None:
    asked: list[RequestInfo] = []

    def send(claw: Any) -> Any:
        return claw.messages.send(channel=client.target.channel, user_id="42", message="Same")

    client.use(lambda claw: in_turn(lambda: send(claw), lambda: send(claw)), hooks=Hooks(on_request=asked.append))
    keys = {one.headers["idempotency-key"] for one in asked}
    assert len(keys) == 2


LISTS: dict[str, Use] = {
    "sessions": lambda claw, ids: claw.sessions.list(limit=2),
    "messages": lambda claw, ids: claw.sessions.messages(ids.session, limit=2),
    "runs": lambda claw, ids: claw.cron.runs(ids.job, limit=2),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_to_its_end_by_items_and_by_pages(name: str, client: Client) -> None:
    [ids] = make(client.target, 1)

    def more(claw: Any) -> Any:
        send = lambda: claw.messages.send(channel=client.target.channel, user_id="lists", message="More")  # noqa: E731
        return in_turn(*[lambda: claw.cron.run(ids.job)] * 5, *[send] * 5)

    client.use(more)
    items: list[Any] = client.use(lambda claw: all_of(LISTS[name](claw, ids)))
    pages: list[Any] = client.use(lambda claw: all_of(LISTS[name](claw, ids).pages()))
    [first, *_, last] = [pages[0], *pages]
    found = [item.id for page in pages for item in page.items]
    assert len(set(found)) == len(found) > 0
    # Another test's bot may make a session between the two.
    assert name == "sessions" or found == [item.id for item in items]
    assert last.next_cursor is None
    if client.target.is_mock:
        assert len(pages) == 1
        assert client.use(lambda claw: all_of(first.pages())) == pages
    elif name == "runs":
        assert [len(page.items) for page in pages] == [2, 2, 1]
    assert all(len(page.items) <= 2 for page in pages)


def test_what_follows_a_page_is_asked_for_with_its_cursor(mock_client: Client) -> None:
    """The mock makes one up that is no cursor, as it says when it gets it."""
    asked, cursors = list[RequestInfo](), list[str]()

    def follow(claw: Any) -> Any:
        headers = {"Prefer": "dynamic=true, seed=7"}
        page = claw.sessions.list(channel="support", limit=3, extra_headers=headers)
        if not mock_client.is_async:
            cursors.append(page.next_cursor)
            return page.next_page()

        async def next_page() -> Any:
            first = await page
            cursors.append(first.next_cursor)
            return await first.next_page()

        return next_page()

    with pytest.raises(InvalidRequestError) as caught:
        mock_client.use(follow, hooks=Hooks(on_request=asked.append))
    assert [issue.field for issue in caught.value.details.issues or []] == ["query.cursor"]
    queries = [one.url.partition("?")[2] for one in asked if "/api/sessions" in one.url]
    assert queries == ["channel=support&limit=3", f"channel=support&limit=3&cursor={quote(cursors[0])}"]
    assert [one.headers["prefer"] for one in asked[:2]] == ["dynamic=true, seed=7"] * 2


def test_the_token_of_the_tests_is_the_only_one(target: Target) -> None:
    """Or what is refused for a wrong one would show nothing."""
    assert TOKEN != "wrong"
    assert Client(target, is_async=False).use(lambda claw: claw.status()).gateway == "running"
