"""The streams of events on the real gateway and on the mock, by both clients."""

from __future__ import annotations

from functools import partial
from typing import Any, get_args

import pytest

from openclaw import EventGapError, NotFoundError, UnauthorizedError
from openclaw._generated.models import KnownEvent
from openclaw.types import MessageReceivedEvent, SessionCreatedEvent

from .gateway import until
from .support import at_least
from .target import SOCKETS, Client, taken


def watch(options: dict[str, Any], count: int, claw: Any) -> Any:
    return taken(claw.events(**options), count)


@SOCKETS
def test_what_followed_a_position_comes_once_and_in_order(client: Client, web_socket: bool) -> None:
    start = client.target.newest()
    client.target.happen(12)
    events: list[Any] = client.use(lambda claw: taken(claw.events(after=start, web_socket=web_socket), 12))
    assert [event.id for event in events] == list(range(start + 1, start + 13))
    assert all(isinstance(event, get_args(KnownEvent)) for event in events)
    middle = events[5].id
    again: list[Any] = client.use(lambda claw: taken(claw.events(after=middle, web_socket=web_socket), 3))
    assert [(event.id, event.type) for event in again] == [(event.id, event.type) for event in events[6:9]]


@SOCKETS
def test_without_a_position_it_begins_with_what_is_newest(client: Client, web_socket: bool) -> None:
    found: list[Any] = []
    client.target.happen(1)
    start = client.target.newest()
    with client.watching(found, web_socket=web_socket) as position:
        until(lambda: position() is not None)
        client.target.happen(3)
        until(lambda: len(found) >= 3)
        ids = [event.id for event in found]
        assert ids == list(range(start + 1, start + len(ids) + 1))
    assert position() == found[-1].id


@SOCKETS
def test_only_the_wanted_types_come_as_their_classes(client: Client, web_socket: bool) -> None:
    start = client.target.newest()
    client.target.happen(4)
    wanted: list[tuple[list[str], set[type]]] = [
        (["message:received"], {MessageReceivedEvent}),
        (["session:created"], {SessionCreatedEvent}),
        (["message:received", "session:created"], {MessageReceivedEvent, SessionCreatedEvent}),
    ]
    for types, kinds in wanted:
        options: dict[str, Any] = {"after": start, "types": types, "web_socket": web_socket}
        events: list[Any] = client.use(partial(watch, options, 3))
        assert {type(event) for event in events} == kinds
        assert [event.id for event in events] == sorted({event.id for event in events})


def test_each_event_of_the_contract_is_read_as_its_class(mock_client: Client) -> None:
    kinds = get_args(KnownEvent)
    with mock_client.target.through() as proxy:
        events: list[Any] = mock_client.use(lambda claw: taken(claw.events(after=0), 40), base_url=proxy.url)
    assert {type(event) for event in events} == set(kinds)
    assert all(event.model_extra == {} and not getattr(event.payload, "model_extra", None) for event in events)


CUTS = 50
EVENTS = 500


def test_each_event_comes_once_and_in_order_through_many_cuts(client: Client) -> None:
    found: list[Any] = []
    start = client.target.newest()
    with client.target.through(CUTS) as proxy:
        options = {"base_url": proxy.url}
        with client.watching(found, options, after=start, reconnect_delay=0.001) as position:
            while len(found) < EVENTS or proxy.cuts < CUTS:
                before = len(found)
                client.target.happen(100)
                until(partial(at_least, found, before + 100))
    ids = [event.id for event in found]
    assert ids == list(range(start + 1, start + len(ids) + 1))
    assert proxy.cuts == CUTS
    assert proxy.sockets >= CUTS
    assert position() == ids[-1]


@pytest.mark.parametrize("code", [1001, 1008, 1011, 1013])
def test_a_stream_that_the_gateway_closes_goes_on(mock_client: Client, code: int) -> None:
    start = mock_client.target.newest()
    with mock_client.target.through(0, f"__code={code}") as proxy:
        events: list[Any] = mock_client.use(lambda claw: taken(claw.events(after=start), 5), base_url=proxy.url)
    assert [event.id for event in events] == list(range(start + 1, start + 6))
    assert proxy.sockets == 2


def test_what_the_gateway_no_longer_keeps_is_a_gap(mock_client: Client) -> None:
    for code, reason in ((4410, "outdatedCursor"), (4400, "futureCursor")):
        with (
            mock_client.target.through(0, f"__code={code}") as proxy,
            pytest.raises(EventGapError) as caught,
        ):
            mock_client.use(lambda claw: taken(claw.events(after=1_042), 1), base_url=proxy.url)
        assert (caught.value.after, caught.value.reason) == (1_042, reason)
    gaps: list[EventGapError] = []
    with mock_client.target.through(0, "__code=4410") as proxy:
        events: list[Any] = mock_client.use(
            lambda claw: taken(claw.events(after=1_042, on_gap=gaps.append), 2), base_url=proxy.url
        )
    assert [gap.reason for gap in gaps] == ["outdatedCursor"]
    assert events[1].id == events[0].id + 1


def test_a_refused_upgrade_is_raised_as_a_call_would_be_unless_a_later_try_can_mend_it(mock_client: Client) -> None:
    for code, kind in ((401, UnauthorizedError), (404, NotFoundError)):
        with mock_client.target.through(0, f"__code={code}") as proxy, pytest.raises(kind) as caught:
            mock_client.use(lambda claw: taken(claw.events(after=1_042), 1), base_url=proxy.url)
        assert caught.value.status == code
        assert caught.value.request_id
    with mock_client.target.through(0, "__code=503") as proxy:
        events: list[Any] = mock_client.use(lambda claw: taken(claw.events(after=1_042), 1), base_url=proxy.url)
    assert [event.id for event in events] == [1_043]
    assert proxy.sockets == 2


@SOCKETS
def test_closing_the_client_ends_a_stream_that_waits(client: Client, web_socket: bool) -> None:
    found: list[Any] = []
    with client.watching(found, after=client.target.newest(), web_socket=web_socket):
        client.target.happen(1)
        until(lambda: found)
