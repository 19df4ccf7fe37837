#!/usr/bin/env bash
# Everything that must pass, in the order in which it fails fastest. Called by `make test`.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$PWD/.venv/bin
step() {
  local title=$1 start=$SECONDS
  shift
  printf '\n== %s\n' "$title"
  "$@"
  printf -- '-- %s: ok, %d s\n' "$title" $((SECONDS - start))
}
export QT_QPA_PLATFORM=offscreen
unset DISPLAY WAYLAND_DISPLAY
if [[ -z "${COFFERDAM_DATA:-}" && -d ../shared/data ]]; then
  COFFERDAM_DATA=$(cd ../shared/data && pwd)
  export COFFERDAM_DATA
fi

step "ruff check" "$bin/ruff" check .
step "ruff format" "$bin/ruff" format --check .
step "mypy" "$bin/mypy"
step "import contracts" "$bin/lint-imports"
# Two halves side by side: most tests keep one core busy and wait for a child on another.
log=$(mktemp)
# A book of 1,600 pages and 1,000 files take longer than all the rest: make large.
"$bin/pytest" --ignore=tests/e2e --ignore=tests/unit/gui --ignore=tests/unit/documents/test_large.py "$@" >"$log" 2>&1 &
other=$!
trap 'kill "$other" 2>/dev/null || true; rm -f "$log"' EXIT
step "tests: the commands" "$bin/pytest" tests/e2e/cli "$@"
step "tests: the window's parts" "$bin/pytest" tests/unit/gui "$@"
# One process per file: PySide6 6.11 crashes in a process that has made and dropped dozens of whole
# windows, which the program itself never does. To be joined again when a PySide6 release holds it.
for file in tests/e2e/gui/test_*.py; do
  step "tests: the window, $(basename "$file" .py)" "$bin/pytest" "$file"
done
finish() { wait "$other" || { cat "$log"; return 1; }; tail -n 1 "$log"; }
step "tests: all the rest, begun beside the others" finish
