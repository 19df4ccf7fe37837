"""What is known of a model. The manifest's structure is docs/formats/model.md."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

ModelKind = Literal["language", "embedding", "risk"]

_Name = Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9._-]{0,63}\\Z")]
_Version = Annotated[str, Meta(pattern="^[0-9A-Za-z][0-9A-Za-z.+_-]{0,31}\\Z")]
_Line = Annotated[str, Meta(min_length=1, max_length=300)]
_Text = Annotated[str, Meta(max_length=4000)]
_Points = Annotated[int, Meta(ge=-100_000, le=100_000)]


class Component(Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a model: its size and the SHA-256 of its clear bytes, lower-case hex."""

    name: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9._-]{0,63}\\Z")]
    size_bytes: Annotated[int, Meta(ge=1, le=2**40)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}\\Z")]


class LanguageTraits(Struct, frozen=True, forbid_unknown_fields=True):
    """Longest context in tokens, and the name of the prompt format."""

    context_tokens: Annotated[int, Meta(ge=256, le=2**24)]
    template: str


class EmbeddingTraits(Struct, frozen=True, forbid_unknown_fields=True):
    """Length of a vector, and the longest text in tokens."""

    dimensions: Annotated[int, Meta(ge=1, le=16384)]
    max_tokens: Annotated[int, Meta(ge=8, le=2**20)]


class Feature(Struct, frozen=True, forbid_unknown_fields=True):
    """One input of a risk model. `minimum` and `maximum` are the training range, inclusive."""

    name: Annotated[str, Meta(pattern="^[A-Za-z][A-Za-z0-9_]{0,63}\\Z")]
    label: _Line
    explanation: _Text
    unit: Annotated[str, Meta(max_length=40)]
    minimum: float
    maximum: float
    integer: bool
    adverse_reason: _Line


class Band(Struct, frozen=True, forbid_unknown_fields=True):
    """A band of scores, from `from_points` up to the band above."""

    name: Annotated[str, Meta(min_length=1, max_length=40)]
    from_points: _Points
    decision: Annotated[str, Meta(min_length=1, max_length=40)]


class RiskTraits(Struct, frozen=True, forbid_unknown_fields=True):
    """How a risk model scores. `bands` go from the best down; more points mean less risk.

    `base_odds` (good to bad) belong to `base_points`, and double every `points_to_double_odds`.
    `neutral_points` are, per feature, the most points it can give: reasons are measured from there.
    """

    features: Annotated[tuple[Feature, ...], Meta(min_length=1, max_length=1000)]
    target: _Line
    cutoff_points: _Points
    bands: Annotated[tuple[Band, ...], Meta(min_length=1, max_length=20)]
    base_points: _Points
    base_odds: Annotated[float, Meta(gt=0, le=1e9)]
    points_to_double_odds: Annotated[int, Meta(ge=1, le=10_000)]
    neutral_points: tuple[_Points, ...]


class Derivation(Struct, frozen=True, forbid_unknown_fields=True):
    """How this appliance made a model of another one; no publisher vouches for the result.

    Attributes:
        parent: digest of the model that it was made of.
        weights: the type in which its weights are stored now.
        engine: the build whose conversions were used.
        tuner: version of the method.
        tokens: how many next tokens of the fixed text were compared with the parent's.
        perplexity_before: of that text, by the parent.
        perplexity_after: by this model.
        mean_kl: mean divergence of its probabilities from the parent's, in nats.
        max_kl: the largest at any token.
        same_top: share of tokens at which both find the same one likeliest.
        answers: how many fixed questions both answered.
        answers_changed: how many answers differ.
    """

    parent: Annotated[str, Meta(pattern="^[0-9a-f]{64}\\Z")]
    weights: Annotated[str, Meta(pattern="^[A-Z0-9_]{1,16}\\Z")]
    engine: _Line
    tuner: Annotated[int, Meta(ge=1, le=1000)]
    tokens: Annotated[int, Meta(ge=1, le=2**31)]
    perplexity_before: Annotated[float, Meta(ge=0, le=1e12)]
    perplexity_after: Annotated[float, Meta(ge=0, le=1e12)]
    mean_kl: Annotated[float, Meta(ge=0, le=1e6)]
    max_kl: Annotated[float, Meta(ge=0, le=1e6)]
    same_top: Annotated[float, Meta(ge=0, le=1)]
    answers: Annotated[int, Meta(ge=0, le=1000)]
    answers_changed: Annotated[int, Meta(ge=0, le=1000)]


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """A model's whole description; exactly the traits of its kind are present.

    `derived` is only in what this appliance made itself, and absent elsewhere, from the canonical
    form too.
    """

    format: int
    name: _Name
    version: _Version
    kind: ModelKind
    title: _Line
    licence: _Line
    origin: Annotated[str, Meta(min_length=1, max_length=1000)]
    description: _Text
    quantization: _Line
    components: Annotated[tuple[Component, ...], Meta(min_length=1, max_length=16)]
    language: LanguageTraits | None = None
    embedding: EmbeddingTraits | None = None
    risk: RiskTraits | None = None
    derived: Derivation | UnsetType = UNSET


class PackOrigin(Struct, frozen=True):
    """The signed pack that brought a model, and its licence terms; None or empty: no limit.

    `pack_digest` is the SHA-256 of the signed part in hex; `signers` are key ids; `until` is the
    last day (UTC) of use; `runs_used` counts uses of this vault.
    """

    pack_id: str
    pack_digest: str
    publisher: str
    sequence: int
    signers: tuple[str, ...]
    imported_at: str
    until: str | None
    branches: tuple[str, ...]
    purposes: tuple[str, ...]
    runs: int | None
    runs_used: int


class ModelRecord(Struct, frozen=True):
    """A model in the vault. `vouched`: its weights are those that this release was made with.

    `origin` is None for a model from a folder; `quarantine` says why it may not be used, or is
    empty.
    """

    manifest: Manifest
    digest: str
    imported_at: str
    active: bool
    size_bytes: int
    sealed_bytes: int
    vouched: bool
    origin: PackOrigin | None = None
    quarantine: str = ""
