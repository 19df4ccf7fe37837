"""Nothing of a customer, a question, an answer or a model lies in clear on the disk.

Markers are searched for in every byte of the vault and the temporary folders, in shared memory, and
in the environment and the arguments of every process of ours, while a whole workflow runs and after
it. Below those folders is all that the program or its libraries write for a person: settings, logs,
crash reports and core files too.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import shutil
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.settings import starter_folder
from tests.e2e.conftest import GUARDED, PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.e2e.conftest import Command

pytestmark = pytest.mark.model

IN_DOCUMENT = "Quillfeather Drydock Limited"
IN_QUESTION = "Zanthorpe"
IN_NAME = "Ombersley-ledger-7731"
IN_WEIGHTS = "marker-planted-in-weights-58e1c0"
WORDS = (IN_DOCUMENT, IN_QUESTION, IN_NAME, IN_WEIGHTS, "Quillfeather", "Ombersley")


def needles() -> dict[str, bytes]:
    """The markers as UTF-8 and UTF-16, and stretches of the real weights of the language model."""
    found = {word: word.encode() for word in WORDS}
    found |= {f"{word} (UTF-16)": word.encode("utf-16-le") for word in WORDS}
    weights = (starter_folder() / "smollm2-135m-instruct" / "model.gguf").read_bytes()
    found["GGUF magic and metadata"] = weights[:64]
    for part in (1, 2, 3):
        middle = len(weights) * part // 4
        found[f"GGUF weights {part}/4"] = weights[middle : middle + 48]
    return found


def below(root: Path) -> Iterable[Path]:
    """All paths below `root`; folders may vanish while they are walked."""
    for folder, folders, files in os.walk(root):
        yield from (Path(folder) / name for name in (*folders, *files))


def scan(roots: Iterable[Path], wanted: dict[str, bytes]) -> set[str]:
    """Every marker found in a name or in a byte below the roots; files may vanish meanwhile."""
    hits: set[str] = set()
    for root in roots:
        for path in below(root):
            name = str(path.relative_to(root)).encode("utf-8", "surrogateescape")
            hits |= {f"{key} in the name {path}" for key, value in wanted.items() if value in name}
            try:
                if not path.is_file() or path.stat().st_size == 0:
                    continue
                with (
                    path.open("rb") as file,
                    mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
                ):
                    hits |= {
                        f"{key} in {path}"
                        for key, value in wanted.items()
                        if content.find(value) >= 0
                    }
            except (FileNotFoundError, ValueError):
                continue
    return hits


def scan_processes(wanted: dict[str, bytes], mine: bytes) -> tuple[set[str], int]:
    """Markers in the environment or arguments of processes of ours, and how many were read.

    `mine` stands in the environment of each of them. The command's own arguments are what the
    person typed, and the shell shows them to everybody; so only its environment is looked at.
    """
    hits: set[str] = set()
    read = 0
    for process in Path("/proc").iterdir():
        if not process.name.isdecimal() or int(process.name) == os.getpid():
            continue
        try:
            environment = (process / "environ").read_bytes()
            arguments = (process / "cmdline").read_bytes()
        except OSError:  # it ended, or keeps even us out
            continue
        if mine not in environment:
            continue
        read += 1
        typed = GUARDED.name.encode() in arguments
        for key, value in wanted.items():
            if value in environment:
                hits.add(f"{key} in the environment of {arguments!r}")
            if value in arguments and not typed:
                hits.add(f"{key} in the arguments {arguments!r}")
    return hits, read


class Watch(threading.Thread):
    """Scans again and again until told to stop."""

    def __init__(self, roots: tuple[Path, ...], wanted: dict[str, bytes]) -> None:
        super().__init__(daemon=True)
        self._roots, self._wanted = roots, wanted
        self._ended = threading.Event()
        self.hits: set[str] = set()
        self.rounds = 0
        self.processes = 0

    def run(self) -> None:
        while not self._ended.wait(0.3):
            self.hits |= scan(self._roots, self._wanted)
            self._look_at_processes()
            self.rounds += 1

    def _look_at_processes(self) -> None:
        secret = {"the passphrase": PASSPHRASE.encode()}
        hits, read = scan_processes(self._wanted | secret, b"HOME=" + bytes(self._roots[1]))
        self.hits |= hits
        self.processes += read

    def finish(self) -> None:
        self._ended.set()
        self.join()
        self.hits |= scan(self._roots, self._wanted)


def marked_model(folder: Path) -> Path:
    """The risk model with a marker in its weights file; protobuf allows a field to be appended."""
    shutil.copytree(starter_folder() / "credit-default", folder)
    model = folder / "model.onnx"
    marker = IN_WEIGHTS.encode()
    old = model.read_bytes()
    new = old + bytes([0x32, len(marker)]) + marker  # ModelProto.doc_string
    model.write_bytes(new)
    manifest = folder / "manifest.toml"
    text = manifest.read_text("utf-8").replace(
        hashlib.sha256(old).hexdigest(), hashlib.sha256(new).hexdigest()
    )
    text = text.replace(f"size_bytes = {len(old)}", f"size_bytes = {len(new)}")
    manifest.write_text(text.replace('version = "', 'version = "7.', 1), "utf-8")
    return folder


def test_the_scanner_finds_what_it_looks_for(tmp_path: Path) -> None:
    wanted = needles()
    (tmp_path / "a").write_bytes(b"xx" + wanted["GGUF weights 2/4"] + b"yy")
    (tmp_path / f"{IN_NAME}.txt").write_bytes("Zanthorpe".encode("utf-16-le"))
    hits = scan([tmp_path], wanted)
    assert any(hit.startswith("GGUF weights 2/4 in") for hit in hits)
    assert any(hit.startswith(f"{IN_NAME} in the name") for hit in hits)
    assert any(hit.startswith("Zanthorpe (UTF-16) in") for hit in hits)
    careless = subprocess.Popen(
        ["/bin/sh", "-c", "echo ready; read until_killed"],
        env={"HOME": str(tmp_path), "Q": f"{IN_QUESTION}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        # Just after exec a process still shows an empty environment: wait until it runs.
        assert careless.stdout is not None
        assert careless.stdout.readline() == b"ready\n"
        found, read = scan_processes(wanted, b"HOME=" + bytes(tmp_path))
    finally:
        careless.kill()
        careless.communicate()
    assert read == 1
    assert any(hit.startswith(f"{IN_QUESTION} in the environment") for hit in found)


def test_no_marker_is_ever_on_the_disk(
    fresh: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    given = tmp_path_factory.mktemp("given")
    letter = given / f"{IN_NAME}.txt"
    letter.write_text(
        f"{IN_DOCUMENT} confirms that the repayment of 14,250.00 EUR is due on 3 March 2026.\n"
        "The guarantor is the Port Authority.\n",
        "utf-8",
    )
    questions = given / "questions.jsonl"
    asked = (
        {"id": "known", "question": f"When is the repayment of {IN_DOCUMENT} due?"},
        {"id": "unknown", "question": f"What is the telephone number of Mr {IN_QUESTION}?"},
    )
    questions.write_text("\n".join(map(json.dumps, asked)))
    model = marked_model(given / "model")

    watch = Watch((fresh.vault, fresh.home, Path("/dev/shm")), needles())  # noqa: S108 - looked into
    fresh.vault.mkdir()
    watch.start()
    fresh("init")
    fresh("models", "import", model)
    fresh("case", "new", IN_NAME)
    fresh("add", IN_NAME, letter)
    answers = fresh("ask", IN_NAME, "--questions", questions, "--json").json
    fresh("search", IN_NAME, IN_DOCUMENT)
    version = next(
        item["version"]
        for item in fresh("models", "list", "--json").json
        if item["version"].startswith("7.")
    )
    fresh("models", "activate", "credit-default", "--version", version)
    watch.finish()

    # The workflow really went through the marked material, so the search could have failed.
    assert [item["status"] for item in answers] == ["answered", "not_found"]
    assert IN_DOCUMENT.split()[0] in json.dumps(answers[0])
    assert watch.rounds >= 3
    assert watch.processes > 10
    assert watch.hits == set()
    assert [path for path in below(fresh.home) if path.name.startswith("core")] == []
