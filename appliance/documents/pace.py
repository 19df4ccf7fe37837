"""How long reading takes here: learned from what was read, used for what is left. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class _Rate:
    """A mean that begins as a guess which weighs as much as `weight` observations."""

    mean: float
    weight: float

    def learn(self, total: float, count: float) -> None:
        """`count` more observations that add up to `total`."""
        if count > 0 and total >= 0:
            self.mean = (self.mean * self.weight + total) / (self.weight + count)
            self.weight += count


@dataclass(slots=True)
class Pace:
    """Seconds for a page, as far as known, and how many pages a file of some size has.

    The first guesses are of an office computer (`benchmarks/ingest.py`): making passages
    searchable takes about five times as long as reading a page, recognising a picture a hundred
    times.
    """

    read_s: _Rate = field(default_factory=lambda: _Rate(0.02, 20))
    recognise_s: _Rate = field(default_factory=lambda: _Rate(2.0, 1))
    index_s: _Rate = field(default_factory=lambda: _Rate(0.1, 20))
    bytes_per_page: _Rate = field(default_factory=lambda: _Rate(20_000.0, 3))
    # Of the pages so far; few files hold pictures and text half and half.
    pictures: _Rate = field(default_factory=lambda: _Rate(0.0, 10))

    def pages_of(self, size_bytes: int) -> float:
        """How many pages a file of that size may have, at least one."""
        return max(1.0, size_bytes / max(1.0, self.bytes_per_page.mean))

    def whole_s(self, pages: float) -> float:
        """For a document of so many pages, of which nothing was read yet."""
        return pages * (
            self.read_s.mean + self.index_s.mean + self.pictures.mean * self.recognise_s.mean
        )


@dataclass(slots=True)
class Course:
    """One document on its way.

    `pages` is how many it has or may have, `indexed` the share of its passages that can be found.
    """

    pages: float
    read: int = 0
    recognised: int = 0
    indexed: float = 0.0

    def spent_s(self, pace: Pace) -> float:
        """What its steps so far take at this pace."""
        indexing_s = self.indexed * self.pages * pace.index_s.mean
        recognising_s = self.recognised * pace.recognise_s.mean
        return self.read * pace.read_s.mean + recognising_s + indexing_s

    def left_s(self, pace: Pace) -> float:
        """What its other steps will take at this pace."""
        unread = max(0.0, self.pages - self.read)
        # A scan is one throughout, so its own pages tell more than all others before.
        share = self.recognised / self.read if self.read else pace.pictures.mean
        pictures_s = unread * share * pace.recognise_s.mean
        indexing_s = (1 - self.indexed) * self.pages * pace.index_s.mean
        return unread * pace.read_s.mean + pictures_s + indexing_s
