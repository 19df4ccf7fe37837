"""Numbers of documents: unique over the vault, and they tell the case. Pure.

A document's number is its case's number times 2^32 plus a count from 1 within the case. So whoever
has a document's number finds its database without looking anything up.
"""

from __future__ import annotations

_BITS = 32
MOST_DOCUMENTS = (1 << _BITS) - 1
# SQLite's numbers are signed and have 64 bits.
MOST_CASES = (1 << 31) - 1


def base(case_id: int) -> int:
    """The number below the first document's. Raises: ValueError: no case has that number."""
    if not 1 <= case_id <= MOST_CASES:
        raise ValueError("a case's number is from 1 to 2^31 - 1")
    return case_id << _BITS


def document_id(case_id: int, count: int) -> int:
    """The number of a case's document; `count` is from 1. Raises: ValueError."""
    if not 1 <= count <= MOST_DOCUMENTS:
        raise ValueError("a document's count is from 1 to 2^32 - 1")
    return base(case_id) + count


def case_of(number: int) -> int:
    """The case of a document's number; 0, which no case has, for a number that is none."""
    case_id = number >> _BITS
    return case_id if 1 <= case_id <= MOST_CASES and number & MOST_DOCUMENTS else 0
