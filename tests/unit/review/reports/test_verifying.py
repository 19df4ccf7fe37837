"""Whatever is changed of a report, its signature or its bundle is seen without a vault."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.cli.reports import verify as command
from appliance.cli.session import Options
from appliance.errors import BadInput, DocumentTooLarge, FileUnreadable, ReportInvalid
from appliance.review import signing
from appliance.review.reports import as_json, bundle, notes
from appliance.review.reports.verifying import verify
from tests.unit.review.reports import made

ROOT = Path(__file__).parents[4]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    report = made.report()
    path = tmp_path / "report.json"
    path.write_bytes(as_json.json_bytes(report))
    note = notes.signed(path.name, path.read_bytes(), report, made.KEY)
    path.with_name("report.json.sig").write_bytes(note)
    return path


@pytest.fixture
def files() -> dict[str, bytes]:
    report = made.report()
    content = signing.content(made.review())
    listed = {
        "report.json": as_json.json_bytes(report),
        "crops/item-001-1.png": b"a picture",
        "content.json": content,
    }
    return made.signed_bundle(report, listed)


@pytest.fixture
def archive(tmp_path: Path, files: dict[str, bytes]) -> Path:
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle.archive(files))
    return path


def unpacked(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_a_whole_report_says_who_signed_what(file: Path) -> None:
    found = verify(file, expected_key=made.PUBLIC.hex())
    assert found.holds
    assert (found.problems, found.remarks) == ((), ())
    assert [one.state for one in found.files] == ["whole"]
    assert found.fingerprint == made.SIGNER.fingerprint
    assert found.review is not None
    assert (found.review.maker, found.review.checker) == ("Ann", "Bo")
    assert found.review.content_sha256 == signing.digest(made.review())
    assert verify(file.with_name("report.json.sig"), expected_key=made.PUBLIC.hex()).holds


def test_no_single_byte_of_a_report_can_be_changed(file: Path) -> None:
    data = file.read_bytes()
    for place in (*range(0, len(data), 199), len(data) - 1):
        file.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        found = verify(file)
        assert not found.holds, place
        assert [one.state for one in found.files] == ["changed"]
    for changed in (data[:-1], data + b" ", b""):
        file.write_bytes(changed)
        assert not verify(file).holds


def test_no_single_byte_of_a_signature_can_be_changed(file: Path) -> None:
    beside = file.with_name("report.json.sig")
    data = beside.read_bytes()
    for place in range(len(data)):
        beside.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert not verify(file).holds, place
    for changed in (b"", b"{}", b"[" * 10_000, data * 2, data.replace(b"{", b'{"format": 1,', 1)):
        beside.write_bytes(changed)
        found = verify(file)
        assert not found.holds
        assert "report.json.sig" in found.problems[0]
    beside.write_bytes(b" " * 70_000)
    assert not verify(file).holds


def test_a_signature_is_missing_or_of_another_file(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(b"other content")
    assert verify(other).problems == ("its signature “other.json.sig” is missing",)
    shutil.copy(file.with_name("report.json.sig"), tmp_path / "other.json.sig")
    found = verify(other)
    assert not found.holds
    assert "“other.json” was changed after it was signed" in found.problems


def test_another_name_is_told_and_does_no_harm(file: Path, tmp_path: Path) -> None:
    shutil.copy(file, tmp_path / "renamed.json")
    shutil.copy(file.with_name("report.json.sig"), tmp_path / "renamed.json.sig")
    found = verify(tmp_path / "renamed.json")
    assert found.holds
    assert "it was written as “report.json”" in found.remarks


def test_another_vault_cannot_pass_for_this_one(file: Path) -> None:
    stranger = Ed25519PrivateKey.generate()
    wanted = stranger.public_key().public_bytes_raw().hex()
    found = verify(file, expected_key=wanted)
    assert not found.holds
    assert "another vault" in found.problems[0]
    # Whoever signs in the name of this vault's key with another one is seen, too.
    with pytest.raises(ValueError, match="another key"):
        notes.signed("report.json", b"", made.report(), stranger)
    spaced = " ".join(made.PUBLIC.hex()[place : place + 4] for place in range(0, 64, 4))
    assert verify(file, expected_key=spaced.upper()).holds


def test_a_fingerprint_or_half_a_key_raises_no_false_alarm(file: Path) -> None:
    fingerprint = verify(file).fingerprint
    for given in (fingerprint, made.PUBLIC.hex()[:40], "no key", "g" * 64):
        with pytest.raises(BadInput, match="64 hexadecimal"):
            verify(file, expected_key=given)


def test_a_draft_is_genuine_and_said_to_be_one(file: Path) -> None:
    report = made.report(state="submitted")
    file.write_bytes(as_json.json_bytes(report))
    note = notes.signed(file.name, file.read_bytes(), report, made.KEY)
    file.with_name("report.json.sig").write_bytes(note)
    found = verify(file)
    assert found.holds
    assert any("draft" in one for one in found.remarks)


# Bundles ----------------------------------------------------------------------------------------


def test_a_bundle_and_its_folder_hold(archive: Path, files: dict[str, bytes]) -> None:
    for path in (archive, unpacked(archive.parent / "folder", files)):
        found = verify(path, expected_key=made.PUBLIC.hex())
        assert found.holds, found.problems
        assert {one.name for one in found.files} == set(files) - {bundle.MANIFEST_NOTE}
        assert any("exactly what both persons signed" in one for one in found.remarks)


@pytest.mark.parametrize("name", ["report.json", "crops/item-001-1.png", "content.json",
                                  "MANIFEST.json", "MANIFEST.sig"])  # fmt: skip
@pytest.mark.parametrize("how", ["changed", "missing"])
def test_each_file_of_a_bundle_is_missed_and_seen(
    archive: Path, files: dict[str, bytes], name: str, how: str
) -> None:
    if how == "missing":
        del files[name]
    else:
        data = files[name]
        files[name] = data[:-3] + bytes([data[-3] ^ 1]) + data[-2:]
    archive.write_bytes(bundle.archive(files))
    folder = unpacked(archive.parent / "folder", files)
    for path in (archive, folder):
        found = verify(path)
        assert not found.holds
        assert any(name in problem for problem in found.problems), found.problems


def test_a_file_that_was_added_is_seen(archive: Path, files: dict[str, bytes]) -> None:
    files["crops/item-002-1.png"] = b"nobody signed this"
    archive.write_bytes(bundle.archive(files))
    for path in (archive, unpacked(archive.parent / "folder", files)):
        found = verify(path)
        assert found.problems == ("“crops/item-002-1.png” was added; nobody signed it",)


def test_no_single_byte_of_an_archive_can_be_changed(archive: Path) -> None:
    data = archive.read_bytes()
    step = max(1, len(data) // 700)
    for place in (*range(0, len(data), step), *range(len(data) - 600, len(data))):
        archive.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        try:
            found = verify(archive)
        except ReportInvalid:
            continue
        assert not found.holds, place
    for changed in (b"before" + data, data + b"after", data[:-1]):
        archive.write_bytes(changed)
        assert not verify(archive).holds


def test_an_archive_packed_with_more_than_its_files_is_refused(
    archive: Path, files: dict[str, bytes]
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made_by_hand:
        for name, data in files.items():
            made_by_hand.writestr(name, data)
        made_by_hand.comment = b"hidden words"
    archive.write_bytes(out.getvalue())
    assert verify(archive).problems == ("the archive holds bytes that are of none of its files",)


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../outside", "a/../../b", "C:\\x", "crops//x", "./x", "tab\tname",
             "r\u00e9sum\u00e9", "crops/"],
)  # fmt: skip
def test_names_that_no_bundle_has_are_refused_unread(
    archive: Path, files: dict[str, bytes], name: str
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for known, data in files.items():
            packed.writestr(known, data)
        packed.writestr(name, b"x")
    archive.write_bytes(out.getvalue())
    found = verify(archive)
    assert not found.holds
    assert "refused" in {one.state for one in found.files}
    assert sorted(path.name for path in archive.parent.iterdir()) == ["bundle.zip"]


def test_a_name_that_is_there_twice(archive: Path, files: dict[str, bytes]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate name"):
            packed.writestr("report.json", files["report.json"])
    archive.write_bytes(out.getvalue())
    assert "“report.json” is there twice" in verify(archive).problems


def test_a_bomb_is_not_unpacked(archive: Path, files: dict[str, bytes]) -> None:
    """256 MiB of nothing, once as a file that is listed and once as one that is not."""
    for name in ("report.json", "MANIFEST.json", "bomb"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for known, data in files.items():
                if known != name:
                    packed.writestr(known, data)
            with packed.open(name, "w", force_zip64=True) as bomb:
                for _ in range(64):
                    bomb.write(bytes(4 * 1024 * 1024))
        archive.write_bytes(out.getvalue())
        assert not verify(archive).holds


def test_links_and_locked_files_are_refused(archive: Path, files: dict[str, bytes]) -> None:
    link = zipfile.ZipInfo("crops/link")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
        packed.writestr(link, "/etc/passwd")
    archive.write_bytes(out.getvalue())
    assert any("crops/link" in one for one in verify(archive).problems)
    folder = unpacked(archive.parent / "folder", files)
    (folder / "crops" / "link").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe")
    found = verify(folder)
    assert {one.name for one in found.files if one.state == "refused"} == {"crops/link", "pipe"}


def test_pipes_are_not_waited_for(file: Path, files: dict[str, bytes], tmp_path: Path) -> None:
    """Under the name of a report, its signature or a file of a bundle: it has no end."""
    beside = file.with_name("report.json.sig")
    beside.unlink()
    os.mkfifo(beside)
    assert not verify(file).holds
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(FileUnreadable):
        verify(file)
    folder = unpacked(tmp_path / "folder", files)
    for name in ("content.json", "MANIFEST.json", "MANIFEST.sig"):
        (folder / name).unlink()
        os.mkfifo(folder / name)
        assert not verify(folder).holds


def test_a_signature_of_something_else_is_none_of_a_report(file: Path) -> None:
    """The same key signs checklists, proofs and checkpoints."""
    from appliance.crypto import signing as keys

    beside = file.with_name("report.json.sig")
    note = notes.read(beside.read_bytes())
    for purpose in ("checklist", "proof", "checkpoint", "review", "review report 2", ""):
        forged = keys.sign(made.KEY, purpose, notes.canonical(note)).hex()
        fields = json.loads(beside.read_bytes()) | {"signature": forged}
        whole = json.dumps(fields, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
        beside.write_text(whole, "utf-8")
        assert not verify(file).holds, purpose


@pytest.mark.parametrize(
    "crafted",
    [
        b'{"format": 1, "format": 1}',
        b"[" * 60_000,
        b'{"a":' * 20_000,
        b'{"format": 1e999999}',
        b'{"format": ' + b"9" * 60_000 + b"}",
        b'{"file": "\\ud800"}',
        b"\xff\xfe{}",
        b"\x00" * 1000,
        b"null",
    ],
)
def test_crafted_json_is_said_to_be_none(
    file: Path, files: dict[str, bytes], tmp_path: Path, crafted: bytes
) -> None:
    file.with_name("report.json.sig").write_bytes(crafted)
    assert not verify(file).holds
    for name in ("MANIFEST.json", "MANIFEST.sig"):
        path = tmp_path / "crafted.zip"
        path.write_bytes(bundle.archive({**files, name: crafted}))
        assert not verify(path).holds


def test_two_reports_are_not_mixed(archive: Path, files: dict[str, bytes]) -> None:
    report = made.report()
    note = notes.signed(archive.name, archive.read_bytes(), report, made.KEY)
    archive.with_name("bundle.zip.sig").write_bytes(note)
    assert verify(archive, expected_key=made.PUBLIC.hex()).holds
    other = made.report(5)
    note = notes.signed(archive.name, archive.read_bytes(), other, made.KEY)
    archive.with_name("bundle.zip.sig").write_bytes(note)
    assert "two different reports" in " ".join(verify(archive).problems)
    # A genuine list of another report does not fit this one's files.
    listed = {"report.json": as_json.json_bytes(other)}
    files["MANIFEST.sig"] = made.signed_bundle(other, listed)["MANIFEST.sig"]
    assert not verify(unpacked(archive.parent / "folder", files)).holds


def test_content_that_was_not_signed_is_seen(archive: Path, files: dict[str, bytes]) -> None:
    listed = {"content.json": files["content.json"] + b" "}
    archive.write_bytes(bundle.archive(made.signed_bundle(made.report(), listed)))
    assert "content.json" in " ".join(verify(archive).problems)


def test_what_is_no_report_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        verify(tmp_path / "nothing.pdf")
    with pytest.raises(ReportInvalid):
        verify(tmp_path)
    empty = tmp_path / "empty.zip"
    empty.write_bytes(b"PK\x03\x04 and no more")
    assert not verify(empty).holds
    with (tmp_path / "huge.pdf").open("wb") as out:
        out.truncate(bundle.LIMIT_BYTES + 1)
    with pytest.raises(DocumentTooLarge):
        verify(tmp_path / "huge.pdf")


def test_the_folder_one_stands_in_has_a_name(
    tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bundle"
    folder.mkdir()
    monkeypatch.chdir(folder)
    with pytest.raises(ReportInvalid, match="bundle"):
        verify(Path())
    unpacked(folder, files)
    assert (verify(Path()).name, verify(Path()).holds) == ("bundle", True)


# The command ------------------------------------------------------------------------------------


def test_the_command_says_it_and_ends_so(file: Path) -> None:
    run = CliRunner()
    good = run.invoke(command, [str(file)], obj=Options(), standalone_mode=False)
    assert good.return_value != 0 or good.exception is None
    # Without the bank's key nobody is told that it is the bank's.
    assert "The report is whole" in good.output
    assert "genuine" not in good.output
    keyed = run.invoke(command, [str(file), "--key", made.PUBLIC.hex()], obj=Options())
    assert "The report is genuine" in keyed.output
    assert made.PUBLIC.hex() in good.output
    assert "Ann, 2026-09-03" in good.output
    file.write_bytes(b"{}")
    bad = run.invoke(command, [str(file)], obj=Options(), standalone_mode=False)
    assert isinstance(bad.exception, ReportInvalid)
    assert "NOT VALID" in bad.output
    told = run.invoke(command, [str(file), "--json"], obj=Options())
    assert told.exit_code == ReportInvalid.exit_code
    assert json.loads(told.output)["files"][0]["state"] == "changed"


def test_the_signature_is_checked_without_this_program_as_described(file: Path) -> None:
    """The lines of docs/formats/review-report.md, on names with all that JSON writes in its way."""
    report = msgspec.structs.replace(
        made.report(), exported_by='Bo "\\\\/" \x7f\u2028\t\x01 贷款 \U0001f642', exported_at="2026"
    )
    note = notes.signed(file.name, file.read_bytes(), report, made.KEY)
    file.with_name("report.json.sig").write_bytes(note)
    assert verify(file).holds
    text = (ROOT / "docs" / "formats" / "review-report.md").read_text("utf-8")
    lines = [line[4:] for line in text.rpartition("Without Cofferdam:")[2].splitlines()]
    code = "\n".join(lines).replace("report.pdf", str(file))
    assert code.count(str(file)) == 2
    exec(compile(code, "described", "exec"), {})  # noqa: S102 - our own page
    wrong = code.replace("sha256(text)", 'sha256(text + b" ")')
    with pytest.raises(InvalidSignature):
        exec(compile(wrong, "described", "exec"), {})  # noqa: S102 - our own page
