from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from appliance.documents.chunking import chunks


def test_a_short_page_is_one_passage() -> None:
    text = "  Loan agreement between A and B. \n"
    (span,) = chunks(text)
    assert text[span.start : span.end] == "Loan agreement between A and B."


def test_an_empty_page_has_none() -> None:
    assert chunks(" \r\n ") == ()


def test_passages_end_with_a_sentence_when_one_ends_near() -> None:
    text = " ".join(f"Sentence number {n} says little here." for n in range(60))
    spans = chunks(text)
    assert len(spans) > 1
    assert all(text[span.end - 1] == "." for span in spans)


def test_no_stub_is_left_at_the_end() -> None:
    lengths = [len("word " * 170)]
    spans = chunks("word " * 170)
    lengths = [span.end - span.start for span in spans]
    assert len(lengths) == 2
    assert min(lengths) > 0.6 * max(lengths)


def test_tables_of_numbers_make_shorter_passages() -> None:
    prose, numbers = "company " * 150, "1,234,567 " * 150
    assert len(chunks(prose)) == 1
    assert len(chunks(numbers)) > 2


def test_chinese_is_cut_though_it_has_no_spaces() -> None:
    text = "本公司今年的营业收入比去年增加。" * 60
    spans = chunks(text)
    assert len(spans) > 2
    assert all(text[span.end - 1] == "。" for span in spans)


def test_an_endless_word_is_a_passage() -> None:
    assert len(chunks("x" * 100_000)) == 1


@given(
    st.text(alphabet=st.sampled_from("ab1,. \n中。\u00a0é"), max_size=400),
    st.integers(2, 12),
    st.integers(4, 30),
)
def test_every_word_is_in_exactly_one_passage(text: str, words: int, tokens: int) -> None:
    spans = chunks(text, words=words, tokens=tokens)
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())
    ends = 0
    for span in spans:
        assert ends <= span.start < span.end <= len(text)
        ends = span.end
