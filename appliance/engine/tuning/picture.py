"""A machine profile as a picture: one bar per measured setting, the chosen one marked. Pure.

The picture is one self-contained SVG without scripts, fonts or links. What a bar means is written
beside it, so that it can be read without colours, and the whole has a title and a description for
screen readers.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.engine.tuning.records import Figure, MachineProfile

GROUP_TITLES = {
    "weights": "Weights",
    "prefill_threads": "Threads for reading",
    "decode_threads": "Threads for writing",
    "flash_attention": "Flash attention",
    "step": "Tokens per reading step",
    "kv": "Key-value cache",
}
_WIDTH_PX, _LEFT_PX, _BAR_PX = 860, 170, 420
_ROW_PX, _HEAD_PX, _GAP_PX, _TOP_PX = 22, 8, 28, 76
_STYLE = (
    "text{font:13px sans-serif;fill:#1b2430}"
    ".head{font:bold 14px sans-serif}.small{font:12px sans-serif}"
    ".bar{fill:#9fb0c3}.chosen{fill:#1f6f4a}.no{fill:#c9a09a}"
    "@media (prefers-color-scheme:dark){svg{background:#161b22}text{fill:#e6e9ee}"
    ".bar{fill:#5b6b7d}.chosen{fill:#4fb286}.no{fill:#7d4f4a}}"
)


def rate(figure: Figure) -> tuple[float, str]:
    """What the bar of a figure shows, and of what: tokens a second, read or written."""
    if figure.group == "decode_threads":
        return figure.decode_rate, "written/s"
    return figure.prefill_rate, "read/s"


def label(figure: Figure) -> str:
    """The value, with the length of the prompt where that tells two rows apart."""
    if figure.group == "flash_attention":
        return f"{figure.value}, {figure.prompt_tokens:,} tokens"
    return figure.value


def svg(profile: MachineProfile, *, title: str) -> str:
    """The picture. `title` names the model; it may hold any text."""
    lines: list[str] = []
    y = _TOP_PX
    for group, heading in GROUP_TITLES.items():
        figures = [one for one in profile.figures if one.group == group]
        if not figures:
            continue
        lines.append(_text(16, y, heading, "head"))
        y += _HEAD_PX
        largest = max(rate(one)[0] for one in figures) or 1.0
        for figure in figures:
            lines += _row(figure, largest, y)
            y += _ROW_PX
        y += _GAP_PX
    described = (
        f"{profile.fingerprint.processor}, {profile.fingerprint.cores} cores,"
        f" {profile.fingerprint.memory_gib} GiB; {profile.engine_build}; {profile.made_at}"
    )
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH_PX}" height="{y}" '
        f'viewBox="0 0 {_WIDTH_PX} {y}" role="img" aria-labelledby="title description">'
        f'<title id="title">{escape(title)}</title>'
        f'<desc id="description">{escape(_in_words(profile))}</desc><style>{_STYLE}</style>'
    )
    caption = [_text(16, 24, title, "head"), _text(16, 44, described, "small")]
    return head + "".join(caption + lines) + "</svg>\n"


def _row(figure: Figure, largest: float, y: int) -> list[str]:
    value, of = rate(figure)
    width = max(1, round(_BAR_PX * value / largest))
    refused = figure.verdict.startswith("changes too much")
    look = "chosen" if figure.chosen else "no" if refused else "bar"
    mark = "✓ " if figure.chosen else ""
    words = f"{mark}{value:,.0f} {of}"
    if not figure.default:
        words += f" · {figure.gain:.2f}×"
    if refused:
        words += " · changes too much"
    return [
        _text(32, y + 13, label(figure), "small"),
        f'<rect class="{look}" x="{_LEFT_PX}" y="{y + 2}" width="{width}" height="14" rx="2"/>',
        _text(_LEFT_PX + width + 8, y + 13, words, "small"),
    ]


def _in_words(profile: MachineProfile) -> str:
    parts = []
    for figure in profile.figures:
        value, of = rate(figure)
        chosen = ", chosen" if figure.chosen else ""
        heading = GROUP_TITLES[figure.group]
        parts.append(f"{heading} {label(figure)}: {value:,.0f} tokens {of}{chosen}.")
    return " ".join(parts)


def _text(x: int, y: int, text: str, look: str) -> str:
    return f'<text class="{look}" x="{x}" y="{y}">{escape(text)}</text>'
