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
from appliance.review.phrases import course
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

NO_LANGUAGE = course.NO_LANGUAGE.say()
NO_EMBEDDING = course.NO_EMBEDDING.say()
OTHER_EMBEDDING = course.OTHER_EMBEDDING.say()
_EMBEDDING = "embedding model"
_STATEMENTS = "model of statements"
# Digits of a digest that a person is shown.
_SHOWN = 12


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
            if then is None or not then.embedding_digest:
                return _with(found, NO_EMBEDDING)
            told = course.EMBEDDING_GONE.say(digest=then.embedding_digest[:_SHOWN])
            return _with(found, told, _EMBEDDING)
        trained = self._statements
        notes = found.notes
        if trained is not None and not trained.fits(record.manifest):
            trained, notes = None, (*notes, OTHER_EMBEDDING)
        judge, gone = StatementJudge(embedder, trained), found.gone
        if then is not None and judge.digest != then.statement_digest:
            judge = StatementJudge(embedder, None)
            if then.statement_digest:
                told = course.STATEMENTS_GONE.say(digest=then.statement_digest[:_SHOWN])
                notes, gone = (*notes, told), (*gone, _STATEMENTS)
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
            if then is None or not then.language_digest:
                return _with(found, NO_LANGUAGE)
            name, digest = then.language_model, then.language_digest[:_SHOWN]
            told = course.LANGUAGE_GONE.say(name=name, digest=digest)
            return _with(found, told, f"language model “{name}”")
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


def _with(found: Models, note: str, gone: str = "") -> Models:
    """With a note on a model that is not in use; one of then that is gone is named, too."""
    named = (*found.gone, gone) if gone else found.gone
    return Models(found.judge, found.language, found.made, (*found.notes, note), named)
