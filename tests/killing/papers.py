"""A workflow of files in files: a mail, a scan that networks read, and a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.killing.flows import CASE, MARKER, Flow, Place, letter, opened
from tests.unit.documents import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.office import Office


class Papers(Flow):
    """A mail with a scan and a letter attached: three documents, one of them read by networks."""

    name = "papers"

    def prepare(self, place: Place) -> None:
        attached = {
            "scan.pdf": samples.printed_scan([f"{MARKER} owes 4,200 EUR"]),
            "inner.txt": letter(3).encode(),
        }
        (place.papers / "mail.eml").write_bytes(samples.mail(letter(1), attached))

    def run(self, place: Place, acknowledge: Callable[[], None]) -> None:
        with opened(place) as office:
            office.documents.resume()
            outcomes = office.documents.add(CASE, [place.papers / "mail.eml"])
            assert {one.status for one in outcomes} <= {"added", "duplicate"}, outcomes
            acknowledge()

    def look(self, office: Office, acknowledged: int) -> None:
        found = {item.name: item for item in office.cases.show(CASE).documents}
        names = {"mail.eml", "mail.eml › scan.pdf", "mail.eml › inner.txt"}
        assert set(found) - {"letter 0.txt"} <= names, f"a document is there twice: {set(found)}"
        if acknowledged:
            assert names <= set(found)
            assert {one.state for one in found.values()} == {"ready"}
            assert "4,200" in office.documents.page(CASE, "mail.eml › scan.pdf", 1).text
            attached = office.documents.attachments(CASE, "mail.eml")
            assert [one.document for one in attached] == sorted(names - {"mail.eml"}, reverse=True)
