"""The tree of RFC 6962 against its definition and against roots published elsewhere."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.audit import merkle

# Certificate Transparency's own test data (google/trillian, merkle/testonly): leaf inputs and the
# roots over the first n of them.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def hashes(count: int) -> list[bytes]:
    return [merkle.leaf_hash(number.to_bytes(4, "big")) for number in range(count)]


def defined_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return merkle.node_hash(defined_root(leaves[:k]), defined_root(leaves[k:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_published_elsewhere(size: int) -> None:
    leaves = [merkle.leaf_hash(data) for data in LEAVES[:size]]
    assert merkle.root(leaves).hex() == ROOTS[size - 1]


@pytest.mark.parametrize("size", range(70))
def test_the_root_is_as_defined(size: int) -> None:
    assert merkle.root(hashes(size)) == defined_root(hashes(size))


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_frontier_goes_on_where_it_was_left(first: int, more: int) -> None:
    leaves = hashes(first + more)
    frontier = merkle.Frontier()
    frontier.extend(leaves[:first])
    again = merkle.Frontier.decoded(first, frontier.encoded())
    again.extend(leaves[first:])
    assert again.root() == merkle.root(leaves)
    assert again.size == first + more


@pytest.mark.parametrize(("size", "data"), [(1, b""), (2, b"x" * 64), (0, b"x" * 32), (1, b"x")])
def test_a_frontier_that_does_not_fit_is_refused(size: int, data: bytes) -> None:
    with pytest.raises(ValueError, match="frontier"):
        merkle.Frontier.decoded(size, data)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 33])
def test_inclusion(size: int) -> None:
    leaves = hashes(40)
    root = merkle.root(leaves[:size])
    for index in range(size):
        proof = merkle.inclusion_proof(leaves, index, size)

        def shown(at: int, path: tuple[bytes, ...], leaf: bytes, total: int = size) -> bool:
            return merkle.includes(leaf=leaf, index=at, size=total, proof=path, root=root)

        assert shown(index, proof, leaves[index])
        assert not shown(index, proof, leaves[39])
        assert not shown(index, (*proof, leaves[0]), leaves[index])
        assert not shown(size, proof, leaves[index])
        if proof:
            assert not shown(index, proof[:-1], leaves[index])
            assert not shown(index, (*proof[:-1], leaves[39]), leaves[index])
            assert not shown(index ^ 1, proof, leaves[index])


@pytest.mark.parametrize("new", [1, 2, 3, 4, 7, 8, 13, 32, 33])
def test_consistency(new: int) -> None:
    leaves = hashes(new)
    for old in range(new + 1):
        proof = merkle.consistency_proof(leaves, old, new)
        roots = {"old_root": merkle.root(leaves[:old]), "new_root": merkle.root(leaves)}
        assert merkle.consistent(old=old, new=new, proof=proof, **roots), old
        changed = [bytes(32), *leaves[1:]]
        fork = {**roots, "new_root": merkle.root(changed)}
        forged = merkle.consistency_proof(changed, old, new)
        if old:
            assert not merkle.consistent(old=old, new=new, proof=forged, **fork)
        assert not merkle.consistent(old=old, new=new, proof=(*proof, bytes(32)), **roots)
        assert not merkle.consistent(old=old, new=old - 1, proof=proof, **roots)
        if proof:
            assert not merkle.consistent(old=old, new=new, proof=proof[:-1], **roots)
            assert not merkle.consistent(old=old, new=new, proof=(), **roots)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 9)])
def test_what_is_not_there_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no such"):
        merkle.inclusion_proof(hashes(5), index, size)
    with pytest.raises(ValueError, match="no such"):
        merkle.consistency_proof(hashes(5), 3, 9)
