"""`cofferdam models tune`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.cli.output import emit_json, plain, say, table
from appliance.cli.session import Options, common, office, working

if TYPE_CHECKING:
    from appliance.engine.tuning.records import Figure, MachineProfile
    from appliance.packs.records import ModelRecord


@click.command()
@click.argument("name", required=False)
@click.option("--show", is_flag=True, help="Show the profile that is kept; measure nothing.")
@click.option("--undo", is_flag=True, help="Remove profile and derived model; use the original.")
@click.option("--keep-weights", is_flag=True, help="Do not try other types of weights.")
@click.option(
    "--picture", type=click.Path(path_type=Path), help="Also write the profile as an SVG file."
)
@common
def tune(
    options: Options,
    name: str | None,
    show: bool,
    undo: bool,
    keep_weights: bool,
    picture: Path | None,
) -> None:
    """Measure how a language model runs best on this machine, and run it so from now on."""
    if undo and (show or keep_weights or picture is not None):
        raise click.UsageError("--undo goes with no other option of this command")
    with office(options) as opened:
        if undo:
            record = opened.tuning.undo(name)
            if options.json:
                emit_json({"name": record.manifest.name, "digest": record.digest, "tuned": False})
            else:
                say(f"As its publisher made it: {record.manifest.name} {record.manifest.version}")
            return
        if show:
            record, profile, remark = opened.tuning.show(name)
        else:
            with working(options) as job:
                profile = opened.tuning.tune(name, requantize=not keep_weights, job=job)
            record, remark = opened.tuning.of(profile), ""
        if picture is not None and profile is not None:
            opened.tuning.export(profile, picture)
    _report(options, record, profile, remark)


def _report(
    options: Options, record: ModelRecord, profile: MachineProfile | None, remark: str
) -> None:
    from appliance.engine.tuning.rule import RULE

    manifest = record.manifest
    if options.json:
        emit_json(
            {
                "name": manifest.name,
                "version": manifest.version,
                "digest": record.digest,
                "derived": plain(manifest).get("derived"),
                "remark": remark,
                "rule": RULE,
                "profile": plain(profile),
            }
        )
        return
    if profile is None:
        say(f"No profile of {manifest.name} for this machine{f': {remark}' if remark else '.'}")
        return
    say(f"{manifest.title}: {manifest.name} {manifest.version}")
    here = profile.fingerprint
    say(f"{here.processor}, {here.cores} cores, {here.memory_gib} GiB; {profile.engine_build}")
    say(f"measured {profile.made_at} in {profile.seconds:.0f} s; medians, tokens per second\n")
    table(
        ("SETTING", "VALUE", "PROMPT", "READ/S", "WRITTEN/S", "GAIN", ""),
        [_row(figure) for figure in profile.figures],
    )
    _say_quality(profile)
    say("\nThe rule:")
    for line in RULE:
        say(f"  {line}")
    for fact in profile.facts:
        say(f"  {fact}")


def _row(figure: Figure) -> tuple[str, ...]:
    written = f"{figure.decode_rate:.1f}" if figure.decode_rate else "-"
    return (
        figure.group.replace("_", " "),
        figure.value,
        str(figure.prompt_tokens),
        f"{figure.prefill_rate:.0f}",
        written,
        "" if figure.default else f"{figure.gain:.2f}",
        ("* " if figure.chosen else "  ") + figure.verdict,
    )


def _say_quality(profile: MachineProfile) -> None:
    rows = [
        (
            figure.value,
            f"{figure.quality.perplexity_before:.2f} → {figure.quality.perplexity_after:.2f}",
            f"{figure.quality.mean_kl:.4f}",
            f"{figure.quality.max_kl:.3f}",
            f"{figure.quality.same_top:.1%}",
            f"{figure.quality.answers_changed} of {figure.quality.answers}"
            f" (rounding alone {figure.quality.answers_changed_by_rounding})",
        )
        for figure in profile.figures
        if figure.quality is not None
    ]
    if rows:
        say("\nWhat it changes, on the fixed texts:")
        header = ("VALUE", "PERPLEXITY", "MEAN KL", "MAX KL", "SAME TOP", "ANSWERS CHANGED")
        table(header, rows)
