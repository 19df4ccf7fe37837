"""JSON texts of any shape, wrong in one or two places, some with what was right mended again."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from tests.hostile import damage
from tests.hostile.damage import Case

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

_WILD: tuple[object, ...] = (None, True, [], {}, "", "AAAA", [[[[]]]], {"kind": "passphrase"})


def make(
    good: bytes, chance: random.Random, mend: Callable[[dict[str, Any]], bytes] | None = None
) -> Case:
    """One hostile text.

    Args:
        good: the text to begin from.
        chance: where all chance comes from.
        mend: writes a changed value as its owner would, with what anybody can compute set right.
    """
    if chance.random() < 0.3:
        return damage.any_bytes(good, chance)
    if chance.random() < 0.15:
        return Case("json: text", _as_text(good, chance))
    value = json.loads(good)
    changes = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        places = list(_places(value))
        if not places:
            break
        parent, key = chance.choice(places)
        changes.append(_change(parent, key, chance))
    if mend is not None and isinstance(value, dict) and chance.random() < 0.7:
        return Case(f"json: {', '.join(changes)}, mended", mend(value))
    return Case(f"json: {', '.join(changes)}", _written(value))


def _written(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every item of every list and dictionary, with what holds it."""
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, inner in items:
        yield value, key
        yield from _places(inner)


def _change(parent: Any, key: Any, chance: random.Random) -> str:  # noqa: ANN401 - any JSON
    old = parent[key]
    kind = chance.randrange(6)
    if kind == 0:
        del parent[key]
        return "missing"
    if kind == 1 and isinstance(old, int):
        parent[key] = damage.number(chance, old)
        return "number"
    if kind in (1, 2) and isinstance(old, str):
        parent[key] = chance.choice((old[:-4], old + "AAAA", old[::-1], damage.text(chance)))
        return "text"
    if kind == 3 and isinstance(parent, list):
        parent.extend([copy.deepcopy(old) for _ in range(chance.choice((1, 3, 500)))])
        return "again"
    if kind == 3:
        parent[chance.choice(("extra", "", "Format", "__class__"))] = copy.deepcopy(old)
        return "unknown field"
    if kind == 4:
        number = chance.choice((damage.number(chance), 1.5, -0.0, 1e300))
        parent[key] = number
        return "another kind"
    parent[key] = copy.deepcopy(chance.choice(_WILD))
    return "another kind"


def _as_text(good: bytes, chance: random.Random) -> bytes:
    """What only the text can say: doubled keys, order, spaces, NaN, depth, marks."""
    first, _, rest = good.partition(b":")
    return chance.choice(
        (
            good.replace(b",", b", "),
            b"\xef\xbb\xbf" + good,
            good.rstrip() + b"\n\n",
            first + b":" + rest.replace(b":", b":NaN,", 1),
            good.replace(b"{", b"{" + good[1:].partition(b",")[0] + b",", 1),
            b"[" * chance.choice((100, 100_000)),
            b'{"a":' * chance.choice((100, 10_000)),
            good.replace(b'"', b"'"),
            good + good,
            b"9" * 5000,
            b'"\\ud800"',
            good.replace(b"0", b"00", 1),
        )
    )
