"""What the public validation asks of the file itself beyond its schema: what stands once only (UBL-SR), what must not be
empty, whether every tax is VAT, and how attachments are named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from moisson.reading.contract import Finding
from moisson.reading.einvoice.invoice import INVOICED_OBJECT, Syntax
from moisson.reading.einvoice.profiles import Extent, Profile
from moisson.reading.einvoice.sentences import finding
from moisson.reading.einvoice.tree import Node, local, text_of

SELLER, BUYER = "AccountingSupplierParty/Party/", "AccountingCustomerParty/Party/"
# UBL allows more of these than EN 16931 has a term for: the rule, and the path from what the first word names.
ONCE = {
    "root": {
        "UBL-SR-01": "ContractDocumentReference/ID",
        "UBL-SR-02": "ReceiptDocumentReference/ID",
        "UBL-SR-03": "DespatchDocumentReference/ID",
        "UBL-SR-05": "PaymentTerms/Note",
        "UBL-SR-08": "InvoicePeriod",
        "UBL-SR-09": SELLER + "PartyLegalEntity/RegistrationName",
        "UBL-SR-10": SELLER + "PartyName/Name",
        "UBL-SR-11": SELLER + "PartyLegalEntity/CompanyID",
        "UBL-SR-14": SELLER + "PartyLegalEntity/CompanyLegalForm",
        "UBL-SR-15": BUYER + "PartyLegalEntity/RegistrationName",
        "UBL-SR-16": BUYER + "PartyIdentification/ID",
        "UBL-SR-17": BUYER + "PartyLegalEntity/CompanyID",
        "UBL-SR-18": BUYER + "PartyTaxScheme/CompanyID",
        "UBL-SR-19": "PayeeParty/PartyName/Name",
        "UBL-SR-21": "PayeeParty/PartyLegalEntity/CompanyID",
        "UBL-SR-22": "TaxRepresentativeParty/PartyName/Name",
        "UBL-SR-23": "TaxRepresentativeParty/PartyTaxScheme/CompanyID",
        "UBL-SR-24": "Delivery",
        "UBL-SR-25": "Delivery/DeliveryParty/PartyName/Name",
        "UBL-SR-39": "ProjectReference/ID",
        "UBL-SR-40": BUYER + "PartyName/Name",
        "UBL-SR-54": "PaymentMeans/CardAccount",
        "UBL-SR-55": "PaymentMeans/PaymentMandate",
        "UBL-SR-56": "OriginatorDocumentReference/ID",
    },
    "PaymentMeans": {
        "UBL-SR-26": "PaymentID",
        "UBL-SR-27": "PaymentMeansCode",
        "UBL-SR-28": "PaymentMandate/ID",
    },
    "BillingReference": {"UBL-SR-06": "InvoiceDocumentReference"},
    "AllowanceCharge": {"UBL-SR-30": "AllowanceChargeReason"},
    "TaxSubtotal": {"UBL-SR-32": "TaxCategory/TaxExemptionReason"},
    "AdditionalDocumentReference": {"UBL-SR-33": "DocumentDescription"},
    "PostalAddress": {"UBL-SR-51": "AddressLine"},
    "Address": {"UBL-SR-51": "AddressLine"},
    "line": {
        "UBL-SR-34": "Note",
        "UBL-SR-35": "OrderLineReference/LineID",
        "UBL-SR-36": "InvoicePeriod",
        "UBL-SR-37": "Price/AllowanceCharge/Amount",
        "UBL-SR-48": "Item/ClassifiedTaxCategory",
        "UBL-SR-50": "Item/Description",
        "UBL-SR-52": "DocumentReference",
    },
}
FILES = "AdditionalDocumentReference/Attachment/EmbeddedDocumentBinaryObject"
DOCUMENTS = ("50", INVOICED_OBJECT, "916")  # UNTDID 1001, as EN 16931 has them for what comes with an invoice
UBL_LINES = ("InvoiceLine", "CreditNoteLine")
TAXES = {
    True: ("TaxCategory", "ClassifiedTaxCategory"),
    False: ("ApplicableTradeTax", "CategoryTradeTax"),
}
ADDRESS_OF_A_FILE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:.*", re.DOTALL)


def structured(root: Node, syntax: Syntax, profile: Profile) -> Iterator[Finding]:
    """What is wrong with the elements themselves, of a UBL or a CII invoice under EN 16931."""
    if root.element is None:
        return
    ubl = syntax is not Syntax.CII
    for element in root.element.iter():
        name = local(element)
        if name in TAXES[ubl]:
            yield from _tax(element, ubl)
        if profile.peppol and not len(element) and not text_of(element) and not _let_pass(element):
            yield finding("PEPPOL-EN16931-R008", element=name)
        if ubl:
            yield from _once(element, name)
    if ubl:
        yield from _ubl(root)
    elif not profile.extended and profile.extent is not Extent.OUTLINE:
        yield from _cii(root)
    if profile.german:
        yield from _attached(root, ubl)
    if profile.peppol:
        yield from _peppol(root, ubl)


def _tax(element: Any, ubl: bool) -> Iterator[Finding]:
    node = Node(element)
    said = node.text("TaxScheme/ID").upper() if ubl else node.text("TypeCode")
    if said != "VAT":
        yield finding("TAX-NOT-VAT", text=said or "–")


def _let_pass(element: Any) -> bool:
    """CII wants the group of the delivery, also where nothing is said of it; an order that has only the seller's number
    has an empty one of the buyer's."""
    if local(element) == "ApplicableHeaderTradeDelivery":
        return True
    parent = element.getparent()
    return local(element) == "ID" and parent is not None and local(parent) == "OrderReference"


def _once(element: Any, name: str) -> Iterator[Finding]:
    kind = "root" if element.getparent() is None else "line" if name in UBL_LINES else name
    rules = ONCE.get(kind)
    if rules is None:
        return
    node = Node(element)
    for rule, path in rules.items():
        count = sum(1 for _ in node.all(path))
        if count > 1:
            yield finding(
                _own(rule, node), element="/".join(path.removesuffix("/ID").split("/")[-2:]), count=str(count)
            )


def _own(rule: str, node: Node) -> str:
    charge = rule == "UBL-SR-30" and node.text("ChargeIndicator").lower() in ("true", "1")
    return "UBL-SR-31" if charge else rule


def _ubl(root: Node) -> Iterator[Finding]:
    credit = root.name == "CreditNote"
    for each in root.all("AdditionalDocumentReference"):
        kind, scheme = each.text("DocumentTypeCode"), each.first("ID").attribute("schemeID")
        marked = each.first("DocumentTypeCode") or scheme
        if marked and kind != INVOICED_OBJECT and not (credit and kind == "50"):
            yield finding("UBL-SR-43", code=kind or "–")
    for path in (SELLER, BUYER, "TaxRepresentativeParty/"):
        for each in root.all(f"{path}PartyTaxScheme"):
            if not each.text("TaxScheme/ID") or not each.first("CompanyID"):
                yield finding("UBL-SR-53")
    if any(not each.attribute("filename") for each in root.all(FILES)):
        yield finding("UBL-DT-07")
    yield from _means(root)
    kinds = Counter(
        "VAT" if each.text("TaxScheme/ID").upper() == "VAT" else "other"
        for each in root.all(f"{SELLER}PartyTaxScheme")
        if each.first("TaxScheme/ID")
    )
    for kind, rule in (("VAT", "UBL-SR-12"), ("other", "UBL-SR-13")):
        if kinds[kind] > 1:
            yield finding(rule, element="PartyTaxScheme/CompanyID", count=str(kinds[kind]))
    payees = (f"{SELLER}PartyIdentification/ID", "PayeeParty/PartyIdentification/ID")
    ids = [each for path in payees for each in root.all(path)]
    creditors = sum(each.attribute("schemeID").upper() == "SEPA" for each in ids)
    if creditors > 1:
        yield finding("UBL-SR-29", element="PartyIdentification", count=str(creditors))
    payee = [
        each
        for each in root.all("PayeeParty/PartyIdentification/ID")
        if each.attribute("schemeID").upper() != "SEPA"
    ]
    if len(payee) > 1:
        yield finding("UBL-SR-20", element="PayeeParty/PartyIdentification", count=str(len(payee)))


def _means(root: Node) -> Iterator[Finding]:
    """UBL has as many means of payment as there are accounts, all of one kind and for one reference."""
    of_a_line = [
        each
        for each in root.all("AdditionalDocumentReference")
        if each.text("DocumentTypeCode") == INVOICED_OBJECT
    ]
    means = list(root.all("PaymentMeans"))
    counts = {
        "UBL-SR-04": ("AdditionalDocumentReference", len(of_a_line)),
        "UBL-SR-44": (
            "PaymentID",
            len({each.text("PaymentID") for each in means if each.first("PaymentID")}),
        ),
        "UBL-SR-45": ("PaymentDueDate", sum(bool(each.first("PaymentDueDate")) for each in means)),
        "UBL-SR-46": ("name", sum(bool(each.first("PaymentMeansCode").attribute("name")) for each in means)),
        "UBL-SR-47": ("PaymentMeansCode", len({each.text("PaymentMeansCode") for each in means})),
    }
    for rule, (element, count) in counts.items():
        if count > 1:
            yield finding(rule, element=element, count=str(count))


def _cii(root: Node) -> Iterator[Finding]:
    transaction = root.first("SupplyChainTradeTransaction")
    agreement = transaction.first("ApplicableHeaderTradeAgreement")
    for each in agreement.all("AdditionalReferencedDocument"):
        kind = each.text("TypeCode")
        if kind not in DOCUMENTS:
            yield finding("UBL-SR-43", code=kind or "–")
    for party in ("SellerTradeParty", "BuyerTradeParty", "SellerTaxRepresentativeTradeParty"):
        for number in agreement.all(f"{party}/SpecifiedTaxRegistration/ID"):
            if number.attribute("schemeID") not in ("VA", "FC") or not number.text():
                yield finding("UBL-SR-53")
    settlement = transaction.first("ApplicableHeaderTradeSettlement")
    totals = settlement.all("SpecifiedTradeSettlementHeaderMonetarySummation/TaxTotalAmount")
    if any(not each.attribute("currencyID") for each in totals):
        yield finding("VAT-CURRENCY")
    if root.element is None:
        return
    for element in root.element.iter():
        if local(element) != "DateTimeString":
            continue
        text, form = text_of(element), (element.get("format") or "").strip()
        if form != "102" or not (len(text) == 8 and text.isascii() and text.isdigit()):
            parent = element.getparent()
            name = "" if parent is None else local(parent)
            yield finding("DAY-FORM", element=name, text=f"{text[:40]} ({form or '–'})")


def _attached(root: Node, ubl: bool) -> Iterator[Finding]:
    """XRechnung on what comes with the invoice."""
    if ubl:
        files = list(root.all(FILES))
        places = list(root.all("AdditionalDocumentReference/Attachment/ExternalReference/URI"))
    else:
        agreement = "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/AdditionalReferencedDocument"
        files = list(root.all(f"{agreement}/AttachmentBinaryObject"))
        places = list(root.all(f"{agreement}/URIID"))
    names = Counter(each.attribute("filename") for each in files)
    for name, count in names.items():
        if count > 1:
            yield finding("BR-DE-22", text=name, count=str(count))
    for place in places:
        if not ADDRESS_OF_A_FILE.fullmatch(place.text()):
            yield finding("BR-TMP-2", text=place.text()[:80] or "–")


def _peppol(root: Node, ubl: bool) -> Iterator[Finding]:
    if root.element is None:
        return
    own = root.text("DocumentCurrencyCode")
    if ubl:
        whole = sum(1 for each in root.all("TaxTotal") if each.first("TaxSubtotal"))
        bare = sum(1 for each in root.all("TaxTotal") if not each.first("TaxSubtotal"))
        accounting = bool(root.first("TaxCurrencyCode"))
    else:
        settlement = root.first("SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement")
        own = settlement.text("InvoiceCurrencyCode")
        sums = list(settlement.all("SpecifiedTradeSettlementHeaderMonetarySummation/TaxTotalAmount"))
        whole = max(1, sum(each.attribute("currencyID") == own for each in sums))
        bare = sum(each.attribute("currencyID") not in ("", own) for each in sums)
        accounting = bool(settlement.first("TaxCurrencyCode"))
    if whole != 1:
        yield finding("PEPPOL-EN16931-R053", count=str(whole))
    if bare != int(accounting):
        yield finding("PEPPOL-EN16931-R054", count=str(bare), allowed=str(int(accounting)))
    lines = UBL_LINES if ubl else ("IncludedSupplyChainTradeLineItem",)
    for element in root.element.iter():
        name = local(element)
        if name in ("ChargeIndicator", "Indicator") and not len(element):
            said = text_of(element).lower()
            within = [local(each) for each, _ in zip(element.iterancestors(), range(3), strict=False)]
            if said not in ("true", "false"):
                yield finding("PEPPOL-EN16931-R043", text=said or "–")
            elif said == "true" and ("Price" in within or "AppliedTradeAllowanceCharge" in within):
                yield finding("PEPPOL-EN16931-R044")
        elif name in lines:
            yield from _object(Node(element), ubl)


def _object(line: Node, ubl: bool) -> Iterator[Finding]:
    if ubl:
        found = list(line.all("DocumentReference"))
        right = any(each.text("DocumentTypeCode") == INVOICED_OBJECT for each in found)
    else:
        found = list(line.all("SpecifiedLineTradeSettlement/AdditionalReferencedDocument"))
        right = any(each.text("TypeCode") == INVOICED_OBJECT for each in found)
    if found and not right:
        number = line.text("ID" if ubl else "AssociatedDocumentLineDocument/LineID")
        yield finding("PEPPOL-EN16931-R101", line=number or "–")
