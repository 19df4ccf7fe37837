"""What a pane of forms shows, read in one step in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.app.covering import Cover

if TYPE_CHECKING:
    from appliance.app.office import Office
    from appliance.assistant.forms.records import Conflict, Fill, Form


class Kept(NamedTuple):
    """The forms, the shown one first, and what that one is filled with."""

    forms: tuple[Form, ...]
    fills: tuple[Fill, ...]
    conflicts: tuple[Conflict, ...]


def read(office: Office, case: str, name: str) -> Kept:
    """With `name` empty, the form that was filled first, else the first there is."""
    forms = office.forms.list()
    fills = office.forms.fills(case)
    wanted = name or (fills[0].form.name if fills else forms[0].name)
    cover = Cover(office.privacy, case)
    mine = [cover.fill(fill) for fill in fills if fill.form.name == wanted]
    return Kept(
        tuple(sorted(forms, key=lambda form: form.name != wanted)),
        # Documents that the form was made for come first.
        tuple(sorted(mine, key=lambda fill: -fill.fit)),
        tuple(map(cover.conflict, office.forms.conflicts(case, wanted))),
    )
