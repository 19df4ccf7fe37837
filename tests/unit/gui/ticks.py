"""Finds the stages that the core's slow work names when it ticks."""

from __future__ import annotations

import ast
from pathlib import Path

import appliance

ROOT = Path(appliance.__file__).parent


def stages() -> set[str]:
    """The first argument of every `tick`, the `stage` of every call, constants looked up.

    Constants are looked up in their own module and, by their last name, in all others.
    """
    trees = [ast.parse(path.read_text("utf-8")) for path in ROOT.rglob("*.py")]
    constants = {name: text for tree in trees for name, text in _constants(tree)}
    found: set[str] = set()
    for tree in trees:
        here = constants | dict(_constants(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found |= {text for text in _named(node, here) if text}
    return found


def _named(call: ast.Call, constants: dict[str, str]) -> list[str]:
    given = [one.value for one in call.keywords if one.arg == "stage"]
    if isinstance(call.func, ast.Attribute) and call.func.attr == "tick" and call.args:
        given.append(call.args[0])
    return [_text(one, constants) for one in given]


def _text(node: ast.expr, constants: dict[str, str]) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Name) and node.id.isupper():
        return constants.get(node.id, "")
    if isinstance(node, ast.Attribute) and node.attr.isupper():
        return constants.get(node.attr, "")
    return ""


def _constants(tree: ast.Module) -> list[tuple[str, str]]:
    found = []
    for node in tree.body:
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        targets, values = [node.targets[0]], [node.value]
        if isinstance(targets[0], ast.Tuple) and isinstance(values[0], ast.Tuple):
            targets, values = targets[0].elts, values[0].elts
        for target, value in zip(targets, values, strict=False):
            if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
                found.append((target.id, str(value.value)))
    return found
