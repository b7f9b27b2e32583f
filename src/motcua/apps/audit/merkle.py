"""One hash for all heads of a day, with proofs that a given head was among them (RFC 6962 trees).

A citizen who keeps the hash on a receipt and the published root of that day can prove, without
trusting the province, that the journal of the dossier stood like that on that day.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """The last hash of one chain, under the name by which people know the chain."""

    key: str
    hash: str


@dataclass(frozen=True, slots=True)
class Sibling:
    """One step of a proof: the hash of the neighbor and the side on which it stands."""

    hash: str
    on_left: bool


def root(heads: Sequence[Head]) -> str:
    """Return the root over the heads in the order of their keys."""
    return _root([_leaf(head) for head in sorted(heads)]).hex()


def proof(heads: Sequence[Head], head: Head) -> tuple[Sibling, ...]:
    """Return the way from a head to the root, from the leaf up. Raises ValueError when it is not among them."""
    ordered = sorted(heads)
    return tuple(_path([_leaf(each) for each in ordered], ordered.index(head)))


def holds(head: Head, siblings: Sequence[Sibling], *, under: str) -> bool:
    """Tell whether a proof leads from the head to the root `under`."""
    node = _leaf(head)
    for sibling in siblings:
        other = bytes.fromhex(sibling.hash)
        node = _node(other, node) if sibling.on_left else _node(node, other)
    return node.hex() == under


@dataclass(slots=True)
class Tree:
    """A root that grows by heads in the order of their keys, in the memory of a few hashes."""

    count: int = 0
    _last: str = ""
    _peaks: list[tuple[int, bytes]] = field(default_factory=list)

    def add(self, head: Head) -> None:
        """Add the next head. Raises ValueError when its key does not come after the last one."""
        if self.count and head.key <= self._last:
            raise ValueError(f"{head.key} after {self._last}")
        size, node = 1, _leaf(head)
        while self._peaks and self._peaks[-1][0] == size:
            _, left = self._peaks.pop()
            size, node = 2 * size, _node(left, node)
        self._peaks.append((size, node))
        self.count += 1
        self._last = head.key

    def root(self) -> str:
        """Return the root over the heads added so far; the same as `root` over all of them."""
        if not self._peaks:
            return _root([]).hex()
        *earlier, (_, node) = self._peaks
        for _, left in reversed(earlier):
            node = _node(left, node)
        return node.hex()


def _leaf(head: Head) -> bytes:
    return hashlib.sha256(b"\x00" + head.key.encode() + b"\x00" + head.hash.encode()).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(count: int) -> int:
    """Return the largest power of two below the number of leaves."""
    return 1 << (count - 1).bit_length() - 1


def _root(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = _split(len(leaves))
    return _node(_root(leaves[:middle]), _root(leaves[middle:]))


def _path(leaves: Sequence[bytes], index: int) -> list[Sibling]:
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    if index < middle:
        return [*_path(leaves[:middle], index), Sibling(_root(leaves[middle:]).hex(), on_left=False)]
    return [*_path(leaves[middle:], index - middle), Sibling(_root(leaves[:middle]).hex(), on_left=True)]
