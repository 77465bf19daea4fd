# Generated from spec/ by `npm run generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._api import Api, AsyncApi
from .._options import Call
from .._pages import AsyncPage, AsyncPages, Page
from .._request import Parts, WithResponse, given
from . import models, operations


class Sessions:
    """A session is one user's conversation on one channel, with its messages."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list(
        self,
        *,
        channel: str | None = None,
        user_id: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Page[models.Session]:
        """List sessions.

        Lists conversations, the one with the newest activity first. Pass `nextCursor` of an answer as `cursor` to get the
        next page; the last page has none.

        Args:
            channel: Only sessions on this channel.
            user_id: Only sessions with this user, by the channel's own id of them.
            limit: How many to return at the most.
            cursor: The `nextCursor` of the page before.
        """
        return self._api.page(operations.LIST_SESSIONS, models.Session, Parts(query=given({"channel": channel, "userId": user_id, "limit": limit, "cursor": cursor})), Call(timeout, max_retries, extra_headers))

    def get(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Get a session.

        Returns one conversation by its id.

        Args:
            id: The session's id.
        """
        return self._api.call(operations.GET_SESSION, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    def delete(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> None:
        """Delete a session.

        Removes the conversation and all its messages. Messages that were still queued are not sent any more.

        Args:
            id: The session's id.
        """
        return self._api.call(operations.DELETE_SESSION, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    def messages(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Page[models.Message]:
        """List a session's messages.

        Lists the messages of one conversation in both directions, the newest first.

        Args:
            id: The session's id.
            limit: How many to return at the most.
            cursor: The `nextCursor` of the page before.
        """
        return self._api.page(operations.LIST_SESSION_MESSAGES, models.Message, Parts(path={"id": id}, query=given({"limit": limit, "cursor": cursor})), Call(timeout, max_retries, extra_headers))


class Messages:
    """Send a message, and learn honestly whether it was delivered."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def send(
        self,
        *,
        channel: str,
        user_id: str,
        message: str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Message:
        """Send a message.

        Accepts a message for delivery. 202 means that it is stored durably and will be sent, even if the gateway is
        killed right after; `GET /api/messages/{id}` and the events `message:sent` and `error` tell how it went. A channel
        that is down holds its messages until it is up again.

        With an `Idempotency-Key`, the same request may be repeated safely for 24 hours: the first answer comes again, with
        `Idempotent-Replayed: true`, and nothing is sent twice. The same key with another body is refused with 409.

        Args:
            channel: A name given in the configuration.
            user_id: The channel's own id of a user or a chat.
            message: The text of a message.
            idempotency_key: A value of your own that names this one request.
        """
        return self._api.call(operations.SEND_MESSAGE, Parts(headers=given({"Idempotency-Key": idempotency_key}), body=given({"channel": channel, "userId": user_id, "message": message})), Call(timeout, max_retries, extra_headers))

    def get(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Message:
        """Get a message.

        Returns one message with its delivery status and, for one that goes out, each attempt that was made.

        Args:
            id: The message's id.
        """
        return self._api.call(operations.GET_MESSAGE, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))


class Channels:
    """The chat networks that this gateway is connected to."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ChannelList:
        """List channels.

        Lists the configured channels with their connection and how many messages each has carried.
        """
        return self._api.call(operations.LIST_CHANNELS, Parts(), Call(timeout, max_retries, extra_headers))


class Tools:
    """Functions that programs may call through the gateway."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ToolList:
        """List tools.

        Lists the tools that this token may call, with the JSON Schema of their parameters; also those that are disabled, or whose MCP
        server is away. A tool of an MCP server is named `server.tool`.
        """
        return self._api.call(operations.LIST_TOOLS, Parts(), Call(timeout, max_retries, extra_headers))

    def invoke(
        self,
        name: str,
        *,
        params: Mapping[str, Any],
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ToolResult:
        """Invoke a tool.

        Calls a tool and waits for its result. The parameters are checked against the tool's `inputSchema`; a tool that fails
        by itself is answered as `INVALID_REQUEST` with its own message (rule `toolFailed`, or `timeLimit` after `tools.timeoutSeconds`), one
        that is disabled, or not among the token's `tools`, as `FORBIDDEN`, one whose MCP server is away as `INTERNAL_ERROR` (503). When
        `tools.maxConcurrent` calls go on, others wait; when too many wait, `RATE_LIMITED`. A caller that goes away ends its call.

        Args:
            name: The tool's name.
            params: A tool's parameters; the tool's `inputSchema` says what is in it.
        """
        return self._api.call(operations.INVOKE_TOOL, Parts(path={"name": name}, body=given({"params": params})), Call(timeout, max_retries, extra_headers))


class Cron:
    """Messages and tool calls on a schedule, and the record of each run."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.CronJobList:
        """List jobs.

        Lists the scheduled jobs, those of the configuration and those made through the API, with their next and last run.
        """
        return self._api.call(operations.LIST_CRON_JOBS, Parts(), Call(timeout, max_retries, extra_headers))

    def create(
        self,
        *,
        name: str,
        schedule: models.CronSchedule | Mapping[str, Any],
        action: models.CronAction | Mapping[str, Any],
        enabled: bool | None = None,
        overlap: bool | None = None,
        missed: models.MissedPolicy | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.CronJob:
        """Create a job.

        Makes a job that sends a message or calls a tool on a schedule. The channel has to be configured, the tool known and its parameters
        right. The token needs the scope of what the job does too, `messages:write` or `tools:invoke`, and a tool among its `tools`.

        Args:
            name: What a person calls the job.
            schedule: When a job runs. Exactly one of `cron`, `every` and `at`.
            action: What a job does.
            enabled: Whether the schedule runs it.
            overlap: Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits.
            missed: What is done about moments of the schedule at which it was not run because no gateway was up, or the clock was put forward. `once` - one run for all of them; `skip` - none, but a record of it; `catchUp` - a run for each of them, in order, each after the end of the one before unless the job allows `overlap`, of the newest 100 at the most. A run that begins within a minute of its moment has not missed it.
        """
        return self._api.call(operations.CREATE_CRON_JOB, Parts(body=given({"name": name, "schedule": schedule, "action": action, "enabled": enabled, "overlap": overlap, "missed": missed})), Call(timeout, max_retries, extra_headers))

    def update(
        self,
        id: str,
        *,
        name: str | None = None,
        schedule: models.CronSchedule | Mapping[str, Any] | None = None,
        action: models.CronAction | Mapping[str, Any] | None = None,
        enabled: bool | None = None,
        overlap: bool | None = None,
        missed: models.MissedPolicy | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.CronJob:
        """Change a job.

        Replaces the fields that are given, each as a whole. So a new schedule needs its time zone, and a new action all of its fields. A new schedule begins now, so what the old one missed is not made up for. A job from the configuration is changed there; here that is a 409.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
            name: What a person calls the job.
            schedule: When a job runs. Exactly one of `cron`, `every` and `at`.
            action: What a job does.
            enabled: Whether the schedule runs it.
            overlap: Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits.
            missed: What is done about moments of the schedule at which it was not run because no gateway was up, or the clock was put forward. `once` - one run for all of them; `skip` - none, but a record of it; `catchUp` - a run for each of them, in order, each after the end of the one before unless the job allows `overlap`, of the newest 100 at the most. A run that begins within a minute of its moment has not missed it.
        """
        return self._api.call(operations.UPDATE_CRON_JOB, Parts(path={"id": id}, body=given({"name": name, "schedule": schedule, "action": action, "enabled": enabled, "overlap": overlap, "missed": missed})), Call(timeout, max_retries, extra_headers))

    def delete(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> None:
        """Delete a job.

        Removes a job and the record of its runs. A job from the configuration is removed there; here that is a 409.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
        """
        return self._api.call(operations.DELETE_CRON_JOB, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    def run(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.CronRun:
        """Run a job now.

        Starts a run by hand, whether the job is enabled or not, and answers at once with its record. `GET /api/cron/{id}/runs` tells how it
        ended. A token that is limited to named tools runs no job of another one. While a run of the job goes on, another one is refused with 409, unless the job allows `overlap`.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
        """
        return self._api.call(operations.RUN_CRON_JOB, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    def runs(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Page[models.CronRun]:
        """List a job's runs.

        Lists the runs of one job, the newest first, each with how it ended. They are kept as long as `cron.retention` says; a job's newest run stays.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
            limit: How many to return at the most.
            cursor: The `nextCursor` of the page before.
        """
        return self._api.page(operations.LIST_CRON_RUNS, models.CronRun, Parts(path={"id": id}, query=given({"limit": limit, "cursor": cursor})), Call(timeout, max_retries, extra_headers))


class Config:
    """The effective configuration, read and changed while the gateway runs."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def get(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Config:
        """Get the configuration.

        Returns the effective configuration (defaults, file, environment and patches together). Secrets read `[redacted]`.
        """
        return self._api.call(operations.GET_CONFIG, Parts(), Call(timeout, max_retries, extra_headers))

    def update(
        self,
        patch: Mapping[str, Any],
        *,
        if_match: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Config:
        """Change the configuration.

        Applies a JSON Merge Patch (RFC 7396) and keeps it: `null` takes a key away, so that its default holds again. The result is
        checked as a whole before anything changes, and whether the next start could use it (an address to listen on, a folder to write
        to). What a part of the gateway can't apply is rolled back whole. What can't take effect while the gateway runs is named in
        `Restart-Required`. Send the `ETag` you read as `If-Match` to be refused with 409 when somebody else was faster.
        A secret that is sent back as `[redacted]` keeps its value.

        Args:
            patch: A JSON Merge Patch of `Config`. Every key of `Config` is allowed, with its own rules, or `null`.
            if_match: The `ETag` of the configuration that this patch was made for.
        """
        return self._api.call(operations.UPDATE_CONFIG, Parts(headers=given({"If-Match": if_match}), body=patch), Call(timeout, max_retries, extra_headers))


class Webhooks:
    """Where other systems deliver messages to the gateway."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def receive(
        self,
        channel: str,
        *,
        secret: str,
        user_id: str,
        message: str,
        webhook_id: str | None = None,
        webhook_timestamp: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Message:
        """Deliver a message to a webhook channel.

        The inward side of a channel of type `webhook`. Sign the request as
        [Standard Webhooks](https://www.standardwebhooks.com) says, with the channel's secret. A repeated `webhook-id` is one
        message, so repeat freely until you get a 202; a wrong signature or a timestamp more than five minutes off is 401. A user
        who is not in the channel's `allow` is 403, one who sends more than its `maxPerMinute` is 429: that message is not stored, and
        the address's budget is not used up by it.

        Args:
            channel: The channel's name in the configuration.
            user_id: The channel's own id of a user or a chat.
            message: The text of a message.
            webhook_id: Names this one message; the same id again changes nothing.
            webhook_timestamp: When it was sent, in seconds since 1970.
            secret: The channel's secret, `whsec_…`, with which the request is signed.
        """
        return self._api.call(operations.RECEIVE_WEBHOOK, Parts(path={"channel": channel}, headers=given({"webhook-id": webhook_id, "webhook-timestamp": webhook_timestamp}), body=given({"userId": user_id, "message": message}), secret=secret), Call(timeout, max_retries, extra_headers))


class Chat:
    """The web chat's page. Its socket is in `asyncapi.yaml`."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def page(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> str:
        """The web chat.

        Returns the page of the channel of type `webchat`, where anyone can write without an account. It speaks to the gateway over
        the socket `/chat/ws`, which `asyncapi.yaml` describes. 404 when no web chat is enabled.
        """
        return self._api.call(operations.GET_CHAT, Parts(), Call(timeout, max_retries, extra_headers))


class Docs:
    """This contract, as files and as a page."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def openapi_json(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """This contract as JSON.

        Returns the HTTP contract that this gateway enforces, for generators and mocks.
        """
        return self._api.call(operations.GET_OPEN_API_JSON, Parts(), Call(timeout, max_retries, extra_headers))

    def openapi_yaml(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> str:
        """This contract as YAML.

        Returns the HTTP contract as it was written by hand.
        """
        return self._api.call(operations.GET_OPEN_API_YAML, Parts(), Call(timeout, max_retries, extra_headers))

    def asyncapi_json(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """The event contract as JSON.

        Returns the contract of the event stream in one document, with the shapes that it shares with this one inside.
        """
        return self._api.call(operations.GET_ASYNC_API_JSON, Parts(), Call(timeout, max_retries, extra_headers))

    def asyncapi_yaml(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> str:
        """The event contract as YAML.

        Returns the contract of the event stream as it was written by hand. It refers to `openapi.yaml` beside it.
        """
        return self._api.call(operations.GET_ASYNC_API_YAML, Parts(), Call(timeout, max_retries, extra_headers))

    def page(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> str:
        """The documentation.

        Returns a page that leads a browser to the first one of the documentation, `/docs/index.html`.
        """
        return self._api.call(operations.GET_DOCS, Parts(), Call(timeout, max_retries, extra_headers))

    def file(
        self,
        file: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> str:
        """A file of the documentation.

        Returns a page, or what a page is made of: the HTTP reference, from which requests can be sent, the events, the guides, and both
        contracts to download. The pages load nothing from anywhere else. 404 also where the gateway was installed without them.

        Args:
            file: The file's name.
        """
        return self._api.call(operations.GET_DOCS_FILE, Parts(path={"file": file}), Call(timeout, max_retries, extra_headers))


class Resources:
    """Every operation of the contract."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.sessions = Sessions(api)
        self.messages = Messages(api)
        self.channels = Channels(api)
        self.tools = Tools(api)
        self.cron = Cron(api)
        self.config = Config(api)
        self.webhooks = Webhooks(api)
        self.chat = Chat(api)
        self.docs = Docs(api)

    def health(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Health:
        """Health check.

        Answers without a token, for load balancers and monitors. `ok` means that the gateway can write to its store;
        otherwise it answers 503 with the same shape and `degraded`.
        """
        return self._api.call(operations.GET_HEALTH, Parts(), Call(timeout, max_retries, extra_headers))

    def status(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Status:
        """Gateway status.

        Tells in one look how the gateway is doing. Shows each channel's connection, the number of sessions and the memory in MB.
        """
        return self._api.call(operations.GET_STATUS, Parts(), Call(timeout, max_retries, extra_headers))

    def list_events(
        self,
        *,
        after: int | None = None,
        types: Sequence[models.EventType] | None = None,
        limit: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.EventPage:
        """List events.

        Reads the event log in order, for clients that poll. The events are the same as on the WebSocket `/ws`. Pass
        `nextAfter` as the next call's `after`. Without `after`, reading starts at the oldest event that is kept. An `after`
        that is older than the log (rule `outdatedCursor`) or ahead of it (rule `futureCursor`) is refused with 400.

        Args:
            after: Only events with a greater id.
            types: Only events of these types, separated by commas.
            limit: How many to return at the most.
        """
        return self._api.call(operations.LIST_EVENTS, Parts(query=given({"after": after, "types": types, "limit": limit})), Call(timeout, max_retries, extra_headers))


class AsyncSessions:
    """A session is one user's conversation on one channel, with its messages."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    def list(
        self,
        *,
        channel: str | None = None,
        user_id: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncPages[models.Session]:
        """List sessions.

        Lists conversations, the one with the newest activity first. Pass `nextCursor` of an answer as `cursor` to get the
        next page; the last page has none.

        Args:
            channel: Only sessions on this channel.
            user_id: Only sessions with this user, by the channel's own id of them.
            limit: How many to return at the most.
            cursor: The `nextCursor` of the page before.
        """
        return self._api.pages(operations.LIST_SESSIONS, models.Session, Parts(query=given({"channel": channel, "userId": user_id, "limit": limit, "cursor": cursor})), Call(timeout, max_retries, extra_headers))

    async def get(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Session:
        """Get a session.

        Returns one conversation by its id.

        Args:
            id: The session's id.
        """
        return await self._api.call(operations.GET_SESSION, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    async def delete(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> None:
        """Delete a session.

        Removes the conversation and all its messages. Messages that were still queued are not sent any more.

        Args:
            id: The session's id.
        """
        return await self._api.call(operations.DELETE_SESSION, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    def messages(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncPages[models.Message]:
        """List a session's messages.

        Lists the messages of one conversation in both directions, the newest first.

        Args:
            id: The session's id.
            limit: How many to return at the most.
            cursor: The `nextCursor` of the page before.
        """
        return self._api.pages(operations.LIST_SESSION_MESSAGES, models.Message, Parts(path={"id": id}, query=given({"limit": limit, "cursor": cursor})), Call(timeout, max_retries, extra_headers))


class AsyncMessages:
    """Send a message, and learn honestly whether it was delivered."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def send(
        self,
        *,
        channel: str,
        user_id: str,
        message: str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Message:
        """Send a message.

        Accepts a message for delivery. 202 means that it is stored durably and will be sent, even if the gateway is
        killed right after; `GET /api/messages/{id}` and the events `message:sent` and `error` tell how it went. A channel
        that is down holds its messages until it is up again.

        With an `Idempotency-Key`, the same request may be repeated safely for 24 hours: the first answer comes again, with
        `Idempotent-Replayed: true`, and nothing is sent twice. The same key with another body is refused with 409.

        Args:
            channel: A name given in the configuration.
            user_id: The channel's own id of a user or a chat.
            message: The text of a message.
            idempotency_key: A value of your own that names this one request.
        """
        return await self._api.call(operations.SEND_MESSAGE, Parts(headers=given({"Idempotency-Key": idempotency_key}), body=given({"channel": channel, "userId": user_id, "message": message})), Call(timeout, max_retries, extra_headers))

    async def get(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Message:
        """Get a message.

        Returns one message with its delivery status and, for one that goes out, each attempt that was made.

        Args:
            id: The message's id.
        """
        return await self._api.call(operations.GET_MESSAGE, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))


class AsyncChannels:
    """The chat networks that this gateway is connected to."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def list(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ChannelList:
        """List channels.

        Lists the configured channels with their connection and how many messages each has carried.
        """
        return await self._api.call(operations.LIST_CHANNELS, Parts(), Call(timeout, max_retries, extra_headers))


class AsyncTools:
    """Functions that programs may call through the gateway."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def list(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ToolList:
        """List tools.

        Lists the tools that this token may call, with the JSON Schema of their parameters; also those that are disabled, or whose MCP
        server is away. A tool of an MCP server is named `server.tool`.
        """
        return await self._api.call(operations.LIST_TOOLS, Parts(), Call(timeout, max_retries, extra_headers))

    async def invoke(
        self,
        name: str,
        *,
        params: Mapping[str, Any],
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.ToolResult:
        """Invoke a tool.

        Calls a tool and waits for its result. The parameters are checked against the tool's `inputSchema`; a tool that fails
        by itself is answered as `INVALID_REQUEST` with its own message (rule `toolFailed`, or `timeLimit` after `tools.timeoutSeconds`), one
        that is disabled, or not among the token's `tools`, as `FORBIDDEN`, one whose MCP server is away as `INTERNAL_ERROR` (503). When
        `tools.maxConcurrent` calls go on, others wait; when too many wait, `RATE_LIMITED`. A caller that goes away ends its call.

        Args:
            name: The tool's name.
            params: A tool's parameters; the tool's `inputSchema` says what is in it.
        """
        return await self._api.call(operations.INVOKE_TOOL, Parts(path={"name": name}, body=given({"params": params})), Call(timeout, max_retries, extra_headers))


class AsyncCron:
    """Messages and tool calls on a schedule, and the record of each run."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def list(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.CronJobList:
        """List jobs.

        Lists the scheduled jobs, those of the configuration and those made through the API, with their next and last run.
        """
        return await self._api.call(operations.LIST_CRON_JOBS, Parts(), Call(timeout, max_retries, extra_headers))

    async def create(
        self,
        *,
        name: str,
        schedule: models.CronSchedule | Mapping[str, Any],
        action: models.CronAction | Mapping[str, Any],
        enabled: bool | None = None,
        overlap: bool | None = None,
        missed: models.MissedPolicy | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.CronJob:
        """Create a job.

        Makes a job that sends a message or calls a tool on a schedule. The channel has to be configured, the tool known and its parameters
        right. The token needs the scope of what the job does too, `messages:write` or `tools:invoke`, and a tool among its `tools`.

        Args:
            name: What a person calls the job.
            schedule: When a job runs. Exactly one of `cron`, `every` and `at`.
            action: What a job does.
            enabled: Whether the schedule runs it.
            overlap: Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits.
            missed: What is done about moments of the schedule at which it was not run because no gateway was up, or the clock was put forward. `once` - one run for all of them; `skip` - none, but a record of it; `catchUp` - a run for each of them, in order, each after the end of the one before unless the job allows `overlap`, of the newest 100 at the most. A run that begins within a minute of its moment has not missed it.
        """
        return await self._api.call(operations.CREATE_CRON_JOB, Parts(body=given({"name": name, "schedule": schedule, "action": action, "enabled": enabled, "overlap": overlap, "missed": missed})), Call(timeout, max_retries, extra_headers))

    async def update(
        self,
        id: str,
        *,
        name: str | None = None,
        schedule: models.CronSchedule | Mapping[str, Any] | None = None,
        action: models.CronAction | Mapping[str, Any] | None = None,
        enabled: bool | None = None,
        overlap: bool | None = None,
        missed: models.MissedPolicy | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.CronJob:
        """Change a job.

        Replaces the fields that are given, each as a whole. So a new schedule needs its time zone, and a new action all of its fields. A new schedule begins now, so what the old one missed is not made up for. A job from the configuration is changed there; here that is a 409.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
            name: What a person calls the job.
            schedule: When a job runs. Exactly one of `cron`, `every` and `at`.
            action: What a job does.
            enabled: Whether the schedule runs it.
            overlap: Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits.
            missed: What is done about moments of the schedule at which it was not run because no gateway was up, or the clock was put forward. `once` - one run for all of them; `skip` - none, but a record of it; `catchUp` - a run for each of them, in order, each after the end of the one before unless the job allows `overlap`, of the newest 100 at the most. A run that begins within a minute of its moment has not missed it.
        """
        return await self._api.call(operations.UPDATE_CRON_JOB, Parts(path={"id": id}, body=given({"name": name, "schedule": schedule, "action": action, "enabled": enabled, "overlap": overlap, "missed": missed})), Call(timeout, max_retries, extra_headers))

    async def delete(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> None:
        """Delete a job.

        Removes a job and the record of its runs. A job from the configuration is removed there; here that is a 409.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
        """
        return await self._api.call(operations.DELETE_CRON_JOB, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    async def run(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.CronRun:
        """Run a job now.

        Starts a run by hand, whether the job is enabled or not, and answers at once with its record. `GET /api/cron/{id}/runs` tells how it
        ended. A token that is limited to named tools runs no job of another one. While a run of the job goes on, another one is refused with 409, unless the job allows `overlap`.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
        """
        return await self._api.call(operations.RUN_CRON_JOB, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    def runs(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncPages[models.CronRun]:
        """List a job's runs.

        Lists the runs of one job, the newest first, each with how it ended. They are kept as long as `cron.retention` says; a job's newest run stays.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
            limit: How many to return at the most.
            cursor: The `nextCursor` of the page before.
        """
        return self._api.pages(operations.LIST_CRON_RUNS, models.CronRun, Parts(path={"id": id}, query=given({"limit": limit, "cursor": cursor})), Call(timeout, max_retries, extra_headers))


class AsyncConfig:
    """The effective configuration, read and changed while the gateway runs."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def get(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Config:
        """Get the configuration.

        Returns the effective configuration (defaults, file, environment and patches together). Secrets read `[redacted]`.
        """
        return await self._api.call(operations.GET_CONFIG, Parts(), Call(timeout, max_retries, extra_headers))

    async def update(
        self,
        patch: Mapping[str, Any],
        *,
        if_match: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Config:
        """Change the configuration.

        Applies a JSON Merge Patch (RFC 7396) and keeps it: `null` takes a key away, so that its default holds again. The result is
        checked as a whole before anything changes, and whether the next start could use it (an address to listen on, a folder to write
        to). What a part of the gateway can't apply is rolled back whole. What can't take effect while the gateway runs is named in
        `Restart-Required`. Send the `ETag` you read as `If-Match` to be refused with 409 when somebody else was faster.
        A secret that is sent back as `[redacted]` keeps its value.

        Args:
            patch: A JSON Merge Patch of `Config`. Every key of `Config` is allowed, with its own rules, or `null`.
            if_match: The `ETag` of the configuration that this patch was made for.
        """
        return await self._api.call(operations.UPDATE_CONFIG, Parts(headers=given({"If-Match": if_match}), body=patch), Call(timeout, max_retries, extra_headers))


class AsyncWebhooks:
    """Where other systems deliver messages to the gateway."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def receive(
        self,
        channel: str,
        *,
        secret: str,
        user_id: str,
        message: str,
        webhook_id: str | None = None,
        webhook_timestamp: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Message:
        """Deliver a message to a webhook channel.

        The inward side of a channel of type `webhook`. Sign the request as
        [Standard Webhooks](https://www.standardwebhooks.com) says, with the channel's secret. A repeated `webhook-id` is one
        message, so repeat freely until you get a 202; a wrong signature or a timestamp more than five minutes off is 401. A user
        who is not in the channel's `allow` is 403, one who sends more than its `maxPerMinute` is 429: that message is not stored, and
        the address's budget is not used up by it.

        Args:
            channel: The channel's name in the configuration.
            user_id: The channel's own id of a user or a chat.
            message: The text of a message.
            webhook_id: Names this one message; the same id again changes nothing.
            webhook_timestamp: When it was sent, in seconds since 1970.
            secret: The channel's secret, `whsec_…`, with which the request is signed.
        """
        return await self._api.call(operations.RECEIVE_WEBHOOK, Parts(path={"channel": channel}, headers=given({"webhook-id": webhook_id, "webhook-timestamp": webhook_timestamp}), body=given({"userId": user_id, "message": message}), secret=secret), Call(timeout, max_retries, extra_headers))


class AsyncChat:
    """The web chat's page. Its socket is in `asyncapi.yaml`."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def page(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> str:
        """The web chat.

        Returns the page of the channel of type `webchat`, where anyone can write without an account. It speaks to the gateway over
        the socket `/chat/ws`, which `asyncapi.yaml` describes. 404 when no web chat is enabled.
        """
        return await self._api.call(operations.GET_CHAT, Parts(), Call(timeout, max_retries, extra_headers))


class AsyncDocs:
    """This contract, as files and as a page."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def openapi_json(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """This contract as JSON.

        Returns the HTTP contract that this gateway enforces, for generators and mocks.
        """
        return await self._api.call(operations.GET_OPEN_API_JSON, Parts(), Call(timeout, max_retries, extra_headers))

    async def openapi_yaml(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> str:
        """This contract as YAML.

        Returns the HTTP contract as it was written by hand.
        """
        return await self._api.call(operations.GET_OPEN_API_YAML, Parts(), Call(timeout, max_retries, extra_headers))

    async def asyncapi_json(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """The event contract as JSON.

        Returns the contract of the event stream in one document, with the shapes that it shares with this one inside.
        """
        return await self._api.call(operations.GET_ASYNC_API_JSON, Parts(), Call(timeout, max_retries, extra_headers))

    async def asyncapi_yaml(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> str:
        """The event contract as YAML.

        Returns the contract of the event stream as it was written by hand. It refers to `openapi.yaml` beside it.
        """
        return await self._api.call(operations.GET_ASYNC_API_YAML, Parts(), Call(timeout, max_retries, extra_headers))

    async def page(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> str:
        """The documentation.

        Returns a page that leads a browser to the first one of the documentation, `/docs/index.html`.
        """
        return await self._api.call(operations.GET_DOCS, Parts(), Call(timeout, max_retries, extra_headers))

    async def file(
        self,
        file: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> str:
        """A file of the documentation.

        Returns a page, or what a page is made of: the HTTP reference, from which requests can be sent, the events, the guides, and both
        contracts to download. The pages load nothing from anywhere else. 404 also where the gateway was installed without them.

        Args:
            file: The file's name.
        """
        return await self._api.call(operations.GET_DOCS_FILE, Parts(path={"file": file}), Call(timeout, max_retries, extra_headers))


class AsyncResources:
    """Every operation of the contract."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api
        self.sessions = AsyncSessions(api)
        self.messages = AsyncMessages(api)
        self.channels = AsyncChannels(api)
        self.tools = AsyncTools(api)
        self.cron = AsyncCron(api)
        self.config = AsyncConfig(api)
        self.webhooks = AsyncWebhooks(api)
        self.chat = AsyncChat(api)
        self.docs = AsyncDocs(api)

    async def health(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Health:
        """Health check.

        Answers without a token, for load balancers and monitors. `ok` means that the gateway can write to its store;
        otherwise it answers 503 with the same shape and `degraded`.
        """
        return await self._api.call(operations.GET_HEALTH, Parts(), Call(timeout, max_retries, extra_headers))

    async def status(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.Status:
        """Gateway status.

        Tells in one look how the gateway is doing. Shows each channel's connection, the number of sessions and the memory in MB.
        """
        return await self._api.call(operations.GET_STATUS, Parts(), Call(timeout, max_retries, extra_headers))

    async def list_events(
        self,
        *,
        after: int | None = None,
        types: Sequence[models.EventType] | None = None,
        limit: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> models.EventPage:
        """List events.

        Reads the event log in order, for clients that poll. The events are the same as on the WebSocket `/ws`. Pass
        `nextAfter` as the next call's `after`. Without `after`, reading starts at the oldest event that is kept. An `after`
        that is older than the log (rule `outdatedCursor`) or ahead of it (rule `futureCursor`) is refused with 400.

        Args:
            after: Only events with a greater id.
            types: Only events of these types, separated by commas.
            limit: How many to return at the most.
        """
        return await self._api.call(operations.LIST_EVENTS, Parts(query=given({"after": after, "types": types, "limit": limit})), Call(timeout, max_retries, extra_headers))


class SessionsWithResponse:
    """A session is one user's conversation on one channel, with its messages."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list(
        self,
        *,
        channel: str | None = None,
        user_id: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[Page[models.Session]]:
        """List sessions.

        Lists conversations, the one with the newest activity first. Pass `nextCursor` of an answer as `cursor` to get the
        next page; the last page has none.

        Args:
            channel: Only sessions on this channel.
            user_id: Only sessions with this user, by the channel's own id of them.
            limit: How many to return at the most.
            cursor: The `nextCursor` of the page before.
        """
        return self._api.exchange_page(operations.LIST_SESSIONS, models.Session, Parts(query=given({"channel": channel, "userId": user_id, "limit": limit, "cursor": cursor})), Call(timeout, max_retries, extra_headers))

    def get(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Session]:
        """Get a session.

        Returns one conversation by its id.

        Args:
            id: The session's id.
        """
        return self._api.exchange(operations.GET_SESSION, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    def delete(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[None]:
        """Delete a session.

        Removes the conversation and all its messages. Messages that were still queued are not sent any more.

        Args:
            id: The session's id.
        """
        return self._api.exchange(operations.DELETE_SESSION, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    def messages(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[Page[models.Message]]:
        """List a session's messages.

        Lists the messages of one conversation in both directions, the newest first.

        Args:
            id: The session's id.
            limit: How many to return at the most.
            cursor: The `nextCursor` of the page before.
        """
        return self._api.exchange_page(operations.LIST_SESSION_MESSAGES, models.Message, Parts(path={"id": id}, query=given({"limit": limit, "cursor": cursor})), Call(timeout, max_retries, extra_headers))


class MessagesWithResponse:
    """Send a message, and learn honestly whether it was delivered."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def send(
        self,
        *,
        channel: str,
        user_id: str,
        message: str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Message]:
        """Send a message.

        Accepts a message for delivery. 202 means that it is stored durably and will be sent, even if the gateway is
        killed right after; `GET /api/messages/{id}` and the events `message:sent` and `error` tell how it went. A channel
        that is down holds its messages until it is up again.

        With an `Idempotency-Key`, the same request may be repeated safely for 24 hours: the first answer comes again, with
        `Idempotent-Replayed: true`, and nothing is sent twice. The same key with another body is refused with 409.

        Args:
            channel: A name given in the configuration.
            user_id: The channel's own id of a user or a chat.
            message: The text of a message.
            idempotency_key: A value of your own that names this one request.
        """
        return self._api.exchange(operations.SEND_MESSAGE, Parts(headers=given({"Idempotency-Key": idempotency_key}), body=given({"channel": channel, "userId": user_id, "message": message})), Call(timeout, max_retries, extra_headers))

    def get(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Message]:
        """Get a message.

        Returns one message with its delivery status and, for one that goes out, each attempt that was made.

        Args:
            id: The message's id.
        """
        return self._api.exchange(operations.GET_MESSAGE, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))


class ChannelsWithResponse:
    """The chat networks that this gateway is connected to."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.ChannelList]:
        """List channels.

        Lists the configured channels with their connection and how many messages each has carried.
        """
        return self._api.exchange(operations.LIST_CHANNELS, Parts(), Call(timeout, max_retries, extra_headers))


class ToolsWithResponse:
    """Functions that programs may call through the gateway."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.ToolList]:
        """List tools.

        Lists the tools that this token may call, with the JSON Schema of their parameters; also those that are disabled, or whose MCP
        server is away. A tool of an MCP server is named `server.tool`.
        """
        return self._api.exchange(operations.LIST_TOOLS, Parts(), Call(timeout, max_retries, extra_headers))

    def invoke(
        self,
        name: str,
        *,
        params: Mapping[str, Any],
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.ToolResult]:
        """Invoke a tool.

        Calls a tool and waits for its result. The parameters are checked against the tool's `inputSchema`; a tool that fails
        by itself is answered as `INVALID_REQUEST` with its own message (rule `toolFailed`, or `timeLimit` after `tools.timeoutSeconds`), one
        that is disabled, or not among the token's `tools`, as `FORBIDDEN`, one whose MCP server is away as `INTERNAL_ERROR` (503). When
        `tools.maxConcurrent` calls go on, others wait; when too many wait, `RATE_LIMITED`. A caller that goes away ends its call.

        Args:
            name: The tool's name.
            params: A tool's parameters; the tool's `inputSchema` says what is in it.
        """
        return self._api.exchange(operations.INVOKE_TOOL, Parts(path={"name": name}, body=given({"params": params})), Call(timeout, max_retries, extra_headers))


class CronWithResponse:
    """Messages and tool calls on a schedule, and the record of each run."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def list(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.CronJobList]:
        """List jobs.

        Lists the scheduled jobs, those of the configuration and those made through the API, with their next and last run.
        """
        return self._api.exchange(operations.LIST_CRON_JOBS, Parts(), Call(timeout, max_retries, extra_headers))

    def create(
        self,
        *,
        name: str,
        schedule: models.CronSchedule | Mapping[str, Any],
        action: models.CronAction | Mapping[str, Any],
        enabled: bool | None = None,
        overlap: bool | None = None,
        missed: models.MissedPolicy | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.CronJob]:
        """Create a job.

        Makes a job that sends a message or calls a tool on a schedule. The channel has to be configured, the tool known and its parameters
        right. The token needs the scope of what the job does too, `messages:write` or `tools:invoke`, and a tool among its `tools`.

        Args:
            name: What a person calls the job.
            schedule: When a job runs. Exactly one of `cron`, `every` and `at`.
            action: What a job does.
            enabled: Whether the schedule runs it.
            overlap: Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits.
            missed: What is done about moments of the schedule at which it was not run because no gateway was up, or the clock was put forward. `once` - one run for all of them; `skip` - none, but a record of it; `catchUp` - a run for each of them, in order, each after the end of the one before unless the job allows `overlap`, of the newest 100 at the most. A run that begins within a minute of its moment has not missed it.
        """
        return self._api.exchange(operations.CREATE_CRON_JOB, Parts(body=given({"name": name, "schedule": schedule, "action": action, "enabled": enabled, "overlap": overlap, "missed": missed})), Call(timeout, max_retries, extra_headers))

    def update(
        self,
        id: str,
        *,
        name: str | None = None,
        schedule: models.CronSchedule | Mapping[str, Any] | None = None,
        action: models.CronAction | Mapping[str, Any] | None = None,
        enabled: bool | None = None,
        overlap: bool | None = None,
        missed: models.MissedPolicy | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.CronJob]:
        """Change a job.

        Replaces the fields that are given, each as a whole. So a new schedule needs its time zone, and a new action all of its fields. A new schedule begins now, so what the old one missed is not made up for. A job from the configuration is changed there; here that is a 409.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
            name: What a person calls the job.
            schedule: When a job runs. Exactly one of `cron`, `every` and `at`.
            action: What a job does.
            enabled: Whether the schedule runs it.
            overlap: Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits.
            missed: What is done about moments of the schedule at which it was not run because no gateway was up, or the clock was put forward. `once` - one run for all of them; `skip` - none, but a record of it; `catchUp` - a run for each of them, in order, each after the end of the one before unless the job allows `overlap`, of the newest 100 at the most. A run that begins within a minute of its moment has not missed it.
        """
        return self._api.exchange(operations.UPDATE_CRON_JOB, Parts(path={"id": id}, body=given({"name": name, "schedule": schedule, "action": action, "enabled": enabled, "overlap": overlap, "missed": missed})), Call(timeout, max_retries, extra_headers))

    def delete(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[None]:
        """Delete a job.

        Removes a job and the record of its runs. A job from the configuration is removed there; here that is a 409.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
        """
        return self._api.exchange(operations.DELETE_CRON_JOB, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    def run(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.CronRun]:
        """Run a job now.

        Starts a run by hand, whether the job is enabled or not, and answers at once with its record. `GET /api/cron/{id}/runs` tells how it
        ended. A token that is limited to named tools runs no job of another one. While a run of the job goes on, another one is refused with 409, unless the job allows `overlap`.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
        """
        return self._api.exchange(operations.RUN_CRON_JOB, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    def runs(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[Page[models.CronRun]]:
        """List a job's runs.

        Lists the runs of one job, the newest first, each with how it ended. They are kept as long as `cron.retention` says; a job's newest run stays.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
            limit: How many to return at the most.
            cursor: The `nextCursor` of the page before.
        """
        return self._api.exchange_page(operations.LIST_CRON_RUNS, models.CronRun, Parts(path={"id": id}, query=given({"limit": limit, "cursor": cursor})), Call(timeout, max_retries, extra_headers))


class ConfigWithResponse:
    """The effective configuration, read and changed while the gateway runs."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def get(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Config]:
        """Get the configuration.

        Returns the effective configuration (defaults, file, environment and patches together). Secrets read `[redacted]`.
        """
        return self._api.exchange(operations.GET_CONFIG, Parts(), Call(timeout, max_retries, extra_headers))

    def update(
        self,
        patch: Mapping[str, Any],
        *,
        if_match: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Config]:
        """Change the configuration.

        Applies a JSON Merge Patch (RFC 7396) and keeps it: `null` takes a key away, so that its default holds again. The result is
        checked as a whole before anything changes, and whether the next start could use it (an address to listen on, a folder to write
        to). What a part of the gateway can't apply is rolled back whole. What can't take effect while the gateway runs is named in
        `Restart-Required`. Send the `ETag` you read as `If-Match` to be refused with 409 when somebody else was faster.
        A secret that is sent back as `[redacted]` keeps its value.

        Args:
            patch: A JSON Merge Patch of `Config`. Every key of `Config` is allowed, with its own rules, or `null`.
            if_match: The `ETag` of the configuration that this patch was made for.
        """
        return self._api.exchange(operations.UPDATE_CONFIG, Parts(headers=given({"If-Match": if_match}), body=patch), Call(timeout, max_retries, extra_headers))


class WebhooksWithResponse:
    """Where other systems deliver messages to the gateway."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def receive(
        self,
        channel: str,
        *,
        secret: str,
        user_id: str,
        message: str,
        webhook_id: str | None = None,
        webhook_timestamp: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Message]:
        """Deliver a message to a webhook channel.

        The inward side of a channel of type `webhook`. Sign the request as
        [Standard Webhooks](https://www.standardwebhooks.com) says, with the channel's secret. A repeated `webhook-id` is one
        message, so repeat freely until you get a 202; a wrong signature or a timestamp more than five minutes off is 401. A user
        who is not in the channel's `allow` is 403, one who sends more than its `maxPerMinute` is 429: that message is not stored, and
        the address's budget is not used up by it.

        Args:
            channel: The channel's name in the configuration.
            user_id: The channel's own id of a user or a chat.
            message: The text of a message.
            webhook_id: Names this one message; the same id again changes nothing.
            webhook_timestamp: When it was sent, in seconds since 1970.
            secret: The channel's secret, `whsec_…`, with which the request is signed.
        """
        return self._api.exchange(operations.RECEIVE_WEBHOOK, Parts(path={"channel": channel}, headers=given({"webhook-id": webhook_id, "webhook-timestamp": webhook_timestamp}), body=given({"userId": user_id, "message": message}), secret=secret), Call(timeout, max_retries, extra_headers))


class ChatWithResponse:
    """The web chat's page. Its socket is in `asyncapi.yaml`."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def page(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[str]:
        """The web chat.

        Returns the page of the channel of type `webchat`, where anyone can write without an account. It speaks to the gateway over
        the socket `/chat/ws`, which `asyncapi.yaml` describes. 404 when no web chat is enabled.
        """
        return self._api.exchange(operations.GET_CHAT, Parts(), Call(timeout, max_retries, extra_headers))


class DocsWithResponse:
    """This contract, as files and as a page."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def openapi_json(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[dict[str, Any]]:
        """This contract as JSON.

        Returns the HTTP contract that this gateway enforces, for generators and mocks.
        """
        return self._api.exchange(operations.GET_OPEN_API_JSON, Parts(), Call(timeout, max_retries, extra_headers))

    def openapi_yaml(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[str]:
        """This contract as YAML.

        Returns the HTTP contract as it was written by hand.
        """
        return self._api.exchange(operations.GET_OPEN_API_YAML, Parts(), Call(timeout, max_retries, extra_headers))

    def asyncapi_json(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[dict[str, Any]]:
        """The event contract as JSON.

        Returns the contract of the event stream in one document, with the shapes that it shares with this one inside.
        """
        return self._api.exchange(operations.GET_ASYNC_API_JSON, Parts(), Call(timeout, max_retries, extra_headers))

    def asyncapi_yaml(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[str]:
        """The event contract as YAML.

        Returns the contract of the event stream as it was written by hand. It refers to `openapi.yaml` beside it.
        """
        return self._api.exchange(operations.GET_ASYNC_API_YAML, Parts(), Call(timeout, max_retries, extra_headers))

    def page(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[str]:
        """The documentation.

        Returns a page that leads a browser to the first one of the documentation, `/docs/index.html`.
        """
        return self._api.exchange(operations.GET_DOCS, Parts(), Call(timeout, max_retries, extra_headers))

    def file(
        self,
        file: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[str]:
        """A file of the documentation.

        Returns a page, or what a page is made of: the HTTP reference, from which requests can be sent, the events, the guides, and both
        contracts to download. The pages load nothing from anywhere else. 404 also where the gateway was installed without them.

        Args:
            file: The file's name.
        """
        return self._api.exchange(operations.GET_DOCS_FILE, Parts(path={"file": file}), Call(timeout, max_retries, extra_headers))


class ResourcesWithResponse:
    """Every operation of the contract."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.sessions = SessionsWithResponse(api)
        self.messages = MessagesWithResponse(api)
        self.channels = ChannelsWithResponse(api)
        self.tools = ToolsWithResponse(api)
        self.cron = CronWithResponse(api)
        self.config = ConfigWithResponse(api)
        self.webhooks = WebhooksWithResponse(api)
        self.chat = ChatWithResponse(api)
        self.docs = DocsWithResponse(api)

    def health(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Health]:
        """Health check.

        Answers without a token, for load balancers and monitors. `ok` means that the gateway can write to its store;
        otherwise it answers 503 with the same shape and `degraded`.
        """
        return self._api.exchange(operations.GET_HEALTH, Parts(), Call(timeout, max_retries, extra_headers))

    def status(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Status]:
        """Gateway status.

        Tells in one look how the gateway is doing. Shows each channel's connection, the number of sessions and the memory in MB.
        """
        return self._api.exchange(operations.GET_STATUS, Parts(), Call(timeout, max_retries, extra_headers))

    def list_events(
        self,
        *,
        after: int | None = None,
        types: Sequence[models.EventType] | None = None,
        limit: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.EventPage]:
        """List events.

        Reads the event log in order, for clients that poll. The events are the same as on the WebSocket `/ws`. Pass
        `nextAfter` as the next call's `after`. Without `after`, reading starts at the oldest event that is kept. An `after`
        that is older than the log (rule `outdatedCursor`) or ahead of it (rule `futureCursor`) is refused with 400.

        Args:
            after: Only events with a greater id.
            types: Only events of these types, separated by commas.
            limit: How many to return at the most.
        """
        return self._api.exchange(operations.LIST_EVENTS, Parts(query=given({"after": after, "types": types, "limit": limit})), Call(timeout, max_retries, extra_headers))


class AsyncSessionsWithResponse:
    """A session is one user's conversation on one channel, with its messages."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def list(
        self,
        *,
        channel: str | None = None,
        user_id: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[AsyncPage[models.Session]]:
        """List sessions.

        Lists conversations, the one with the newest activity first. Pass `nextCursor` of an answer as `cursor` to get the
        next page; the last page has none.

        Args:
            channel: Only sessions on this channel.
            user_id: Only sessions with this user, by the channel's own id of them.
            limit: How many to return at the most.
            cursor: The `nextCursor` of the page before.
        """
        return await self._api.exchange_page(operations.LIST_SESSIONS, models.Session, Parts(query=given({"channel": channel, "userId": user_id, "limit": limit, "cursor": cursor})), Call(timeout, max_retries, extra_headers))

    async def get(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Session]:
        """Get a session.

        Returns one conversation by its id.

        Args:
            id: The session's id.
        """
        return await self._api.exchange(operations.GET_SESSION, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    async def delete(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[None]:
        """Delete a session.

        Removes the conversation and all its messages. Messages that were still queued are not sent any more.

        Args:
            id: The session's id.
        """
        return await self._api.exchange(operations.DELETE_SESSION, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    async def messages(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[AsyncPage[models.Message]]:
        """List a session's messages.

        Lists the messages of one conversation in both directions, the newest first.

        Args:
            id: The session's id.
            limit: How many to return at the most.
            cursor: The `nextCursor` of the page before.
        """
        return await self._api.exchange_page(operations.LIST_SESSION_MESSAGES, models.Message, Parts(path={"id": id}, query=given({"limit": limit, "cursor": cursor})), Call(timeout, max_retries, extra_headers))


class AsyncMessagesWithResponse:
    """Send a message, and learn honestly whether it was delivered."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def send(
        self,
        *,
        channel: str,
        user_id: str,
        message: str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Message]:
        """Send a message.

        Accepts a message for delivery. 202 means that it is stored durably and will be sent, even if the gateway is
        killed right after; `GET /api/messages/{id}` and the events `message:sent` and `error` tell how it went. A channel
        that is down holds its messages until it is up again.

        With an `Idempotency-Key`, the same request may be repeated safely for 24 hours: the first answer comes again, with
        `Idempotent-Replayed: true`, and nothing is sent twice. The same key with another body is refused with 409.

        Args:
            channel: A name given in the configuration.
            user_id: The channel's own id of a user or a chat.
            message: The text of a message.
            idempotency_key: A value of your own that names this one request.
        """
        return await self._api.exchange(operations.SEND_MESSAGE, Parts(headers=given({"Idempotency-Key": idempotency_key}), body=given({"channel": channel, "userId": user_id, "message": message})), Call(timeout, max_retries, extra_headers))

    async def get(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Message]:
        """Get a message.

        Returns one message with its delivery status and, for one that goes out, each attempt that was made.

        Args:
            id: The message's id.
        """
        return await self._api.exchange(operations.GET_MESSAGE, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))


class AsyncChannelsWithResponse:
    """The chat networks that this gateway is connected to."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def list(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.ChannelList]:
        """List channels.

        Lists the configured channels with their connection and how many messages each has carried.
        """
        return await self._api.exchange(operations.LIST_CHANNELS, Parts(), Call(timeout, max_retries, extra_headers))


class AsyncToolsWithResponse:
    """Functions that programs may call through the gateway."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def list(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.ToolList]:
        """List tools.

        Lists the tools that this token may call, with the JSON Schema of their parameters; also those that are disabled, or whose MCP
        server is away. A tool of an MCP server is named `server.tool`.
        """
        return await self._api.exchange(operations.LIST_TOOLS, Parts(), Call(timeout, max_retries, extra_headers))

    async def invoke(
        self,
        name: str,
        *,
        params: Mapping[str, Any],
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.ToolResult]:
        """Invoke a tool.

        Calls a tool and waits for its result. The parameters are checked against the tool's `inputSchema`; a tool that fails
        by itself is answered as `INVALID_REQUEST` with its own message (rule `toolFailed`, or `timeLimit` after `tools.timeoutSeconds`), one
        that is disabled, or not among the token's `tools`, as `FORBIDDEN`, one whose MCP server is away as `INTERNAL_ERROR` (503). When
        `tools.maxConcurrent` calls go on, others wait; when too many wait, `RATE_LIMITED`. A caller that goes away ends its call.

        Args:
            name: The tool's name.
            params: A tool's parameters; the tool's `inputSchema` says what is in it.
        """
        return await self._api.exchange(operations.INVOKE_TOOL, Parts(path={"name": name}, body=given({"params": params})), Call(timeout, max_retries, extra_headers))


class AsyncCronWithResponse:
    """Messages and tool calls on a schedule, and the record of each run."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def list(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.CronJobList]:
        """List jobs.

        Lists the scheduled jobs, those of the configuration and those made through the API, with their next and last run.
        """
        return await self._api.exchange(operations.LIST_CRON_JOBS, Parts(), Call(timeout, max_retries, extra_headers))

    async def create(
        self,
        *,
        name: str,
        schedule: models.CronSchedule | Mapping[str, Any],
        action: models.CronAction | Mapping[str, Any],
        enabled: bool | None = None,
        overlap: bool | None = None,
        missed: models.MissedPolicy | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.CronJob]:
        """Create a job.

        Makes a job that sends a message or calls a tool on a schedule. The channel has to be configured, the tool known and its parameters
        right. The token needs the scope of what the job does too, `messages:write` or `tools:invoke`, and a tool among its `tools`.

        Args:
            name: What a person calls the job.
            schedule: When a job runs. Exactly one of `cron`, `every` and `at`.
            action: What a job does.
            enabled: Whether the schedule runs it.
            overlap: Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits.
            missed: What is done about moments of the schedule at which it was not run because no gateway was up, or the clock was put forward. `once` - one run for all of them; `skip` - none, but a record of it; `catchUp` - a run for each of them, in order, each after the end of the one before unless the job allows `overlap`, of the newest 100 at the most. A run that begins within a minute of its moment has not missed it.
        """
        return await self._api.exchange(operations.CREATE_CRON_JOB, Parts(body=given({"name": name, "schedule": schedule, "action": action, "enabled": enabled, "overlap": overlap, "missed": missed})), Call(timeout, max_retries, extra_headers))

    async def update(
        self,
        id: str,
        *,
        name: str | None = None,
        schedule: models.CronSchedule | Mapping[str, Any] | None = None,
        action: models.CronAction | Mapping[str, Any] | None = None,
        enabled: bool | None = None,
        overlap: bool | None = None,
        missed: models.MissedPolicy | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.CronJob]:
        """Change a job.

        Replaces the fields that are given, each as a whole. So a new schedule needs its time zone, and a new action all of its fields. A new schedule begins now, so what the old one missed is not made up for. A job from the configuration is changed there; here that is a 409.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
            name: What a person calls the job.
            schedule: When a job runs. Exactly one of `cron`, `every` and `at`.
            action: What a job does.
            enabled: Whether the schedule runs it.
            overlap: Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits.
            missed: What is done about moments of the schedule at which it was not run because no gateway was up, or the clock was put forward. `once` - one run for all of them; `skip` - none, but a record of it; `catchUp` - a run for each of them, in order, each after the end of the one before unless the job allows `overlap`, of the newest 100 at the most. A run that begins within a minute of its moment has not missed it.
        """
        return await self._api.exchange(operations.UPDATE_CRON_JOB, Parts(path={"id": id}, body=given({"name": name, "schedule": schedule, "action": action, "enabled": enabled, "overlap": overlap, "missed": missed})), Call(timeout, max_retries, extra_headers))

    async def delete(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[None]:
        """Delete a job.

        Removes a job and the record of its runs. A job from the configuration is removed there; here that is a 409.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
        """
        return await self._api.exchange(operations.DELETE_CRON_JOB, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    async def run(
        self,
        id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.CronRun]:
        """Run a job now.

        Starts a run by hand, whether the job is enabled or not, and answers at once with its record. `GET /api/cron/{id}/runs` tells how it
        ended. A token that is limited to named tools runs no job of another one. While a run of the job goes on, another one is refused with 409, unless the job allows `overlap`.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
        """
        return await self._api.exchange(operations.RUN_CRON_JOB, Parts(path={"id": id}), Call(timeout, max_retries, extra_headers))

    async def runs(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[AsyncPage[models.CronRun]]:
        """List a job's runs.

        Lists the runs of one job, the newest first, each with how it ended. They are kept as long as `cron.retention` says; a job's newest run stays.

        Args:
            id: The job's id. A job of the configuration is `job-` and its name there.
            limit: How many to return at the most.
            cursor: The `nextCursor` of the page before.
        """
        return await self._api.exchange_page(operations.LIST_CRON_RUNS, models.CronRun, Parts(path={"id": id}, query=given({"limit": limit, "cursor": cursor})), Call(timeout, max_retries, extra_headers))


class AsyncConfigWithResponse:
    """The effective configuration, read and changed while the gateway runs."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def get(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Config]:
        """Get the configuration.

        Returns the effective configuration (defaults, file, environment and patches together). Secrets read `[redacted]`.
        """
        return await self._api.exchange(operations.GET_CONFIG, Parts(), Call(timeout, max_retries, extra_headers))

    async def update(
        self,
        patch: Mapping[str, Any],
        *,
        if_match: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Config]:
        """Change the configuration.

        Applies a JSON Merge Patch (RFC 7396) and keeps it: `null` takes a key away, so that its default holds again. The result is
        checked as a whole before anything changes, and whether the next start could use it (an address to listen on, a folder to write
        to). What a part of the gateway can't apply is rolled back whole. What can't take effect while the gateway runs is named in
        `Restart-Required`. Send the `ETag` you read as `If-Match` to be refused with 409 when somebody else was faster.
        A secret that is sent back as `[redacted]` keeps its value.

        Args:
            patch: A JSON Merge Patch of `Config`. Every key of `Config` is allowed, with its own rules, or `null`.
            if_match: The `ETag` of the configuration that this patch was made for.
        """
        return await self._api.exchange(operations.UPDATE_CONFIG, Parts(headers=given({"If-Match": if_match}), body=patch), Call(timeout, max_retries, extra_headers))


class AsyncWebhooksWithResponse:
    """Where other systems deliver messages to the gateway."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def receive(
        self,
        channel: str,
        *,
        secret: str,
        user_id: str,
        message: str,
        webhook_id: str | None = None,
        webhook_timestamp: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Message]:
        """Deliver a message to a webhook channel.

        The inward side of a channel of type `webhook`. Sign the request as
        [Standard Webhooks](https://www.standardwebhooks.com) says, with the channel's secret. A repeated `webhook-id` is one
        message, so repeat freely until you get a 202; a wrong signature or a timestamp more than five minutes off is 401. A user
        who is not in the channel's `allow` is 403, one who sends more than its `maxPerMinute` is 429: that message is not stored, and
        the address's budget is not used up by it.

        Args:
            channel: The channel's name in the configuration.
            user_id: The channel's own id of a user or a chat.
            message: The text of a message.
            webhook_id: Names this one message; the same id again changes nothing.
            webhook_timestamp: When it was sent, in seconds since 1970.
            secret: The channel's secret, `whsec_…`, with which the request is signed.
        """
        return await self._api.exchange(operations.RECEIVE_WEBHOOK, Parts(path={"channel": channel}, headers=given({"webhook-id": webhook_id, "webhook-timestamp": webhook_timestamp}), body=given({"userId": user_id, "message": message}), secret=secret), Call(timeout, max_retries, extra_headers))


class AsyncChatWithResponse:
    """The web chat's page. Its socket is in `asyncapi.yaml`."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def page(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[str]:
        """The web chat.

        Returns the page of the channel of type `webchat`, where anyone can write without an account. It speaks to the gateway over
        the socket `/chat/ws`, which `asyncapi.yaml` describes. 404 when no web chat is enabled.
        """
        return await self._api.exchange(operations.GET_CHAT, Parts(), Call(timeout, max_retries, extra_headers))


class AsyncDocsWithResponse:
    """This contract, as files and as a page."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api

    async def openapi_json(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[dict[str, Any]]:
        """This contract as JSON.

        Returns the HTTP contract that this gateway enforces, for generators and mocks.
        """
        return await self._api.exchange(operations.GET_OPEN_API_JSON, Parts(), Call(timeout, max_retries, extra_headers))

    async def openapi_yaml(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[str]:
        """This contract as YAML.

        Returns the HTTP contract as it was written by hand.
        """
        return await self._api.exchange(operations.GET_OPEN_API_YAML, Parts(), Call(timeout, max_retries, extra_headers))

    async def asyncapi_json(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[dict[str, Any]]:
        """The event contract as JSON.

        Returns the contract of the event stream in one document, with the shapes that it shares with this one inside.
        """
        return await self._api.exchange(operations.GET_ASYNC_API_JSON, Parts(), Call(timeout, max_retries, extra_headers))

    async def asyncapi_yaml(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[str]:
        """The event contract as YAML.

        Returns the contract of the event stream as it was written by hand. It refers to `openapi.yaml` beside it.
        """
        return await self._api.exchange(operations.GET_ASYNC_API_YAML, Parts(), Call(timeout, max_retries, extra_headers))

    async def page(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[str]:
        """The documentation.

        Returns a page that leads a browser to the first one of the documentation, `/docs/index.html`.
        """
        return await self._api.exchange(operations.GET_DOCS, Parts(), Call(timeout, max_retries, extra_headers))

    async def file(
        self,
        file: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[str]:
        """A file of the documentation.

        Returns a page, or what a page is made of: the HTTP reference, from which requests can be sent, the events, the guides, and both
        contracts to download. The pages load nothing from anywhere else. 404 also where the gateway was installed without them.

        Args:
            file: The file's name.
        """
        return await self._api.exchange(operations.GET_DOCS_FILE, Parts(path={"file": file}), Call(timeout, max_retries, extra_headers))


class AsyncResourcesWithResponse:
    """Every operation of the contract."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api
        self.sessions = AsyncSessionsWithResponse(api)
        self.messages = AsyncMessagesWithResponse(api)
        self.channels = AsyncChannelsWithResponse(api)
        self.tools = AsyncToolsWithResponse(api)
        self.cron = AsyncCronWithResponse(api)
        self.config = AsyncConfigWithResponse(api)
        self.webhooks = AsyncWebhooksWithResponse(api)
        self.chat = AsyncChatWithResponse(api)
        self.docs = AsyncDocsWithResponse(api)

    async def health(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Health]:
        """Health check.

        Answers without a token, for load balancers and monitors. `ok` means that the gateway can write to its store;
        otherwise it answers 503 with the same shape and `degraded`.
        """
        return await self._api.exchange(operations.GET_HEALTH, Parts(), Call(timeout, max_retries, extra_headers))

    async def status(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.Status]:
        """Gateway status.

        Tells in one look how the gateway is doing. Shows each channel's connection, the number of sessions and the memory in MB.
        """
        return await self._api.exchange(operations.GET_STATUS, Parts(), Call(timeout, max_retries, extra_headers))

    async def list_events(
        self,
        *,
        after: int | None = None,
        types: Sequence[models.EventType] | None = None,
        limit: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> WithResponse[models.EventPage]:
        """List events.

        Reads the event log in order, for clients that poll. The events are the same as on the WebSocket `/ws`. Pass
        `nextAfter` as the next call's `after`. Without `after`, reading starts at the oldest event that is kept. An `after`
        that is older than the log (rule `outdatedCursor`) or ahead of it (rule `futureCursor`) is refused with 400.

        Args:
            after: Only events with a greater id.
            types: Only events of these types, separated by commas.
            limit: How many to return at the most.
        """
        return await self._api.exchange(operations.LIST_EVENTS, Parts(query=given({"after": after, "types": types, "limit": limit})), Call(timeout, max_retries, extra_headers))
