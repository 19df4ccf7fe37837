"""Packs whose description is bad: fields, form, texts and names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pack_vector_recipe import (
    APPLIANCES,
    Json,
    Pack,
    canonical,
    component,
    head,
    manifest,
    model_manifest,
    note,
    pair,
    text,
    to_appliance,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def _without(described: Json, name: str) -> Json:
    return {key: value for key, value in described.items() if key != name}


def descriptions() -> None:
    unknown: list[tuple[str, Callable[[Json], object]]] = [
        ("field", lambda it: it.update(extra=1)),
        ("field_in_component", lambda it: it["components"][0].update(mode=493)),
        ("field_in_needs", lambda it: it["needs"].update(gpu=True)),
        (
            "field_in_terms",
            lambda it: it.update(
                terms={"branches": [], "days": 3, "purposes": [], "runs": None, "until": None}
            ),
        ),
        (
            "field_in_self_test",
            lambda it: it.update(self_test=[{"expected": "", "input": "", "tokens": 1, "seed": 1}]),
        ),
        ("field_in_model", lambda it: it["model"].update(adapter="lora")),
    ]
    for name, change in unknown:
        described = pair().described
        change(described)
        head(
            f"unknown_{name}",
            "unknown",
            "a field this version does not have",
            Pack(described, pair().files),
        )
    for kind in (0, 3, 255):
        stanza = bytes([kind]) + to_appliance(APPLIANCES[0])[1:]
        head(
            f"unknown_recipient_{kind}",
            "unknown",
            f"kind {kind}",
            replace(note(), recipients=[stanza]),
        )
    for name in ("id", "kind", "components", "expires"):
        described = _without(note().described, name)
        body = replace(
            note(),
            described={**described, "id": "", "components": []},
            json_bytes=canonical(described),
        )
        head(f"missing_{name}", "invalid", f"no {name}", body.head() + bytes(99))
    changed: list[tuple[str, str, dict[str, object]]] = [
        ("format_two", "a later format of the description", {"format": 2}),
        ("kind_unknown", "no such kind", {"kind": "firmware"}),
        ("id_upper", "hex in capitals", {"id": "AB" * 16}),
        ("id_short", "30 digits", {"id": "ab" * 15}),
        ("name_upper", "capitals", {"name": "Vector"}),
        ("version_empty", "no version", {"version": ""}),
        ("sequence_zero", "counting begins at 1", {"sequence": 0}),
        ("sequence_above", "above the highest", {"sequence": 2**31}),
        ("sequence_2_63", "a fast-forward", {"sequence": 2**63 - 1}),
        ("sequence_text", "a number as a text", {"sequence": "7"}),
        ("sequence_true", "a truth for a number", {"sequence": True}),
        ("title_empty", "no title", {"title": ""}),
        ("title_long", "301 characters", {"title": "x" * 301}),
        ("date_not_in_calendar", "30 February", {"created": "2026-02-30T12:00:00Z"}),
        ("date_with_zone", "not UTC", {"created": "2026-01-02T12:00:00+01:00"}),
        ("expires_before_made", "expired when it was made", {"expires": "2026-01-02T12:00:00Z"}),
        (
            "terms_on_a_text",
            "only a model has terms",
            {"terms": {"branches": [], "purposes": [], "runs": 1, "until": None}},
        ),
        ("model_on_a_text", "a checklist with a model", {"model": pair().described["model"]}),
    ]
    for name, comment, changes in changed:
        pack = replace(note(), described={**note().described, **changes})
        head(f"invalid_{name}", "invalid", comment, pack)
    no_limits: Json = {"branches": [], "purposes": [], "runs": None, "until": None}
    changed = [
        ("purpose", "no such purpose", {"terms": {**no_limits, "purposes": ["train"]}}),
        ("runs_zero", "a licence for nothing", {"terms": {**no_limits, "runs": 0}}),
        ("until", "not in the calendar", {"terms": {**no_limits, "until": "2027-02-29"}}),
        ("branches_order", "not sorted", {"terms": {**no_limits, "branches": ["b", "a"]}}),
        ("branches_twice", "one branch twice", {"terms": {**no_limits, "branches": ["a", "a"]}}),
        ("model_missing", "a model without its description", {"model": None}),
        ("model_other_name", "another name than its model", {"name": "other"}),
        (
            "model_other_file",
            "a file that its model has not",
            {
                "components": [
                    component("model.onnx", text(2500)),
                    component("tokenizer.json", text(1499)),
                ]
            },
        ),
        (
            "model_kind_traits",
            "the traits of another kind",
            {"model": {**pair().described["model"], "kind": "risk"}},
        ),
    ]
    for name, comment, changes in changed:
        pack = replace(pair(), described={**pair().described, **changes})
        head(f"invalid_{name}", "invalid", comment, pack.head() + bytes(5000))


def not_json() -> None:
    for name, comment, data in (
        ("spaces_only", "no value", b"  "),
        ("array", "a list", b"[]"),
        (
            "nan",
            "NaN is not JSON",
            canonical(note().described).replace(b'"sequence":7', b'"sequence":NaN'),
        ),
        (
            "not_utf8",
            "a byte that is no UTF-8",
            canonical(note().described).replace(b"Test vector", b"Test\xffvector"),
        ),
        (
            "lone_surrogate",
            "half a character",
            canonical(note().described).replace(b"Test vector", b"Test\\ud800"),
        ),
        ("deep", "100,000 brackets", b'{"changes":' + b"[" * 100_000),
        ("byte_order_mark", "a mark in front", b"\xef\xbb\xbf" + canonical(note().described)),
        ("cut", "the last brace is missing", canonical(note().described)[:-1]),
        (
            "exponent",
            "7e0 for 7",
            canonical(note().described).replace(b'"sequence":7', b'"sequence":7e0'),
        ),
        ("two_values", "a second value behind", canonical(note().described) + b"{}"),
    ):
        body = replace(note(), json_bytes=data)
        head(f"json_{name}", "invalid", comment, body.head()[: 2**17] + bytes(99))
    plain = note().described
    one = canonical(plain)
    for name, comment, data in (
        ("space", "a space after a colon", one.replace(b'"sequence":', b'"sequence": ')),
        ("newline_behind", "a line end behind", one + b"\n"),
        ("unsorted", "format comes first", b'{"format":1,' + one[1:].replace(b'"format":1,', b"")),
        (
            "twice",
            "a field twice, the same",
            one.replace(b'"sequence":7', b'"sequence":7,"sequence":7'),
        ),
        (
            "twice_other",
            "a field twice, with two values",
            one.replace(b'"sequence":7', b'"sequence":9,"sequence":7'),
        ),
        ("escaped", "a letter as its number", one.replace(b"Test", b"\\u0054est")),
        ("slash_escaped", "a needless escape", one.replace(b"Internal use", b"Internal\\/use")),
        ("absent_null", "a field left out that is null", canonical(_without(plain, "terms"))),
        ("absent_list", "a field left out that is empty", canonical(_without(plain, "self_test"))),
        ("minus_zero", "-0", one.replace(b'"disk_bytes":0', b'"disk_bytes":-0')),
    ):
        head(f"form_{name}", "not-canonical", comment, replace(note(), json_bytes=data))
    files = {"model.onnx": text(300)}
    risk = canonical(model_manifest("risk", files)).replace(b"1e+16", b"1e16")
    for name, comment, old, new in (
        ("float_as_integer", "30 for 30.0", b'"base_odds":30.0', b'"base_odds":30'),
        ("float_with_exponent", "3e1 for 30.0", b'"base_odds":30.0', b'"base_odds":3e1'),
        ("float_with_plus", "1e+16 for 1e16", b"1e16", b"1e+16"),
    ):
        pack = Pack(model_manifest("risk", files), files, json_bytes=risk.replace(old, new))
        head(f"form_{name}", "not-canonical", comment, pack)


def hidden_texts() -> None:
    for name, comment, value in (
        ("nul", "NUL", "a\x00b"),
        ("escape", "a sequence that drives terminals", "a\x1b[2Kb"),
        ("delete", "DEL", "a\x7fb"),
        ("c1", "a C1 control", "a\x9bb"),
        ("newline", "a second line in a title", "a\nb"),
        ("right_to_left", "an override of direction", "a\u202eb"),
        ("zero_width", "a space of no width", "a\u200bb"),
        ("line_separator", "a line separator", "a\u2028b"),
        ("private_use", "a letter of nobody", "a\ue000b"),
        ("tag", "an invisible tag", "a\U000e0041b"),
        ("byte_order_mark", "a mark inside", "a\ufeffb"),
    ):
        head(f"text_{name}", "text", comment, note(title=value))
    head("text_in_changes", "text", "an override in the changes", note(changes="a\u202eb"))
    head("text_in_licence", "text", "a bell in the licence", note(licence="a\x07b"))
    described = pair().described
    described["model"]["origin"] = "a\u202eb"
    head(
        "text_in_model", "text", "an override in the model's origin", Pack(described, pair().files)
    )


def names() -> None:
    for name, value in (
        ("empty", ""),
        ("dots", ".."),
        ("parent", "../note.md"),
        ("absolute", "/etc/passwd.md"),
        ("folder", "a/note.md"),
        ("backslash", "a\\note.md"),
        ("drive", "c:note.md"),
        ("stream", "note.md:x.md"),
        ("nul", "note\x00.md"),
        ("newline", "note\n.md"),
        ("hidden", ".note.md"),
        ("trailing_dot", "note."),
        ("trailing_space", "note.md "),
        ("upper", "Note.md"),
        ("con", "con.md"),
        ("con_upper", "CON"),
        ("nul_device", "nul"),
        ("com1", "com1.md"),
        ("lpt9", "lpt9.tar.md"),
        ("accent_composed", "caf\u00e9.md"),
        ("accent_apart", "cafe\u0301.md"),
        ("right_to_left", "note\u202edm.exe.md"),
        ("300", "n" * 297 + ".md"),
        ("65", "n" * 62 + ".md"),
        ("other_suffix", "note.exe"),
    ):
        files = {value: text(20)}
        head(
            f"name_{name}",
            "name",
            f"{len(value)} characters",
            Pack(manifest("checklist", files), files),
        )
    both = {"note.md": b"x", "NOTE.md": b"y"}
    head(
        "name_case_clash",
        "name",
        "two names on some systems only",
        Pack(manifest("checklist", both), both),
    )
    files = {"policy.md": b"x"}
    head("name_policy_suffix", "name", "a policy is TOML", Pack(manifest("policy", files), files))


def write_all() -> None:
    """Every bad vector of this sort."""
    for group in (descriptions, not_json, hidden_texts, names):
        group()
