"""The import screen's words: what kind of pack it is, its terms, who signed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gui import texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.packs.trust_records import SignerView
    from gui.theme import Tone

_KINDS = {
    "model": QT_TRANSLATE_NOOP("packKinds", "Model"),
    "checklist": QT_TRANSLATE_NOOP("packKinds", "Checklist"),
    "prompts": QT_TRANSLATE_NOOP("packKinds", "Prompts"),
    "policy": QT_TRANSLATE_NOOP("packKinds", "Policy of head office"),
    "trust": QT_TRANSLATE_NOOP("packKinds", "News of head office about whom to trust"),
}

_EFFECTS = {
    "model": QT_TRANSLATE_NOOP(
        "packKinds",
        "The model is sealed into the vault. It is used only after somebody makes it the one in"
        " use.",
    ),
    "checklist": QT_TRANSLATE_NOOP(
        "packKinds", "The checklist is kept in the vault. Earlier versions stay."
    ),
    "prompts": QT_TRANSLATE_NOOP(
        "packKinds", "The prompts are kept in the vault. Earlier versions stay."
    ),
    "policy": QT_TRANSLATE_NOOP(
        "packKinds",
        "The rules in it are in force at once and for everybody who uses this vault.",
    ),
    "trust": QT_TRANSLATE_NOOP(
        "packKinds",
        "Newer keys of head office and its list of what is revoked are followed. Models that it"
        " revokes are set aside at once.",
    ),
}

_DONE = {
    "model": QT_TRANSLATE_NOOP("packKinds", "The model was imported and sealed."),
    "checklist": QT_TRANSLATE_NOOP("packKinds", "The checklist was imported."),
    "prompts": QT_TRANSLATE_NOOP("packKinds", "The prompts were imported."),
    "policy": QT_TRANSLATE_NOOP("packKinds", "The policy was imported and is in force."),
    "trust": QT_TRANSLATE_NOOP("packKinds", "The news of head office is in force."),
}

_PURPOSES = {
    "answer": QT_TRANSLATE_NOOP("packKinds", "answers"),
    "search": QT_TRANSLATE_NOOP("packKinds", "search"),
    "score": QT_TRANSLATE_NOOP("packKinds", "scores"),
    "review": QT_TRANSLATE_NOOP("packKinds", "reviews"),
}

_STANDINGS: dict[str, tuple[object, Tone]] = {
    "trusted": (QT_TRANSLATE_NOOP("packKinds", "trusted"), "good"),
    "revoked": (QT_TRANSLATE_NOOP("packKinds", "revoked by head office"), "danger"),
    "unknown": (QT_TRANSLATE_NOOP("packKinds", "unknown"), "danger"),
}

_ANY_WORK = QT_TRANSLATE_NOOP("packKinds", "any work")
_ANY_BRANCH = QT_TRANSLATE_NOOP("packKinds", "all branches")
_NO_END = QT_TRANSLATE_NOOP("packKinds", "without end")
_ANY_NUMBER = QT_TRANSLATE_NOOP("packKinds", "as often as wanted")
_LEFT = QT_TRANSLATE_NOOP("packKinds", "{left} of {most} left")


def _tr(text: object) -> str:
    return QCoreApplication.translate("packKinds", str(text))


def kind(name: str) -> str:
    """What sort of content a pack has."""
    return _tr(_KINDS.get(name, name))


def effect(name: str) -> str:
    """What importing a pack of this kind does."""
    return _tr(_EFFECTS.get(name, ""))


def done(name: str) -> str:
    """What is said after the import."""
    return _tr(_DONE.get(name, ""))


def standing(signer: SignerView) -> tuple[str, Tone]:
    """Whether a signature counts, in words and as a colour."""
    words, tone = _STANDINGS[signer.standing]
    return _tr(words), tone


def purposes(names: Iterable[str]) -> str:
    """For what kinds of work a licence is; every kind if none is named."""
    return ", ".join(_tr(_PURPOSES.get(name, name)) for name in names) or _tr(_ANY_WORK)


def branches(names: Iterable[str]) -> str:
    """For which branches a licence is."""
    return ", ".join(names) or _tr(_ANY_BRANCH)


def until(last: str | None) -> str:
    """The last day of a licence."""
    return last or _tr(_NO_END)


def runs(most: int | None, used: int = 0) -> str:
    """How often a model may be used, and how often it was."""
    if most is None:
        return _tr(_ANY_NUMBER)
    return _tr(_LEFT).format(left=texts.number(max(0, most - used)), most=texts.number(most))


def short_key(key: str) -> str:
    """A key's id, in groups that can be read aloud."""
    return " ".join(key[start : start + 8] for start in range(0, len(key), 8))
