"""Whatever a form and a document look like, what is filled in is valid and stands on its page."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jsonschema
import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.assistant.forms import asking, exporting, filling, finding, written
from appliance.assistant.forms.checking import check
from appliance.assistant.forms.filling import Filler
from appliance.assistant.forms.grammar import grammar
from appliance.assistant.forms.records import Choice, FieldValue, Fill, Form, FormField
from appliance.assistant.forms.schema import from_schema, instance, to_schema
from appliance.documents.quotes import find_quote
from appliance.documents.records import Document, Page
from appliance.documents.store import PageText
from appliance.engine.records import Generation, LoadedModel, Timings
from appliance.jobs import Job
from tests.unit.documents.fakes import FixedClock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.forms.records import FieldKind
    from appliance.engine.records import Ask

_KINDS: tuple[FieldKind, ...] = (
    "text",
    "number",
    "money",
    "date",
    "yes-no",
    "choice",
    "identifier",
    "list",
)
_titles = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12
)
_names = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    fields = []
    for name in draw(st.lists(_names, min_size=1, max_size=8, unique=True)):
        kind = draw(st.sampled_from(_KINDS))
        choices: tuple[Choice, ...] = ()
        if kind == "choice":
            values = draw(st.lists(_titles, min_size=2, max_size=4, unique=True))
            choices = tuple(
                Choice(value, tuple(draw(st.lists(_titles, max_size=2)))) for value in values
            )
        fields.append(
            FormField(
                name=name, kind=kind, title=draw(_titles),
                title_zh=draw(st.one_of(st.just(""), _titles)),
                unit=draw(st.sampled_from(["", "EUR"])) if kind in ("money", "number") else "",
                required=draw(st.booleans()), choices=choices,
                labels=tuple(draw(st.lists(_titles, max_size=2))),
                help=draw(st.text("abc ", max_size=9)),
            )
        )  # fmt: skip
    return check(Form("a-form", draw(_titles), tuple(fields)))


_VALUES = st.one_of(
    st.sampled_from(
        ["£1,250,000", "(784)", "-5", "31/12/2026", "2026-02-30", "03.04.2026", "14 September 2026",
         "yes", "No", "☒ Yes ☐ No", "GB39 TDWL 9999 0120 4417 36", "A Ltd; B plc", "1.2.3", "12%",
         "2026年9月14日", "=1+1", "￥１，２３４万元", "①", "\u200b", "“x”"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=20),
)  # fmt: skip
_BETWEEN = st.sampled_from([": ", "：", "\t", "   ", " .... ", "\n", " ", " means "])


@st.composite
def documents(draw: st.DrawFn, form: Form) -> str:
    lines = []
    for _ in range(draw(st.integers(0, 8))):
        field = draw(st.sampled_from(form.fields))
        label = draw(st.sampled_from([field.title, *field.labels, "Other"]))
        lines.append(label + draw(_BETWEEN) + draw(_VALUES))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)


@dataclass
class Sampler:
    """A model that writes anything the grammar allows."""

    chance: random.Random
    loaded: LoadedModel | None = None

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]

    def generate_many(self, asks: Sequence[Ask], **_options: object) -> list[Generation]:
        timings = Timings(0, 0, 0, 0, 0, 0)
        made = [one_of(ask.sampling.grammar, self.chance) for ask in asks]
        return [Generation(text, "stop", timings, logprobs=(0.0,)) for text in made]


def one_of(rules: str, chance: random.Random) -> str:
    """A text of a grammar as `grammar` makes them: options, a string, a list of strings."""
    root = rules.split("\n")[0].removeprefix("root ::= ")
    literals = [json.loads(one) for one in re.findall(r'"(?:[^"\\]|\\.)*"', root)]
    if "string" not in root:
        options: list[str] = [one.replace("\\x7F", "\x7f") for one in literals]
        return chance.choice(options)

    def string() -> str:
        return (
            '"'
            + "".join(chance.choice("abc £1.; ☒中é=") for _ in range(chance.randint(1, 96)))
            + '"'
        )

    if chance.random() < 0.2:
        return "null"
    if "[" in root:
        return "[" + ", ".join(string() for _ in range(chance.randint(1, 8))) + "]"
    return string()


class Pages:
    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = [PageText("a.txt", 1, n, text) for n, text in enumerate(texts, start=1)]

    def page(self, document_id: int, number: int) -> Page:
        return Page(number, self.texts[number - 1].text, (), 595, 842)


DOCUMENT = Document(1, 1, "a.txt", "0" * 64, 1, "text/plain", 1, "ready", None, None, "")


def filled(form: Form, texts: Sequence[str], seed: int) -> Fill:
    pages = Pages(texts)
    sampler = Sampler(random.Random(seed))  # noqa: S311 - a test
    filler = Filler(pages, FixedClock(), language=sampler, template="chatml")  # type: ignore[arg-type]
    (made,) = filling.fill(DOCUMENT, [form], pages.texts, filler=filler, insist=True, job=Job())
    return made


@given(forms())
def test_a_form_survives_its_schema(form: Form) -> None:
    schema = to_schema(form)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert from_schema(json.loads(json.dumps(schema))) == form


@settings(max_examples=150, deadline=None)
@given(st.data(), st.integers(0, 2**32))
def test_every_fill_is_valid_and_every_value_stands_on_its_page(
    data: st.DataObject, seed: int
) -> None:
    form = data.draw(forms())
    texts = [data.draw(documents(form)) for _ in range(data.draw(st.integers(1, 2)))]
    made = filled(form, texts, seed)
    checker = jsonschema.Draft202012Validator(
        to_schema(form), format_checker=jsonschema.FormatChecker()
    )
    checker.validate(json.loads(json.dumps(instance(made))))
    for one in made.fields:
        assert one.state == "open"
        if one.value is None:
            assert (one.page, one.quote) == (0, "")
            assert one.note
        else:
            assert texts[one.page - 1][one.start : one.end] == one.quote != ""
            assert 0 < one.confidence <= 1
        for other in one.others:
            assert texts[other.page - 1][other.start : other.end] == other.quote


@given(st.data())
def test_every_text_of_a_grammar_becomes_a_valid_value(data: st.DataObject) -> None:
    """The oracle is the schema, over what the grammar itself can produce."""
    form = data.draw(forms())
    text = data.draw(documents(form))
    sheets = finding.sheets(Pages([text]).texts)
    language = Sampler(random.Random(0))  # noqa: S311 - a test
    asked = asking.questions(
        form.fields,
        sheets,
        language=language,  # type: ignore[arg-type]  # only what filling asks of a model
        template="chatml",
        mask=asking.Unmasked(),
    )
    chance = random.Random(data.draw(st.integers(0, 99)))  # noqa: S311 - a test
    for question in asked:
        if question is None:
            continue
        said = json.loads(one_of(question.ask.sampling.grammar, chance))
        if said is None or not question.options:
            assert said is None or isinstance(said, str | list)
            continue
        candidate = question.options[said]
        assert text[candidate.start : candidate.end] == candidate.quote


@given(st.lists(st.text(max_size=12), max_size=5))
def test_a_grammar_can_write_each_option(options: list[str]) -> None:
    root = grammar("date", options).removeprefix("root ::= ").rstrip("\n")
    literals = re.findall(r'"(?:[^"\\]|\\.)*"', root)
    read = [json.loads(one.replace("\\x7F", "\x7f"), strict=False) for one in literals]
    assert read[0] == "null"
    assert [json.loads(one, strict=False) for one in read[1:]] == list(dict.fromkeys(options))


@given(st.sampled_from(_KINDS), st.text(max_size=80))
def test_places_of_values_are_places_of_the_text(kind: str, text: str) -> None:
    choices = (Choice("one", ("eins",)), Choice("two"))
    field = FormField("a", kind, "A", choices=choices if kind == "choice" else ())  # type: ignore[arg-type]
    for one in written.find(field, text):
        assert 0 <= one.start < one.end <= len(text)
        if kind == "list":
            assert all(find_quote(text, item) for item in one.value if item.isascii())  # type: ignore[union-attr]


@given(st.text(max_size=30))
def test_no_cell_of_csv_is_a_formula(text: str) -> None:
    form = Form("f", "F", (FormField("a", "text", "A"),))
    value = FieldValue(0, "a", "text", value=text or None, document=text, quote=text, note=text)
    fill = Fill(1, form, text, 1, "0" * 64, 1, "", (value,))
    rows = list(
        csv.reader(io.StringIO(exporting.csv_bytes([fill]).decode("utf-8-sig"), newline=""))
    )
    for cell in rows[1]:
        number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
        assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(forms())
def test_a_form_is_kept_as_it_is(form: Form) -> None:
    assert msgspec.json.decode(msgspec.json.encode(form), type=Form) == form
