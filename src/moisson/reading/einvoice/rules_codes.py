"""The codes of EN 16931's lists (BR-CL), looked up where they stand in the file: most of them say nothing that a field or
the readable page needs, so the neutral invoice does not have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from moisson.reading.contract import Finding
from moisson.reading.einvoice.codelists import codes, countries, currencies
from moisson.reading.einvoice.invoice import INVOICED_OBJECT, Syntax
from moisson.reading.einvoice.profiles import Profile
from moisson.reading.einvoice.sentences import finding
from moisson.reading.einvoice.tree import Node, below, local, text_of

LINES = ("InvoiceLine", "CreditNoteLine", "IncludedSupplyChainTradeLineItem")
OF_A_LINE = frozenset({"BR-CL-13", "BR-CL-15", "BR-CL-21", "BR-CL-23"})
SUBJECT = re.compile(r"#([^#]{3})#")
ATTACHED = frozenset(
    "application/pdf image/png image/jpeg text/csv application/vnd.oasis.opendocument.spreadsheet "
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".split()
)
ATTACHED_TOO = frozenset({"application/xml", "text/xml", "application/json"})  # Factur-X, and extensions
# What XRechnung's extension adds for medical devices and apps.
EXTENSION = frozenset({"XR01", "XR02", "XR03"})
VAT_DUE = {True: frozenset({"3", "35", "432"}), False: frozenset({"5", "29", "72"})}  # UNTDID 2005; 2475


@dataclass(frozen=True, slots=True)
class Place:
    """`parent`: what it must stand in, where the name alone does not tell. `attribute`: what has the code, or the text."""

    rule: str
    listed: str
    parent: str = ""
    attribute: str = ""


UBL = {
    "EndpointID": (Place("BR-CL-25", "addresses", attribute="schemeID"),),
    "ID": (
        Place("BR-CL-10", "identifiers", "PartyIdentification", "schemeID"),
        Place("BR-CL-21", "identifiers", "StandardItemIdentification", "schemeID"),
        Place("BR-CL-26", "identifiers", "DeliveryLocation", "schemeID"),
        Place("BR-CL-07", "references", "AdditionalDocumentReference", "schemeID"),
        Place("BR-CL-07", "references", "DocumentReference", "schemeID"),
    ),
    "CompanyID": (Place("BR-CL-11", "identifiers", "PartyLegalEntity", "schemeID"),),
    "ItemClassificationCode": (Place("BR-CL-13", "classifications", attribute="listID"),),
    "TaxExemptionReasonCode": (Place("BR-CL-22", "exemptions"),),
    "AllowanceChargeReasonCode": (Place("BR-CL-19", "allowances"),),
    "InvoicedQuantity": (Place("BR-CL-23", "units", attribute="unitCode"),),
    "CreditedQuantity": (Place("BR-CL-23", "units", attribute="unitCode"),),
    "BaseQuantity": (Place("BR-CL-23", "units", attribute="unitCode"),),
    "IdentificationCode": (Place("BR-CL-15", "countries", "OriginCountry"),),
    "DescriptionCode": (Place("BR-CL-06", "due", "InvoicePeriod"),),
    "EmbeddedDocumentBinaryObject": (Place("BR-CL-24", "attached", attribute="mimeCode"),),
    "Note": (Place("BR-CL-08", "subjects", "Invoice"), Place("BR-CL-08", "subjects", "CreditNote")),
}
CII = {
    "URIID": (Place("BR-CL-25", "addresses", "URIUniversalCommunication", "schemeID"),),
    "GlobalID": (
        Place("BR-CL-21", "identifiers", "SpecifiedTradeProduct", "schemeID"),
        Place("BR-CL-26", "identifiers", "ShipToTradeParty", "schemeID"),
        *(
            Place("BR-CL-10", "identifiers", f"{each}TradeParty", "schemeID")
            for each in ("Seller", "Buyer", "Payee", "SellerTaxRepresentative")
        ),
    ),
    "ID": (
        Place("BR-CL-11", "identifiers", "SpecifiedLegalOrganization", "schemeID"),
        Place("BR-CL-15", "countries", "OriginTradeCountry"),
    ),
    "ClassCode": (Place("BR-CL-13", "classifications", attribute="listID"),),
    "ExemptionReasonCode": (Place("BR-CL-22", "exemptions"),),
    "ReasonCode": (Place("BR-CL-19", "allowances", "SpecifiedTradeAllowanceCharge"),),
    "BilledQuantity": (Place("BR-CL-23", "units", attribute="unitCode"),),
    "BasisQuantity": (Place("BR-CL-23", "units", attribute="unitCode"),),
    "DueDateTypeCode": (Place("BR-CL-06", "due"),),
    "AttachmentBinaryObject": (Place("BR-CL-24", "attached", attribute="mimeCode"),),
    "SubjectCode": (Place("BR-CL-08", "subjects"),),
    "ReferenceTypeCode": (Place("BR-CL-07", "references"),),
}


def coded(root: Node, syntax: Syntax, profile: Profile) -> Iterator[Finding]:
    """Every code that is not in its list, in the order of the file."""
    ubl = syntax is not Syntax.CII
    places = UBL if ubl else CII
    # Factur-X takes an empty code for none.
    strict = ubl or profile.german
    for element in () if root.element is None else root.element.iter():
        name = local(element)
        for place in places.get(name, ()):
            parent = element.getparent()
            if place.parent and (parent is None or local(parent) != place.parent):
                continue
            code = _code(element, place)
            if code is None or not (code or strict):
                continue
            if place.listed == "allowances" and _is_charge(element):
                place = Place("BR-CL-20", "charges")
            if code not in _allowed(place, ubl, profile):
                yield _told(place.rule, code, element)
        currency = element.get("currencyID")
        if ubl and currency is not None and currency.strip() not in currencies():
            yield finding("BR-CL-03", code=currency.strip() or "–")


def _code(element: Any, place: Place) -> str | None:
    """The code, or None where there is none to look up."""
    if place.attribute:
        found = element.get(place.attribute)
        if place.listed == "references" and below(element.getparent(), "DocumentTypeCode") != INVOICED_OBJECT:
            return None
        return None if found is None else str(found).strip()
    text = text_of(element)
    if place.listed == "subjects" and local(element) == "Note":
        marked = SUBJECT.match(text[text.find("#") :]) if "#" in text else None
        return marked[1] if marked else None
    return text.upper() if place.listed == "exemptions" else text


def _allowed(place: Place, ubl: bool, profile: Profile) -> frozenset[str]:
    match place.listed:
        case "countries":
            return countries()
        case "due":
            return VAT_DUE[ubl]
        case "attached":
            return ATTACHED if ubl and not profile.extended else ATTACHED | ATTACHED_TOO
        case "identifiers" if place.rule == "BR-CL-10":
            return codes("identifiers") | EXTENSION | {"SEPA"}
        case "identifiers" | "addresses" if profile.extended:
            return codes(place.listed) | EXTENSION
    return codes(place.listed)


def _is_charge(element: Any) -> bool:
    group = element.getparent()
    indicator = below(group, "ChargeIndicator") or below(group, "ChargeIndicator", "Indicator")
    return indicator.lower() in ("true", "1")


def _told(rule: str, code: str, element: Any) -> Finding:
    if rule not in OF_A_LINE:
        return finding(rule, code=code or "–")
    line = next((each for each in element.iterancestors() if local(each) in LINES), None)
    number = below(line, "ID") or below(line, "AssociatedDocumentLineDocument", "LineID")
    return finding(rule, line=number or "–", code=code or "–")
