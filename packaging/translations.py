"""Collects the window's texts and compiles its translations.

    python packaging/translations.py            update the .ts files, then compile the .qm files
    python packaging/translations.py --check    fail if a text has no translation

The texts come from `gui/`, from the error templates in `appliance/errors` (context “errors”) and
from the descriptions of the starter models (context “packs”), which the window translates at run
time. The English file only holds plural forms. Both tools are part of the locked PySide6 package;
nothing is downloaded.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "gui" / "translations"
CHINESE, ENGLISH = FOLDER / "cofferdam_zh_CN.ts", FOLDER / "cofferdam_en.ts"
sys.path.insert(0, str(ROOT))


def main() -> int:
    """Update and compile, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only look for missing translations")
    if not parser.parse_args().check:
        collect()
        for path in (CHINESE, ENGLISH):
            release(path)
    missing = [text for path in (CHINESE, ENGLISH) for text in untranslated(path)]
    for text in missing:
        print(f"no translation: {text}")
    return 1 if missing else 0


def collect() -> None:
    """Merge the present texts into both files; texts that are gone are dropped."""
    sources = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("gui/**/*.py"))]
    with tempfile.TemporaryDirectory() as folder:
        templates = Path(folder) / "error_templates.py"
        templates.write_text(error_templates() + pack_texts(), "utf-8")
        common = ("-no-obsolete", "-locations", "none", "-source-language", "en", "-silent")
        files = (*sources, str(templates))
        run("pyside6-lupdate", *files, "-ts", str(CHINESE), *common, "-target-language", "zh_CN")
        run(
            "pyside6-lupdate",
            *sources,
            "-ts",
            str(ENGLISH),
            *common,
            "-target-language",
            "en",
            "-pluralonly",
        )


def release(path: Path) -> None:
    """Compile a .ts file; a window that has the old one mapped keeps it."""
    made = path.with_suffix(".qm.new")
    run("pyside6-lrelease", "-silent", str(path), "-qm", str(made))
    made.replace(path.with_suffix(".qm"))


def error_templates() -> str:
    """A source file that names every error template, for the collecting tool to read."""
    import appliance.errors as errors
    from appliance.errors import ApplianceError

    kinds = [
        kind
        for kind in (getattr(errors, name) for name in errors.__all__)
        if isinstance(kind, type) and issubclass(kind, ApplianceError)
    ]
    texts = dict.fromkeys(text for kind in kinds for text in (kind.summary, kind.hint))
    return "\n".join(f"QT_TRANSLATE_NOOP('errors', {text!r})" for text in texts) + "\n"


def pack_texts() -> str:
    """The same for the texts of the starter models that the window shows."""
    texts: dict[str, None] = {}
    for path in sorted(ROOT.glob("models/*/manifest.toml")):
        manifest = tomllib.loads(path.read_text("utf-8"))
        risk = manifest.get("risk", {})
        texts |= dict.fromkeys([manifest["title"], manifest["description"], risk.get("target", "")])
        texts |= dict.fromkeys(band["decision"] for band in risk.get("bands", ()))
        for feature in risk.get("features", ()):
            keys = ("label", "explanation", "unit", "adverse_reason")
            texts |= dict.fromkeys(feature[key] for key in keys)
    lines = [f"QT_TRANSLATE_NOOP('packs', {text!r})" for text in texts if text]
    return "\n".join(lines) + "\n"


def untranslated(path: Path) -> list[str]:
    """Texts of a .ts file that have no finished translation."""
    found = []
    for message in ET.parse(path).iter("message"):  # noqa: S314 - our own file
        translation = message.find("translation")
        source = message.findtext("source") or ""
        if translation is None or translation.get("type") == "unfinished":
            found.append(source)
            continue
        forms = [form.text for form in translation.iter("numerusform")] or [translation.text]
        if not all(forms):
            found.append(source)
    return found


def run(tool: str, *arguments: str) -> None:
    """Run a tool of the environment this script runs in."""
    subprocess.run([str(Path(sys.executable).parent / tool), *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
