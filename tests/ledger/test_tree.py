from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import UsedWrongly
from everyname.ledger import tree

# The tree heads of the eight leaves that Certificate Transparency implementations test with.
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
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
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
    return [tree.leaf_hash(b"leaf %d" % at) for at in range(count)]


def head_by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, written as it stands there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = head_by_definition(leaves[:split]), head_by_definition(leaves[split:])
    return sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize("size", range(9))
def test_known_tree_heads(size: int) -> None:
    """The heads of the known vectors come out of all three ways to compute them."""
    leaves = [tree.leaf_hash(leaf) for leaf in LEAVES[:size]]
    frontier = tree.Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    assert tree.root(leaves).hex() == ROOTS[size]
    assert frontier.root().hex() == ROOTS[size]
    assert tree.Levels(leaves).root.hex() == ROOTS[size]


@given(st.integers(0, 200))
def test_heads_follow_the_definition(size: int) -> None:
    """Batch, growing edge and definition agree at every size."""
    leaves = hashes(size)
    frontier = tree.Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    assert frontier.size == size
    assert tree.root(leaves) == frontier.root() == head_by_definition(leaves)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 8, 9, 31, 33])
def test_every_leaf_is_proven_and_only_where_it_stands(size: int) -> None:
    """A proof holds for its own leaf, index, size and head, and for no other of them."""
    leaves = hashes(size)
    head = tree.root(leaves)
    for index, leaf in enumerate(leaves):
        path = tree.inclusion_proof(leaves, index)
        assert tree.verify_inclusion(leaf, index, size, path, head)
        assert not tree.verify_inclusion(tree.leaf_hash(b"another"), index, size, path, head)
        assert not tree.verify_inclusion(leaf, index, size, path, tree.leaf_hash(b"another"))
        assert not tree.verify_inclusion(leaf, index, size, [*path, head], head)
        assert not any(
            tree.verify_inclusion(leaf, wrong, size, path, head)
            for wrong in range(-1, size + 1)
            if wrong != index
        )
        if path:
            assert not tree.verify_inclusion(leaf, index, size, path[:-1], head)
            assert not tree.verify_inclusion(leaf, index, size, [path[0][:31], *path[1:]], head)


@given(st.data())
def test_a_flipped_bit_breaks_an_inclusion_proof(data: st.DataObject) -> None:
    """One bit changed anywhere in a proof makes it fail."""
    size = data.draw(st.integers(2, 70))
    leaves = hashes(size)
    index = data.draw(st.integers(0, size - 1))
    path = tree.inclusion_proof(leaves, index)
    at, bit = data.draw(st.integers(0, len(path) - 1)), data.draw(st.integers(0, 255))
    path[at] = (int.from_bytes(path[at]) ^ (1 << bit)).to_bytes(32)
    assert not tree.verify_inclusion(leaves[index], index, size, path, tree.root(leaves))


def test_every_prefix_is_proven() -> None:
    """The tree of every smaller size is proven a prefix, and a tree with another past is not."""
    for size in range(1, 35):
        leaves = hashes(size)
        head = tree.root(leaves)
        for old in range(size + 1):
            path = tree.consistency_proof(leaves, old)
            old_head = tree.root(leaves[:old])
            assert tree.verify_consistency(old, size, old_head, head, path)
            assert not tree.verify_consistency(old, size, old_head, head, [*path, head])
            if old > 0:
                forked = tree.root([*leaves[: old - 1], tree.leaf_hash(b"another past")])
                assert not tree.verify_consistency(old, size, forked, head, path)
            for at in range(len(path)):
                assert not tree.verify_consistency(old, size, old_head, head, path[:at] + path[at + 1 :])


def test_impossible_sizes_are_not_proven() -> None:
    """A larger tree is no prefix of a smaller one, and negative sizes are none at all."""
    leaves = hashes(4)
    head = tree.root(leaves)
    assert not tree.verify_consistency(5, 4, head, head, [])
    assert not tree.verify_consistency(-1, 4, head, head, [])
    assert not tree.verify_consistency(3, 4, head, head, [])
    assert not tree.verify_consistency(0, 4, head, head, [])
    assert not tree.verify_consistency(2, 4, head, head, [b"short"])


def test_asking_beyond_the_tree_is_refused() -> None:
    """No proof is made for a leaf or prefix the tree does not have."""
    with pytest.raises(UsedWrongly):
        tree.inclusion_proof(hashes(3), 3)
    with pytest.raises(UsedWrongly):
        tree.consistency_proof(hashes(3), 4)


def test_a_copied_frontier_grows_by_itself() -> None:
    """Trying an append on a copy leaves the first as it was."""
    frontier = tree.Frontier()
    for leaf in hashes(5):
        frontier.append(leaf)
    before, twin = frontier.root(), frontier.copy()
    twin.append(tree.leaf_hash(b"more"))
    assert (frontier.size, frontier.root()) == (5, before)
    assert twin.size == 6
