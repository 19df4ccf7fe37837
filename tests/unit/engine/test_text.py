from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from appliance.engine.worker.text import TextStream


def run(pieces: list[bytes], stop: tuple[str, ...] = ()) -> list[str]:
    stream = TextStream(stop)
    shown = []
    for piece in pieces:
        shown.append(stream.feed(piece))
        if stream.stopped:
            break
    return [*shown, stream.finish()]


def test_a_character_over_two_tokens_comes_whole() -> None:
    euro = "€".encode()
    assert run([b"5 ", euro[:1], euro[1:], b"!"]) == ["5 ", "", "€", "!", ""]


def test_a_character_that_is_never_completed_is_dropped() -> None:
    assert "".join(run([b"5 ", "€".encode()[:2]])) == "5 "


def test_bytes_that_are_no_text_are_shown_as_such() -> None:
    assert "".join(run([b"a\xff", b"b"])) == "a\ufffdb"


def test_a_beginning_of_a_stop_string_waits() -> None:
    assert run([b"yes\n", b"\nQ", b"uestion"], ("\n\nQuestion",)) == ["yes", "", "", ""]
    assert run([b"yes\n", b"\nQuiet"], ("\n\nQuestion",)) == ["yes", "\n\nQuiet", ""]


def test_what_waited_is_shown_at_the_end() -> None:
    assert run([b"yes\n"], ("\n\n",)) == ["yes", "\n"]


def test_the_first_stop_string_counts() -> None:
    assert "".join(run([b"one two three"], ("three", "two", ""))) == "one "


@given(
    st.text(alphabet="ab€\n🙂", max_size=40),
    st.lists(st.integers(1, 5), min_size=1, max_size=40),
    st.lists(st.text(alphabet="ab€\n", min_size=1, max_size=4), max_size=3),
)
def test_however_it_is_cut_the_text_is_the_same(
    text: str, sizes: list[int], stop: list[str]
) -> None:
    raw = text.encode()
    pieces: list[bytes] = []
    place = 0
    while place < len(raw):
        size = sizes[len(pieces) % len(sizes)]
        pieces.append(raw[place : place + size])
        place += size
    ends = [found for item in stop if (found := text.find(item)) >= 0]
    shown = "".join(run(pieces, tuple(stop)))
    if not ends:
        assert shown == text
    else:
        # Byte by byte the stop string that is complete first wins; whole, the one that begins
        # first. Either way nothing of a stop string that was found is shown.
        assert text.startswith(shown)
        assert not any(item in shown for item in stop)
