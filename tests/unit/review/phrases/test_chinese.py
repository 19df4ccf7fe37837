"""Every sentence of the rules has its Chinese, and is known again in a text that was kept."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import appliance
from appliance.documents import opened, seeing, suspicion
from appliance.privacy.kinds import KINDS
from appliance.review import phrases
from appliance.review.papers.wordings import ALL as TYPES
from appliance.review.phrases import facts
from appliance.review.phrases.chinese import ALL, chinese
from appliance.review.phrases.phrase import Phrase

ROOT = Path(appliance.__file__).parent
PLACE = re.compile(r"\{(\w+)\}")
HAN = re.compile(r"[\u3400-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
# One of each; what is not here is a figure.
SAMPLES = {
    "day": "3 March 2026", "first": "1 March 2026", "last": "5 April 2026",
    "days": "3 March 2026, 5 April 2026", "age": "1 day", "allowed": "92 days",
    "base": "the day of the review (22 November 2026)", "name": "a.pdf", "names": "a.pdf, b.pdf",
    "value": "£5", "title": "Zinsen", "label": "Stichtag", "limit_s": "30", "digest": "0a1b2c",
    "was": "1", "now": "2", "verdict": "met", "verdict_now": "not met", "currency": "GBP",
    "other": "EUR", "why": "its date is empty", "trouble": "It is empty.",
    "unread": "page 3: It is empty.", "kind": "Passport", "limited": "“a.pdf” says so on page 3",
    "pages": "2, 3 and 4", "part_named": "Schedule 2", "rule": "cash-share", "section": "4.2",
    "told": "it ended on 1 March 2026, 1 day before 2 March 2026 (Stichtag).",
    "type_names": "guarantee, invoice", "types": "Insurance policy or Valuation",
    "who": "“X” (its date is empty); “Y” (its name is empty); and 2 more", "words": "§§”, “%%",
    "stated": "1 May 2026 / 2 June 2026", "amount": "1,200.50", "low": "8,500", "high": "10,000",
    "gone": "1,000", "whole": "9,000",
}  # fmt: skip
# Texts in the modules of rules that no record holds: words of records, stages, errors of a program.
NO_SENTENCES = {
    "needs a person", "not met", "not found", "in order", "not signed", "filled in",
    " and   more", "; and   more", "code and model", "weighing the statements",
    "reading sentences", "no quote",
    "patterns disagree", "pattern against judge", "models disagree", "no verdict without evidence",
    "a paper without text has no title", "nothing stands at this place",
}  # fmt: skip
_OF_ERRORS = re.compile(r"is no place on a page|nothing decides an item|^page $")
RULES = ("checks/*.py", "asking/*.py", "running/*.py", "exceptions.py", "replaying.py",
         "papers/reading.py")  # fmt: skip


def said(phrase: Phrase) -> str:
    return phrase.say(**{name: SAMPLES.get(name, "7") for name in PLACE.findall(phrase.en)})


def bare(text: str) -> str:
    """Without names and words of papers, which stay as they are."""
    for name in ("a.pdf", "b.pdf", "Zinsen", "Stichtag", "0a1b2c", "GBP", "EUR", "Office"):
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize("phrase", ALL, ids=lambda one: one.en[:60])
def test_each_phrase_is_known_again_and_wholly_chinese(phrase: Phrase) -> None:
    assert HAN.search(phrase.zh) or not re.search("[a-z]", PLACE.sub("", phrase.en)), phrase
    assert set(PLACE.findall(phrase.zh)) == set(PLACE.findall(phrase.en))
    assert set(PLACE.findall(phrase.en)) <= set(facts.FACTS)
    told = chinese(said(phrase))
    literal = [re.escape(part) for part in PLACE.split(phrase.zh)[::2]]
    assert re.fullmatch(".+?".join(literal), told, re.DOTALL), told
    assert not ENGLISH.search(bare(told)), told


def test_every_module_of_phrases_is_among_all() -> None:
    for found in pkgutil.iter_modules(phrases.__path__):
        module = importlib.import_module(f"{phrases.__name__}.{found.name}")
        for one in vars(module).values():
            assert not isinstance(one, Phrase) or one in ALL, one
    assert len(ALL) > 200


def test_no_two_phrases_are_the_same_english() -> None:
    english = [re.sub(r"\{\w+\}", "{}", one.en) for one in ALL]
    twice = {one for one in english if english.count(one) > 1}
    # The same words of a value and of days: said alike in Chinese.
    assert all(len({HAN.sub("", p.zh) for p in ALL if re.sub(r"\{\w+\}", "{}", p.en) == one}) == 1
               for one in twice), twice  # fmt: skip


def literals(path: Path) -> list[str]:
    """Texts of a module with two words or more, without docstrings, patterns and log lines."""
    tree = ast.parse(path.read_text("utf-8"))
    inside: set[ast.AST] = set()
    for node in ast.walk(tree):
        documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
        if isinstance(node, documented) and ast.get_docstring(node):
            inside.add(node.body[0].value)  # type: ignore[attr-defined]
        if isinstance(node, ast.JoinedStr):
            inside |= set(ast.walk(node)) - {node}
        if isinstance(node, ast.Call) and "compile" in ast.unparse(node.func):
            inside |= set(ast.walk(node))
        if isinstance(node, ast.Assign) and not isinstance(node.value, ast.JoinedStr):
            names = {ast.unparse(one) for one in node.targets}
            if names & {"_PART", "_KEYS", "_ROLES"}:
                inside |= set(ast.walk(node))
    found = []
    for node in ast.walk(tree):
        if node in inside:
            continue
        if isinstance(node, ast.JoinedStr):
            parts = [p.value for p in node.values if isinstance(p, ast.Constant)]
            found.append(" ".join(map(str, parts)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
    return [one for one in found if len(re.findall(r"(?<!-)\b[a-z]{2,}\b(?!-)", one)) > 1]


def test_rules_write_no_sentence_that_is_not_a_phrase() -> None:
    words_of_papers = {"dating.py", "signing_words.py", "days.py", "transactions.py", "measured.py"}
    paths = [path for glob in RULES for path in sorted((ROOT / "review").glob(glob))]
    assert len(paths) > 25
    loose = [
        (path.name, one)
        for path in paths
        for one in literals(path)
        if one not in NO_SENTENCES
        and not _OF_ERRORS.search(one)
        and not re.search(r"[\\|\[]|\(\?", one)
        # Lists of words that are looked for in papers, and of kinds of rules.
        and not (path.name in words_of_papers and one == one.lower() and not one.endswith("."))
    ]
    assert loose == []


def test_what_documents_write_is_known() -> None:
    texts = [*suspicion.NOTES.values(), *seeing._NO_RECOGNISER.values(), opened.DAMAGED_PAGE]
    texts += [why for _, why in opened._WHY.values() if why]
    texts += [one.format(why="It is empty.") for one in seeing._NOT_RECOGNISED.values()]
    texts += [
        kind(name="a.pdf", why="the file is damaged", page=3, pages=2).message
        for kind, _ in opened._WHY.values()
        if kind.code != "D507"  # no state of a document: the question for a page was wrong
    ]
    for text in texts:
        told = bare(chinese(text))
        assert HAN.search(told), text
        assert not ENGLISH.search(told), told


def test_types_and_kinds_of_numbers_have_words() -> None:
    assert set(facts.IDENTIFIERS) == set(KINDS)
    for one in TYPES:
        assert facts.paper_type(one.name) == (one.title, one.title_zh)
        assert one.title not in chinese(f"No paper of this type ({one.title}) is in the file.")
    assert facts.paper_type("of-a-newer-list") == ("of-a-newer-list", "of-a-newer-list")
    assert "“信用卡”" not in chinese("for a number of the kind “X”, with and without spaces")


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        (
            "“a.pdf” says so on page 3. Sentences on pages 2, 3 and 4 may limit it.",
            "“a.pdf”第 3 页如此陈述。第 2、3、4 页有几句可能对其加以限制。",
        ),
        (  # as earlier releases kept it
            "“a.pdf” says so on page 3; sentences on pages 2, 3 and 4 may limit it.",
            "“a.pdf”第 3 页如此陈述。第 2、3、4 页有几句可能对其加以限制。",
        ),
        (
            "deed.pdf: It has no place that is signed. Page 4 of 4 is missing.",
            "deed.pdf：其中没有任何已签署之处。缺少第 4 页（共 4 页）。",
        ),
        (
            "Pages 1, 2, 3, 4, 5, 6, 7, 8 and 12 more of 30 are missing.",
            "缺少第 1、2、3、4、5、6、7、8（及另外 12 页） 页（共 30 页）。",
        ),
        ("bill.pdf: 14 March 1971 / 3 May 1971", "bill.pdf：1971年3月14日 / 1971年5月3日"),
        ("They are 12,000.5 apart. One digit differs.", "相差 12,000.5。有一位数字不同。"),
        (
            "It is dated [BIRTH-DATE-1], 1 day before the day of the review (22 November 2026).",
            "日期为 [BIRTH-DATE-1]，早于审查日（2026年11月22日） 1 天。",
        ),
    ],
)
def test_joined_sentences_lists_and_hidden_days(english: str, expected: str) -> None:
    assert chinese(english) == expected


@pytest.mark.parametrize(
    "text",
    ["", "a.txt: £600,000", "Ann saw the original. It is fine.", "Note: look.", "It is.", "页 “”"],
)
def test_what_people_and_papers_say_stays(text: str) -> None:
    assert chinese(text) == text


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(chinese(text), str)
    assert chinese(f"{text} It is signed.").endswith(("已签署。", "It is signed."))


def test_long_and_hostile_texts_end_soon() -> None:
    for text in ("It is signed. " * 4000, ": " * 2900, "“" * 5000, "a. " * 1900,
                 "No paper of this type (" * 200):  # fmt: skip
        assert isinstance(chinese(text), str)
