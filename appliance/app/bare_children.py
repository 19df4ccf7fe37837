"""One real child of each kind, without a model or a document, to look at its fence."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from appliance.children import Child, ChildSpec
from appliance.engine.starting import MODULE
from appliance.engine.tuning import child as tuning_child
from appliance.review.reports import writing
from appliance.settings import engine_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.settings import Settings

# Enough to import what each kind imports; engines get more with their weights.
_ADDRESS_SPACE_BYTES = 4 * 1024**3
_CPU_S = 60
_PARSERS = "appliance.documents.parsers.main"

# Kind as shown, to kind, module and options of the child. Parsers load other libraries for each
# family of documents.
_KINDS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "language": ("language", MODULE, ()),
    "embedding": ("embedding", MODULE, ()),
    "risk": ("risk", MODULE, ()),
    "ocr": ("ocr", MODULE, ()),
    "tuner": (tuning_child.KIND, tuning_child.MODULE, ()),
    "parser (PDF)": ("parser", _PARSERS, ("family=pdf",)),
    "parser (Office)": ("parser", _PARSERS, ("family=office",)),
    "parser (text)": ("parser", _PARSERS, ("family=text",)),
    "parser (mail)": ("parser", _PARSERS, ("family=mail",)),
    "parser (picture)": ("parser", _PARSERS, ("family=image",)),
    "writer": (writing.KIND, writing.MODULE, ()),
}
KINDS = tuple(_KINDS)
_WITH_ENGINE = ("language", tuning_child.KIND)


@contextmanager
def bare_child(shown_kind: str, settings: Settings) -> Iterator[Child]:
    """A child of one of `KINDS`, fenced in as always, ended with the block.

    Its report is there even if the fence does not hold; the child has ended itself then.
    Raises: ModelStopped, ChildTimeout, ProtocolBroken.
    """
    kind, module, options = _KINDS[shown_kind]
    if kind in _WITH_ENGINE:
        options = (f"engine={engine_folder()}",)
    # Limited in memory and time by what they are given, which is a stranger's.
    limited = kind in ("parser", writing.KIND)
    spec = ChildSpec(
        kind=kind,
        module=module,
        address_space_bytes=settings.parser_memory_bytes if limited else _ADDRESS_SPACE_BYTES,
        cpu_s=_CPU_S if limited else None,
        options=options,
    )
    child = Child.start(spec, judge=False)
    try:
        yield child
    finally:
        child.stop(grace_s=0)
