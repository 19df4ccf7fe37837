"""Who may be given the keys of a domain: only a public key that a holder of it vouched for.

The header's MAC is under a key that every user holds, so it does not say that somebody who could
open a domain let another one in. Therefore each grant carries a MAC over its receiver under the key
of its own domain. Before a key is sealed to a public key of the header, that MAC is checked.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from appliance.crypto.kdf import hkdf

if TYPE_CHECKING:
    from appliance.vault.domains import Domain

VOUCHER_BYTES = 32


def voucher(
    key: bytes | bytearray,
    *,
    domain: Domain,
    generation: int,
    public: bytes,
    vault_id: str,
    user_id: str,
) -> bytes:
    """HMAC-SHA256 under a sub-key of the domain's key, over the receiver of a grant."""
    said = b"\x00".join((
        b"cofferdam voucher 2",
        vault_id.encode(),
        domain.encode(),
        str(generation).encode(),
        user_id.encode(),
        public,
    ))  # fmt: skip
    return hmac.digest(hkdf(key, b"cofferdam voucher 2\x00" + domain.encode()), said, "sha256")
