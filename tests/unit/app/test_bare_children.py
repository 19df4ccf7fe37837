"""A real child of each kind: every layer, every attempt, every open file."""

from __future__ import annotations

import pytest

from appliance.app import process_facts
from appliance.app.bare_children import KINDS, bare_child
from appliance.settings import Settings


@pytest.mark.parametrize("kind", KINDS)
def test_c2_20_every_attempt_of_every_kind_is_refused(kind: str) -> None:
    with bare_child(kind, Settings()) as child:
        report = child.confinement
    assert report.holds
    assert report.allowed == []
    assert len(report.refused) == 23
    assert {
        *("read /etc/passwd", "read the home folder", "write /tmp", "write /dev/shm", "TCP", "UDP"),
        *("unix socket by path", "unix socket by name", "new process", "run a program"),
        *("signal the parent", "trace the parent", "read the parent's memory"),
        *("executable memory", "list the processes", "new rights in a namespace"),
    } <= set(report.refused)


@pytest.mark.parametrize("kind", KINDS)
def test_c2_25_it_has_no_open_file_but_those_meant_for_it(kind: str) -> None:
    with bare_child(kind, Settings()) as child:
        assert child.confinement.enforces("closed-descriptors")
        assert child.confinement.enforces("clean-environment")
        if child.confinement.enforces("network-namespace"):
            assert process_facts.sockets_in_network_of(child.pid) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_its_libraries_are_named_and_are_the_files_on_the_disk(kind: str) -> None:
    with bare_child(kind, Settings()) as child:
        found = process_facts.described(child.confinement.libraries)
    assert len(found) > 20
    assert all(len(item.sha256) == 64 for item in found)
    wanted = {
        "language": "libllama.so",
        "tuner": "libllama.so",
        "risk": "onnxruntime",
        "parser (PDF)": "pdfium",
    }
    if kind in wanted:
        assert any(wanted[kind] in item.path for item in found)
    # typing_extensions imports it for the name of one type.
    assert [item for item in found if item.for_networks and "/_socket." not in item.path] == []
