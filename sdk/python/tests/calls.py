"""How each operation of the contract is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from openclaw._generated import operations
from openclaw._request import Operation

from .gateway import SECRET
from .target import Client, Target

OPERATIONS: dict[str, Operation[Any]] = {
    value.id: value for value in vars(operations).values() if isinstance(value, Operation)
}
NUMBERS = count(1)


@dataclass(frozen=True)
class Ids:
    """Of what there is in the target."""

    session: str
    message: str
    job: str


def make(target: Target, times: int) -> list[Ids]:
    """Something new in the target."""

    def once(claw: Any) -> Ids:
        message = claw.messages.send(channel=target.channel, user_id=f"asked {next(NUMBERS)}", message="Hello")
        job = claw.cron.create(
            name=f"asked {next(NUMBERS)}",
            schedule={"every": "1h"},
            action={"type": "message", "channel": target.channel, "userId": "42", "message": "Hi"},
            overlap=True,
        )
        return Ids(message.session_id, message.id, job.id)

    def all_times(claw: Any) -> list[Ids]:
        claw.tools.invoke("write", params={"path": "asked.txt", "content": "text"})
        return [once(claw) for _ in range(times)]

    found: list[Ids] = Client(target, is_async=False).use(all_times)
    return found


Use = Callable[[Any, Ids], Any]


def create_job(claw: Any, _: Ids) -> Any:
    return claw.cron.create(
        name=f"made {next(NUMBERS)}",
        schedule={"cron": "0 7 * * 1-5", "timezone": "Europe/Berlin"},
        action={"type": "tool", "tool": "read", "params": {"path": "asked.txt"}},
        enabled=False,
        overlap=True,
        missed="skip",
    )


CALLS: dict[str, Use] = {
    "getHealth": lambda claw, ids: claw.health(),
    "getStatus": lambda claw, ids: claw.status(),
    "listSessions": lambda claw, ids: claw.sessions.list(limit=3),
    "getSession": lambda claw, ids: claw.sessions.get(ids.session),
    "deleteSession": lambda claw, ids: claw.sessions.delete(ids.session),
    "listSessionMessages": lambda claw, ids: claw.sessions.messages(ids.session, limit=3),
    "sendMessage": lambda claw, ids: claw.messages.send(channel="support", user_id="ü 42", message="Grüße"),
    "getMessage": lambda claw, ids: claw.messages.get(ids.message),
    "listChannels": lambda claw, ids: claw.channels.list(),
    "listTools": lambda claw, ids: claw.tools.list(),
    "invokeTool": lambda claw, ids: claw.tools.invoke("read", params={"path": "asked.txt"}),
    "listCronJobs": lambda claw, ids: claw.cron.list(),
    "createCronJob": create_job,
    "updateCronJob": lambda claw, ids: claw.cron.update(ids.job, schedule={"every": "2h"}, enabled=False),
    "deleteCronJob": lambda claw, ids: claw.cron.delete(ids.job),
    "runCronJob": lambda claw, ids: claw.cron.run(ids.job),
    "listCronRuns": lambda claw, ids: claw.cron.runs(ids.job, limit=3),
    "getConfig": lambda claw, ids: claw.config.get(),
    "updateConfig": lambda claw, ids: claw.config.update({"logging": {"level": "warn"}}),
    "listEvents": lambda claw, ids: claw.list_events(types=["message:received", "session:created"], limit=3),
    "receiveWebhook": lambda claw, ids: claw.webhooks.receive(
        "support", secret=SECRET, user_id="ü 42", message="Grüße"
    ),
    "getChat": lambda claw, ids: claw.chat.page(),
    "getOpenApiJson": lambda claw, ids: claw.docs.openapi_json(),
    "getOpenApiYaml": lambda claw, ids: claw.docs.openapi_yaml(),
    "getAsyncApiJson": lambda claw, ids: claw.docs.asyncapi_json(),
    "getAsyncApiYaml": lambda claw, ids: claw.docs.asyncapi_yaml(),
    "getDocs": lambda claw, ids: claw.docs.page(),
    # There whether the documentation was built or not.
    "getDocsFile": lambda claw, ids: claw.docs.file("openapi.yaml"),
}
