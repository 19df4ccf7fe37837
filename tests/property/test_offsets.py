"""Offsets survive every change of form: what is found in one form is the same text in the other."""

from __future__ import annotations

import itertools
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from appliance.documents.normal import Normal, normalise
from appliance.documents.quotes import find_quote

# Letters that NFKC changes, joins, splits or that are left out, amid ordinary text.
_TRICKY = (
    "ﬁﬂ½²™…ａＡ１⽐⾼⾃⼋한글각ᄀ\u1161\u11a8e\u0301o\u0308\u0327ｶﾞ"
    "\u00ad\u200b\ufeff\ufffe\x02 \r\n\t\u00a0①㌔﷼ſẛ\u0323"
)
texts = st.text(
    st.one_of(
        st.sampled_from(_TRICKY), st.characters(codec="utf-8"), st.sampled_from("abc 12.-“”’\n")
    ),
    max_size=60,
)


def _kept(text: str) -> str:
    """The text without what the normal form leaves out."""
    return "".join(
        "-" if c == "\ufffe" else c
        for c in text
        if not (
            unicodedata.category(c) == "Cf" or (unicodedata.category(c) == "Cc" and not c.isspace())
        )
    )


@given(texts)
def test_normal_form_is_nfkc_of_what_is_kept(text: str) -> None:
    assert Normal(text).text == unicodedata.normalize("NFKC", _kept(text)) == normalise(text)


@given(texts, st.data())
def test_a_span_maps_to_source_whose_normal_form_holds_it(text: str, data: st.DataObject) -> None:
    normal = Normal(text)
    start = data.draw(st.integers(0, len(normal.text)))
    end = data.draw(st.integers(start, len(normal.text)))
    low, high = normal.to_source(start, end)
    assert 0 <= low <= high <= len(text)
    assert normal.text[start:end] in normalise(text[low:high])


@given(texts)
def test_the_map_is_monotone_and_covers_each_code_point(text: str) -> None:
    normal = Normal(text)
    spans = [normal.to_source(i, i + 1) for i in range(len(normal.text))]
    assert all(low < high for low, high in spans)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in itertools.pairwise(spans))
    assert normal.places() == ([low for low, _ in spans], [high for _, high in spans])


@given(texts, st.data())
def test_there_and_back_never_loses_text(text: str, data: st.DataObject) -> None:
    normal = Normal(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = normal.from_source(start, end)
    assert 0 <= first <= last <= len(normal.text)
    low, high = normal.to_source(first, last)
    if first < last:
        # All that was kept of the span is inside; only left-out characters may lie outside.
        assert not _kept(text[start:low])
        assert not _kept(text[high:end])
        assert normal.from_source(low, high) == (first, last)
    else:
        assert not _kept(text[start:end])


@given(texts, st.data())
def test_every_whole_stretch_of_a_page_is_found_again(text: str, data: st.DataObject) -> None:
    words = text.split()
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    quote = " ".join(words[first:last])
    found = find_quote(text, quote)
    if not normalise(quote).strip():
        return
    assert found is not None
    low, high = found
    assert 0 <= low < high <= len(text)
    assert _squeezed(text[low:high]) == _squeezed(quote)


def _squeezed(text: str) -> str:
    return "".join(normalise(text).split()).replace("-", "").casefold()
