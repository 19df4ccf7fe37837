"""The newest entry that this computer saw of a vault, kept outside the vault's folder.

A copy of the whole folder put back over a newer one is in itself consistent; only something
elsewhere can tell. This is the nearest such place. It is not secret, and whoever can delete it
loses this one warning, no more: a vault that was never opened here has none either.
"""

from __future__ import annotations

import hmac
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.audit.chain import Mark
from appliance.crypto.kdf import hkdf
from appliance.errors import ApplianceError, AuditRolledBack
from appliance.files import atomic_write, read_limited

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# A rollback behind a kill is seen up to so many entries before; the head tells the rest.
STEP = 32
# A person keeps one vault in few folders, and goes back on purpose now and then.
PLACES = 32
ABANDONED = 64
_LIMIT_BYTES = 64 * 1024
_TAG_CHARACTERS = 16
_WHERE = "this computer"


@dataclass(frozen=True)
class Abandoned:
    """The newest entry of a history that was given up on purpose, and when (ISO 8601, UTC)."""

    mark: Mark
    at: str


@dataclass(frozen=True)
class Memory:
    """What is known of one vault: the newest entry in each folder, and what was given up.

    Marks have no MACs. The folder is a keyed hash of its path; the latest used comes first.
    """

    tips: tuple[tuple[str, Mark], ...] = ()
    abandoned: tuple[Abandoned, ...] = ()


class Seen:
    """The memory of one vault on this computer. A failure to keep it hinders nothing.

    Several folders may hold histories of one vault, because a backup was restored beside it. Each
    is remembered by its newest entry, until another folder's history goes on from that entry.
    """

    def __init__(
        self, folder: Path, *, vault_id: str, key: Callable[[], bytes], place: Path
    ) -> None:
        """`folder` is in the person's own state folder and made when first needed.

        `place` is the folder of the vault that is open.
        """
        self._path = folder / vault_id
        self._vault_id = vault_id
        self._key = key
        self._place = place
        self._kept = 0

    def read(self) -> Memory:
        """What is known; nothing if there is no memory or it was meddled with."""
        try:
            raw = json.loads(read_limited(self._path, _LIMIT_BYTES))
            mac = str(raw.pop("mac"))
            found = Memory(
                tuple((str(one["folder"]), _mark(one)) for one in raw["newest"]),
                tuple(Abandoned(_mark(one), str(one["at"])) for one in raw["abandoned"]),
            )
        except (ApplianceError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return Memory()
        if not hmac.compare_digest(mac.encode("utf-8", "replace"), self._mac(found).encode()):
            return Memory()
        return found

    def expected(self) -> tuple[Mark, ...]:
        """What the chain in this folder is held against: its own newest entry.

        In a folder where this vault was never opened, the newest of every other folder.
        """
        tips = self.read().tips
        own = [mark for folder, mark in tips if folder == self._folder()]
        return tuple(own or [mark for _, mark in tips])

    def judge(
        self,
        last: Mark,
        mark_at: Callable[[int], Mark | None],
        *,
        given_up: Callable[[Mark], bool],
    ) -> None:
        """Hold the chain that ends in `last` against what was seen.

        `given_up` tells whether the chain itself says that it goes on without that entry.
        Raises: AuditRolledBack: the chain lacks, or contradicts, what it should hold, or it is one
        that was given up on purpose.
        """
        expected = self.expected()
        newest = max(expected, key=lambda mark: mark.seq, default=Mark(0))
        for one in self.read().abandoned:
            if continues(last, one.mark, mark_at):
                why = f"and here stands the history that was given up on purpose on {one.at}"
                raise AuditRolledBack(where=_WHERE, expected=newest.seq, found=last.seq, why=why)
        if any(continues(last, one, mark_at) for one in expected) or all(map(given_up, expected)):
            return
        behind = last.seq < newest.seq
        why = f"and it has {last.seq} entries" if behind else "and another one stands there now"
        raise AuditRolledBack(where=_WHERE, expected=newest.seq, found=last.seq, why=why)

    def note(self, mark: Mark, mark_at: Callable[[int], Mark | None], *, at: str) -> None:
        """Something was committed; kept at every STEP entries."""
        if mark.seq >= self._kept + STEP:
            self.keep(mark, mark_at, at=at)

    def keep(self, mark: Mark, mark_at: Callable[[int], Mark | None], *, at: str) -> None:
        """Remember this as the newest entry in this folder, whatever was known of it.

        The one known before is abandoned, unless the chain holds it. `at` is the present time.
        """
        before, folder = self.read(), self._folder()
        others = [
            (place, tip)
            for place, tip in before.tips
            if place != folder and not continues(mark, tip, mark_at)
        ]
        lost = [
            Abandoned(tip, at)
            for place, tip in before.tips
            if place == folder and not continues(mark, tip, mark_at)
        ]
        kept = [one for one in before.abandoned if not continues(mark, one.mark, mark_at)]
        memory = Memory(((folder, mark), *others)[:PLACES], (*lost, *kept)[:ABANDONED])
        with suppress(ApplianceError, OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with atomic_write(self._path) as out:
                text = {**_plain(memory), "mac": self._mac(memory)}
                out.write(json.dumps(text).encode() + b"\n")
            self._kept = mark.seq

    def forget(self) -> None:
        """The vault was thrown away."""
        with suppress(OSError):
            self._path.unlink()

    def _folder(self) -> str:
        path = str(self._place.resolve()).encode("utf-8", "surrogateescape")
        return hmac.digest(self._derived(), b"folder\x00" + path, "sha256").hex()[:_TAG_CHARACTERS]

    def _derived(self) -> bytes:
        return hkdf(self._key(), b"cofferdam audit seen 1")

    def _mac(self, memory: Memory) -> str:
        text = self._vault_id + "\n" + json.dumps(_plain(memory), sort_keys=True)
        return hmac.digest(self._derived(), text.encode(), "sha256").hex()


def continues(last: Mark, seen: Mark, mark_at: Callable[[int], Mark | None]) -> bool:
    """Whether the chain that ends in `last` holds the entry that was seen."""
    if last.seq < seen.seq:
        return False
    found = mark_at(seen.seq)
    return found is not None and found.link == seen.link


def _mark(raw: dict[str, object]) -> Mark:
    entry = raw["entry"]
    if type(entry) is not int or entry < 0:
        raise ValueError("no number of an entry")
    return Mark(entry, link=bytes.fromhex(str(raw["link"])))


def _plain(memory: Memory) -> dict[str, list[dict[str, object]]]:
    return {
        "newest": [
            {"folder": place, "entry": tip.seq, "link": tip.link.hex()}
            for place, tip in memory.tips
        ],
        "abandoned": [
            {"entry": one.mark.seq, "link": one.mark.link.hex(), "at": one.at}
            for one in memory.abandoned
        ],
    }
