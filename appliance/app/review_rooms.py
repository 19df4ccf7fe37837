"""The desks around reviews, wired: checklists, running, deciding and signing, reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.app.checklists import ChecklistDesk
from appliance.app.review_batches import BatchDesk
from appliance.app.review_decisions import DecisionDesk
from appliance.app.review_models import ReviewModels
from appliance.app.review_reports import ReportDesk
from appliance.app.statement_model import statement_model
from appliance.review.batches.store import BatchStore
from appliance.review.checklists.shelf import Shelf
from appliance.review.limits import LimitShelf
from appliance.review.store import ReviewStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.cases import CaseDesk
    from appliance.app.documents import DocumentDesk
    from appliance.app.door import Door
    from appliance.app.engines import Engines
    from appliance.audit.log import AuditLog
    from appliance.clock import Clock
    from appliance.documents.parsing import ParserClient
    from appliance.documents.records import PageImage
    from appliance.documents.store import DocumentStore
    from appliance.packs.custody import Custody
    from appliance.packs.registry import Registry
    from appliance.privacy.prompts import PromptMask
    from appliance.privacy.store import MaskStore
    from appliance.settings import Settings
    from appliance.vault.store import Vault


class ReviewRooms(NamedTuple):
    """The desks of one office."""

    reviews: BatchDesk
    decisions: DecisionDesk
    reports: ReportDesk
    checklists: ChecklistDesk


def review_rooms(
    door: Door,
    vault: Vault,
    *,
    store: DocumentStore,
    engines: Engines,
    masks: Callable[[int], PromptMask | None],
    hiding: MaskStore,
    parser: ParserClient,
    registry: Registry,
    audit: AuditLog,
    custody: Custody,
    settings: Settings,
    clock: Clock,
    cases: CaseDesk,
    documents: DocumentDesk,
) -> ReviewRooms:
    """Make the desks; all share one store of reviews."""
    reviews = ReviewStore(vault, clock)

    def draw(document_id: int, page: int, scale: float) -> PageImage | None:
        found, password = store.document_by_id(document_id), store.password(document_id)
        return parser.render(store, found, page, scale, password=password)

    shelf = Shelf(vault, clock, custody)
    return ReviewRooms(
        BatchDesk(
            door,
            vault=vault,
            store=store,
            reviews=reviews,
            shelf=shelf,
            models=ReviewModels(engines, masks, statement_model(settings, engines)),
            user=lambda: vault.user,
            clock=clock,
            batches=BatchStore(vault, clock),
            cases=cases,
            documents=documents,
            draw=draw,
        ),
        DecisionDesk(
            door,
            store=store,
            reviews=reviews,
            limits=LimitShelf(vault, clock),
            user=lambda: vault.user,
            clock=clock,
        ),
        ReportDesk(
            door,
            vault=vault,
            store=store,
            reviews=reviews,
            masks=hiding,
            parser=parser,
            registry=registry,
            audit=audit,
            settings=settings,
            clock=clock,
        ),
        ChecklistDesk(
            door,
            vault=vault,
            store=store,
            shelf=shelf,
            signer=lambda: settings.branch or f"vault {vault.vault_id[:8]}",
            clock=clock,
            draw=draw,
        ),
    )
