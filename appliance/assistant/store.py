"""The conversation of a case: questions and answers with all that is needed to make them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.assistant.records import Answer, Comparison
from appliance.errors import AnswerUnknown, VaultDamaged

if TYPE_CHECKING:
    from appliance.clock import Clock
    from appliance.vault.store import Vault

_COLUMNS = "id, record"


class ConversationStore:
    """Rows of each case's table `answer`. Methods raise VaultLocked after the lock, CaseUnknown.

    Numbers of answers count from 1 within a case.
    """

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def add(self, case_id: int, answer: Answer) -> Answer:
        """Keep an answer; gives it back with its id. Raises: VaultLocked, DiskFull."""
        with self._vault.case(case_id).transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO answer (asked_at, question, document_name, status, record) "
                "VALUES (?, ?, ?, ?, ?)",
                (
                    answer.asked_at,
                    answer.question,
                    answer.document,
                    answer.status,
                    msgspec.json.encode(answer).decode(),
                ),
            )
        return msgspec.structs.replace(answer, id=cursor.lastrowid)

    def all(self, case_id: int) -> tuple[Answer, ...]:
        """The conversation, oldest first. Raises: VaultLocked, VaultDamaged."""
        connection = self._vault.case(case_id).connection()
        rows = connection.execute(f"SELECT {_COLUMNS} FROM answer ORDER BY id")  # noqa: S608  # a constant
        return tuple(_decoded(*row) for row in rows)

    def of_list(self, case_id: int, list_id: str) -> tuple[Answer, ...]:
        """Answers of one list of questions, in its order. Raises: VaultLocked, VaultDamaged."""
        found = [one for one in self.all(case_id) if one.provenance.list_id == list_id]
        return tuple(sorted(found, key=lambda one: one.provenance.list_place))

    def get(self, case_id: int, answer_id: int) -> Answer:
        """One answer of a case. Raises: AnswerUnknown, VaultLocked, VaultDamaged."""
        connection = self._vault.case(case_id).connection()
        row = connection.execute(
            f"SELECT {_COLUMNS} FROM answer WHERE id = ?",  # noqa: S608  # a constant
            (answer_id,),
        ).fetchone()
        if row is None:
            raise AnswerUnknown(number=answer_id)
        return _decoded(*row)


def _decoded(answer_id: int, record: str) -> Answer:
    try:
        answer = msgspec.json.decode(record.encode(), type=Answer)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise VaultDamaged(type(error).__name__, why="a kept answer cannot be read") from error
    return msgspec.structs.replace(answer, id=answer_id)


def compare(before: Answer, now: Answer) -> Comparison:
    """What differs between a kept answer and the same one made again; times do not count."""
    differences = []
    for name, said in (
        ("language_digest", "another language model"),
        ("embedding_digest", "another embedding model"),
        ("prompt_version", "another version of the prompt"),
        ("calibration", "another calibration"),
        ("method", "another version of the rules"),
        ("engine_build", "another build of the engine"),
    ):
        kept, made = getattr(before.provenance, name), getattr(now.provenance, name)
        if kept != made and ((kept and made) or name != "engine_build"):  # "" was not asked
            differences.append(said)
    differences += _scheduled(before.provenance.schedule, now.provenance.schedule)
    if _given(before) != _given(now):
        differences.append("other passages: a document was changed or removed")
    if before.provenance.draft != now.provenance.draft:
        differences.append("the model wrote another draft")
    if before.status != now.status:
        differences.append(f"{_said(before)} became {_said(now)}")
    elif before.sentences != now.sentences:
        differences.append("other sentences or citations")
    if before.calculation != now.calculation:
        differences.append("another calculation")
    same = (
        before.status == now.status
        and before.sentences == now.sentences
        and before.calculation == now.calculation
    )
    return Comparison(before, now, same, tuple(differences))


def _given(answer: Answer) -> tuple[str, list[str]]:
    return answer.provenance.whole_sha256, [passage.text for passage in answer.passages]


def _scheduled(before: str, now: str) -> list[str]:
    """Answers of releases that noted no schedule were all computed alone."""
    if (before or "alone") == (now or "alone"):
        return []
    if (now or "alone") == "alone":
        return ["computed alone now, together with other questions before"]
    return ["computed together with other questions than before"]


def _said(answer: Answer) -> str:
    return "“answered”" if answer.status == "answered" else "“not found”"
