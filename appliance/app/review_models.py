"""The models of a review: those in use when it begins, later the same or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.app.forms import Hidden
from appliance.assistant.forms.asking import Unmasked
from appliance.errors import ModelUnknown
from appliance.review.asking import prompting
from appliance.review.asking.likelihoods import Asked
from appliance.review.checks.deciding import RULES_VERSION
from appliance.review.records import MadeWith
from appliance.review.running.proposing import Models
from appliance.review.statements.judging import StatementJudge

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.door import Visit
    from appliance.app.engines import Engines
    from appliance.app.statement_model import StatementModel
    from appliance.privacy.prompts import PromptMask
    from appliance.review.checklists.records import Checklist

NO_LANGUAGE = (
    "No language model is in use, so statements are judged by their wording and by patterns alone."
)
NO_EMBEDDING = (
    "No embedding model is in use, so statements are looked for by patterns and the language model "
    "alone; some will not be found."
)
OTHER_EMBEDDING = (
    "The embedding model in use is not the one that the model of statements was trained with, so "
    "no statement is judged by a model of its own and none is shown as certain."
)
_EMBEDDING = "embedding model"
_STATEMENTS = "model of statements"


class ReviewModels:
    """Gives models to reviews; of those that a checklist does not need, none is started."""

    def __init__(
        self,
        engines: Engines,
        masks: Callable[[int], PromptMask | None],
        statements: StatementModel | None = None,
    ) -> None:
        """`masks` hides identifiers of a case from models, if the case asks for that.

        `statements` judges those that it was trained for; None where it is not installed.
        """
        self._engines = engines
        self._masks = masks
        self._statements = statements

    def now(self, visit: Visit, case_id: int, checklist: Checklist) -> Models:
        """The models in use. Raises: VaultLocked, and what engines raise."""
        return self._found(visit, case_id, checklist, None)

    def then(self, visit: Visit, case_id: int, checklist: Checklist, made: MadeWith) -> Models:
        """The models of an earlier run, as `made` names them; none takes the place of another.

        Those that are not in the vault any more are named in `gone` and `notes`. Raises: as `now`.
        """
        return self._found(visit, case_id, checklist, made)

    def _found(
        self, visit: Visit, case_id: int, checklist: Checklist, then: MadeWith | None
    ) -> Models:
        made = MadeWith(rules=RULES_VERSION, seed=then.seed if then else 0)
        found = Models(None, None, made)
        if any(item.kind == "statement" for item in checklist.items):
            found = self._with_judge(found, visit, then)
            found = self._with_language(found, visit, then, case_id)
        return found

    def _with_judge(self, found: Models, visit: Visit, then: MadeWith | None) -> Models:
        if then is not None and not then.embedding_digest:
            return found
        try:
            embedder, record = self._engines.embedding(visit, then.embedding_digest if then else "")
        except ModelUnknown:
            return _without(found, _EMBEDDING, then.embedding_digest if then else "", NO_EMBEDDING)
        trained = self._statements
        notes = found.notes
        if trained is not None and not trained.fits(record.manifest):
            trained, notes = None, (*notes, OTHER_EMBEDDING)
        judge, gone = StatementJudge(embedder, trained), found.gone
        if then is not None and judge.digest != then.statement_digest:
            judge = StatementJudge(embedder, None)
            if then.statement_digest:
                notes, gone = (
                    (*notes, _other_statements(then.statement_digest)),
                    (*gone, _STATEMENTS),
                )
        made = msgspec.structs.replace(
            found.made,
            embedding_digest=record.digest,
            statement_model=judge.model,
            statement_digest=judge.digest,
        )
        return Models(judge, None, made, notes, gone)

    def _with_language(
        self, found: Models, visit: Visit, then: MadeWith | None, case_id: int
    ) -> Models:
        if then is not None and not then.language_digest:
            return found
        try:
            language, record = self._engines.language(
                visit, "review", then.language_digest if then else ""
            )
        except ModelUnknown:
            name = f"language model “{then.language_model}”" if then else ""
            return _without(found, name, then.language_digest if then else "", NO_LANGUAGE)
        traits = record.manifest.language
        assert traits is not None  # noqa: S101 - the manifest reader checked it
        hiding = self._masks(case_id)
        asked = Asked(
            language,
            record.manifest.name,
            record.digest,
            traits.template,
            mask=Unmasked() if hiding is None else Hidden(hiding),
        )
        made = msgspec.structs.replace(
            found.made,
            language_model=record.manifest.name,
            language_digest=record.digest,
            prompt_version=prompting.VERSION,
            prompt_sha256=prompting.words().sha256,
        )
        return Models(found.judge, asked, made, found.notes, found.gone)


def _other_statements(digest: str) -> str:
    return (
        f"The {_STATEMENTS} ({digest[:12]}) does not come with this program any more; no other was "
        "asked instead."
    )


def _without(found: Models, name: str, digest: str, note: str) -> Models:
    """Without a model: one that is not in use, or with a digest one that is gone."""
    if not digest:
        return Models(found.judge, found.language, found.made, (*found.notes, note), found.gone)
    note = f"The {name} ({digest[:12]}) is not in the vault any more; no other was asked instead."
    notes, gone = (*found.notes, note), (*found.gone, name)
    return Models(found.judge, found.language, found.made, notes, gone)
