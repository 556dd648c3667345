"""Opens a file as an e-invoice: what it says as fields, which kind it is, and what its checks found.

found = find(Path("invoice.pdf"))  # PDF with an XML inside, an XML, or a signed .p7m
if found is not None and found.condition is Condition.READ:
    found.fields, found.profile, found.findings
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from moisson.reading.contract import Condition, Detail, Fields, Finding
from moisson.reading.einvoice import sentences
from moisson.reading.einvoice.as_fields import fields_of
from moisson.reading.einvoice.checks import Told, broken, doubted
from moisson.reading.einvoice.containers import (
    Contained,
    Container,
    detect,
    detect_in,
    invoice_in,
    reader_for,
    started,
)
from moisson.reading.einvoice.invoice import Invoice, Syntax
from moisson.reading.einvoice.profiles import Extent, profile_of
from moisson.reading.einvoice.rules_codes import coded
from moisson.reading.einvoice.rules_structure import structured
from moisson.reading.einvoice.schema import check_schema
from moisson.reading.einvoice.signatures import Fit, Signature
from moisson.reading.einvoice.tree import Node, TooLarge, Unreadable, parse
from moisson.reading.sayings import detail

UNDER_EN_16931 = (Syntax.CII, Syntax.UBL_INVOICE, Syntax.UBL_CREDIT_NOTE)


@dataclass(frozen=True)
class EInvoice:
    """One e-invoice. Where `condition` is not READ, the file carries something that should be an e-invoice and could not
    be read (`details` say why), `fields` is empty, and the pages of a PDF are still worth reading.

    A FatturaPA file may hold several invoices: then `invoices` has them all, `fields` only what all of them share
    (supplier, customer …), and a finding says so; `fields_of(invoice)` gives the fields of one.
    """

    condition: Condition
    details: tuple[Detail, ...] = ()
    profile: str = ""  # "Factur-X EN 16931", "XRechnung 3.0 (UBL)", "FatturaPA 1.2 (FPR12)"
    fields: Fields = field(default_factory=Fields)
    findings: tuple[Finding, ...] = ()
    xml: bytes = b""  # as it was embedded or signed; empty where it could not be taken out
    invoices: tuple[Invoice, ...] = ()
    container: Container = Container.XML
    attachment: str = ""  # its name within the PDF
    signatures: tuple[Signature, ...] = ()  # of a signed file, the outermost first


def find(path: Path) -> EInvoice | None:
    """The e-invoice in the file, or None where it holds none. Never raises for what is in the file; OSError where the
    file cannot be opened."""
    contained = detect(path)
    return None if contained is None else read(contained)


def find_in(data: bytes) -> EInvoice | None:
    """The same for the bytes of an XML or a signed file."""
    contained = detect_in(data)
    return None if contained is None else read(contained)


def read(contained: Contained) -> EInvoice:
    """Reads and checks the XML that was taken out of a file."""
    if contained.data is None:
        condition = Condition.TOO_LARGE if contained.too_large else Condition.DAMAGED
        return _failed(contained, condition, contained.detail or detail("xml_attached_damaged"))
    try:
        root, guessed = parse(contained.data)
    except TooLarge as error:
        return _failed(contained, Condition.TOO_LARGE, error.detail)
    except Unreadable as error:
        return _failed(contained, Condition.DAMAGED, error.detail)
    root = invoice_in(root)
    reader = reader_for(started(root))
    invoices = () if reader is None else reader(root)
    if not invoices:
        return _failed(contained, Condition.DAMAGED, detail("xml_holds_none"))
    return _read(contained, root, invoices, guessed)


def _read(contained: Contained, root: Node, invoices: tuple[Invoice, ...], guessed: bool) -> EInvoice:
    profile = profile_of(invoices[0])
    told = Told()
    if guessed:
        told.add([sentences.finding("ENCODING")])
    if contained.others:
        told.add([sentences.finding("OTHERS", read=contained.name, names=", ".join(contained.others[:5]))])
    each = []
    for invoice in invoices:
        each.append(fields_of(invoice, doubted(told.add(broken(invoice, profile)))))
        told.more("VALUE", invoice.unreadable_more)
    syntax = invoices[0].syntax
    if syntax in UNDER_EN_16931 and profile.extent is not Extent.OTHER:
        told.add(coded(root, syntax, profile))
        told.add(structured(root, syntax, profile))
    findings = told.all()
    if len(invoices) > 1:
        numbers = ", ".join(invoice.number for invoice in invoices[:20])
        findings += (sentences.finding("SEVERAL", count=str(len(invoices)), numbers=numbers),)
    findings += check_schema(root, syntax, profile)
    return EInvoice(
        condition=Condition.READ,
        profile=profile.name,
        fields=shared(each),
        findings=findings,
        xml=contained.data or b"",
        invoices=invoices,
        container=contained.container,
        attachment=contained.name,
        details=tuple(told_of(each) for each in contained.signatures),
        signatures=contained.signatures,
    )


def told_of(signature: Signature) -> Detail:
    """What a signature says to a person."""
    match signature.fit:
        case Fit.UNKNOWN:
            return detail(signature.fit, how=signature.how)
        case Fit.MISSING:
            return detail(signature.fit)
        case _:
            return detail(signature.fit, who=signature.who)


def shared(each: list[Fields]) -> Fields:
    """What all have in common; the fields themselves where there is one."""
    if len(each) == 1:
        return each[0]
    common: dict[str, Any] = {}
    for name in (one.name for one in fields(Fields)):
        values = [getattr(one, name) for one in each]
        if values[0] is not None and all(value == values[0] for value in values):
            common[name] = values[0]
    return Fields(**common)


def _failed(contained: Contained, condition: Condition, told: Detail) -> EInvoice:
    return EInvoice(
        condition,
        (told,),
        xml=contained.data or b"",
        container=contained.container,
        attachment=contained.name,
    )
