# Generated from spec/ by `npm run generate`. Do not edit.
from __future__ import annotations

from typing import Any

from .._request import Operation
from . import models

VERSION = "2026.12.0"
"""Of the contract that this SDK was made from."""

GET_HEALTH: Operation[models.Health] = Operation(
    "getHealth",
    "GET",
    "/health",
    models.Health,
    bearer=False,
    also=(503,),
)

GET_STATUS: Operation[models.Status] = Operation(
    "getStatus",
    "GET",
    "/api/status",
    models.Status,
)

LIST_SESSIONS: Operation[models.SessionPage] = Operation(
    "listSessions",
    "GET",
    "/api/sessions",
    models.SessionPage,
    items="sessions",
)

GET_SESSION: Operation[models.Session] = Operation(
    "getSession",
    "GET",
    "/api/sessions/{id}",
    models.Session,
)

DELETE_SESSION: Operation[None] = Operation(
    "deleteSession",
    "DELETE",
    "/api/sessions/{id}",
    type(None),
)

LIST_SESSION_MESSAGES: Operation[models.MessagePage] = Operation(
    "listSessionMessages",
    "GET",
    "/api/sessions/{id}/messages",
    models.MessagePage,
    items="messages",
)

SEND_MESSAGE: Operation[models.Message] = Operation(
    "sendMessage",
    "POST",
    "/api/messages",
    models.Message,
    key="Idempotency-Key",
)

GET_MESSAGE: Operation[models.Message] = Operation(
    "getMessage",
    "GET",
    "/api/messages/{id}",
    models.Message,
)

LIST_CHANNELS: Operation[models.ChannelList] = Operation(
    "listChannels",
    "GET",
    "/api/channels",
    models.ChannelList,
)

LIST_TOOLS: Operation[models.ToolList] = Operation(
    "listTools",
    "GET",
    "/api/tools",
    models.ToolList,
)

INVOKE_TOOL: Operation[models.ToolResult] = Operation(
    "invokeTool",
    "POST",
    "/api/tools/{name}/invoke",
    models.ToolResult,
)

LIST_CRON_JOBS: Operation[models.CronJobList] = Operation(
    "listCronJobs",
    "GET",
    "/api/cron",
    models.CronJobList,
)

CREATE_CRON_JOB: Operation[models.CronJob] = Operation(
    "createCronJob",
    "POST",
    "/api/cron",
    models.CronJob,
)

UPDATE_CRON_JOB: Operation[models.CronJob] = Operation(
    "updateCronJob",
    "PATCH",
    "/api/cron/{id}",
    models.CronJob,
)

DELETE_CRON_JOB: Operation[None] = Operation(
    "deleteCronJob",
    "DELETE",
    "/api/cron/{id}",
    type(None),
)

RUN_CRON_JOB: Operation[models.CronRun] = Operation(
    "runCronJob",
    "POST",
    "/api/cron/{id}/run",
    models.CronRun,
)

LIST_CRON_RUNS: Operation[models.CronRunPage] = Operation(
    "listCronRuns",
    "GET",
    "/api/cron/{id}/runs",
    models.CronRunPage,
    items="runs",
)

GET_CONFIG: Operation[models.Config] = Operation(
    "getConfig",
    "GET",
    "/api/config",
    models.Config,
)

UPDATE_CONFIG: Operation[models.Config] = Operation(
    "updateConfig",
    "PATCH",
    "/api/config",
    models.Config,
)

LIST_EVENTS: Operation[models.EventPage] = Operation(
    "listEvents",
    "GET",
    "/api/events",
    models.EventPage,
)

RECEIVE_WEBHOOK: Operation[models.Message] = Operation(
    "receiveWebhook",
    "POST",
    "/hooks/{channel}",
    models.Message,
    key="webhook-id",
    bearer=False,
    signed=True,
)

GET_CHAT: Operation[str] = Operation(
    "getChat",
    "GET",
    "/chat",
    str,
    text=True,
    bearer=False,
)

GET_OPEN_API_JSON: Operation[dict[str, Any]] = Operation(
    "getOpenApiJson",
    "GET",
    "/openapi.json",
    dict,
    bearer=False,
)

GET_OPEN_API_YAML: Operation[str] = Operation(
    "getOpenApiYaml",
    "GET",
    "/openapi.yaml",
    str,
    text=True,
    bearer=False,
)

GET_ASYNC_API_JSON: Operation[dict[str, Any]] = Operation(
    "getAsyncApiJson",
    "GET",
    "/asyncapi.json",
    dict,
    bearer=False,
)

GET_ASYNC_API_YAML: Operation[str] = Operation(
    "getAsyncApiYaml",
    "GET",
    "/asyncapi.yaml",
    str,
    text=True,
    bearer=False,
)

GET_DOCS: Operation[str] = Operation(
    "getDocs",
    "GET",
    "/docs",
    str,
    text=True,
    bearer=False,
)

GET_DOCS_FILE: Operation[str] = Operation(
    "getDocsFile",
    "GET",
    "/docs/{file}",
    str,
    text=True,
    bearer=False,
)
