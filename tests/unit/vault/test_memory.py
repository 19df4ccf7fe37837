"""The keys of a vault and the database's key are nowhere in readable memory, open or locked."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# In a fresh process, so that nothing of the tests is in its memory. What is searched for is kept
# with every bit turned around, or the search would find its own needle.
SCRIPT = """
import json, os, sys
from pathlib import Path
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.vault.domains import Domain
from appliance.vault.store import Vault

def turned(data):
    return bytearray(byte ^ 0xFF for byte in data)

def count(needle):
    found, memory = 0, os.open("/proc/self/mem", os.O_RDONLY)
    straight = turned(needle)
    for line in Path("/proc/self/maps").read_text().splitlines():
        span, rights, *_ = line.split()
        low, high = (int(part, 16) for part in span.split("-"))
        try:
            content = os.pread(memory, high - low, low) if rights.startswith("rw") else b""
        except OSError:
            continue  # the kernel refuses: hidden memory
        at = content.find(straight)
        while at >= 0:
            found += 1
            at = content.find(straight, at + 1)
        del content
    os.close(memory)
    straight[:] = bytes(len(straight))
    return found - 1  # the straightened needle itself

folder = Path(sys.argv[1])
vault, _code = Vault.create(folder, "p" * 40, clock=SystemClock(), kdf=KdfParams(8192, 1, 1))
vault.lock()
vault = Vault.open(folder, "p" * 40, clock=SystemClock())
kept = []  # every key of the ring: the user's secret, the anchor, each domain, the lasting root
for key in (
    vault._ring.secret()[:32], vault._ring.secret()[32:], *map(vault._ring.key, Domain),
    vault._ring._lasting.reveal(),
):
    kept.append(turned(key))
    key[:] = bytes(len(key))
database = turned(vault.subkey("database").hex().encode())
vault.case(vault.cases.new("c", now="2026").id).blobs.put(b"a", binding=b"b")
vault.connection().execute("SELECT count(*) FROM meta").fetchall()
control = bytes(turned(bytes(range(100, 132))))
marker = bytes(range(100, 132))
opened = [[count(key) for key in kept], count(database), count(control)]
vault.lock()
locked = [[count(key) for key in kept], count(database)]
print(json.dumps([vault._ring.protection, opened, locked]))
"""


def test_keys_are_not_left_in_memory(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "v")],
        check=True,
        capture_output=True,
        text=True,
    )
    protection, (keys, database, control), locked = json.loads(done.stdout)
    assert len(keys) == 6
    assert control >= 1, "the search finds nothing at all"
    assert locked == [[0] * 6, 0]
    if protection == "hidden":
        assert keys == [0] * 6, "another copy of a key than the hidden one"
    assert database == 0, "SQLCipher or we keep the raw key as text"
