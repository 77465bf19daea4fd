"""What callers pass: checked before anything is sent, and never told to others."""

from __future__ import annotations

import pickle
from typing import Any

import httpx
import pytest

from openclaw import ApiError, EventGapError, Hooks, OpenClaw, OpenClawError
from openclaw._options import Call
from openclaw._request import Parts, Send, encode
from openclaw._steps import Connect
from openclaw.types import ConfigDelivery, ConfigLogging, ErrorDetails, MessageAction

from .scripted import HEALTH, answer, scripted


def test_a_token_from_a_file_is_taken_without_the_end_of_its_line() -> None:
    assert OpenClaw(token=" secret\n")._api.settings.token == "secret"


@pytest.mark.parametrize("token", ["geh\u00e9im", "two words", "a\nb"])
def test_a_token_that_can_not_be_sent_is_refused_without_being_told(token: str) -> None:
    with pytest.raises(OpenClawError, match="`token`") as caught:
        OpenClaw(token=token)
    assert token not in str(caught.value)


def test_a_request_that_can_not_be_sent_is_not_tried_again() -> None:
    tries: list[Any] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.LocalProtocolError("Illegal header value b'very-secret'", request=request)

    transport = httpx.Client(transport=httpx.MockTransport(refuse))
    hooks = Hooks(on_request=tries.append)
    with (
        OpenClaw(token="a", http_client=transport, hooks=hooks) as claw,
        pytest.raises(OpenClawError, match="can't be sent") as caught,
    ):
        claw.status()
    transport.close()
    assert len(tries) == 1
    assert "very-secret" not in str(caught.value)


def test_hooks_are_told_no_secret_of_any_name() -> None:
    told: list[Any] = []
    own = {"X-Auth-Token": "a", "X-Api-Key": "b", "X-Other": "has very-secret in it", "X-Trace": "trace-1"}
    with (
        scripted(answer(200, HEALTH)) as server,
        OpenClaw(base_url=server.url, token="very-secret", headers=own, hooks=Hooks(on_request=told.append)) as claw,
    ):
        claw.health()
    headers = told[0].headers
    assert [headers[name] for name in ("x-auth-token", "x-api-key", "x-other")] == ["[redacted]"] * 3
    assert headers["x-trace"] == "trace-1"


def test_an_address_with_a_password_is_refused_without_telling_it() -> None:
    for address in ("http://me:hidden@127.0.0.1:3000", "ftp://me:hidden@127.0.0.1"):
        with pytest.raises(OpenClawError, match="`base_url`") as caught:
            OpenClaw(base_url=address, token="a")
        assert "hidden" not in str(caught.value)


def test_what_is_built_does_not_show_its_secrets() -> None:
    secret = {"authorization": "Bearer very-secret"}
    shown = [Send("GET", "/", secret, None, 1), Connect("/", secret, 1), Parts(headers=secret, secret="very-secret")]
    assert "very-secret" not in repr(shown)


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("timeout", {"timeout": -1}),
    ("timeout", {"timeout": 0}),
    ("max_retries", {"max_retries": -1}),
    ("Idempotency-Key", {"idempotency_key": "\u00fc"}),
    ("Idempotency-Key", {"idempotency_key": "a\nb"}),
    ("x-own", {"extra_headers": {"x-own": "hidden\n"}}),
    ("JSON", {"message": "\ud800"}),
    ("JSON", {"message": {1, 2}}),
]


@pytest.mark.parametrize(("name", "wrong"), WRONG)
def test_an_option_of_a_call_that_is_wrong_is_named_and_nothing_sent(name: str, wrong: dict[str, Any]) -> None:
    given: dict[str, Any] = {"channel": "support", "user_id": "42", "message": "Hi", **wrong}
    with scripted(answer(200, HEALTH)) as server, OpenClaw(base_url=server.url, token="a") as claw:
        with pytest.raises(OpenClawError, match=name) as caught:
            claw.messages.send(**given)
        assert server.requests == []
    assert "hidden" not in str(caught.value)


def test_options_of_a_client_and_ids_that_are_no_such_thing_are_named() -> None:
    nothing: Any = None
    with pytest.raises(OpenClawError, match="`timeout`"):
        OpenClaw(token="a", timeout=nothing)
    number: Any = 42
    with OpenClaw(token="a") as claw:
        with pytest.raises(OpenClawError, match="`id`"):
            claw.sessions.get(number)
        with pytest.raises(OpenClawError, match="`id`"):
            claw.sessions.get("\ud800")
        with pytest.raises(TypeError, match="tpyo"):
            claw.run(tpyo=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    assert Call().timeout is None


def test_errors_can_be_pickled() -> None:
    headers = httpx.Headers({"x-request-id": "request-1"})
    error = ApiError("No.", status=404, code="NOT_FOUND", details=ErrorDetails(), headers=headers)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.status, again.request_id) == (ApiError, "No.", 404, "request-1")
    gap = pickle.loads(pickle.dumps(EventGapError(5, "futureCursor")))
    assert (gap.after, gap.reason, str(gap)) == (5, "futureCursor", str(EventGapError(5, "futureCursor")))


def test_a_model_sends_what_was_set_and_what_tells_it_from_others() -> None:
    assert encode(ConfigLogging(level="debug")) == {"level": "debug"}
    assert encode(ConfigDelivery()) == {}
    assert encode(MessageAction(channel="a", user_id="1", message="b")) == {
        "type": "message",
        "channel": "a",
        "userId": "1",
        "message": "b",
    }


def test_an_error_with_details_of_another_shape_is_still_that_error() -> None:
    body = {"error": {"code": "TEAPOT", "message": "Short.", "details": {"issues": [{"field": "f"}]}}}
    with (
        scripted(answer(418, body)) as server,
        OpenClaw(base_url=server.url, token="a") as claw,
        pytest.raises(ApiError, match=r"Short\.") as caught,
    ):
        claw.status()
    assert (caught.value.status, caught.value.code) == (418, "TEAPOT")
    assert caught.value.details.issues is None
