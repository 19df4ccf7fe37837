"""`cofferdam case …`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from appliance.cli.output import emit_json, json_bytes, say, size, table
from appliance.cli.retention import certificates
from appliance.cli.session import Options, common, office
from appliance.errors import FileExists
from appliance.files import atomic_write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.app.office import Office
    from appliance.app.records import CaseDetail
    from appliance.documents.records import Attachment, Document


@click.group()
def case() -> None:
    """Cases: one folder of documents per customer."""


@case.command()
@click.argument("name")
@common
def new(options: Options, name: str) -> None:
    """Open a case."""
    with office(options) as opened:
        summary = opened.cases.new(name)
    if options.json:
        emit_json(summary)
    else:
        say(f"Case “{summary.name}” is open. Add documents with “cofferdam add”.")


@case.command("list")
@common
def list_cases(options: Options) -> None:
    """List the cases."""
    with office(options) as opened:
        found = opened.cases.list()
    if options.json:
        emit_json(found)
    elif not found:
        say("No cases yet. Open one with “cofferdam case new NAME”.")
    else:
        table(
            ("CASE", "DOCUMENTS", "PAGES", "OPENED"),
            [(item.name, str(item.documents), str(item.pages), item.created_at) for item in found],
        )


@case.command()
@click.argument("name")
@common
def show(options: Options, name: str) -> None:
    """Show a case and its documents."""
    with office(options) as opened:
        detail = opened.cases.show(name)
        reason = opened.cases.hold_reason(name)
        unread = opened.documents.unread(name)
        parts = {item.name: _parts(opened, name, item) for item in detail.documents}
    if options.json:
        emit_json(_detail(detail, parts) | {"hold_reason": reason or None, "unread": unread})
        return
    say(f"{detail.summary.name}: {detail.summary.documents} documents")
    if detail.summary.closed_at:
        say(f"closed since {detail.summary.closed_at}")
    if detail.summary.held_at:
        say(f"under a legal hold since {detail.summary.held_at}: {reason}")
    if detail.documents:
        table(
            ("DOCUMENT", "PAGES", "SIZE", "STATE"),
            [
                (
                    item.name,
                    str(item.page_count),
                    size(item.size_bytes),
                    item.error_message or item.state,
                )
                for item in detail.documents
            ],
        )
    for document, found in parts.items():
        if found.scanned:
            say(f"{document}: {len(found.scanned)} pages were read from their pictures")
        if found.attachments:
            say(f"{document}: {len(found.attachments)} files are attached")
    if unread:
        say("\nCould not be read:")
        for one in unread:
            place = one.document if one.page is None else f"{one.document}, page {one.page}"
            say(f"  {place}: {one.why} {one.next_step}")


@case.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--certificate",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the deletion certificate to this new file, as JSON.",
)
@common
def remove(options: Options, name: str, yes: bool, certificate: Path | None) -> None:
    """Delete a case for good: its key, documents, answers and scores.

    The deletion certificate is printed and stands in the audit chain.
    """
    if certificate is not None and certificate.exists():
        raise FileExists(name=certificate.name)
    with office(options) as opened:
        opened.cases.show(name)
        if not yes:
            click.confirm(f"Delete “{name}” and everything in it?", abort=True, err=True)
        made = opened.cases.remove(name)
    if certificate is not None:
        with atomic_write(certificate) as out:
            out.write(json_bytes(made))
    if options.json:
        emit_json({"removed": name, "certificate": made})
    else:
        say(f"Case “{name}” was deleted.")
        certificates((made,))


@case.command()
@click.argument("name")
@common
def close(options: Options, name: str) -> None:
    """Note that a case is done with; its retention counts from now."""
    with office(options) as opened:
        summary = opened.cases.close(name)
    if options.json:
        emit_json(summary)
    else:
        say(f"Case “{name}” is closed.")


@case.command()
@click.argument("name")
@common
def reopen(options: Options, name: str) -> None:
    """Undo “close”."""
    with office(options) as opened:
        summary = opened.cases.reopen(name)
    if options.json:
        emit_json(summary)
    else:
        say(f"Case “{name}” is open again.")


@case.command()
@click.argument("name")
@click.option("--reason", required=True, help="Why; kept sealed in the vault.")
@common
def hold(options: Options, name: str, reason: str) -> None:
    """Put a legal hold on a case: nothing of it is deleted until “release”."""
    with office(options) as opened:
        summary = opened.cases.hold(name, reason)
    if options.json:
        emit_json(summary)
    else:
        say(f"Case “{name}” is under a legal hold.")


@case.command()
@click.argument("name")
@common
def release(options: Options, name: str) -> None:
    """Lift a legal hold."""
    with office(options) as opened:
        summary = opened.cases.release(name)
    if options.json:
        emit_json(summary)
    else:
        say(f"Case “{name}” is under no legal hold.")


@case.command()
@click.argument("name")
@click.option("--because", required=True, help="Why its state is right; it is recorded.")
@common
def accept(options: Options, name: str, because: str) -> None:
    """Go on with a case that was put back to an earlier state, on purpose.

    NAME may be the beginning of its reference, as the message shows it.
    """
    with office(options) as opened:
        ref = opened.cases.accept(name, because)
    if options.json:
        emit_json({"accepted": ref})
    else:
        say("The case opens again; that it was accepted is in the audit chain.")


class _Parts(NamedTuple):
    """What belongs to a document beside its own text."""

    attachments: tuple[Attachment, ...]
    scanned: tuple[int, ...]


def _parts(opened: Office, case: str, document: Document) -> _Parts:
    return _Parts(
        opened.documents.attachments(case, document.name),
        opened.documents.scanned_pages(case, document.name),
    )


def _detail(detail: CaseDetail, parts: Mapping[str, _Parts]) -> dict[str, object]:
    return {
        "name": detail.summary.name,
        "ref": detail.summary.ref,
        "created_at": detail.summary.created_at,
        "last_used_at": detail.summary.last_used_at,
        "closed_at": detail.summary.closed_at,
        "held_at": detail.summary.held_at,
        "documents": [
            {
                "name": item.name,
                "sha256": item.sha256,
                "size_bytes": item.size_bytes,
                "media_type": item.media_type,
                "pages": item.page_count,
                "state": item.state,
                "error": item.error_message,
                "added_at": item.added_at,
                "reader": item.reader,
                "recognised_pages": parts[item.name].scanned,
                "attachments": parts[item.name].attachments,
            }
            for item in detail.documents
        ],
    }


COMMANDS: tuple[click.Command, ...] = (case,)
