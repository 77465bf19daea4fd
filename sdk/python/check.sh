#!/usr/bin/env bash
# All checks of the Python SDK, in environments of its own. The last line is `N passed, N failed`.
# PYTHON names the interpreter (python3), OPENCLAW_TEST_NODE the Node that runs the gateway; arguments go to pytest.
set -uo pipefail
cd "$(dirname "$0")"
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

step() {
  local name=$1 from=$SECONDS
  shift
  if ("$@") >"$work/output" 2>&1; then
    passed=$((passed + 1))
    echo "ok: $name ($((SECONDS - from)) s)"
  else
    failed=$((failed + 1))
    cat "$work/output"
    echo "FAILED: $name"
  fi
}

finish() {
  echo "$passed passed, $failed failed"
  exit $((failed > 0))
}

tests() {
  local from=$SECONDS
  "$work/venv/bin/pytest" -s --junitxml="$work/report.xml" "$@" >"$work/output" 2>&1
  local code=$?
  if [ "$code" -ne 0 ]; then cat "$work/output"; fi
  grep -E '^(sync|async): |MiB at the peak' "$work/output"
  local counts
  counts=$("$python" - "$work/report.xml" <<'COUNT'
import sys
import xml.etree.ElementTree as tree

try:
    suite = next(tree.parse(sys.argv[1]).iter("testsuite"))
    number = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
    # One that is skipped has shown nothing.
    wrong = number["failures"] + number["errors"] + number["skipped"]
    print(max(number["tests"] - wrong, 0), wrong)
except (OSError, tree.ParseError, StopIteration):
    print(0, 1)
COUNT
  )
  read -r good bad <<<"$counts"
  # As where nothing was found to run, or pytest itself broke.
  if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  passed=$((passed + good))
  failed=$((failed + bad))
  echo "tests: $good passed, $bad failed ($((SECONDS - from)) s)"
}

build() { "$work/venv/bin/python" -m build --outdir "$work/dist" . && ls "$work"/dist/*.whl "$work"/dist/*.tar.gz; }

use_wheel() {
  "$python" -m venv "$work/clean" &&
    "$work/clean/bin/pip" install -q "$work"/dist/*.whl &&
    cd "$work" &&
    "$work/clean/bin/python" -W error -c "
import importlib.resources, openclaw
assert importlib.resources.files('openclaw').joinpath('py.typed').is_file()
assert openclaw.OpenClaw(token='a').with_response.sessions
print(openclaw.VERSION)"
}

reference() {
  "$work/venv/bin/pdoc" openclaw openclaw.types -o "$work/reference" && test -s "$work/reference/openclaw/types.html"
}

step 'install with the tests' eval '"$python" -m venv "$work/venv" && "$work/venv/bin/pip" install -q -e ".[test]"'
if [ "$failed" -gt 0 ]; then finish; fi
step 'ruff check' "$work/venv/bin/ruff" check .
step 'ruff format' "$work/venv/bin/ruff" format --check .
step 'mypy' "$work/venv/bin/mypy"
step 'pyright' "$work/venv/bin/pyright" --pythonpath "$work/venv/bin/python"
step 'wheel and sdist' build
step 'the wheel in a clean environment' use_wheel
step 'the reference' reference
tests "$@"
finish
