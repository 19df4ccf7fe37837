"""Reading a pack file: look at its head, check its signatures, open its payload as streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from cryptography.utils import Buffer

    from appliance.crypto.container import Source
    from appliance.packs.pack_records import PackInfo


def parse(data: bytes) -> PackInfo:
    """The head of a pack that is wholly in memory; pure, for tests and fuzzing."""
    raise NotImplementedError


def inspect(path: Path) -> PackInfo:
    """The head of a pack, checked for form; signatures and payload are not checked."""
    raise NotImplementedError


def valid_signers(info: PackInfo, publics: Iterable[bytes], *, name: str) -> tuple[str, ...]:
    """Key ids of those of `publics` that signed, each once. Raises: PackUnsigned, SignatureWrong.

    Signatures by keys that are not among `publics` are left out, not refused.
    """
    raise NotImplementedError


def open_pack(path: Path) -> AbstractContextManager[PackFile]:
    """A pack open for reading; everything is read through this one descriptor."""
    raise NotImplementedError


class PackFile:
    """An open pack: `info`, then `unlock` (after `valid_signers`!), which gives the payload."""

    info: PackInfo
    name: str

    def unlock(self, *, recipient: Buffer | None = None, passphrase: str | None = None) -> Payload:
        """`recipient`: the appliance's raw X25519 private key (32 bytes), or a passphrase.

        Raises: PackNotForHere, PassphraseRefused, PackKeyMismatch.
        """
        raise NotImplementedError


class Payload:
    """The components of an unlocked pack."""

    def verify(self, progress: Callable[[str, int], None]) -> None:
        """Authenticate every byte and compare every digest; keep nothing."""
        raise NotImplementedError

    def stream(self, number: int) -> AbstractContextManager[Source]:
        """Clear bytes of component `number` (0 …) in order, as `seal_stream` wants a source.

        The last bytes are handed out only after the digest fitted; an error before that means that
        everything read so far is to be thrown away.
        """
        raise NotImplementedError

    def text(self) -> str:
        """The one text component of a checklist, prompts, policy or trust pack, checked."""
        raise NotImplementedError

    def streams(self) -> Iterator[tuple[str, Source]]:
        """Every component in order with its name."""
        raise NotImplementedError
