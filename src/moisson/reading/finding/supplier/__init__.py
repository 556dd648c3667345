"""Whose name is the supplier's: what may be a name, how far it goes, which signs speak for it, and the vote over all."""

from moisson.reading.finding.supplier.choice import supplier_of
from moisson.reading.finding.supplier.legal_forms import LEGAL

__all__ = ["LEGAL", "supplier_of"]
