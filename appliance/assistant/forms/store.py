"""Forms that the branch made, what forms were filled with, and what people decided of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.assistant.forms.checking import check
from appliance.assistant.forms.reading import shipped
from appliance.assistant.forms.records import FieldValue, Fill, Form
from appliance.clock import stamp
from appliance.errors import FieldUnknown, FormInvalid, FormUnknown, VaultDamaged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.clock import Clock
    from appliance.vault.connection import Connection
    from appliance.vault.store import Vault


class FormShelf:
    """Forms by name: those that come with the program and rows of the control table `form`."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def all(self) -> tuple[Form, ...]:
        """Shipped forms first, then own ones, each by name. Raises: VaultLocked, VaultDamaged."""
        rows = self._vault.connection().execute("SELECT record FROM form ORDER BY name")
        return shipped() + tuple(_form(record) for (record,) in rows)

    def get(self, name: str) -> Form:
        """The form of that name. Raises: FormUnknown, VaultLocked."""
        for form in self.all():
            if form.name == name:
                return form
        raise FormUnknown(name=name, where="in this vault")

    def put(self, form: Form) -> Form:
        """Keep an own form, in place of an own one of the same name.

        What was filled before keeps the form as it was. Raises: FormInvalid, VaultLocked, DiskFull.
        """
        form = check(msgspec.structs.replace(form, shipped=False))
        if any(form.name == other.name for other in shipped()):
            why = "a form of that name comes with the program; give yours another name"
            raise FormInvalid(name=form.name, why=why)
        with self._vault.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO form (name, changed_at, record) VALUES (?, ?, ?)",
                (form.name, stamp(self._clock), msgspec.json.encode(form).decode()),
            )
        return form

    def remove(self, name: str) -> None:
        """Delete an own form; what was filled with it stays. Raises: FormUnknown, VaultLocked."""
        if any(name == other.name for other in shipped()):
            raise FormUnknown(name=name, where="that can be removed: it comes with the program")
        self.get(name)
        with self._vault.transaction() as connection:
            connection.execute("DELETE FROM form WHERE name = ?", (name,))


class FillStore:
    """Rows of each case's tables `form_fill` and `form_field`.

    Every method raises VaultLocked after the lock, CaseUnknown.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def add(self, case_id: int, fill: Fill) -> Fill:
        """Keep a fill in place of the one before of the same form and document.

        Fields that a person decided stay as they are. Raises: DiskFull.
        """
        with self._vault.case(case_id).transaction() as connection:
            for before in _fills(connection, "document_id = ?", (fill.document_id,)):
                if before.form.name == fill.form.name:
                    fill = _with_decided(fill, before)
                    connection.execute("DELETE FROM form_fill WHERE id = ?", (before.id,))
            cursor = connection.execute(
                "INSERT INTO form_fill (document_id, form, filled_at, record) VALUES (?, ?, ?, ?)",
                (
                    fill.document_id,
                    fill.form.name,
                    fill.filled_at,
                    msgspec.json.encode(msgspec.structs.replace(fill, fields=())).decode(),
                ),
            )
            number = int(cursor.lastrowid or 0)
            connection.executemany(
                "INSERT INTO form_field (fill_id, place, state, record) VALUES (?, ?, ?, ?)",
                [(number, one.place, one.state, _encoded(one)) for one in fill.fields],
            )
        return msgspec.structs.replace(fill, id=number)

    def all(self, case_id: int, form: str | None = None) -> tuple[Fill, ...]:
        """Kept fills, of one form or of all, in the order of documents and of filling."""
        connection = self._vault.case(case_id).connection()
        return tuple(_fills(connection, "?1 IS NULL OR form = ?1", (form,)))

    def get(self, case_id: int, fill_id: int) -> Fill:
        """One fill. Raises: FieldUnknown."""
        connection = self._vault.case(case_id).connection()
        for fill in _fills(connection, "id = ?", (fill_id,)):
            return fill
        raise FieldUnknown(number=fill_id, field="")

    def set_field(self, case_id: int, fill_id: int, field: FieldValue) -> None:
        """Keep what became of one field. Raises: FieldUnknown, DiskFull."""
        with self._vault.case(case_id).transaction() as connection:
            cursor = connection.execute(
                "UPDATE form_field SET state = ?, record = ? WHERE fill_id = ? AND place = ?",
                (field.state, _encoded(field), fill_id, field.place),
            )
            if cursor.rowcount != 1:
                raise FieldUnknown(number=fill_id, field=field.place)


def _fills(connection: Connection, where: str, values: tuple[object, ...]) -> Iterable[Fill]:
    rows = connection.execute(
        f"SELECT id, record FROM form_fill WHERE {where} ORDER BY document_id, form, id",  # noqa: S608  # constants
        values,
    ).fetchall()
    for number, record in rows:
        fields = connection.execute(
            "SELECT record FROM form_field WHERE fill_id = ? ORDER BY place", (number,)
        )
        try:
            fill = msgspec.json.decode(record.encode(), type=Fill)
            found = tuple(msgspec.json.decode(one.encode(), type=FieldValue) for (one,) in fields)
        except (msgspec.MsgspecError, RecursionError) as error:
            why = "a filled form cannot be read"
            raise VaultDamaged(type(error).__name__, why=why) from error
        yield msgspec.structs.replace(fill, id=number, fields=found)


def _with_decided(fill: Fill, before: Fill) -> Fill:
    """The new fill with the fields of the old one that a person decided."""
    decided = {(one.name, one.kind): one for one in before.fields if one.state != "open"}
    fields = tuple(
        msgspec.structs.replace(decided[one.name, one.kind], place=one.place)
        if (one.name, one.kind) in decided
        else one
        for one in fill.fields
    )
    return msgspec.structs.replace(fill, fields=fields)


def _encoded(field: FieldValue) -> str:
    return msgspec.json.encode(field).decode()


def _form(record: str) -> Form:
    try:
        return msgspec.json.decode(record.encode(), type=Form)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise VaultDamaged(type(error).__name__, why="a kept form cannot be read") from error
