"""The manifest of the trained model: what a form, a reason and a batch need to know of it."""

from __future__ import annotations

import hashlib
from typing import Any

import tomli_w
from data import Data, wording
from scorecard import SCALE, Scorecard

NAME, VERSION = "credit-default", "1.0.0"
TITLE = "Card default next month, points scorecard"
LICENCE = "Apache-2.0"
ORIGIN = (
    "Trained by models/credit-default/train.py on “default of credit card clients” "
    "(I-C. Yeh and C.-h. Lien, 2009; UCI Machine Learning Repository, CC BY 4.0)"
)
TARGET = "Default on the card payment of the next month"
# Illustrative: the institution that uses the model sets its own. Lower edges are included.
CUTOFF_POINTS = 540
BANDS = (
    ("A", 570, "accept"),
    ("B", 555, "accept"),
    ("C", CUTOFF_POINTS, "accept"),
    ("D", 510, "refer"),
    ("E", 0, "decline"),
)


def build(card: Scorecard, data: Data, onnx_bytes: bytes) -> bytes:
    """TOML, UTF-8; the same card and data give the same bytes."""
    document = {
        "format": 1,
        "name": NAME,
        "version": VERSION,
        "kind": "risk",
        "title": TITLE,
        "licence": LICENCE,
        "origin": ORIGIN,
        "description": (
            "Behavioural score for existing card customers (Taiwan, 2005): probability of default "
            "in the next month from six months of payment history and the credit limit. "
            "Not an application score. Sex, education, marital status and age are not used."
        ),
        "quantization": "int8 point steps; the whole points are the model, nothing is approximated",
        "components": [
            {
                "name": "model.onnx",
                "size_bytes": len(onnx_bytes),
                "sha256": hashlib.sha256(onnx_bytes).hexdigest(),
            }
        ],
        "risk": {
            "target": TARGET,
            "cutoff_points": CUTOFF_POINTS,
            "base_points": SCALE.points,
            "base_odds": SCALE.odds,
            "points_to_double_odds": SCALE.doubling,
            "neutral_points": [int(one.points.max()) for one in card.characteristics],
            "features": _features(card, data),
            "bands": [
                {"name": name, "from_points": edge, "decision": decision}
                for name, edge, decision in BANDS
            ],
        },
    }
    return tomli_w.dumps(document).encode()


def _features(card: Scorecard, data: Data) -> list[dict[str, Any]]:
    spec = wording()
    features = []
    for one in card.characteristics:
        words = spec[one.name]
        low, high = data.limits(one.column, amount=one.name.startswith(("PAY_AMT", "BILL_AMT")))
        features.append(
            {
                "name": one.name,
                "label": words["label"],
                "explanation": words["explanation"],
                "unit": words["unit"],
                "minimum": float(low),
                "maximum": float(high),
                "integer": words.get("integer", False),
                "adverse_reason": words["adverse_reason"],
            }
        )
    return features
