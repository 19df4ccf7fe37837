"""What a case hides and what its tokens stand for: rows of the case's own encrypted database."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakValueDictionary

import msgspec

from appliance.errors import VaultDamaged
from appliance.privacy.kinds import KINDS
from appliance.privacy.masking import Tokens
from appliance.privacy.prompts import PromptMask
from appliance.privacy.records import MaskingRule, Token

if TYPE_CHECKING:
    from appliance.documents.store import DocumentStore
    from appliance.privacy.records import Extent

Record = TypeVar("Record", MaskingRule, Token)
# Each extent holds those before it.
EXTENTS = ("off", "screen", "exports", "models")
_RULE = "masking"
_TOKEN = "mask:"  # noqa: S105 - the beginning of a key


class MaskStore:
    """Thread-safe; every method raises VaultLocked after the lock, CaseUnknown without the case."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        # One object for all who work on a case at a time, gone when the last is done.
        self._in_use: WeakValueDictionary[int, Tokens] = WeakValueDictionary()

    def rule(self, case_id: int) -> MaskingRule:
        """What the case hides; nothing if nobody chose."""
        row = (
            self._store.content(case_id)
            .connection()
            .execute("SELECT value FROM case_meta WHERE key = ?", (_RULE,))
            .fetchone()
        )
        return MaskingRule() if row is None else _decoded(row[0], MaskingRule)

    def set_rule(self, case_id: int, rule: MaskingRule) -> None:
        """Keep what the case hides."""
        with self._store.content(case_id).transaction() as connection:
            connection.execute(
                "INSERT INTO case_meta (key, value) VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (_RULE, msgspec.json.encode(rule).decode()),
            )

    def kinds_at(self, case_id: int, extent: Extent) -> frozenset[str]:
        """The kinds that the case hides there; empty if it hides nothing there."""
        rule = self.rule(case_id)
        if EXTENTS.index(rule.extent) < EXTENTS.index(extent):
            return frozenset()
        return frozenset(rule.kinds) or frozenset(KINDS)

    def prompt_mask(self, case_id: int) -> PromptMask | None:
        """What hides identifiers from a model; None if the case does not ask for it.

        For the desks that put questions to models, inside their own visits.
        """
        kinds = self.kinds_at(case_id, "models")
        if not kinds:
            return None
        tokens = self.tokens(case_id)

        def page_text(document_id: int, number: int) -> str:
            return self._store.page(document_id, number).text

        def keep() -> None:
            self.keep(case_id, tokens)

        return PromptMask(tokens, kinds=kinds, page_text=page_text, keep=keep)

    def tokens(self, case_id: int) -> Tokens:
        """All tokens of the case."""
        with self._lock:
            known = self._in_use.get(case_id)
            if known is None:
                known = self._in_use[case_id] = self._read(case_id)
            return known

    def _read(self, case_id: int) -> Tokens:
        rows = (
            self._store.content(case_id)
            .connection()
            .execute(
                "SELECT value FROM case_meta WHERE substr(key, 1, ?) = ? ORDER BY rowid",
                (len(_TOKEN), _TOKEN),
            )
        )
        return Tokens(_decoded(value, Token) for (value,) in rows)

    def keep(self, case_id: int, tokens: Tokens) -> None:
        """Keep the tokens that were made since; what could not be kept is tried again next time."""
        added = tokens.take_added()
        if not added:
            return
        try:
            with self._store.content(case_id).transaction() as connection:
                connection.executemany(
                    "INSERT INTO case_meta (key, value) VALUES (?, ?)",
                    [(_TOKEN + one.token, msgspec.json.encode(one).decode()) for one in added],
                )
        except BaseException:
            tokens.put_back(added)
            raise


def _decoded(value: str, kind: type[Record]) -> Record:
    try:
        return msgspec.json.decode(value, type=kind)
    except msgspec.ValidationError as error:
        raise VaultDamaged(str(error), why="what a case hides is damaged") from error
