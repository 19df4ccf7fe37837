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
step "tests" "$bin/pytest" "$@"
