"""Which beginnings prompts share, and the order of work that computes each of them once. Pure.

A prompt is a list of *steps*: runs of tokens that are computed in one go. The steps of a prompt
never depend on other prompts (each stretch between cuts is divided from its own beginning), so two
prompts that begin alike share whole steps, and a shared step gives the same bits wherever it is
used. All steps but the last of a prompt may be shared; the last one, the *tail*, is computed
together with the tails of other prompts.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.engine.records import Message, Prompt, RunSettings

Step = tuple[int, ...]


@dataclass(frozen=True)
class Outline:
    """One prompt as the planner sees it.

    Attributes:
        steps: its tokens, at least one step; the last is the tail.
        answer_cells: KV cells that its answer needs at most.
        keep: name of the beginning that is to be kept, or empty.
        keep_steps: how many steps that beginning has.
    """

    steps: tuple[Step, ...]
    answer_cells: int
    keep: str = ""
    keep_steps: int = 0

    @property
    def path(self) -> tuple[Step, ...]:
        """The steps that may be shared."""
        return self.steps[:-1]

    @property
    def row_cells(self) -> int:
        """Cells for what is not shared: tail and answer."""
        return len(self.steps[-1]) + self.answer_cells

    @property
    def cells(self) -> int:
        """Cells for all of it, alone."""
        return sum(map(len, self.steps)) + self.answer_cells


@dataclass(frozen=True)
class Branch:
    """A shared beginning, and the places of the prompts that continue it, in order."""

    path: tuple[Step, ...]
    places: tuple[int, ...]


@dataclass(frozen=True)
class Group:
    """Branches that are in the cache together; their tails and answers share batches.

    Only the first branch lies at the beginning of the cache with nothing else there, so only its
    path may be kept for later requests.
    """

    branches: tuple[Branch, ...]


def steps_of(stretches: Sequence[Sequence[int]], step_tokens: int) -> tuple[Step, ...]:
    """Divide each stretch into steps of `step_tokens` from its own beginning."""
    return tuple(
        tuple(stretch[place : place + step_tokens])
        for stretch in stretches
        for place in range(0, len(stretch), step_tokens)
    )


def common_steps(one: Sequence[Step], other: Sequence[Step]) -> int:
    """How many steps two paths share."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def tokens_of(path: Sequence[Step]) -> int:
    """Tokens of all steps."""
    return sum(map(len, path))


def shared_tokens(branches: Sequence[Branch], *, after: Sequence[Step] = ()) -> int:
    """Tokens of the beginnings of branches in the order of a plan, shared steps once.

    `after` is the path of the branch before them, whose steps do not count.
    """
    tokens = 0
    for branch in branches:
        tokens += tokens_of(branch.path[common_steps(after, branch.path) :])
        after = branch.path
    return tokens


@dataclass(frozen=True)
class _Size:
    rows: int
    cells: int

    def __add__(self, other: _Size) -> _Size:
        return _Size(self.rows + other.rows, self.cells + other.cells)

    def exceeds(self, most: _Size) -> bool:
        return self.rows > most.rows or self.cells > most.cells


@dataclass
class _Node:
    """A shared step; `size` is of everything from here on, this step included."""

    step: Step
    places: list[int] = field(default_factory=list)
    children: dict[Step, _Node] = field(default_factory=dict)
    size: _Size = _Size(0, 0)


def budget_cells(outlines: Sequence[Outline], most_cells: int) -> int:
    """Cells for a request: what all of it would fill, at most `most_cells`, at least its longest.

    It depends on nothing but the request and the settings, so that the order of work does, too.
    """
    longest = max(outline.cells for outline in outlines)
    return max(longest, min(_tree(outlines).size.cells, most_cells))


def plan(outlines: Sequence[Outline], *, most_rows: int, most_cells: int) -> tuple[Group, ...]:
    """The order of work: depth first, each shared step computed once.

    Small neighbouring branches are put together, so that few questions to each of many documents
    fill batches, too; a branch that is to be kept always begins a group.

    Args:
        outlines: the prompts; each fits into `most_cells` alone.
        most_rows: prompts that are answered at the same time.
        most_cells: size of the cache.
    """
    return tuple(_groups(_tree(outlines), (), outlines, _Size(most_rows, most_cells)))


def _tree(outlines: Sequence[Outline]) -> _Node:
    root = _Node(())
    for place, outline in enumerate(outlines):
        nodes = [root]
        for step in outline.path:
            if step not in nodes[-1].children:
                nodes[-1].children[step] = _Node(step)
                for node in nodes:
                    node.size += _Size(0, len(step))
                nodes[-1].children[step].size = _Size(0, len(step))
            nodes.append(nodes[-1].children[step])
        nodes[-1].places.append(place)
        for node in nodes:
            node.size += _Size(1, outline.row_cells)
    return root


def _groups(
    node: _Node, above: tuple[Step, ...], outlines: Sequence[Outline], most: _Size
) -> Iterator[Group]:
    """Groups of everything from `node` on; the steps `above` it are computed already."""
    path = (*above, node.step) if node.step else above
    if node.places:
        yield Group((Branch(path, tuple(node.places)),))
    here = _Size(0, tokens_of(path))
    packed: list[Branch] = []
    filled = here
    for child in node.children.values():
        branches = list(_branches(child, path))
        # Only the first branch of a group can be kept.
        apart = (here + child.size).exceeds(most) or _any_kept(branches[1:], outlines)
        starts = apart or _any_kept(branches[:1], outlines)
        if packed and (starts or (filled + child.size).exceeds(most)):
            yield Group(tuple(packed))
            packed, filled = [], here
        if apart:
            yield from _groups(child, path, outlines, most)
        else:
            packed += branches
            filled += child.size
    if packed:
        yield Group(tuple(packed))


def _branches(node: _Node, above: tuple[Step, ...]) -> Iterator[Branch]:
    path = (*above, node.step)
    if node.places:
        yield Branch(path, tuple(node.places))
    for child in node.children.values():
        yield from _branches(child, path)


def _any_kept(branches: Sequence[Branch], outlines: Sequence[Outline]) -> bool:
    return any(outlines[place].keep for branch in branches for place in branch.places)


def kept_text(messages: Sequence[Message]) -> tuple[tuple[str, str], ...]:
    """Role and text of everything up to the last cut; empty if there is no such beginning.

    The last cut is the last one that a message names, else the end of the last message but one.
    """
    for place in range(len(messages) - 1, -1, -1):
        message = messages[place]
        if message.cuts:
            whole = [(item.role, item.text) for item in messages[:place]]
            return (*whole, (message.role, message.text[: message.cuts[-1]]))
    return tuple((item.role, item.text) for item in messages[:-1])


def prefix_key(
    prompt: Prompt, *, model_digest: str, engine_build: str, settings: RunSettings, version: str
) -> str:
    """Name for the kept beginning of a prompt: equal only if the computed cache would be, too.

    Args:
        prompt: the beginning is everything up to its last cut.
        model_digest: of the weights.
        engine_build: as the child reported it.
        settings: those that change the numbers count; threads and lane sizes do not.
        version: of the caller's prompt texts.

    Returns: 64 hexadecimal digits, or an empty text if the prompt has no such beginning.
    """
    beginning = kept_text(prompt.messages)
    if not any(text for _, text in beginning):
        return ""
    cuts = [len(text) for _, text in beginning]
    numbers = (
        settings.kv_type,
        settings.flash_attention,
        settings.step_tokens,
        settings.device,
        settings.gpu_layers,
    )
    last = next((m.cuts for m in reversed(prompt.messages) if m.cuts), ())
    facts = (model_digest, engine_build, numbers, version, prompt.template, cuts, last, beginning)
    return hashlib.sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest()
