"""Uses the generated client against the server, or the mock, that OPENCLAW_URL names. One line a call; raises on a wrong result."""

import os

import openclaw_client as openclaw
from openclaw_client.rest import ApiException

live = os.environ.get("OPENCLAW_MODE", "live") == "live"
# With retries of its own it waits in silence as long as a 429 says, three times.
configuration = openclaw.Configuration(
    host=os.environ["OPENCLAW_URL"], access_token=os.environ["OPENCLAW_TOKEN"], retries=False
)


def ok(call, fact):
    print(f"ok {call}: {fact}", flush=True)


def prefer(code):
    """Makes the mock answer with this status; the server ignores it."""
    return {"Prefer": f"code={code}"}


def refused(call):
    try:
        call()
    except ApiException as error:
        assert isinstance(error.data, openclaw.ErrorResponse), error.data
        return error
    raise AssertionError("It should have been refused.")


with openclaw.ApiClient(configuration) as client:
    sessions = openclaw.SessionsApi(client)
    messages = openclaw.MessagesApi(client)

    page = sessions.list_sessions()
    assert page.sessions and page.sessions[0].id.startswith("session-")
    assert page.sessions[0].last_activity.tzinfo is not None
    ok("list sessions", len(page.sessions))

    if live:
        seen, count, cursor = set(), 0, None
        while True:
            page = sessions.list_sessions(limit=50, cursor=cursor)
            count += 1
            seen.update(session.id for session in page.sessions)
            cursor = page.next_cursor
            if cursor is None:
                break
        assert count >= 3 and len(seen) >= 120
        ok("follow nextCursor", f"{count} pages, {len(seen)} sessions")

    request = openclaw.SendMessageRequest(
        channel="support", user_id="python", message="Hello from Python"
    )
    message = messages.send_message(request, idempotency_key="python-1")
    assert message.direction == "outbound"
    ok("send a message", message.id)
    other = openclaw.SendMessageRequest(channel="support", user_id="python", message="Other")
    conflict = refused(lambda: messages.send_message(other, idempotency_key="python-1"))
    assert conflict.status == 409
    ok("use its key for another", conflict.status)

    if live:
        assert messages.send_message(request, idempotency_key="python-1").id == message.id
        ok("repeat it with its key", "the same message")
        stored = sessions.list_session_messages(message.session_id).messages
        assert len(stored) == 1
        ok("list the messages", len(stored))

    missing = refused(lambda: sessions.get_session("session-none", _headers=prefer(404)))
    assert missing.status == 404 and missing.data.error.code is openclaw.ErrorCode.NOT_FOUND
    ok("a typed error", f"{missing.status} {missing.data.error.code.value}")

    nowhere = openclaw.SendMessageRequest(channel="nowhere", user_id="user-1", message="Hello")
    wrong = refused(lambda: messages.send_message(nowhere, _headers=prefer(400)))
    issue = wrong.data.error.details.issues[0]
    assert wrong.data.error.code is openclaw.ErrorCode.INVALID_REQUEST
    assert isinstance(issue, openclaw.Issue) and issue.var_field.startswith("body.")
    ok("an error with issues", f"{issue.var_field}: {issue.rule}")

    types = [openclaw.EventType.SESSION_CREATED]
    events = openclaw.EventsApi(client).list_events(types=types, limit=200).events
    created = [
        event.actual_instance.payload
        for event in events
        if isinstance(event.actual_instance, openclaw.SessionCreatedEvent)
    ]
    assert created and isinstance(created[0], openclaw.Session)
    ok("list events", f"{len(events)}, {len(created)} of them session:created")

    newer = '{"id": 7, "type": "session:renamed", "time": "2026-12-01T00:00:00Z", "payload": {"a": 1}}'
    page = openclaw.EventPage.from_json(
        f'{{"events": [{events[0].to_json()}, {newer}], "nextAfter": 7, "newest": 7}}'
    )
    known, other = [event.actual_instance for event in page.events]
    assert isinstance(known, openclaw.SessionCreatedEvent)
    assert isinstance(other, openclaw.AnotherEvent) and other.payload == {"a": 1}
    ok("read an event of a newer type", other.type)

    cron = openclaw.CronApi(client)
    action = openclaw.MessageAction(
        type="message", channel="support", user_id="python", message="Good morning!"
    )
    job = cron.create_cron_job(
        openclaw.CronJobInput(
            name="python",
            schedule=openclaw.CronSchedule(cron="0 7 * * 1-5", timezone="Europe/Berlin"),
            action=openclaw.CronAction(action),
            enabled=False,
        )
    )
    assert isinstance(job.action.actual_instance, openclaw.MessageAction)
    assert job.action.actual_instance.message == "Good morning!"
    ok("create a job", f"{job.id} with an action of type {job.action.actual_instance.type}")
    cron.delete_cron_job(job.id)
    ok("delete the job", 204)

    tools = openclaw.ToolsApi(client)
    call = openclaw.InvokeToolRequest(params={"path": "no-such-file.txt"})
    for _ in range(60):
        limited = refused(lambda: tools.invoke_tool("read", call, _headers=prefer(429)))
        if limited.status == 429:
            break
    wait = int(limited.headers["Retry-After"])
    assert limited.data.error.code is openclaw.ErrorCode.RATE_LIMITED and wait >= 1
    ok("a rate limit", f"{limited.status} {limited.data.error.code.value}, Retry-After {wait}")
