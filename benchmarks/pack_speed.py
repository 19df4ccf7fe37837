"""What a pack costs: building, signing and verifying a large one, against a SHA-256 of its content.

Random bytes in a memory file system stand for weights, so that no disk is measured. `ratio` is the
plain SHA-256 over the verification in seconds: 1 would mean that only hashing costs.

    .venv/bin/python benchmarks/pack_speed.py [--mib 1024] [--repeats 5] [--save]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import tempfile
from pathlib import Path

import tomli_w
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from measure import interleaved_s, report

from appliance.clock import SystemClock
from appliance.crypto.sealed_box import new_private_key, public_of
from appliance.jobs import Job
from appliance.packs.pack_reader import open_pack, valid_signers
from appliance.packs.pack_writer import add_signature, build

MIB = 1024 * 1024


def sha256_of(path: Path) -> str:
    """The digest that every importer has to compute anyway."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def model(folder: Path, size_bytes: int) -> Path:
    """A folder with a model of random bytes, ready to be packed."""
    folder.mkdir()
    with (folder / "model.gguf").open("wb") as out:
        for _ in range(size_bytes // MIB):
            out.write(os.urandom(MIB))
    table = {
        "format": 1,
        "name": "random",
        "version": "1",
        "kind": "language",
        "title": "Random bytes",
        "licence": "none",
        "origin": "made for this benchmark",
        "description": "",
        "quantization": "none",
        "components": [
            {
                "name": "model.gguf",
                "size_bytes": size_bytes,
                "sha256": sha256_of(folder / "model.gguf"),
            }
        ],
        "language": {"context_tokens": 2048, "template": "chatml"},
    }
    recipe = {
        "format": 1,
        "kind": "model",
        "publisher": "benchmark",
        "sequence": 1,
        "expires": "2099-01-01T00:00:00Z",
    }
    (folder / "manifest.toml").write_text(tomli_w.dumps(table), "utf-8")
    (folder / "pack.toml").write_text(tomli_w.dumps(recipe), "utf-8")
    return folder


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mib", type=int, default=1024)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    private, key = new_private_key(), Ed25519PrivateKey.generate()
    publics = [key.public_key().public_bytes_raw()]
    with tempfile.TemporaryDirectory(dir="/dev/shm") as place:
        folder = model(Path(place) / "model", given.mib * MIB)
        pack, signed = Path(place) / "it.cofferpack", Path(place) / "signed.cofferpack"

        def build_it() -> None:
            pack.unlink(missing_ok=True)
            to = [public_of(private)]
            build(folder, pack, to=to, keys=[key], clock=SystemClock(), job=Job())

        def sign_it() -> None:
            signed.unlink(missing_ok=True)
            add_signature(pack, Ed25519PrivateKey.generate(), target=signed)

        def verify_it() -> None:
            with open_pack(pack) as opened:
                assert valid_signers(opened.info, publics, name="it")
                with opened.unlock(recipient=private) as payload:
                    payload.verify()

        spent_s = interleaved_s(
            {
                "sha256": lambda: sha256_of(folder / "model.gguf"),
                "build": build_it,
                "sign": sign_it,
                "verify": verify_it,
            },
            repeats=given.repeats,
            warm_up=2,
        )
    medians = {name: round(statistics.median(times), 4) for name, times in spent_s.items()}
    report(
        "pack_speed",
        medians["sha256"] / medians["verify"],
        {"mib": given.mib, "medians_s": medians, "repeats": given.repeats},
        save=given.save,
    )


if __name__ == "__main__":
    main()
