"""A head office for the pictures: keys, a root, packs and a revocation list, made by real code."""

from __future__ import annotations

import shutil
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import tomli_w
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.clock import SystemClock
from appliance.crypto.key_files import PublicKey
from appliance.jobs import Job
from appliance.packs import pack_writer, trust_documents, trust_making

if TYPE_CHECKING:
    from appliance.app.office import Office
    from appliance.packs.trust_records import Root, SignedDocument

ROOT = Path(__file__).parents[1]
PUBLISHER = "harbour-head-office"
SIGNERS = ("Grace Lin, model risk", "Tom Ward, technology")
STRANGER = "somebody"
NEW_PACK, STRANGE_PACK = "credit-default-1.1.0.cofferpack", "rules.cofferpack"


def prepare(office: Office, folder: Path) -> None:
    """Pin a root, import a model and a text, revoke the model; packs to look at are in `folder`."""
    folder.mkdir()
    keys = {name: Ed25519PrivateKey.generate() for name in (*SIGNERS, STRANGER)}
    root = _root(keys)
    office.trust.pin(_written(folder / "root.json", root), trust_documents.fingerprint(root.signed))
    to = office.keys.appliance("branch").raw
    both = [keys[name] for name in SIGNERS]
    old = _model(folder, "1.0.5", 5, to, both, "Fewer inputs.")
    office.packs.import_pack(old)
    text = {"kind": "policy", "name": "branch-rules", "title": "Rules for branches"}
    rules = "format = 1\nrequire_signed_models = true\n"
    office.packs.import_pack(_text(folder, text, "rules.toml", rules, to, both))
    _list(office, folder, root, both)
    new = _model(folder, "1.1.0", 6, to, both, "Trained anew with the year 2025.")
    new.rename(folder / NEW_PACK)
    strange = _text(folder, {**text, "sequence": 9}, "rules.toml", rules, to, [keys[STRANGER]])
    strange.rename(folder / STRANGE_PACK)


def _root(keys: dict[str, Ed25519PrivateKey]) -> SignedDocument:
    chosen = [PublicKey(name, keys[name].public_key().public_bytes_raw()) for name in SIGNERS]
    document = trust_making.new_root(
        PUBLISHER,
        {"root": chosen, "packs": chosen, "revocation": chosen},
        {"root": 2, "packs": 2, "revocation": 1},
        days=700,
        clock=SystemClock(),
    )
    return trust_documents.sign(document, [keys[name] for name in SIGNERS])


def _list(
    office: Office, folder: Path, root: SignedDocument, keys: list[Ed25519PrivateKey]
) -> None:
    old = next(one for one in office.models.list() if one.manifest.version == "1.0.5")
    signed: Root = root.signed  # type: ignore[assignment]  # made as a root above
    document = trust_making.new_list(
        signed,
        keys={},
        packs={},
        models={old.digest: "wrong order of the bands"},
        days=300,
        clock=SystemClock(),
    )
    office.trust.update(_written(folder / "list.json", trust_documents.sign(document, keys)))


def _model(
    folder: Path,
    version: str,
    sequence: int,
    to: bytes,
    keys: list[Ed25519PrivateKey],
    changes: str,
) -> Path:
    source = ROOT / "models" / "credit-default"
    place = folder / f"credit-default-{version}"
    place.mkdir()
    shutil.copy(source / "model.onnx", place)
    manifest = tomllib.loads((source / "manifest.toml").read_text("utf-8"))
    manifest["version"] = version
    manifest["risk"]["cutoff_points"] += 10 if version == "1.1.0" else 0
    (place / "manifest.toml").write_text(tomli_w.dumps(manifest), "utf-8")
    recipe = {
        "kind": "model",
        "sequence": sequence,
        "changes": changes,
        "terms": {
            "until": f"{SystemClock().now() + timedelta(days=400):%Y-%m-%d}",
            "purposes": ["score"],
            "runs": 50_000,
        },
        "needs": {"memory_bytes": 64 * 1024**2, "instruction_sets": []},
    }
    return _built(place, recipe, to, keys)


def _text(
    folder: Path,
    recipe: dict[str, object],
    name: str,
    content: str,
    to: bytes,
    keys: list[Ed25519PrivateKey],
) -> Path:
    place = folder / f"text-{len(list(folder.iterdir()))}"
    place.mkdir()
    (place / name).write_text(content, "utf-8")
    base = {"sequence": 1, "version": "3", "licence": "Internal", "file": name}
    return _built(place, {**base, **recipe}, to, keys)


def _built(
    place: Path, recipe: dict[str, object], to: bytes, keys: list[Ed25519PrivateKey]
) -> Path:
    expires = f"{SystemClock().now() + timedelta(days=200):%Y-%m-%dT00:00:00Z}"
    table = {"format": 1, "publisher": PUBLISHER, "expires": expires, **recipe}
    (place / "pack.toml").write_text(tomli_w.dumps(table), "utf-8")
    target = place.with_suffix(place.suffix + ".cofferpack")
    pack_writer.build(place, target, to=[to], keys=keys, clock=SystemClock(), job=Job())
    return target


def _written(path: Path, document: SignedDocument) -> Path:
    path.write_bytes(trust_documents.encode(document))
    return path
