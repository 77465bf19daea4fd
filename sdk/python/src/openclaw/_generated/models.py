# Generated from spec/ by `npm run generate`. Do not edit.
from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Union

from pydantic import Discriminator, Field, Tag

from .._model import Model, OpenEnum, tag_of

__all__ = [
    "Channel",
    "ChannelChange",
    "ChannelConfig",
    "ChannelList",
    "ChannelStatus",
    "ChannelStatusEvent",
    "ChannelType",
    "Config",
    "ConfigAuth",
    "ConfigCron",
    "ConfigCronRetention",
    "ConfigDelivery",
    "ConfigDeliveryOnUnknown",
    "ConfigEvents",
    "ConfigEventsRetention",
    "ConfigHttp",
    "ConfigLogging",
    "ConfigLoggingLevel",
    "ConfigProblem",
    "ConfigRateLimits",
    "ConfigTools",
    "ConfigToolsExec",
    "ConfigToolsFetch",
    "CronAction",
    "CronFinishedEvent",
    "CronJob",
    "CronJobConfig",
    "CronJobInput",
    "CronJobList",
    "CronJobPatch",
    "CronJobSource",
    "CronRun",
    "CronRunOutcome",
    "CronRunPage",
    "CronRunTrigger",
    "CronSchedule",
    "CronStartedEvent",
    "DeliveryAttempt",
    "DeliveryAttemptOutcome",
    "DiscordConfig",
    "DiscordConfigMarkup",
    "DiscordConfigMentions",
    "ErrorCode",
    "ErrorDetails",
    "ErrorEvent",
    "ErrorReport",
    "ErrorReportSource",
    "ErrorResponse",
    "ErrorResponseError",
    "Event",
    "EventPage",
    "EventType",
    "Health",
    "HealthStatus",
    "InboundWebhook",
    "InvokeToolRequest",
    "Issue",
    "KnownChannelConfig",
    "KnownCronAction",
    "KnownEvent",
    "KnownMcpServerConfig",
    "McpHttpConfig",
    "McpServerConfig",
    "McpStdioConfig",
    "Message",
    "MessageAction",
    "MessageDirection",
    "MessagePage",
    "MessageReceivedEvent",
    "MessageSentEvent",
    "MessageStatus",
    "MissedPolicy",
    "Scope",
    "SendMessageRequest",
    "Sender",
    "Session",
    "SessionCreatedEvent",
    "SessionPage",
    "Status",
    "StatusGateway",
    "StatusMemory",
    "TelegramConfig",
    "TelegramConfigParseMode",
    "TokenConfig",
    "Tool",
    "ToolAction",
    "ToolAnnotations",
    "ToolInvocation",
    "ToolInvocationOutcome",
    "ToolInvokedEvent",
    "ToolList",
    "ToolResult",
    "UnknownChannelConfig",
    "UnknownCronAction",
    "UnknownEvent",
    "UnknownMcpServerConfig",
    "WebchatConfig",
    "WebhookConfig",
]


ErrorCode = Annotated[Literal["UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "INVALID_REQUEST", "RATE_LIMITED", "INTERNAL_ERROR"], OpenEnum()]
"""UNAUTHORIZED - missing or invalid token; FORBIDDEN - insufficient permissions; NOT_FOUND - resource not found;
INVALID_REQUEST - malformed request; RATE_LIMITED - too many requests; INTERNAL_ERROR - server error.
"""


class Issue(Model):
    """One field that broke one rule."""

    field: str
    """Where, from `body`, `query`, `path` or `header` on."""
    rule: str
    """The contract's keyword that was broken (`required`, `type`, `maxLength`, …) or the server's own name of a rule (`json`, `encoding`, `configured`, …)."""
    message: str
    """The same for a person."""


class ErrorDetails(Model):
    """What exactly was wrong; empty where there is nothing to name."""

    issues: list[Issue] | None = None


class ErrorResponseError(Model):
    """ErrorResponseError"""

    code: ErrorCode
    message: str
    """What went wrong, for a person."""
    details: ErrorDetails


class ErrorResponse(Model):
    """The one shape of every error."""

    error: ErrorResponseError


EventType = Annotated[Literal["message:received", "message:sent", "session:created", "tool:invoked", "channel:status", "cron:started", "cron:finished", "error"], OpenEnum()]
"""What happened. More types may be added."""


MessageDirection = Annotated[Literal["inbound", "outbound"], OpenEnum()]
"""`inbound` came from the user, `outbound` goes to them."""


class Sender(Model):
    """Who wrote a message that came in, where the channel tells it. In a group that is one of several."""

    id: str
    name: str | None = None


MessageStatus = Annotated[Literal["received", "queued", "sending", "sent", "failed", "unknown"], OpenEnum()]
"""received - came in from the channel; queued - stored, will be sent; sending - being handed to the channel now;
sent - the channel took it; failed - it will not be sent any more, `error` says why; unknown - the channel may or may not
have it, because the connection broke at the wrong moment, and repeating could send it twice.
"""


DeliveryAttemptOutcome = Annotated[Literal["sent", "later", "never", "unknown", "interrupted"], OpenEnum()]
"""sent - the channel took it; later - it said "not now", or was not reached; never - it refused for good; unknown - the
connection broke when it may have been taken; interrupted - the gateway ended before it knew.
"""


class DeliveryAttempt(Model):
    """One try to hand a message, or a part of a long one, to its channel."""

    time: datetime
    outcome: DeliveryAttemptOutcome
    """sent - the channel took it; later - it said "not now", or was not reached; never - it refused for good; unknown - the
    connection broke when it may have been taken; interrupted - the gateway ended before it knew.
    """
    reason: str | None = None
    """Why it was not taken."""
    part: int
    """Which part of the message, from 1 on. One that is not too long for its channel has only one."""


class Message(Model):
    """A message in either direction."""

    id: str
    session_id: str
    channel: str
    user_id: str
    direction: MessageDirection
    """`inbound` came from the user, `outbound` goes to them."""
    message: str
    sender: Sender | None = None
    status: MessageStatus
    attempts: list[DeliveryAttempt] | None = None
    """The tries to deliver it, oldest first, the newest hundred of them. Only where one message is asked for."""
    error: str | None = None
    """Why the last attempt did not succeed."""
    created_at: datetime
    updated_at: datetime


class MessageReceivedEvent(Model):
    """A new message came in from a channel."""

    id: int
    type: Literal["message:received"] = "message:received"
    time: datetime
    payload: Message


class MessageSentEvent(Model):
    """A message was taken by its channel."""

    id: int
    type: Literal["message:sent"] = "message:sent"
    time: datetime
    payload: Message


class Session(Model):
    """One user's conversation on one channel."""

    id: str
    channel: str
    user_id: str
    message_count: int
    """Messages in both directions."""
    last_activity: datetime


class SessionCreatedEvent(Model):
    """A conversation began."""

    id: int
    type: Literal["session:created"] = "session:created"
    time: datetime
    payload: Session


ToolInvocationOutcome = Annotated[Literal["ok", "failed", "timedOut", "cancelled"], OpenEnum()]
"""How it ended. `timedOut` is the time limit's end of it, `cancelled` its caller's going away."""


class ToolInvocation(Model):
    """The record of a call, without the values of its parameters."""

    tool: str
    caller: str
    """The name of the token, or the id of the job, that called."""
    outcome: ToolInvocationOutcome
    """How it ended. `timedOut` is the time limit's end of it, `cancelled` its caller's going away."""
    duration_ms: float
    """In milliseconds."""


class ToolInvokedEvent(Model):
    """A tool was called."""

    id: int
    type: Literal["tool:invoked"] = "tool:invoked"
    time: datetime
    payload: ToolInvocation


ChannelStatus = Annotated[Literal["connecting", "connected", "disconnected", "error"], OpenEnum()]
"""connecting - on its way; connected - messages come and go; disconnected - not now, and tried again by itself where it is
enabled; error - not until its configuration is mended.
"""


class ChannelChange(Model):
    """What a channel's connection is from now on."""

    channel: str
    status: ChannelStatus
    reason: str | None = None


class ChannelStatusEvent(Model):
    """A channel's connection changed."""

    id: int
    type: Literal["channel:status"] = "channel:status"
    time: datetime
    payload: ChannelChange


CronRunTrigger = Annotated[Literal["schedule", "manual"], OpenEnum()]
"""What started it."""


CronRunOutcome = Annotated[Literal["running", "ok", "failed", "interrupted", "skipped"], OpenEnum()]
"""`interrupted` means that the gateway ended while the job ran; `skipped`, that nothing was done, because the moment was missed."""


class CronRun(Model):
    """The record of one run."""

    id: str
    job_id: str
    trigger: CronRunTrigger
    """What started it."""
    outcome: CronRunOutcome
    """`interrupted` means that the gateway ended while the job ran; `skipped`, that nothing was done, because the moment was missed."""
    scheduled_for: datetime | None = None
    """The moment of the schedule that it is for. Absent where it was started by hand."""
    missed: int | None = None
    """How many moments of the schedule before this one had no run of their own, because no gateway was up, the clock was put forward, or a
    run before still went on. 1000 stands for that and more.
    """
    started_at: datetime
    finished_at: datetime | None = None
    result: Any | None = None
    """The tool's result, or the message that was queued."""
    error: str | None = None
    """Why it failed, or was skipped."""


class CronStartedEvent(Model):
    """A run of a job began."""

    id: int
    type: Literal["cron:started"] = "cron:started"
    time: datetime
    payload: CronRun


class CronFinishedEvent(Model):
    """A run of a job ended, or was skipped. Its `result` is not told here; the list of runs has it."""

    id: int
    type: Literal["cron:finished"] = "cron:finished"
    time: datetime
    payload: CronRun


ErrorReportSource = Annotated[Literal["channel", "delivery", "cron", "config", "tools"], OpenEnum()]
"""The part that failed."""


class ErrorReport(Model):
    """A failure and where it came from."""

    code: ErrorCode
    message: str
    """What went wrong, for a person."""
    source: ErrorReportSource
    """The part that failed."""
    channel: str | None = None
    message_id: str | None = None
    job_id: str | None = None
    run_id: str | None = None


class ErrorEvent(Model):
    """Something failed that no caller was waiting for."""

    id: int
    type: Literal["error"] = "error"
    time: datetime
    payload: ErrorReport


class UnknownEvent(Model):
    """One that this version does not know."""

    id: int
    type: str
    time: datetime
    payload: Any


KnownEvent = Union[MessageReceivedEvent, MessageSentEvent, SessionCreatedEvent, ToolInvokedEvent, ChannelStatusEvent, CronStartedEvent, CronFinishedEvent, ErrorEvent]
"""Something that happened, as it stands in the log. One of those that this version knows."""

Event = Annotated[
    Union[
        Annotated[MessageReceivedEvent, Tag("message:received")],
        Annotated[MessageSentEvent, Tag("message:sent")],
        Annotated[SessionCreatedEvent, Tag("session:created")],
        Annotated[ToolInvokedEvent, Tag("tool:invoked")],
        Annotated[ChannelStatusEvent, Tag("channel:status")],
        Annotated[CronStartedEvent, Tag("cron:started")],
        Annotated[CronFinishedEvent, Tag("cron:finished")],
        Annotated[ErrorEvent, Tag("error")],
        Annotated[UnknownEvent, Tag("")],
    ],
    Discriminator(tag_of("type", "message:received", "message:sent", "session:created", "tool:invoked", "channel:status", "cron:started", "cron:finished", "error")),
]
"""Something that happened, as it stands in the log. Also one that only a newer gateway knows."""


HealthStatus = Annotated[Literal["ok", "degraded"], OpenEnum()]
"""`degraded` means that the store can not be written."""


class Health(Model):
    """Whether the gateway is alive."""

    status: HealthStatus
    """`degraded` means that the store can not be written."""
    version: str
    """The gateway's version, which is this contract's."""
    uptime: int
    """Seconds since the start."""


StatusGateway = Annotated[Literal["running", "stopping"], OpenEnum()]
"""`stopping` while it finishes what is in flight."""


class ConfigProblem(Model):
    """Why the configuration file, as it is now, is not used. Until it is mended all stays as it was."""

    message: str
    """What is wrong and where, without values."""
    since: datetime


class StatusMemory(Model):
    """In MB."""

    used: int
    """The process's resident memory."""
    total: int
    """What the machine or the container has."""


class Status(Model):
    """How the gateway is doing."""

    gateway: StatusGateway
    """`stopping` while it finishes what is in flight."""
    channels: dict[str, ChannelStatus]
    """Each configured channel's connection, by name."""
    channel_reasons: dict[str, str]
    """Why those channels that are not connected are not, by name."""
    sessions: int
    """How many sessions there are."""
    config_problem: ConfigProblem | None = None
    memory: StatusMemory
    """In MB."""


class SessionPage(Model):
    """One page of sessions."""

    sessions: list[Session]
    next_cursor: str | None = None


class MessagePage(Model):
    """One page of messages."""

    messages: list[Message]
    next_cursor: str | None = None


class SendMessageRequest(Model):
    """A message to send."""

    channel: str
    user_id: str
    message: str


ChannelType = Annotated[Literal["telegram", "discord", "webhook", "webchat"], OpenEnum()]
"""The kind of chat network."""


class Channel(Model):
    """A configured channel."""

    name: str
    type: ChannelType
    """The kind of chat network."""
    status: ChannelStatus
    reason: str | None = None
    messages_received: int
    """How many messages came in over it."""
    messages_sent: int
    """How many messages it took."""
    messages_failed: int
    """How many messages it never took."""
    messages_unknown: int
    """Of how many messages it is not known whether it took them."""


class ChannelList(Model):
    """The configured channels."""

    channels: list[Channel]


class ToolAnnotations(Model):
    """What a call may do to the world, as far as the tool itself tells."""

    read_only: bool
    """Whether it changes nothing."""
    destructive: bool
    """Whether it may overwrite or delete what is there."""


class Tool(Model):
    """A function that programs may call."""

    name: str
    description: str
    """What it does, for people and models."""
    enabled: bool
    """Whether the configuration lets it be called."""
    available: bool
    """Whether it is there to be called. False while the MCP server that it belongs to is away."""
    reason: str | None = None
    """Why it is not enabled, or not available."""
    annotations: ToolAnnotations
    input_schema: dict[str, Any]


class ToolList(Model):
    """The tools."""

    tools: list[Tool]


class InvokeToolRequest(Model):
    """A call of a tool."""

    params: dict[str, Any]


class ToolResult(Model):
    """What a call gave."""

    result: Any
    """The tool's own result, any JSON."""
    truncated: bool | None = None
    """True where the result was larger than `tools.maxResultBytes`, else absent. The text that went beyond was cut, and ends with `…[truncated]`; what came after it is left out."""
    duration_ms: float
    """How long the call took, in milliseconds."""


class CronSchedule(Model):
    """When a job runs. Exactly one of `cron`, `every` and `at`."""

    cron: str | None = None
    """A cron expression of five fields (or six, with seconds first)."""
    timezone: str | None = None
    """The IANA time zone that `cron` is read in; UTC where it is not given."""
    every: str | None = None
    """An interval from when the schedule was set on, in seconds, minutes, hours or days, as `90s`, `15m`, `6h` or `1d`."""
    at: datetime | None = None
    """The one time at which it runs, RFC 3339."""


class MessageAction(Model):
    """Sends a message."""

    type: Literal["message"] = "message"
    channel: str
    user_id: str
    message: str


class ToolAction(Model):
    """Calls a tool."""

    type: Literal["tool"] = "tool"
    tool: str
    params: dict[str, Any]


class UnknownCronAction(Model):
    """One that this version does not know."""

    type: str


KnownCronAction = Union[MessageAction, ToolAction]
"""What a job does. One of those that this version knows."""

CronAction = Annotated[
    Union[
        Annotated[MessageAction, Tag("message")],
        Annotated[ToolAction, Tag("tool")],
        Annotated[UnknownCronAction, Tag("")],
    ],
    Discriminator(tag_of("type", "message", "tool")),
]
"""What a job does. Also one that only a newer gateway knows."""


MissedPolicy = Annotated[Literal["once", "skip", "catchUp"], OpenEnum()]
"""What is done about moments of the schedule at which it was not run because no gateway was up, or the clock was put forward. `once` -
one run for all of them; `skip` - none, but a record of it; `catchUp` - a run for each of them, in order, each after the end of the one before unless the job allows `overlap`, of the newest 100 at the most. A
run that begins within a minute of its moment has not missed it.
"""


CronJobSource = Annotated[Literal["config", "api"], OpenEnum()]
"""Where the job is kept. One from the configuration is read-only here."""


class CronJob(Model):
    """A scheduled job."""

    id: str
    name: str
    schedule: CronSchedule
    action: CronAction
    enabled: bool
    """Whether the schedule runs it."""
    overlap: bool
    """Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits."""
    missed: MissedPolicy
    source: CronJobSource
    """Where the job is kept. One from the configuration is read-only here."""
    next_run: datetime | None = None
    last_run: CronRun | None = None


class CronJobList(Model):
    """The jobs."""

    jobs: list[CronJob]


class CronJobInput(Model):
    """A job to make."""

    name: str
    schedule: CronSchedule
    action: CronAction
    enabled: bool = True
    """Whether the schedule runs it."""
    overlap: bool = False
    """Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits."""
    missed: MissedPolicy = "once"


class CronJobPatch(Model):
    """The fields of a job to replace."""

    name: str | None = None
    schedule: CronSchedule | None = None
    action: CronAction | None = None
    enabled: bool | None = None
    """Whether the schedule runs it."""
    overlap: bool | None = None
    """Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits."""
    missed: MissedPolicy | None = None


class CronRunPage(Model):
    """One page of runs."""

    runs: list[CronRun]
    next_cursor: str | None = None


ConfigLoggingLevel = Annotated[Literal["trace", "debug", "info", "warn", "error", "fatal", "silent"], OpenEnum()]
"""The least important level that is written (`OPENCLAW_LOG_LEVEL`)."""


class ConfigLogging(Model):
    """What is written to the log."""

    level: ConfigLoggingLevel = "info"
    """The least important level that is written (`OPENCLAW_LOG_LEVEL`)."""


Scope = Annotated[Literal["status:read", "sessions:read", "sessions:write", "messages:read", "messages:write", "channels:read", "tools:read", "tools:invoke", "cron:read", "cron:write", "cron:run", "config:read", "config:write", "events:read"], OpenEnum()]
"""A permission of a token."""


class TokenConfig(Model):
    """A named token, kept only as its hash. The name `gateway` is that of the gateway token, and names with `job-` are those of jobs."""

    name: str
    hash: str
    """`sha256:` and the SHA-256 of the token, in hexadecimal."""
    scopes: list[Scope]
    """What it may do."""
    expires: datetime | None = None
    """From when on it does not hold any more. Without it, it holds until it is revoked."""
    tools: list[str] | None = None
    """The only tools that it may call, or make jobs of; `server.*` are all those of an MCP server. Without it, all."""


class ConfigAuth(Model):
    """Who may call."""

    tokens: list[TokenConfig] = Field(default_factory=list[TokenConfig])
    """Named tokens, each with its own scopes, beside the gateway token (`OPENCLAW_GATEWAY_TOKEN`)."""


class ConfigRateLimits(Model):
    """The limits of this contract."""

    enabled: bool = True
    """Whether they are enforced."""


class ConfigHttp(Model):
    """How the server meets browsers and proxies."""

    allowed_origins: list[str] = Field(default_factory=list[str])
    """Origins of web pages that may call, beside the server's own and those on loopback."""
    trust_proxy: bool = False
    """Whether a reverse proxy in front tells the client's address in `X-Forwarded-For`. Behind one set it, else all clients share one address, and its limits."""


TelegramConfigParseMode = Annotated[Literal["HTML", "MarkdownV2"], OpenEnum()]
"""How Telegram reads the markup of messages. Without it text is sent as it is. With it no text is split, which could break its markup; one that is too long is refused."""


class TelegramConfig(Model):
    """A Telegram bot."""

    type: Literal["telegram"] = "telegram"
    enabled: bool = True
    """Whether the gateway connects to it. A disabled channel holds the messages that wait."""
    allow: list[str] | None = None
    """Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored."""
    max_per_minute: int = 60
    """How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor
    of the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is
    the minute in which they were written that counts.
    """
    bot_token: str
    """From @BotFather. `TELEGRAM_BOT_TOKEN` in the environment is a channel `telegram` by itself."""
    api_root: str = "https://api.telegram.org"
    """The Bot API server."""
    parse_mode: TelegramConfigParseMode | None = None
    """How Telegram reads the markup of messages. Without it text is sent as it is. With it no text is split, which could break its markup; one that is too long is refused."""


DiscordConfigMentions = Annotated[Literal["none", "users", "all"], OpenEnum()]
"""Whom a message that goes out may notify. `all` includes roles and everyone."""


DiscordConfigMarkup = Annotated[Literal["plain", "markdown"], OpenEnum()]
"""Whether Discord's Markdown in a message that goes out is escaped (`plain`) or rendered."""


class DiscordConfig(Model):
    """A Discord bot. Messages come from direct messages, where `userId` is the user's id, and from servers, where it is
    `channel:` and the channel's id: those that mention the bot, and all of `allowedChannels`.
    """

    type: Literal["discord"] = "discord"
    enabled: bool = True
    """Whether the gateway connects to it. A disabled channel holds the messages that wait."""
    allow: list[str] | None = None
    """Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored."""
    max_per_minute: int = 60
    """How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor
    of the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is
    the minute in which they were written that counts.
    """
    bot_token: str
    """From Discord's developer portal. `DISCORD_BOT_TOKEN` in the environment is a channel `discord` by itself."""
    api_root: str = "https://discord.com/api"
    """The REST API, without its version."""
    allowed_channels: list[str] = Field(default_factory=list[str])
    """Channels of servers in which every message is taken, also one that does not mention the bot."""
    mentions: DiscordConfigMentions = "none"
    """Whom a message that goes out may notify. `all` includes roles and everyone."""
    markup: DiscordConfigMarkup = "plain"
    """Whether Discord's Markdown in a message that goes out is escaped (`plain`) or rendered."""


class WebhookConfig(Model):
    """Any system, over signed webhooks."""

    type: Literal["webhook"] = "webhook"
    enabled: bool = True
    """Whether the gateway connects to it. A disabled channel holds the messages that wait."""
    allow: list[str] | None = None
    """Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored."""
    max_per_minute: int = 60
    """How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor
    of the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is
    the minute in which they were written that counts.
    """
    url: str
    """Where messages are posted to. Without a user or password, which would be readable here."""
    secret: str
    """The shared secret, `whsec_` and base64 of 24 to 64 bytes."""


class WebchatConfig(Model):
    """The page `/chat` of this gateway, where anyone can write without an account. There can be one."""

    type: Literal["webchat"] = "webchat"
    enabled: bool = True
    """Whether the gateway connects to it. A disabled channel holds the messages that wait."""
    allow: list[str] | None = None
    """Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored."""
    max_per_minute: int = 60
    """How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor
    of the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is
    the minute in which they were written that counts.
    """
    title: str = "Chat"
    """What stands above the conversation."""
    greeting: str | None = None
    """What a new visitor reads first."""


class UnknownChannelConfig(Model):
    """One that this version does not know."""

    type: str


KnownChannelConfig = Union[TelegramConfig, DiscordConfig, WebhookConfig, WebchatConfig]
"""A channel; `type` says which one. One of those that this version knows."""

ChannelConfig = Annotated[
    Union[
        Annotated[TelegramConfig, Tag("telegram")],
        Annotated[DiscordConfig, Tag("discord")],
        Annotated[WebhookConfig, Tag("webhook")],
        Annotated[WebchatConfig, Tag("webchat")],
        Annotated[UnknownChannelConfig, Tag("")],
    ],
    Discriminator(tag_of("type", "telegram", "discord", "webhook", "webchat")),
]
"""A channel; `type` says which one. Also one that only a newer gateway knows."""


ConfigDeliveryOnUnknown = Annotated[Literal["park", "resend"], OpenEnum()]
"""What becomes of a message of which it is not known whether it was delivered, where a repeat would not be noticed (any
more): `park` leaves it as `unknown`, `resend` sends it again by the schedule, perhaps a second time.
"""


class ConfigDelivery(Model):
    """How messages are delivered."""

    retry_delays: list[float] = Field(default_factory=lambda: [5.0, 300.0, 1800.0, 7200.0, 18000.0, 36000.0])
    """Seconds to wait before each repeat, when the channel says "later". After the last one the message has failed."""
    on_unknown: ConfigDeliveryOnUnknown = "park"
    """What becomes of a message of which it is not known whether it was delivered, where a repeat would not be noticed (any
    more): `park` leaves it as `unknown`, `resend` sends it again by the schedule, perhaps a second time.
    """


class ConfigToolsFetch(Model):
    """The tool `fetch`."""

    allowed_hosts: list[str] | None = None
    """The only hosts that it may ask, as `api.example.com`, or `*.example.com` for all below it. Without it, it may ask every host on the
    public internet. Addresses that are not public stay out of reach in either case.
    """


class ConfigToolsExec(Model):
    """The tool `exec`, which is off while `commands` is empty."""

    commands: list[str] = Field(default_factory=list[str])
    """The programs that it may start, each by its name on the path `/usr/local/bin:/usr/bin:/bin`, or by its absolute path."""
    environment: dict[str, str] | None = None
    """Variables for these programs. Of the gateway's own they get none."""


class McpStdioConfig(Model):
    """A program that the gateway starts, and speaks to over its standard input and output."""

    type: Literal["stdio"] = "stdio"
    enabled: bool = True
    """Whether the gateway connects to it."""
    command: str
    """The program, by its name on the gateway's path or by its absolute path. There is no shell."""
    args: list[str] = Field(default_factory=list[str])
    """Its arguments."""
    environment: dict[str, str] | None = None
    """Variables for it, beside `HOME`, `PATH` and the like. Of the gateway's other variables it gets none."""
    directory: str | None = None
    """The folder that it runs in; the workspace where it is not given."""


class McpHttpConfig(Model):
    """A server elsewhere, over streamable HTTP."""

    type: Literal["http"] = "http"
    enabled: bool = True
    """Whether the gateway connects to it."""
    url: str
    """Its endpoint. Without a user or password, which would be readable here."""
    headers: dict[str, str] | None = None
    """Headers for each request, as `Authorization`."""


class UnknownMcpServerConfig(Model):
    """One that this version does not know."""

    type: str


KnownMcpServerConfig = Union[McpStdioConfig, McpHttpConfig]
"""An MCP server; `type` says how it is spoken to. One of those that this version knows."""

McpServerConfig = Annotated[
    Union[
        Annotated[McpStdioConfig, Tag("stdio")],
        Annotated[McpHttpConfig, Tag("http")],
        Annotated[UnknownMcpServerConfig, Tag("")],
    ],
    Discriminator(tag_of("type", "stdio", "http")),
]
"""An MCP server; `type` says how it is spoken to. Also one that only a newer gateway knows."""


class ConfigTools(Model):
    """What programs may call."""

    workspace: str | None = None
    """The one folder that the file tools reach; `workspace` in `dataDir` where it is not given."""
    disabled: list[str] = Field(default_factory=list[str])
    """Tools that can't be called, by name; `server.*` are all those of an MCP server."""
    timeout_seconds: float = 30
    """How long a call may take."""
    max_concurrent: int = 16
    """How many calls go on at once. Ten times as many may wait."""
    max_result_bytes: int = 4194304
    """The size of a result, as JSON, above which it is cut."""
    fetch: ConfigToolsFetch | None = None
    """The tool `fetch`."""
    exec: ConfigToolsExec | None = None
    """The tool `exec`, which is off while `commands` is empty."""
    mcp_servers: dict[str, McpServerConfig] | None = None
    """MCP servers, by name. Their tools are named `server.tool`."""


class CronJobConfig(Model):
    """A job of the configuration."""

    schedule: CronSchedule
    action: CronAction
    enabled: bool = True
    """Whether the schedule runs it."""
    overlap: bool = False
    """Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits."""
    missed: MissedPolicy = "once"


class ConfigCronRetention(Model):
    """How long the records of runs are kept. Whichever bound is reached first holds; a job's newest run stays."""

    days: float = 30
    """The age in days at which they go."""
    max_runs: int = 1000
    """How many are kept of each job."""


class ConfigCron(Model):
    """Scheduled jobs."""

    jobs: dict[str, CronJobConfig] | None = None
    """Jobs by name. Their ids are `job-` and the name."""
    retention: ConfigCronRetention | None = None
    """How long the records of runs are kept. Whichever bound is reached first holds; a job's newest run stays."""


class ConfigEventsRetention(Model):
    """How long events are kept for those who resume. Whichever bound is reached first holds."""

    days: float = 7
    """The age in days at which events go."""
    max_events: int = 1000000
    """How many are kept at the most."""


class ConfigEvents(Model):
    """The event log."""

    retention: ConfigEventsRetention | None = None
    """How long events are kept for those who resume. Whichever bound is reached first holds."""


class Config(Model):
    """The whole configuration, for the file, the patches and the answer. `x-restart` marks what takes effect at the next
    start; `format: password` marks a secret, which reads `[redacted]`.
    """

    host: str = "127.0.0.1"
    """The address to listen on (`OPENCLAW_HOST`)."""
    port: int = 3000
    """The port to listen on; 0 takes a free one (`OPENCLAW_PORT`)."""
    data_dir: str = "./data"
    """Where the database, the token and the workspace are kept (`OPENCLAW_DATA_DIR`). Not for patches."""
    database_url: str | None = None
    """A PostgreSQL connection (`OPENCLAW_DATABASE_URL`). Without it the store is SQLite in `dataDir`. Not for patches."""
    logging: ConfigLogging | None = None
    """What is written to the log."""
    auth: ConfigAuth | None = None
    """Who may call."""
    rate_limits: ConfigRateLimits | None = None
    """The limits of this contract."""
    http: ConfigHttp | None = None
    """How the server meets browsers and proxies."""
    channels: dict[str, ChannelConfig] | None = None
    """The channels, by name; each is added, changed and removed while the gateway runs, without touching the others. On a
    loopback `host` there is a channel `webchat` of its type, unless another web chat is set or this one's `enabled` is false.
    """
    delivery: ConfigDelivery | None = None
    """How messages are delivered."""
    tools: ConfigTools | None = None
    """What programs may call."""
    cron: ConfigCron | None = None
    """Scheduled jobs."""
    events: ConfigEvents | None = None
    """The event log."""


class EventPage(Model):
    """A stretch of the event log."""

    events: list[Event]
    next_after: int
    """Pass it as the next call's `after`."""
    newest: int
    """The last event of the whole log, of whatever type; 0 while there is none. To watch from now on, pass it as `after`."""


class InboundWebhook(Model):
    """A message that another system delivers."""

    user_id: str
    message: str
