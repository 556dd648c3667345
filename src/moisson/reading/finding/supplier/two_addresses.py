"""Which of two addresses on a page is the sender's, where no word says so."""

from __future__ import annotations

from dataclasses import dataclass, field

from moisson.reading.contract import Box
from moisson.reading.finding.supplier.addresses import CALLED
from moisson.reading.finding.supplier.votes import Candidate

_APART = 100.0  # points between the left edges of two columns


@dataclass(frozen=True, slots=True)
class Block:
    """An address: how much it looks like the sender's, and where its name stands."""

    contact: float
    box: Box


@dataclass(frozen=True, slots=True)
class Heads:
    """The keys of names that head addresses: all of them with their blocks, and those whose block is a bare address."""

    blocks: dict[str, Block] = field(default_factory=dict)
    bare: set[str] = field(default_factory=set)

    def note(self, key: str, block: Block) -> None:
        """Of a name with several addresses the one counts that looks most like the sender's."""
        known = self.blocks.get(key)
        if known is None or known.contact < block.contact:
            self.blocks[key] = block


def tell_sender_from_addressee(candidates: dict[str, Candidate], heads: Heads) -> None:
    """Of two who head addresses in two columns, who can be called or looked up wrote the letter, else who stands over the
    other, or beside it with a VAT id or an address for mail. Who has another sign of being the sender is left as it is."""
    known = {key: block for key, block in heads.blocks.items() if key in candidates}
    called = {key for key, block in known.items() if block.contact == CALLED}
    for key, block in known.items():
        if key in called or not candidates[key].stands_alone:
            continue
        apart = [other for other in known if abs(known[other].box.left - block.box.left) > _APART]
        height = block.box.bottom - block.box.top
        if called & set(apart):
            candidates[key].score -= 0.9
        elif not called and any(
            known[other].box.top < block.box.top - 3 * height
            or (known[other].contact > block.contact and known[other].box.top < block.box.top + height)
            for other in apart
        ):
            candidates[key].score -= 0.6
