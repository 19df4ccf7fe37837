from __future__ import annotations

import threading
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.errors import (
    BadInput,
    Cancelled,
    DocumentUnknown,
    IndexStale,
    ModelStopped,
    VaultDamaged,
    VaultLocked,
)
from appliance.jobs import Job
from appliance.retrieval.index import MOST_QUERY_CP
from appliance.retrieval.records import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from tests.unit.retrieval.conftest import Library

MODES: tuple[Mode, ...] = get_args(Mode)
LOAN = [
    "Loan agreement between Bank AG and Miller GmbH.",
    "Interest: the borrower pays interest of 4.25 % a year.",
    "Security: the bakery's ovens are pledged to the bank.",
]


@pytest.mark.parametrize("mode", MODES)
def test_a_hit_names_the_exact_place(library: Library, mode: Mode) -> None:
    case = library.case()
    document = library.add(case, "loan.pdf", LOAN)
    hit = library.index.search(case, "interest of the borrower", mode=mode)[0]
    assert (hit.document, hit.document_id, hit.page) == ("loan.pdf", document.id, 2)
    page = library.store.page(document.id, hit.page)
    assert hit.text == page.text[hit.start : hit.end] == LOAN[1]
    assert 0 < hit.score <= 1.001


def test_words_are_found_in_another_form(library: Library) -> None:
    case = library.case()
    library.add(case, "loan.pdf", LOAN)
    (hit,) = library.index.search(case, "pledging an oven", mode="lexical")
    assert hit.page == 3


def test_numbers_are_found_whole(library: Library) -> None:
    case = library.case()
    library.add(case, "a.csv", ["total 5,308", "total 308 and 5", "total 53,08"])
    assert [h.page for h in library.index.search(case, "5,308", mode="lexical")] == [1]


def test_chinese_is_found_by_words_of_two_letters(library: Library) -> None:
    case = library.case()
    library.add(case, "报告.txt", ["公司⾃去年起營業", "本年度营业收入为一百万元", "没有利润"])
    assert [h.page for h in library.index.search(case, "收入", mode="lexical")] == [2]
    assert [h.page for h in library.index.search(case, "自去年", mode="lexical")] == [1]
    assert library.index.search(case, "入为什", mode="lexical")[0].page == 2


def test_no_phrase_crosses_from_one_run_of_letters_to_the_next(library: Library) -> None:
    case = library.case()
    library.add(case, "a.txt", ["收 abc 入"])
    assert library.index.search(case, "收入", mode="lexical") == ()


def test_only_the_named_document_is_searched(library: Library) -> None:
    case = library.case()
    library.add(case, "a.pdf", LOAN)
    library.add(case, "b.pdf", LOAN)
    for mode in MODES:
        hits = library.index.search(case, "interest", document="b.pdf", mode=mode)
        assert {hit.document for hit in hits} == {"b.pdf"}
    with pytest.raises(DocumentUnknown):
        library.index.search(case, "interest", document="c.pdf")


def test_a_secret_of_one_case_never_shows_in_another(library: Library) -> None:
    mine, other = library.case("mine"), library.case("other")
    library.add(other, "secret.pdf", ["canary zanzibar account 4711"])
    library.add(mine, "loan.pdf", LOAN)
    alone = {
        (mode, question): library.index.search(mine, question, mode=mode)
        for mode in MODES
        for question in ("zanzibar", "interest", "bank account of Miller")
    }
    library.add(other, "more.pdf", ["interest Miller bank account zanzibar " * 20] * 30)
    for number in range(1000):
        mode = MODES[number % 3]
        hits = library.index.search(mine, f"canary zanzibar account {number} interest", mode=mode)
        assert all(hit.document == "loan.pdf" for hit in hits)
    # Not even the scores know of the other case.
    for (mode, question), hits in alone.items():
        assert library.index.search(mine, question, mode=mode) == hits


@given(question=st.text(max_size=40))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_question_is_syntax(library: Library, question: str) -> None:
    case_id = library.store.cases()[0].id if library.store.cases() else library.case()
    if not library.store.documents(case_id):
        library.add(case_id, "loan.pdf", LOAN)
    library.index.search(case_id, question)


@pytest.mark.parametrize(
    "question",
    ['"', "interest OR", "NEAR(a b)", "body:interest", "a* AND (b", "^interest", "'; DROP TABLE x"],
)
def test_query_syntax_is_text(library: Library, question: str) -> None:
    case = library.case()
    library.add(case, "loan.pdf", LOAN)
    library.index.search(case, question)


def test_nothing_to_find(library: Library) -> None:
    case = library.case()
    assert library.index.search(case, "interest") == ()
    library.add(case, "loan.pdf", LOAN)
    assert library.index.search(case, "  ") == ()
    assert library.index.search(case, "interest", top=0) == ()
    assert library.index.search(case, "zanzibar", mode="lexical") == ()


def test_a_text_longer_than_a_question_is_refused(library: Library) -> None:
    case = library.case()
    library.add(case, "loan.pdf", LOAN)
    assert library.index.search(case, "interest".ljust(MOST_QUERY_CP))
    with pytest.raises(BadInput, match="search text"):
        library.index.search(case, "interest".ljust(MOST_QUERY_CP + 1))


def test_more_is_given_when_asked(library: Library) -> None:
    case = library.case()
    library.add(case, "long.txt", [f"page {n} about interest" for n in range(150)])
    assert len(library.index.search(case, "interest", top=3)) == 3
    assert len(library.index.search(case, "interest", top=150)) == 150


def test_what_changes_is_seen_at_once(library: Library) -> None:
    case = library.case()
    library.add(case, "a.pdf", ["interest one"])
    assert len(library.index.search(case, "interest")) == 1
    library.add(case, "b.pdf", ["interest two"])
    assert len(library.index.search(case, "interest")) == 2
    library.store.remove_document(library.store.document(case, "a.pdf").id)
    assert [hit.document for hit in library.index.search(case, "interest")] == ["b.pdf"]


def test_a_document_is_found_only_when_it_is_ready(library: Library) -> None:
    case = library.case()
    document = library.add(case, "a.pdf", LOAN)
    library.store.set_state(document.id, "indexing")
    for mode in MODES:
        assert library.index.search(case, "interest", mode=mode) == ()


def test_another_embedding_model_is_noticed_and_can_take_over(library: Library) -> None:
    case = library.case()
    document = library.add(case, "a.pdf", LOAN)
    other = library.another_index("another model")
    with pytest.raises(IndexStale, match="words"):
        other.search(case, "interest")
    assert other.search(case, "interest", mode="lexical")
    other.add_document(document.id, job=Job())
    assert other.search(case, "interest")[0].page == 2
    with pytest.raises(IndexStale):
        library.index.search(case, "interest")


def test_indexing_goes_on_where_it_stopped(library: Library) -> None:
    case = library.case()
    pages = [f"page {n} " + "word " * 150 for n in range(150)]
    document = library.add(case, "long.txt", pages)
    made = len(library.embedder.texts)
    assert made == 150
    library.index.add_document(document.id, job=Job())
    assert len(library.embedder.texts) == made
    with library.vault.case(case).transaction() as connection:
        connection.execute("DELETE FROM vector WHERE chunk_id % 3 = 0")
    library.index.add_document(document.id, job=Job())
    assert len(library.embedder.texts) == made + 50


def test_indexing_can_be_cancelled(library: Library) -> None:
    job = Job()
    job.cancel()
    document = library.store.take_in(library.case(), "a.txt", "a", b"a")
    with pytest.raises(Cancelled):
        library.index.add_document(document.id, job=job)


def test_the_model_is_told_document_and_heading(library: Library) -> None:
    case = library.case()
    library.add(case, "Annual_report.pdf", ["Balance sheet\n" + "cash 5 " * 300])
    assert all(t.startswith("Annual report\nBalance sheet") for t in library.embedder.texts)


def test_a_missing_vector_is_damage(library: Library) -> None:
    case = library.case()
    library.add(case, "a.pdf", LOAN)
    with library.vault.case(case).transaction() as connection:
        connection.execute("DELETE FROM vector")
    with pytest.raises(VaultDamaged):
        library.index.search(case, "interest")


@pytest.mark.parametrize("damage", ["X'00'", "X'0000C07F' || zeroblob(252)"])
def test_a_damaged_vector_is_noticed(library: Library, damage: str) -> None:
    case = library.case()
    library.add(case, "a.pdf", LOAN)
    with library.vault.case(case).transaction() as connection:
        connection.execute(
            f"UPDATE vector SET data = CAST({damage} AS BLOB) "  # noqa: S608  # constants above
            "WHERE chunk_id = (SELECT min(chunk_id) FROM vector)"
        )
    with pytest.raises(VaultDamaged):
        library.index.search(case, "interest")


def test_documents_may_come_and_go_while_others_search(library: Library) -> None:
    case = library.case()
    library.add(case, "kept.pdf", LOAN)
    trouble: list[BaseException] = []
    done = threading.Event()

    def search() -> None:
        try:
            while not done.is_set():
                assert library.index.search(case, "interest")
        except BaseException as error:
            trouble.append(error)

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(15):
        library.add(case, f"{number}.pdf", ["interest of another kind"] * 5)
        library.store.remove_document(library.store.document(case, f"{number}.pdf").id)
    done.set()
    for thread in threads:
        thread.join(60)
    assert not trouble


def test_a_stopped_model_is_passed_on(library: Library) -> None:
    class Broken:
        def embed(
            self, texts: Sequence[str], *, job: Job | None = None, stage: str = ""
        ) -> NDArray[np.float32]:
            raise ModelStopped(why="it crashed")

    case = library.case()
    library.add(case, "a.pdf", LOAN)
    library.index._embedder = Broken()
    with pytest.raises(ModelStopped):
        library.index.search(case, "interest")
    assert library.index.search(case, "interest", mode="lexical")


def test_locked(library: Library) -> None:
    case = library.case()
    library.add(case, "a.pdf", LOAN)
    library.vault.lock()
    library.index.close()
    with pytest.raises(VaultLocked):
        library.index.search(case, "interest")
