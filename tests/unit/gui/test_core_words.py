"""The window's words for the core's closed lists: none missing, none too many."""

from __future__ import annotations

import inspect

from appliance.app import host, proof
from appliance.app.bare_children import KINDS
from appliance.app.door import Action
from appliance.audit.events import Event
from appliance.confinement.layers import CONSOLE_LAYERS, LAYERS
from gui import audit_words, layer_words
from gui.places import PLACES
from gui.words import TEMPLATES


def test_every_event_has_words() -> None:
    assert set(audit_words.EVENTS) == {event.value for event in Event}


def test_every_layer_and_process_has_words() -> None:
    assert set(layer_words.LAYERS) == {*LAYERS, *CONSOLE_LAYERS}
    assert set(layer_words.PROCESSES) == {"console", *KINDS}


def test_the_consoles_layers_stand_beside_those_of_the_children() -> None:
    rows = [layer_words.row_of(name) for name in CONSOLE_LAYERS]
    assert "no-new-privileges" in rows
    assert "console-sockets" in rows


def test_every_place_names_actions_that_there_are() -> None:
    assert all(name in Action.__members__ for needed in PLACES.values() for name in needed)


def test_the_proofs_remarks_are_those_of_the_core() -> None:
    written = inspect.getsource(proof) + inspect.getsource(host)
    known = [str(template) for template in TEMPLATES]
    first = known.index("The console did not give up its connections at its start.")
    for template in known[first : known.index("unknown") + 1]:
        fixed = max(template.replace("{", "}").split("}")[::2], key=len).strip()
        parts = [part for part in (fixed, fixed.split(" after they ")[0]) if part in written]
        assert parts, template
