"""Writes the lists that names in running text are found with: `appliance/privacy/names/*.txt`.

    pip download --no-deps --no-binary :all: names==0.3.0
    pip download --no-deps faker==40.54.0
    apt-get download wamerican-small
    python packaging/name_lists.py NAMES.tar.gz FAKER.whl WAMERICAN.deb

Given and family names come from the lists of the census of the United States of 1990 (works of
the United States government: public domain), as the package `names` carries them, and, for what
Europe writes otherwise, from six languages of `faker` (MIT). Ordinary words come from SCOWL
(its own free licence). The licences that ask for it stand at the head of what is written. Other
languages of `faker` are left out on purpose: what is measured with names of those languages is
measured with names that no list was made for.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

TARGET = Path(__file__).resolve().parent.parent / "appliance" / "privacy" / "names"
LANGUAGES = ("de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL")
# Of the 88,799 family names those that one person in 200,000 has.
LEAST_FAMILY_PERCENT = 0.001
_ENDINGS = ("ies", "es", "s", "ied", "ed", "d", "ing", "ly", "ers", "er", "ness", "able")

CENSUS = "US Census 1990, in the public domain, as carried by names 0.3.0 of PyPI"
FAKER = """faker 40.54.0 of PyPI (de_DE fr_FR es_ES it_IT nl_NL pl_PL), under the MIT licence:
Copyright (c) 2012 Daniele Faraglia. Permission is hereby granted, free of charge, to any person
obtaining a copy of this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to use, copy, modify,
merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons
to whom the Software is furnished to do so, subject to the following conditions: The above
copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS
OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A
PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE."""
SCOWL = """SCOWL, size 35, American, as Debian's wamerican-small 2020.12.07-2 has it:
Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these
word lists, the associated scripts, the output created from the scripts, and its documentation for
any purpose is hereby granted without fee, provided that the above copyright notice appears in all
copies and that both that copyright notice and this permission notice appear in supporting
documentation. Kevin Atkinson makes no representations about the suitability of this array for any
purpose. It is provided "as is" without express or implied warranty."""


def census(sdist: Path) -> tuple[set[str], set[str]]:
    """Given and family names in small letters."""
    given: set[str] = set()
    family: set[str] = set()
    with tarfile.open(sdist) as archive:
        for member in archive:
            name = Path(member.name).name
            if not name.startswith("dist."):
                continue
            stream = archive.extractfile(member)
            assert stream is not None, name
            for line in stream.read().decode("ascii").splitlines():
                word, percent, *_ = line.split()
                if not name.endswith("first") and float(percent) < LEAST_FAMILY_PERCENT:
                    continue
                (given if name.endswith("first") else family).add(word.lower())
    return given, family


def faker(wheel: Path) -> tuple[set[str], set[str]]:
    """Given and family names of `LANGUAGES`, in small letters, read without running anything."""
    given: set[str] = set()
    family: set[str] = set()
    with zipfile.ZipFile(wheel) as archive:
        for language in LANGUAGES:
            source = archive.read(f"faker/providers/person/{language}/__init__.py")
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.AnnAssign):
                    target: ast.expr = node.target
                elif isinstance(node, ast.Assign):
                    target = node.targets[0]
                else:
                    continue
                name = target.id if isinstance(target, ast.Name) else ""
                if node.value is not None and "first_names" in name:
                    given |= _words(node.value)
                if node.value is not None and "last_names" in name and language != "pl_PL":
                    family |= _words(node.value)
    return given, family


def _words(value: ast.expr) -> set[str]:
    texts = (one.value for one in ast.walk(value) if isinstance(one, ast.Constant))
    words = {word.lower() for text in texts if isinstance(text, str) for word in text.split()}
    return {word for word in words if re.fullmatch(r"[^\W\d_][^\W\d_’'-]+", word)}


def ordinary(deb: Path) -> set[str]:
    """Words that dictionaries write in small letters, without forms that have a shorter one."""
    tar = subprocess.run(
        ["dpkg-deb", "--fsys-tarfile", deb], capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        stream = archive.extractfile("./usr/share/dict/american-english-small")
        assert stream is not None
        words = set(re.findall(r"(?m)^[a-z]{3,}$", stream.read().decode("utf-8")))
    return {word for word in words if not any(stem in words for stem in _stems(word))}


def _stems(word: str) -> Iterable[str]:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            yield from (stem, stem + "e", stem + "y")
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]


def write(name: str, sources: Iterable[str], words: Iterable[str]) -> None:
    """One word to a line below a head of lines that begin with #."""
    head = "\n".join(f"# {line}" for source in sources for line in source.splitlines())
    text = f"# Written by packaging/name_lists.py.\n{head}\n" + "\n".join(sorted(words)) + "\n"
    (TARGET / name).write_text(text, "utf-8")


def main() -> None:
    """Write the three lists."""
    sdist, wheel, deb = map(Path, sys.argv[1:4])
    given, family = census(sdist)
    european_given, european_family = faker(wheel)
    write("given.txt", [CENSUS, FAKER], given | european_given)
    write("family.txt", [CENSUS, FAKER], family | european_family)
    write("ordinary.txt", [SCOWL], ordinary(deb))


if __name__ == "__main__":
    main()
