"""The conversation in the vault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from appliance.assistant.answers import Assistant, answer
from appliance.assistant.store import ConversationStore
from appliance.crypto.kdf import KdfParams
from appliance.documents.store import DocumentStore
from appliance.errors import AnswerUnknown, VaultDamaged, VaultLocked
from appliance.vault.store import Vault
from tests.contract.scripted_engine import ScriptedLanguageEngine
from tests.unit.documents.fakes import FixedClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    cheap = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
    made, _ = Vault.create(tmp_path / "vault", "correct horse", clock=FixedClock(), kdf=cheap)
    yield made
    made.lock()


@pytest.fixture
def case_id(vault: Vault) -> int:
    return DocumentStore(vault, FixedClock()).new_case("Miller").id


def test_an_answer_comes_back_as_it_was(vault: Vault, case_id: int, assistant: Assistant) -> None:
    store = ConversationStore(vault, FixedClock())
    language = ScriptedLanguageEngine(["The amount is £1,250,000.", "It is Miller."])
    asked = replace(assistant, language=language)
    first = store.add(case_id, answer("What is the loan amount?", case_id=1, assistant=asked))
    second = store.add(case_id, answer("Who is the guarantor?", case_id=1, assistant=asked))
    assert first.id is not None
    assert store.all(case_id) == (first, second)
    assert store.get(case_id, first.id) == first


def test_answers_of_another_case_are_not_there(
    vault: Vault, case_id: int, assistant: Assistant
) -> None:
    store = ConversationStore(vault, FixedClock())
    other = DocumentStore(vault, FixedClock()).new_case("Other").id
    kept = store.add(case_id, answer("What is the loan amount?", case_id=1, assistant=assistant))
    assert store.all(other) == ()
    with pytest.raises(AnswerUnknown):
        store.get(other, kept.id or 0)
    with pytest.raises(AnswerUnknown):
        store.get(case_id, 999)


@pytest.mark.parametrize("record", ["{}", '{"a":' * 10_000])
def test_a_damaged_record_is_named(
    vault: Vault, case_id: int, assistant: Assistant, record: str
) -> None:
    store = ConversationStore(vault, FixedClock())
    kept = store.add(case_id, answer("What is the loan amount?", case_id=1, assistant=assistant))
    with vault.case(case_id).transaction() as connection:
        connection.execute("UPDATE answer SET record = ? WHERE id = ?", (record, kept.id))
    with pytest.raises(VaultDamaged):
        store.all(case_id)


def test_locked_is_locked(vault: Vault, case_id: int) -> None:
    store = ConversationStore(vault, FixedClock())
    vault.lock()
    with pytest.raises(VaultLocked):
        store.all(case_id)
