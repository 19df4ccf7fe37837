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
# Set-up scripts and model recipes are scripts beside each other, not packages: checked in place.
types_in() { (cd "$1" && shift && "$bin/mypy" --config-file "$OLDPWD/pyproject.toml" "$@"); }

export QT_QPA_PLATFORM=offscreen
unset DISPLAY WAYLAND_DISPLAY
if [[ -z "${COFFERDAM_DATA:-}" && -d ../shared/data ]]; then
  COFFERDAM_DATA=$(cd ../shared/data && pwd)
  export COFFERDAM_DATA
fi

step "ruff check" "$bin/ruff" check .
step "ruff format" "$bin/ruff" format --check .
step "mypy" "$bin/mypy"
step "mypy (set-up)" types_in packaging bootstrap.py build_engine.py check_engine.py prepare_starters.py setup_*.py
step "mypy (embedding recipe)" types_in models/all-minilm-l6-v2 bert_graph.py recipe.py safetensors_file.py
step "import contracts" "$bin/lint-imports"
step "tests" "$bin/pytest" "$@"
