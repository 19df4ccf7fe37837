"""What a proposal says to the person who decides, in plain sentences. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.documents.records import Notice
    from appliance.review.asking.weighing import Weighed
    from appliance.review.records import Evidence, PaperRead

UNTRAINED = "No model was trained for this statement, so it was looked for by its wording alone."
MATCHED = "No model was trained for this statement; a pattern of the checklist matches, so read it."
PATTERN = "A pattern of the checklist matches here."
NEAREST = "The nearest passage; it does not settle the question."
UNSETTLED = "Read this passage: it may settle the question."
_TELLING: dict[str, tuple[str, ...]] = {"met": ("for",), "contradicted": ("against",)}
_ALL_SIDES = ("for", "against", "context")
WAYS_MODEL = "each sentence compared with the statement by a model"
WAYS_WORDING = "each sentence compared with the wording of the statement"
WAYS_PATTERNS = "patterns of the checklist"
WAYS_LANGUAGE = "the language model asked whether the paper says it"


def why(
    weighed: Weighed,
    paper: PaperRead,
    evidence: Sequence[Evidence],
    *,
    trained: bool,
    doubts: Iterable[str],
    left_out: Sequence[Notice],
) -> tuple[str, ...]:
    """Sentences for one paper: the verdict, what limits it, what was not read."""
    said = [_verdict(weighed, paper.document, evidence)]
    said += doubts
    if left_out:
        where = pages(one.page for one in left_out)
        said.append(
            f"Text on {where} that is hidden from readers or speaks to an assistant was not taken "
            "into account; look at it."
        )
    if paper.unread:
        said.append(f"Not all of “{paper.document}” could be read.")
    if not trained:
        matched = any(one.note == PATTERN for one in evidence)
        said.append(MATCHED if matched else UNTRAINED)
    return tuple(dict.fromkeys(said))


def _verdict(weighed: Weighed, name: str, evidence: Sequence[Evidence]) -> str:
    limits = [one.page for one in evidence if one.side == "exception"]
    limited = f" {_sentences(limits)} on {pages(limits)} may limit it." if limits else ""
    sides = _TELLING.get(weighed.verdict, _ALL_SIDES)
    read = pages(one.page for one in evidence if one.side in sides)
    if weighed.verdict == "met":
        return f"“{name}” says so on {read}.{limited}"
    if weighed.verdict == "contradicted":
        return f"“{name}” says the opposite on {read}.{limited}"
    if weighed.verdict == "not found":
        nearest = f" The nearest passages are on {read}." if read else ""
        return f"Nothing that says or denies this was found in “{name}”.{nearest}"
    if weighed.reason == "patterns disagree":
        return f"Patterns of the checklist match for and against it in “{name}”, on {read}."
    if weighed.reason == "pattern against judge":
        differ = "a pattern of the checklist and the model say different things"
        return f"In “{name}” {differ}: read {read}."
    if weighed.reason == "models disagree":
        return f"The language model finds another answer likelier for “{name}”: read {read}."
    if weighed.reason == "doubted":
        return f"“{name}” has a passage on {read} that should not be relied on unseen."
    return f"“{name}” does not settle it clearly: read {read}.{limited}"


def pages(numbers: Iterable[int]) -> str:
    """Such as "page 3", "pages 3 and 9", "pages 2, 3 and 9"; "" for none."""
    found = [str(one) for one in sorted(set(numbers))]
    if not found:
        return ""
    if len(found) == 1:
        return f"page {found[0]}"
    return f"pages {', '.join(found[:-1])} and {found[-1]}"


def _sentences(numbers: Sequence[int]) -> str:
    return "A sentence" if len(numbers) == 1 else "Sentences"
