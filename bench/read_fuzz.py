"""Damaged files, made from our own, read one after the other: no crash, no hang, no growth of memory.

python bench/read_fuzz.py --rounds 3000 [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from moisson.reading.isolation.pool import Pool
from moisson.reading.sayings import english
from moisson.reading.settings import Limits, Settings
from tests.reading.drawing import picture_file, scan_pdf, sheet, text_pdf

XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>GN-2026-0417</cbc:ID><cbc:IssueDate>2026-05-14</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Garten Nord</cbc:Name></cac:PartyName>
</cac:Party></cac:AccountingSupplierParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">38.00</cbc:TaxAmount></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">200.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">238.00</cbc:TaxInclusiveAmount></cac:LegalMonetaryTotal>
</Invoice>"""
_SPLICED = (
    b"<<",
    b">>",
    b"[",
    b"/Kids",
    b"/Filter/FlateDecode",
    b" 0 R",
    b"999999999",
    b"-1",
    b"endstream",
    b"<!DOCTYPE x [",
    b"]]>",
    b"&a;",
    b"\0",
)


@dataclass
class Outcome:
    """What became of the rounds: how often each condition, what broke off, memory of the reader in MB by the round."""

    conditions: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)


def originals() -> list[bytes]:
    """A text PDF, a scan, an e-invoice and a picture; the scan is small, for it is read by its picture."""
    small = sheet(size=(620, 877))
    return [text_pdf(), text_pdf(3), XML, XML, scan_pdf(small), picture_file(small, "JPEG")]


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, cut, doubled, moved, replaced by figures or by what means something in the format."""
    content = bytearray(whole)
    for _ in range(chance.choice((1, 1, 2, 4, 12, 40))):
        at = chance.randrange(len(content) + 1)
        long = chance.choice((1, 1, 2, 8, 64, 700))
        match chance.randrange(6):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del content[at : at + long]
            case 2:
                content[at:at] = content[at : at + long]
            case 3:
                content[at : at + long] = bytes(chance.randrange(256) for _ in range(long))
            case 4:
                content[at:at] = chance.choice(_SPLICED)
            case 5 if chance.random() < 0.1:
                del content[at:]
        if not content:
            return b"%"
    return bytes(content)


def run(rounds: int, seed: int, folder: Path, pool: Pool) -> Outcome:
    """A fault is a reading that failed by an error of ours, a reader that broke off, or one that took too long."""
    chance = random.Random(seed)
    made, outcome = originals(), Outcome()
    path = folder / "damaged.pdf"
    for number in range(rounds):
        path.write_bytes(content := damaged(chance.choice(made), chance))
        reading = pool.read(path)
        outcome.conditions[reading.condition.value] += 1
        if reading.condition == "gave_up" or any(each.key == "broke_off" for each in reading.details):
            outcome.faults.append(f"round {number}: {english(reading.details)}")
            (folder / f"fault-{number}.bin").write_bytes(content)
        outcome.memory.append(_memory(pool))
    return outcome


def _memory(pool: Pool) -> int:
    try:
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pool.processes()]
    except OSError:
        return 0
    return max(pages, default=0) * 4096 // 2**20


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=3000)
    asked.add_argument("--seed", type=int, default=1)
    chosen = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="read-fuzz-"))
    with Pool(settings=Settings(limits=Limits(seconds=30))) as pool:
        outcome = run(chosen.rounds, chosen.seed, folder, pool)
    print(f"{chosen.rounds} damaged files: {dict(outcome.conditions)}")
    print(
        f"memory of the reader: {max(outcome.memory[:300])} MB at most in the first 300 files, {max(outcome.memory)} MB over all"
    )
    print(f"{len(outcome.faults)} faults", *outcome.faults[:20], sep="\n  ")
    if outcome.faults:
        print(f"their files are in {folder}")
        raise SystemExit(1)


if __name__ == "__main__":
    main()
