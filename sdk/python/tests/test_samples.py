"""The samples of the published reference, run against a gateway as a reader would."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from .gateway import NODE, ROOT, SECRET, TOKEN, Gateway, gateway


def printed() -> dict[str, Any]:
    command = [NODE, str(ROOT / "scripts/docs/samples-of.ts"), "python"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


PRINTED = printed()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """With the channels and the file that the examples name, but not the ids."""
    folder = tmp_path_factory.mktemp("samples")
    (folder / "work/path/to").mkdir(parents=True)
    (folder / "work/path/to/file").write_text("There it is.\n")
    channel = {"type": "webhook", "url": "http://127.0.0.1:9/in", "secret": SECRET}
    channels = {"telegram": channel, "support": channel, "chat": {"type": "webchat"}}
    with gateway(folder, channels=channels, tools={"workspace": str(folder / "work")}) as started:
        yield started


@pytest.mark.parametrize("name", PRINTED["samples"])
def test_a_sample_of_the_reference_runs(name: str, house: Gateway) -> None:
    source: str = PRINTED["samples"][name]
    assert PRINTED["address"] in source
    done = subprocess.run(
        [sys.executable, "-c", source.replace(PRINTED["address"], house.url)],
        env={"TOKEN": TOKEN, "SECRET": SECRET},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode == 0:
        return
    # An id of the contract's examples is of no use to this gateway, and the documentation may not have been built.
    last = done.stderr.strip().splitlines()[-1]
    assert "-01KAM3J" in source or name == "getDocsFile", done.stderr
    assert last.startswith(("openclaw._errors.NotFoundError", "openclaw._errors.ConflictError")), done.stderr
