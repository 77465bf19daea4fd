"""The official client of the OpenClaw gateway.

.. include:: ../../README.md
"""

from . import types
from ._client import AsyncOpenClaw, OpenClaw
from ._errors import (
    ApiError,
    ConflictError,
    EventGapError,
    ForbiddenError,
    GatewayConnectionError,
    GatewayTimeoutError,
    InternalServerError,
    InvalidRequestError,
    NotFoundError,
    OpenClawError,
    RateLimitedError,
    UnauthorizedError,
    UnexpectedAnswerError,
)
from ._generated.operations import VERSION
from ._listener import AsyncListener, AsyncReply, Listener, Reply
from ._options import Hooks, RequestInfo, ResponseInfo, RetryInfo
from ._pages import AsyncPage, AsyncPages, Page
from ._request import WithResponse
from ._streams import AsyncEventStream, EventStream

__version__ = VERSION

__all__ = [
    "VERSION",
    "ApiError",
    "AsyncEventStream",
    "AsyncListener",
    "AsyncOpenClaw",
    "AsyncPage",
    "AsyncPages",
    "AsyncReply",
    "ConflictError",
    "EventGapError",
    "EventStream",
    "ForbiddenError",
    "GatewayConnectionError",
    "GatewayTimeoutError",
    "Hooks",
    "InternalServerError",
    "InvalidRequestError",
    "Listener",
    "NotFoundError",
    "OpenClaw",
    "OpenClawError",
    "Page",
    "RateLimitedError",
    "Reply",
    "RequestInfo",
    "ResponseInfo",
    "RetryInfo",
    "UnauthorizedError",
    "UnexpectedAnswerError",
    "WithResponse",
    "types",
]
