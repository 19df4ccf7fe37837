#!/usr/bin/env bash
# Rewrites the hash-locked lists from pyproject.toml. Needs uv; run it only to change a dependency.
set -euo pipefail
cd "$(dirname "$0")/.."
uv="${UV:-uv}"
compile() {
  out=$1; shift
  "$uv" pip compile --quiet --generate-hashes --python-version 3.11 --python-platform x86_64-manylinux_2_34 \
    --no-emit-index-url --no-emit-find-links --no-header --only-binary :all: \
    --constraint packaging/locks/run.txt -o "packaging/locks/$out" "$@"
}
: > packaging/locks/run.txt
compile run.txt.new pyproject.toml
mv packaging/locks/run.txt.new packaging/locks/run.txt
for group in build prepare dev fuzz; do compile "$group.txt" --group "$group"; done
