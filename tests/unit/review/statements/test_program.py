"""A review of an agreement in a real vault: the model of statements takes part and is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.app import review_models, statement_model
from appliance.app.office import Office
from appliance.crypto.kdf import KdfParams
from appliance.jobs import Job
from appliance.review.statements import network
from appliance.settings import Settings, starter_folder
from tests.unit.review.statements.agreement import FIRST, SECOND
from tests.unit.review.statements.conftest import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.model
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
EMBEDDING = starter_folder() / "all-minilm-l6-v2"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    folder = tmp_path / "starter" / statement_model.FOLDER
    folder.mkdir(parents=True)
    (folder / network.FILE).write_bytes((MODEL / network.FILE).read_bytes())
    monkeypatch.setattr("appliance.settings.starter_folder", lambda: tmp_path / "starter")
    made, _ = Office.create(
        tmp_path / "vault",
        "a passphrase of some length",
        settings=Settings(),
        starters=False,
        kdf=CHEAP,
    )
    made.models.import_folder(EMBEDDING)
    made.cases.new("Harbour Bakery")
    (tmp_path / "nda.txt").write_text(FIRST + SECOND, "utf-8")
    made.documents.add("Harbour Bakery", [tmp_path / "nda.txt"])
    yield made
    made.lock()


def test_an_agreement_is_judged_by_the_model(office: Office) -> None:
    review = office.reviews.start("Harbour Bakery", "nda", job=Job())
    proposals = {one.item.id: one.proposal for one in review.items}
    assert len(proposals) == 17
    certain = 0
    for proposal in proposals.values():
        assert proposal is not None
        assert proposal.made.statement_model == network.shipped().name
        assert proposal.made.statement_digest == network.shipped().digest
        certain += proposal.certain
        assert proposal.verdict == "not found" or proposal.evidence
    assert certain >= 5
    notice = proposals["nda-8"]
    assert notice is not None
    assert notice.verdict == "met"
    assert any("prompt written notice" in one.quote for one in notice.evidence)


def test_with_another_embedding_model_it_is_not_used_and_that_is_said(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = statement_model.statement_model(Settings(), office._engines)
    assert model is not None
    _, record = office._engines.embedding()
    assert model.fits(record.manifest)
    monkeypatch.setattr(statement_model.StatementModel, "fits", lambda *_: False)
    review = office.reviews.start("Harbour Bakery", "nda", job=Job())
    for one in review.items:
        assert one.proposal is not None
        assert not one.proposal.certain
        assert one.proposal.made.statement_model == ""
    assert review_models.OTHER_EMBEDDING in review.notes
