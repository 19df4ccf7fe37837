#!/usr/bin/env bash
# Installs what ocr.py is measured against, outside the project.
#
#     benchmarks/peers/ocr.sh FOLDER
#
# makes a Python environment in FOLDER/venv with rapidocr, which brings the same networks, from PyPI.
# The benchmark finds it through `--peer FOLDER/venv/bin/python`.
set -euo pipefail
folder=${1:?usage: ocr.sh FOLDER}
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet rapidocr==3.10.0 onnxruntime==1.31.1
"$folder/venv/bin/python" -c "from rapidocr import RapidOCR; RapidOCR(); print('ready')"
