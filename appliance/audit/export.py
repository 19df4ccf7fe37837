"""An export of the chain that anybody can verify offline, without Cofferdam and without a secret.

A folder, or a .zip if the name ends so: entries, checkpoints, the public key, the script that
verifies them and a text that says how (docs/formats/audit.md, “Export”).
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from appliance import __version__
from appliance.audit.records import Exported
from appliance.errors import FileExists, FileUnreadable
from appliance.files import new_file, saving, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.audit.chain import Row
    from appliance.audit.checkpoints import Checkpoints
    from appliance.audit.log import AuditLog

FORMAT = 1
_SCRIPT = Path(__file__).with_name("verify_audit.py")
_README = """\
Audit chain of a Cofferdam vault
================================

Vault     {vault}
Entries   {entries}
Key       {key}

To verify it, on any computer with Python 3.9 or later and the package “cryptography”:

    python verify_audit.py --key "{key}"

Take the key from your own notes, not from here: whoever can replace this export can replace the
line above. Write it down the first time. A file from the witness medium shows that nothing was
rolled back since it was written:

    python verify_audit.py --key KEY --earlier NOTE-FILE

Exit codes: 0 genuine, 10 altered, 11 dropped, 12 reordered, 13 truncated, 14 forked, 15 a signature
does not fit or is missing, 16 the export cannot be read.

entries.jsonl   one entry per line, oldest first; “link” is its hash over itself and all before
checkpoints/    signed notes (C2SP tlog-checkpoint); the number is how many entries each covers
export.json     what this is, and the public key

Sixteen hexadecimal digits in “details” or after “document:” are tags: keyed hashes that stand for
texts and names of files. The key is not in any export. Whoever holds the key of the content can
check what a tag stands for; the same text has the same tag. Lines from before a release that said
so, and lines of people who do not hold the key of the content, have tags under the key of the
register, so every user of the vault could try what those stand for.
{mac}"""
_MAC = """\
mac-key.hex     SECRET: the key of the entries' MACs. Whoever has it could make entries that
                carry a MAC, though none that a checkpoint covers.
"""


def export(
    target: Path, log: AuditLog, checkpoints: Checkpoints, *, vault_id: str, with_mac_key: bool
) -> Exported:
    """Write all entries up to the newest checkpoint; every row is checked on the way.

    `with_mac_key` adds the key of the MACs, so that they can be checked too.
    Raises: FileExists, FileUnreadable (no such folder), DiskFull, FolderReadOnly, VaultLocked;
    AuditBroken and its kinds: the chain is not genuine, and nothing is left.
    """
    if os.path.lexists(target):
        raise FileExists(name=target.name)
    if not target.parent.is_dir():
        raise FileUnreadable(name=target.parent.name, why="there is no such folder")
    signed = checkpoints.sign()
    key = checkpoints.verifier.encoded()
    with (
        saving(target.name),
        tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as making,
    ):
        folder = Path(making) / "export"
        folder.mkdir(mode=0o700)
        (folder / "checkpoints").mkdir(mode=0o700)
        with (folder / "entries.jsonl").open("wb") as out:
            for row in log.genuine():
                if row.seq <= signed.size:
                    out.write(_line(row, with_mac=with_mac_key))
        kept = checkpoints.kept()
        for one in kept:
            (folder / "checkpoints" / f"{one.size:012d}.note").write_text(one.note, "utf-8")
        about = {
            "format": FORMAT,
            "program": f"Cofferdam {__version__}",
            "vault": vault_id,
            "entries": signed.size,
            "key": key,
            "witnesses": sorted({name for one in kept for name in one.witnesses}),
        }
        (folder / "export.json").write_text(json.dumps(about, indent=2) + "\n", "utf-8")
        if with_mac_key:
            (folder / "mac-key.hex").write_text(log.key().hex() + "\n", "ascii")
        shutil.copyfile(_SCRIPT, folder / _SCRIPT.name)
        readme = _README.format(
            vault=vault_id, entries=signed.size, key=key, mac=_MAC if with_mac_key else ""
        )
        (folder / "README.txt").write_text(readme, "utf-8")
        _put_in_place(folder, target)
    return Exported(str(target), signed.size, len(kept), key, with_mac_key)


def _line(row: Row, *, with_mac: bool) -> bytes:
    shown: dict[str, object] = {
        "seq": row.seq,
        "format": row.format,
        "at": row.at,
        "event": row.event,
        "actor": row.actor,
        "subject": row.subject,
        "details": row.details,
        "link": row.link.hex(),
    }
    if with_mac:
        shown["mac"] = row.mac.hex()
    return json.dumps(shown, ensure_ascii=False).encode() + b"\n"


def _put_in_place(folder: Path, target: Path) -> None:
    if target.suffix.lower() == ".zip":
        with new_file(target) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in _files(folder):
                archive.write(path, path.relative_to(folder))
        return
    for path in _files(folder):
        with path.open("rb") as written:
            os.fsync(written.fileno())
    if os.path.lexists(target):
        raise FileExists(name=target.name)
    folder.rename(target)
    sync_folder(target.parent)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
