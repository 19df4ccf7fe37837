"""The offline proof: what it states, and that its file cannot be changed."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.app import host, proof_file
from appliance.app.process_facts import described, is_for_networks, own_sockets
from appliance.app.proof import gather
from appliance.app.proof_file import check, fingerprint, signed
from appliance.confinement import surroundings
from appliance.errors import ProofInvalid
from appliance.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.proof_facts import Proof

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    return gather(tmp_path_factory.mktemp("vault"), Settings())


@pytest.fixture
def file(proof: Proof, tmp_path: Path) -> Path:
    path = tmp_path / "proof.json"
    path.write_bytes(signed(proof, KEY, "vault-1"))
    return path


class TestFacts:
    def test_a_process_that_gave_nothing_up_is_no_proof(self, proof: Proof) -> None:
        assert not proof.holds
        assert "did not give up" in proof.remarks[0]

    def test_each_kind_of_child_is_there_with_every_layer(self, proof: Proof) -> None:
        assert [process.name for process in proof.processes] == [
            *("console", "language", "embedding", "risk", "ocr", "tuner"),
            *("parser (PDF)", "parser (Office)", "parser (text)"),
            *("parser (mail)", "parser (picture)", "writer"),
        ]
        for process in proof.processes[1:]:
            assert process.level == "full"
            assert len(process.layers) == 25
            assert not process.trouble

    def test_what_the_settings_demand_and_nobody_has_is_a_remark(self, tmp_path: Path) -> None:
        found = gather(tmp_path, Settings(required_layers=("pid-namespace", "console-sockets")))
        assert "The settings demand pid-namespace, which the risk process lacks." in found.remarks
        assert (
            "The settings demand console-sockets, which the console process lacks." in found.remarks
        )

    def test_open_sockets_are_found(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.bind(("127.0.0.1", 0))
            (found,) = [item for item in own_sockets() if item.reaches_out]
            assert found.kind == "udp"
            assert found.address.startswith(f"0100007F:{one.getsockname()[1]:04X}")
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(b"\0cofferdam-test")
            assert any(item.address == "@cofferdam-test" for item in own_sockets())
        assert not [item for item in own_sockets() if item.reaches_out]

    def test_a_socket_in_no_table_counts_as_one_that_reaches_out(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM):  # neither bound nor connected
            assert [item for item in own_sockets() if item.reaches_out]

    def test_libraries_have_their_digest_and_build(self) -> None:
        found = described(surroundings.libraries())
        libc = next(item for item in found if "/libc.so" in item.path or "/libc-" in item.path)
        assert len(libc.sha256) == 64
        assert len(libc.build_id) == 40

    def test_a_library_that_was_exchanged_has_no_digest(self, tmp_path: Path) -> None:
        path = tmp_path / "libx.so"
        path.write_bytes(b"\x7fELF\x02\x01" + bytes(58))
        now = path.stat()
        loaded = surroundings.Library(str(path), now.st_dev, now.st_ino)
        assert described([loaded])[0].sha256
        assert not described([replace(loaded, inode=now.st_ino + 1)])[0].sha256

    @pytest.mark.parametrize(
        ("name", "is_one"),
        [
            ("/usr/lib/libcurl.so.4", True),
            ("/x/libQt6Network.so.6", True),
            ("_ssl.cpython-311-x86_64-linux-gnu.so", True),
            ("/usr/lib/libcrypto.so.3", False),
            ("/usr/lib/libQt6Gui.so.6", False),
            ("/usr/lib/libsshape.so", False),
        ],
    )
    def test_network_libraries_are_known_by_name(self, name: str, is_one: bool) -> None:
        assert is_for_networks(name) is is_one

    def test_the_host_is_described_without_a_vault(self, tmp_path: Path) -> None:
        facts = host.look(tmp_path / "not" / "there")
        assert facts.system.startswith("Linux ")
        assert any(name.startswith("lo ") for name in facts.interfaces)


class TestFile:
    def test_it_comes_back(self, proof: Proof, file: Path) -> None:
        found = check(file)
        public = KEY.public_key().public_bytes_raw()
        assert (found.key, found.vault) == (public.hex(), "vault-1")
        assert found.fingerprint == fingerprint(public)
        assert found.proof["holds"] is proof.holds
        assert check(file, expected_key=public.hex().upper()) == found

    def test_another_key_is_named(self, file: Path) -> None:
        with pytest.raises(ProofInvalid, match="another appliance signed it"):
            check(file, expected_key="00" * 32)

    def test_every_changed_fact_is_noticed(self, file: Path) -> None:
        content = json.loads(file.read_bytes())
        changes = 0
        for spot, value in leaves(content):
            changed = json.loads(file.read_bytes())
            place = changed
            for step in spot[:-1]:
                place = place[step]
            place[spot[-1]] = other(value)
            file.with_name("changed.json").write_text(json.dumps(changed), "utf-8")
            with pytest.raises(ProofInvalid):
                check(file.with_name("changed.json"))
            changes += 1
            if changes > 300:
                break
        assert changes > 100

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "[]",
            "{}",
            "null",
            '{"format": 1, "format": 1, "proof": {}, "vault": "", "key": "", "signature": ""}',
            '{"format": 1.0, "proof": {}, "vault": "", "key": "", "signature": ""}',
            '{"format": true, "proof": {}, "vault": "", "key": "", "signature": ""}',
            '{"format": 2, "proof": {}, "vault": "", "key": "", "signature": ""}',
            '{"format": 1, "proof": {}, "vault": "", "key": "00", "signature": ""}',
            '{"format": 1, "proof": [], "vault": "", "key": "", "signature": ""}',
            '{"format": 1, "proof": {"x": NaN}, "vault": "", "key": "", "signature": ""}',
            '{"format": 1, "proof": {}, "vault": "", "key": "", "signature": "", "more": 1}',
            "[" * 100_000,
            "\udcff",
        ],
    )
    def test_what_is_no_proof_is_refused(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "p.json"
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        with pytest.raises(ProofInvalid):
            check(path)

    def test_half_a_pair_of_surrogates_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "p.json"
        key, signature = "00" * 32, "00" * 64
        content = {"format": 1, "proof": {}, "vault": "\ud800", "key": key, "signature": signature}
        path.write_text(json.dumps(content))  # written as \\ud800
        with pytest.raises(ProofInvalid):
            check(path)

    def test_a_file_too_large_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Path
    ) -> None:
        monkeypatch.setattr(proof_file, "LIMIT_BYTES", 100)
        with pytest.raises(Exception, match=r"too large|larger"):
            check(file)


def leaves(content: Any, spot: tuple[Any, ...] = ()) -> Any:  # noqa: ANN401 - any JSON
    """Place and value of every fact, in order."""
    if isinstance(content, dict):
        for name in content:
            yield from leaves(content[name], (*spot, name))
    elif isinstance(content, list):
        for number, item in enumerate(content):
            yield from leaves(item, (*spot, number))
    else:
        yield spot, content


def other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return "x" if value != "x" else "y"
