"""`cofferdam usage`."""

from __future__ import annotations

from pathlib import Path

import click

from appliance.app.usage import BY, UsageReport, UsageTotal
from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common, office


@click.command()
@click.option("--by", type=click.Choice(BY), default="user", show_default=True, help="Sums by.")
@click.option("--since", metavar="YYYY-MM-DD", help="Only from this day on (UTC).")
@click.option("--export", "target", type=click.Path(path_type=Path), help="Write a CSV file.")
@common
def usage(options: Options, by: str, since: str | None, target: Path | None) -> None:
    """Show what the models did: tokens, texts, rows, seconds and energy.

    Cases are named by their reference, as in the audit chain.
    """
    with office(options) as opened:
        if target is None:
            report = opened.usage.report(by, since)
        else:
            report = opened.usage.export(target, by, since)
    if options.json:
        emit_json(report)
        return
    if not report.totals:
        say("The models have done nothing yet.")
    else:
        _print(report)
    if report.energy_missing:
        say(f"Energy is not counted: {report.energy_missing}.")
    if target is not None:
        say(f"Written: {target}")


def _print(report: UsageReport) -> None:
    header = (report.by.upper(), "CALLS", "READ", "KEPT", "WRITTEN", "TEXTS", "ROWS", "SECONDS")
    lines = [_line(_named(report, one), one) for one in report.totals]
    table((*header, "JOULES"), [*lines, _line("all", report.whole)])


def _named(report: UsageReport, one: UsageTotal) -> str:
    return one.name or ("no case" if report.by == "case" else "-")


def _line(name: str, one: UsageTotal) -> tuple[str, ...]:
    counts = (one.requests, one.prefill_tokens, one.kept_tokens, one.decode_tokens)
    energy = f"{one.energy_j:.0f}" if one.metered_s else "-"
    shown = (str(count) for count in (*counts, one.texts, one.rows))
    return (name, *shown, f"{one.work_s:.1f}", energy)


COMMANDS: tuple[click.Command, ...] = (usage,)
