"""Every sentence that a check of an e-invoice says to a person, by rule; `{…}` are filled in with the finding's values."""

from __future__ import annotations

from moisson.reading.contract import Finding

OWN = {
    "ENCODING": "The file is written in another encoding than it declares; letters with accents may be wrong.",
    "SEVERAL": "This file holds {count} invoices ({numbers}); only what they have in common is shown as its fields.",
}
SENTENCES = OWN


def finding(rule: str, **values: str) -> Finding:
    """A finding of one rule, with the values its sentence asks for."""
    return Finding(rule, SENTENCES[rule], tuple(values.items()))
