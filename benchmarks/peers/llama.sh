#!/usr/bin/env bash
# Builds the peers of many_questions.py and engine_overhead.py outside the project, without our
# kernels, from the source package that the engine is built from: llama-bench, llama-server and
# llama-quantize, and an environment with the high-level Python binding. Some ten minutes.
#
#   benchmarks/peers/llama.sh [FOLDER]       default: ~/.cache/cofferdam-peers
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
peers=${1:-$HOME/.cache/cofferdam-peers}
mkdir -p "$peers"
cd "$peers"
package=$(find "$HOME/.cache/cofferdam/downloads" -name 'llama_cpp_python-*.tar.gz' | head -n 1)
[[ -n "$package" ]] || { echo "run 'make setup' first: it fetches the source" >&2; exit 1; }
[[ -d source ]] || { mkdir source.new && tar xzf "$package" -C source.new --strip-components 1 && mv source.new source; }

# The processor's own instructions, but not AMX, which virtual machines announce and do not grant.
has() { grep -qw "$1" /proc/cpuinfo; }
flags=(-DGGML_NATIVE=OFF -DGGML_AVX2=ON -DGGML_FMA=ON -DGGML_F16C=ON -DGGML_BMI2=ON)
has avx512f && flags+=(-DGGML_AVX512=ON)
has avx512vbmi && flags+=(-DGGML_AVX512_VBMI=ON)
has avx512_vnni && flags+=(-DGGML_AVX512_VNNI=ON)
has avx512_bf16 && flags+=(-DGGML_AVX512_BF16=ON)
cmake=$here/.venv/bin/cmake
PATH=$here/.venv/bin:$PATH "$cmake" -S source/vendor/llama.cpp -B build -G Ninja \
  -DCMAKE_BUILD_TYPE=Release -DGGML_CCACHE=OFF -DLLAMA_OPENSSL=OFF -DLLAMA_BUILD_TESTS=OFF \
  -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_UI=OFF "${flags[@]}"
"$here/.venv/bin/ninja" -C build llama-bench llama-server llama-quantize

python3 -m venv environment
CMAKE_ARGS="-DLLAMA_BUILD=OFF -DLLAVA_BUILD=OFF" environment/bin/pip install --quiet "$package"
echo "peers are ready in $peers"
