"""What a newer gateway may add does not break an older client."""

from __future__ import annotations

from datetime import datetime, timezone
from importlib.metadata import version

from pydantic import TypeAdapter

from openclaw import VERSION
from openclaw._request import encode
from openclaw.types import Channel, CronJobInput, Event, Message, MessageReceivedEvent, ToolAction, UnknownEvent

MESSAGE = {
    "id": "message-1",
    "sessionId": "session-1",
    "channel": "support",
    "userId": "42",
    "direction": "inbound",
    "message": "Hi",
    "status": "received",
    "createdAt": "2026-02-14T12:00:00.000Z",
    "updatedAt": "2026-02-14T12:00:00.000Z",
}


def test_fields_are_read_by_the_contracts_names_and_made_by_pythons() -> None:
    read = Message.model_validate(MESSAGE)
    assert read.created_at == datetime(2026, 2, 14, 12, tzinfo=timezone.utc)
    assert Message(**dict(read)) == read
    assert ToolAction(tool="read", params={}).type == "tool"


def test_unknown_fields_and_values_are_kept() -> None:
    read = Message.model_validate({**MESSAGE, "status": "seen", "mood": "good"})
    assert read.status == "seen"  # type: ignore[comparison-overlap] # pyright: ignore[reportUnnecessaryComparison]
    assert read.model_extra == {"mood": "good"}
    assert read.model_dump(mode="json")["status"] == "seen"
    assert Channel.model_fields["type"].annotation is not str


def test_an_unknown_event_is_one_of_its_own_kind() -> None:
    adapter: TypeAdapter[Event] = TypeAdapter(Event)
    time = "2026-02-14T12:00:00.000Z"
    unknown = adapter.validate_python({"id": 7, "type": "moon:risen", "time": time, "payload": {"full": True}})
    assert isinstance(unknown, UnknownEvent)
    assert (unknown.id, unknown.type, unknown.payload) == (7, "moon:risen", {"full": True})
    known = adapter.validate_python({"id": 8, "type": "message:received", "time": time, "payload": MESSAGE})
    assert isinstance(known, MessageReceivedEvent)
    assert adapter.validate_python(known) is known


def test_what_is_not_given_is_not_sent_and_what_is_null_in_free_data_is() -> None:
    action = ToolAction(tool="read", params={"path": None, "someKey": [1, {"a_b": 2}]})
    job = CronJobInput.model_validate({"name": "a", "schedule": {"at": "2026-02-14T12:00:00Z"}, "action": action})
    assert encode({"action": action, "at": job.schedule.at}) == {
        "action": {"type": "tool", "tool": "read", "params": {"path": None, "someKey": [1, {"a_b": 2}]}},
        "at": "2026-02-14T12:00:00+00:00",
    }
    assert encode(job.schedule) == {"at": "2026-02-14T12:00:00Z"}


def test_the_package_has_the_version_of_its_contract() -> None:
    assert version("openclaw") == VERSION
