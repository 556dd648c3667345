"""Which of two addresses on a page is the sender's, where no word says so."""

from __future__ import annotations

from dataclasses import dataclass

from moisson.reading.contract import Box

CALLED = 0.4
"""How much a block looks like the sender's that has a telephone, a register or an address on the web."""
_APART = 100.0  # points between the left edges of two columns


@dataclass(frozen=True, slots=True)
class Block:
    """An address: how much it looks like the sender's, and where its name stands."""

    contact: float
    box: Box


def tell_sender_from_addressee(
    scores: dict[str, float], ways: dict[str, set[str]], blocks: dict[str, Block]
) -> None:
    """Of two who head addresses in two columns, who can be called or looked up wrote the letter, else who stands over the
    other, or beside it with a VAT id or an address for mail. Who has another sign of being the sender is left as it is."""
    known = {key: block for key, block in blocks.items() if key in scores}
    called = {key for key, block in known.items() if block.contact == CALLED}
    for key, block in known.items():
        if key in called or not ways[key] <= {"line", "large"}:
            continue
        apart = [other for other in known if abs(known[other].box.left - block.box.left) > _APART]
        height = block.box.bottom - block.box.top
        if called & set(apart):
            scores[key] -= 0.9
        elif not called and any(
            known[other].box.top < block.box.top - 3 * height
            or (known[other].contact > block.contact and known[other].box.top < block.box.top + height)
            for other in apart
        ):
            scores[key] -= 0.6
