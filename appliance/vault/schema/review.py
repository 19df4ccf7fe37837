"""Tables of reviews: those of a case in its own database, checklists and rounds in the control's.

What two people must agree on is held here by triggers, not by the code that writes: a mistake in
our own code must not be able to sign a review with one person, or to change one that is signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.connection import Connection

_CASE = (
    # A review goes with its case only. `round` counts from 1, one more at each reopening.
    """CREATE TABLE review (
        id INTEGER PRIMARY KEY,
        checklist TEXT NOT NULL,
        checklist_sha256 TEXT NOT NULL,
        started_at TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'proposing'
            CHECK (state IN ('proposing', 'open', 'submitted', 'signed')),
        round INTEGER NOT NULL DEFAULT 1 CHECK (round >= 1),
        record TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE review_item (
        review_id INTEGER NOT NULL REFERENCES review (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        state TEXT NOT NULL
            CHECK (state IN ('waiting', 'open', 'accepted', 'corrected', 'rejected')),
        evidence INTEGER NOT NULL DEFAULT 0,
        decided_by TEXT NOT NULL DEFAULT '',
        record TEXT NOT NULL,
        PRIMARY KEY (review_id, place)
    ) STRICT, WITHOUT ROWID""",
    # Who has looked at the evidence of an item, in which round; ids of users, not names.
    """CREATE TABLE review_seen (
        review_id INTEGER NOT NULL REFERENCES review (id) ON DELETE CASCADE,
        round INTEGER NOT NULL,
        place INTEGER NOT NULL,
        who TEXT NOT NULL CHECK (who <> ''),
        at TEXT NOT NULL,
        PRIMARY KEY (review_id, round, place, who)
    ) STRICT, WITHOUT ROWID""",
    # `content_sha256` is over all that the signature stands for; both sign the same.
    """CREATE TABLE review_signature (
        review_id INTEGER NOT NULL REFERENCES review (id) ON DELETE CASCADE,
        round INTEGER NOT NULL,
        part TEXT NOT NULL CHECK (part IN ('maker', 'checker')),
        who TEXT NOT NULL CHECK (who <> ''),
        at TEXT NOT NULL,
        content_sha256 TEXT NOT NULL CHECK (length(content_sha256) = 64),
        record TEXT NOT NULL,
        PRIMARY KEY (review_id, round, part)
    ) STRICT, WITHOUT ROWID""",
    # All that happened to a review, oldest first; `place` is -1 for the review as a whole.
    """CREATE TABLE review_history (
        id INTEGER PRIMARY KEY,
        review_id INTEGER NOT NULL REFERENCES review (id) ON DELETE CASCADE,
        round INTEGER NOT NULL,
        place INTEGER NOT NULL DEFAULT -1,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        what TEXT NOT NULL,
        record TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX review_history_review ON review_history (review_id, id)",
    # Who decided an item in this round cannot be its checker, and there is no checker without a
    # maker, without the same content, or with evidence that they have not opened.
    """CREATE TRIGGER review_signature_two BEFORE INSERT ON review_signature
        WHEN NEW.part = 'checker' BEGIN
        SELECT RAISE(ABORT, 'a review is not signed by one person')
            WHERE NOT EXISTS (SELECT 1 FROM review_signature
                WHERE review_id = NEW.review_id AND round = NEW.round AND part = 'maker'
                AND who <> NEW.who AND content_sha256 = NEW.content_sha256);
        SELECT RAISE(ABORT, 'who decided an item does not check it')
            WHERE EXISTS (SELECT 1 FROM review_item
                WHERE review_id = NEW.review_id AND decided_by = NEW.who);
        SELECT RAISE(ABORT, 'the evidence was not opened')
            WHERE EXISTS (SELECT 1 FROM review_item AS item
                WHERE item.review_id = NEW.review_id AND item.evidence > 0 AND NOT EXISTS (
                    SELECT 1 FROM review_seen AS seen WHERE seen.review_id = NEW.review_id
                    AND seen.round = NEW.round AND seen.place = item.place AND seen.who = NEW.who));
        END""",
    """CREATE TRIGGER review_signature_round BEFORE INSERT ON review_signature BEGIN
        SELECT RAISE(ABORT, 'a signature belongs to the present round')
            WHERE NOT EXISTS (SELECT 1 FROM review WHERE id = NEW.review_id
                AND round = NEW.round
                AND state = CASE NEW.part WHEN 'maker' THEN 'open' ELSE 'submitted' END);
        SELECT RAISE(ABORT, 'an item is not decided')
            WHERE EXISTS (SELECT 1 FROM review_item WHERE review_id = NEW.review_id
                AND state IN ('waiting', 'open'));
        END""",
    """CREATE TRIGGER review_signature_no_change BEFORE UPDATE ON review_signature
        BEGIN SELECT RAISE(ABORT, 'signatures are never changed'); END""",
    """CREATE TRIGGER review_signature_no_removal BEFORE DELETE ON review_signature
        BEGIN SELECT RAISE(ABORT, 'signatures are never removed'); END""",
    """CREATE TRIGGER review_history_no_change BEFORE UPDATE ON review_history
        BEGIN SELECT RAISE(ABORT, 'history is never changed'); END""",
    """CREATE TRIGGER review_history_no_removal BEFORE DELETE ON review_history
        BEGIN SELECT RAISE(ABORT, 'history is never removed'); END""",
    """CREATE TRIGGER review_no_removal BEFORE DELETE ON review
        BEGIN SELECT RAISE(ABORT, 'reviews go with their case only'); END""",
    # Items change while a person may decide them, and never beside a signature.
    """CREATE TRIGGER review_item_no_change BEFORE UPDATE ON review_item
        WHEN (SELECT state FROM review WHERE id = OLD.review_id) IN ('submitted', 'signed')
        BEGIN SELECT RAISE(ABORT, 'a submitted review is not changed'); END""",
    """CREATE TRIGGER review_item_no_addition BEFORE INSERT ON review_item
        WHEN (SELECT state FROM review WHERE id = NEW.review_id) <> 'proposing'
        BEGIN SELECT RAISE(ABORT, 'items belong to the checklist'); END""",
    """CREATE TRIGGER review_item_no_removal BEFORE DELETE ON review_item
        BEGIN SELECT RAISE(ABORT, 'items belong to the checklist'); END""",
    # proposing -> open -> submitted -> signed; submitted or signed -> open is a new round.
    """CREATE TRIGGER review_states BEFORE UPDATE ON review BEGIN
        SELECT RAISE(ABORT, 'a review does not change its checklist')
            WHERE NEW.id <> OLD.id OR NEW.checklist <> OLD.checklist
            OR NEW.checklist_sha256 <> OLD.checklist_sha256 OR NEW.started_at <> OLD.started_at;
        SELECT RAISE(ABORT, 'a submitted review is not changed')
            WHERE OLD.state IN ('submitted', 'signed') AND NEW.record <> OLD.record;
        SELECT RAISE(ABORT, 'a review does not go that way') WHERE NOT (
            (NEW.state = OLD.state AND NEW.round = OLD.round)
            OR (OLD.state = 'proposing' AND NEW.state = 'open' AND NEW.round = OLD.round)
            OR (OLD.state = 'open' AND NEW.state = 'submitted' AND NEW.round = OLD.round
                AND EXISTS (SELECT 1 FROM review_signature WHERE review_id = OLD.id
                    AND round = OLD.round AND part = 'maker'))
            OR (OLD.state = 'submitted' AND NEW.state = 'signed' AND NEW.round = OLD.round
                AND EXISTS (SELECT 1 FROM review_signature WHERE review_id = OLD.id
                    AND round = OLD.round AND part = 'checker'))
            OR (OLD.state IN ('submitted', 'signed') AND NEW.state = 'open'
                AND NEW.round = OLD.round + 1));
        END""",
    """CREATE TRIGGER review_begins BEFORE INSERT ON review
        WHEN NEW.state <> 'proposing' OR NEW.round <> 1
        BEGIN SELECT RAISE(ABORT, 'a review begins with its proposals'); END""",
)

_CONTROL = (
    # Own and imported checklists; `record` is the file as it was read, `signature` its note or ''.
    """CREATE TABLE checklist (
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        origin TEXT NOT NULL CHECK (origin IN ('own', 'imported')),
        changed_at TEXT NOT NULL,
        content TEXT NOT NULL,
        signature TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (name, version)
    ) STRICT, WITHOUT ROWID""",
    # What a role may decide and waive, and how long an exception may stay open; one row, JSON.
    """CREATE TABLE review_limits (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        changed_at TEXT NOT NULL,
        record TEXT NOT NULL
    ) STRICT""",
    # Many cases, one after another; cases by their random reference.
    """CREATE TABLE review_batch (
        id INTEGER PRIMARY KEY,
        checklist TEXT NOT NULL,
        checklist_sha256 TEXT NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT,
        record TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE review_batch_case (
        batch_id INTEGER NOT NULL REFERENCES review_batch (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        ref TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
        record TEXT NOT NULL,
        PRIMARY KEY (batch_id, place)
    ) STRICT, WITHOUT ROWID""",
)


def review_tables(connection: Connection) -> None:
    """Reviews of a case: items, who looked, signatures, history."""
    for statement in _CASE:
        connection.execute(statement)


def checklist_tables(connection: Connection) -> None:
    """Checklists, limits, and batches of reviews."""
    for statement in _CONTROL:
        connection.execute(statement)
