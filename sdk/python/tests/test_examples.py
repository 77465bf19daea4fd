"""The examples and the snippets of the README, run as a reader would."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from openclaw import OpenClaw

from .gateway import SECRET, TOKEN, Gateway, until

FOLDER = Path(__file__).resolve().parents[1]
SNIPPETS = re.findall(r"```python\n(.*?)```", (FOLDER / "README.md").read_text(), re.DOTALL)


def environment(server: Gateway) -> dict[str, str]:
    return {**os.environ, "OPENCLAW_BASE_URL": server.url, "OPENCLAW_GATEWAY_TOKEN": TOKEN}


@contextmanager
def started(arguments: list[str], server: Gateway, folder: Path) -> Generator[None, None, None]:
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment(server),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield
    finally:
        early = process.poll()
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=20)
    assert early is None, output


def answers(server: Gateway, user_id: str) -> list[str]:
    return [one["message"] for one in server.received if one["userId"] == user_id]


def say_until_answered(claw: OpenClaw, server: Gateway, user_id: str, text: str) -> str:
    """Said again and again, as nobody knows when a bot begins to listen."""
    before = len(answers(server, user_id))

    def answered() -> bool:
        claw.webhooks.receive("support", secret=SECRET, user_id=user_id, message=text)
        try:
            until(lambda: len(answers(server, user_id)) > before, 1)
        except AssertionError:
            return False
        return True

    until(answered, 30)
    return answers(server, user_id)[before]


@pytest.mark.parametrize("snippet", [snippet for snippet in SNIPPETS if "claw.run()" not in snippet])
def test_a_snippet_of_the_readme_runs(snippet: str, claw: OpenClaw, server: Gateway, tmp_path: Path) -> None:
    claw.webhooks.receive("support", secret=SECRET, user_id="reader", message="so that there is an event")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", snippet],
        cwd=tmp_path,
        env=environment(server),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_readmes_bot_and_the_echo_bot_answer(claw: OpenClaw, server: Gateway, tmp_path: Path) -> None:
    [bot] = [snippet for snippet in SNIPPETS if "claw.run()" in snippet]
    for name, arguments in {"readme": ["-c", bot], "echo": [str(FOLDER / "examples/echo_bot.py")]}.items():
        with started(arguments, server, tmp_path):
            assert say_until_answered(claw, server, name, "hello") == "You said: hello"


def test_the_reminder_bot_reminds_and_goes_on_after_a_restart(claw: OpenClaw, server: Gateway, tmp_path: Path) -> None:
    arguments = [str(FOLDER / "examples/reminder_bot.py")]
    user = "forgetful"
    with started(arguments, server, tmp_path):
        assert say_until_answered(claw, server, user, "/list") == "Nothing is planned."
        claw.webhooks.receive("support", secret=SECRET, user_id=user, message="/remind 1s tea")
        until(lambda: "Reminder: tea" in answers(server, user), 30)
    claw.webhooks.receive("support", secret=SECRET, user_id=user, message="/remind 2h bread")
    with started(arguments, server, tmp_path):
        until(lambda: "I will remind you of bread in 2 hours." in answers(server, user), 30)
        claw.webhooks.receive("support", secret=SECRET, user_id=user, message="/forget")
        until(lambda: "Forgotten: 1." in answers(server, user), 30)
