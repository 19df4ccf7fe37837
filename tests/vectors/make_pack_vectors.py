"""Writes tests/vectors/pack/: pack files, good and bad, each with its expected outcome.

A second implementation of docs/formats/pack.md (`pack_vector_recipe.py`) makes them; the bad ones
are in the other `pack_vectors_*.py` beside this file.

Each file is lines of text, an empty line, and the pack as it is. `expect` names the outcome,
`stage` what refuses it: the `head` alone, the `signatures`, `unlock`, or reading the `payload`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pack_vectors_description
import pack_vectors_framing
import pack_vectors_sealed
from pack_vector_recipe import (
    APPLIANCES,
    FOLDER,
    PASSPHRASE,
    SIGNERS,
    Json,
    Pack,
    manifest,
    model_manifest,
    note,
    ordered,
    pair,
    text,
    to_appliance,
    to_passphrase,
    write,
)


def good(name: str, comment: str, pack: Pack, **more: Any) -> None:  # noqa: ANN401 - see `write`
    """A vector that every reader accepts."""
    write(name, "success", "none", comment, pack.file(), files=pack.files, **more)


def good_texts() -> None:
    for kind, name in (
        ("checklist", "note.md"),
        ("prompts", "prompts.toml"),
        ("policy", "policy.toml"),
        ("trust", "root.json"),
    ):
        files = {name: b"format = 1\n" if kind == "policy" else text(60)}
        good(f"good_{kind}", f"a text of kind {kind}", Pack(manifest(kind, files), files))
    for name, comment, content in (
        ("one_byte", "the shortest content", b"x"),
        ("chunk_less_one", "one byte less than a chunk", text(1023)),
        ("one_chunk", "exactly one chunk, and no empty one after it", text(1024)),
        ("chunk_and_one", "a last chunk of one byte", text(1025)),
        ("two_chunks", "the last chunk is full", text(2048)),
        ("utf8", "letters beyond ASCII, tabs and both line ends", "é\t信用\r\n€\n".encode()),
    ):
        files = {"note.txt": content}
        good(f"good_{name}", comment, Pack(manifest("checklist", files), files))
    good(
        "good_minor_seven", "a later minor version that needs nothing new", replace(note(), minor=7)
    )
    good("good_larger_chunks", "chunks of 2 KiB", replace(pair(), chunk_log2=11))
    good(
        "good_largest_chunks",
        "chunks of 1 MiB, as the program writes",
        replace(pair(), chunk_log2=20),
    )


def good_models() -> None:
    good("good_model", "two files, five chunks", pair())
    files = {"model.onnx": text(300)}
    good("good_model_risk", "numbers with a fraction", Pack(risk_manifest(files), files))
    files = {"model.gguf": text(1025)}
    described = model_manifest("language", files)
    described["terms"] = {
        "branches": ["branch-12", "branch-15"],
        "purposes": ["answer", "review", "search"],
        "runs": 10**12,
        "until": "2028-02-29",
    }
    described["self_test"] = [{"expected": " Paris\n", "input": "The capital?\n", "tokens": 4}]
    described["needs"] = {
        "disk_bytes": 4096,
        "engine": "0.0.1",
        "instruction_sets": [],
        "memory_bytes": 1,
    }
    good("good_model_terms", "all optional fields", Pack(described, files))
    needy = pair()
    needy.described["needs"] = {
        "disk_bytes": 2**50,
        "engine": "999999.999999",
        "instruction_sets": ["amx_tile", "avx512f"],
        "memory_bytes": 2**50,
    }
    good("good_model_needs", "more than any machine has; an import may refuse that", needy)
    good("good_sequence_highest", "the highest number of a version", note(sequence=2**31 - 1))


def risk_manifest(files: dict[str, bytes]) -> Json:
    """A risk model; 1e16 has an exponent in the canonical form, which this writes by hand."""
    described = model_manifest("risk", files)
    described["model"]["risk"]["features"][0]["maximum"] = 999999999999999.9
    return described


def good_recipients() -> None:
    protected = replace(note(), recipients=[to_passphrase()])
    good("good_passphrase", "for a passphrase with an accent", protected, passphrase=PASSPHRASE)
    decomposed = PASSPHRASE.replace("é", "e\u0301")
    good("good_passphrase_nfd", "the accent typed apart", protected, passphrase=decomposed)
    both = replace(note(), recipients=ordered([to_appliance(key) for key in APPLIANCES[:2]]))
    good("good_first_of_two", "two appliances, one of them", both, recipient=APPLIANCES[0])
    good("good_second_of_two", "two appliances, the other", both, recipient=APPLIANCES[1])
    many = replace(note(), recipients=ordered([to_appliance(key) for key in APPLIANCES[:64]]))
    good("good_64_recipients", "as many as there may be", many, recipient=APPLIANCES[63])


def good_signatures() -> None:
    two = replace(note(), signers=(SIGNERS[0], SIGNERS[1]))
    good(
        "good_two_signatures", "both are needed", two, trusted=(SIGNERS[0], SIGNERS[1]), threshold=2
    )
    good("good_unknown_beside", "a signature by an unknown key is left out", two)
    eight = replace(note(), signers=tuple(SIGNERS[:8]))
    good(
        "good_eight_signatures",
        "as many as there may be",
        eight,
        trusted=tuple(SIGNERS[:8]),
        threshold=8,
    )


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for group in (good_texts, good_models, good_recipients, good_signatures):
        group()
    for module in (pack_vectors_framing, pack_vectors_description, pack_vectors_sealed):
        module.write_all()


if __name__ == "__main__":
    main()
