"""Reads UBL 2.x invoices and credit notes: Peppol BIS, XRechnung in UBL, NLCIUS and the other national ones.

Source of the element names: OASIS UBL 2.1 and the mapping of CEN/TS 16931-3-2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from moisson.reading.einvoice import supporting
from moisson.reading.einvoice.invoice import (
    Address,
    Adjustment,
    Invoice,
    Item,
    Lack,
    Party,
    PaymentMeans,
    Span,
    Syntax,
    Tax,
    Totals,
)
from moisson.reading.einvoice.tree import Node
from moisson.reading.einvoice.values import Values, packed, texts

OF_VAT = ("}TaxAmount", "}TaxableAmount")  # these alone may be in the currency of accounting


def read_ubl(root: Node) -> Invoice:
    """An Invoice or a CreditNote, which differ in a few names only."""
    values = Values()
    credit = root.name == "CreditNote"
    syntax = Syntax.UBL_CREDIT_NOTE if credit else Syntax.UBL_INVOICE
    lines = ("CreditNoteLine", "CreditedQuantity") if credit else ("InvoiceLine", "InvoicedQuantity")
    currency = root.text("DocumentCurrencyCode")
    accounting = root.text("TaxCurrencyCode")
    own_tax, other_tax, taxes = _taxes(root, currency, accounting, values)
    guideline = root.text("CustomizationID")
    means = tuple(_means(each) for each in root.all("PaymentMeans"))
    delivery = root.first("Delivery")
    payee, representative = root.first("PayeeParty"), root.first("TaxRepresentativeParty")
    sellers = root.first("AccountingSupplierParty/Party")
    dues = [
        values.day(root.first("DueDate")),
        *(values.day(each) for each in root.all("PaymentMeans/PaymentDueDate")),
        *(values.day(each) for each in root.all("PaymentTerms/PaymentDueDate")),
    ]
    return Invoice(
        syntax=syntax,
        guideline=guideline,
        process=root.text("ProfileID"),
        number=root.text("ID"),
        type_code=root.text("CreditNoteTypeCode" if credit else "InvoiceTypeCode"),
        issued=values.day(root.first("IssueDate")),
        due=tuple(dict.fromkeys(due for due in dues if due is not None)),
        tax_point=values.day(root.first("TaxPointDate")),
        tax_point_code=root.text("InvoicePeriod/DescriptionCode"),
        currency=currency,
        accounting_currency=accounting,
        order_number=_order_number(root),
        sales_order=root.text("OrderReference/SalesOrderID"),
        contract=root.text("ContractDocumentReference/ID"),
        project=root.text("ProjectReference/ID"),
        buyer_reference=root.text("BuyerReference"),
        delivery_note=root.text("DespatchDocumentReference/ID"),
        preceding=texts(*(each.text() for each in root.all("BillingReference/InvoiceDocumentReference/ID"))),
        period=_span(root.first("InvoicePeriod"), values),
        delivered=values.day(delivery.first("ActualDeliveryDate")),
        seller=_party(sellers),
        buyer=_party(root.first("AccountingCustomerParty/Party")),
        payee=_named(payee) if payee else None,
        tax_representative=_named(representative) if representative else None,
        ship_to=_ship_to(delivery) if delivery.first("DeliveryLocation") else None,
        means=means,
        creditor_id=next(
            (
                each.text()
                for party in (sellers, payee)
                for each in party.all("PartyIdentification/ID")
                if each.attribute("schemeID") == "SEPA"
            ),
            "",
        ),
        payment_reference=root.text("PaymentMeans/PaymentID"),
        terms=texts(*(each.written("Note") for each in root.all("PaymentTerms"))),
        supporting=supporting.of_ubl(root),
        adjustments=tuple(_adjustment(each, values) for each in root.all("AllowanceCharge")),
        taxes=taxes,
        totals=_totals(
            root.first("LegalMonetaryTotal"),
            own_tax,
            other_tax,
            _third_party(root, guideline, values),
            values,
        ),
        items=tuple(item for each in root.all(lines[0]) for item in _items(each, lines, values)),
        notes=texts(*(each.written() for each in root.all("Note"))),
        unreadable=tuple(values.unreadable),
        unreadable_more=values.more,
        lacking=tuple(_lacking(root, lines[0])),
        currencies=_other_currencies(root, currency, accounting),
    )


def _lacking(root: Node, lines: str) -> Iterator[Lack]:
    if any(not each.text("ID") for each in root.all("PaymentMeans/PayeeFinancialAccount")):
        yield Lack("BR-50")
    if any(not each.text("ID") for each in root.all("AdditionalDocumentReference")):
        yield Lack("BR-52")
    if any(not each.text("InvoiceDocumentReference/ID") for each in root.all("BillingReference")):
        yield Lack("BR-55")
    place = root.first("Delivery/DeliveryLocation/Address")
    if place and not place.text("Country/IdentificationCode"):
        yield Lack("BR-57")
    for line in root.all(lines):
        item, number = line.first("Item"), line.text("ID")
        properties = item.all("AdditionalItemProperty")
        if any(not each.text("Name") or not each.text("Value") for each in properties):
            yield Lack("BR-54", number)
        if any(not each.attribute("schemeID") for each in item.all("StandardItemIdentification/ID")):
            yield Lack("BR-64", number)
        codes = item.all("CommodityClassification/ItemClassificationCode")
        if any(not each.attribute("listID") for each in codes):
            yield Lack("BR-65", number)


def _other_currencies(root: Node, currency: str, accounting: str) -> tuple[str, ...]:
    """Those that amounts are marked with, besides the invoice's and, for the total of VAT, that of accounting."""
    if not currency or root.element is None:
        return ()
    found: dict[str, None] = {}
    for each in root.element.iter():
        code = each.get("currencyID")
        if code and code != currency and not (code == accounting and str(each.tag).endswith(OF_VAT)):
            found[code] = None
    return tuple(found)


def _third_party(root: Node, guideline: str, values: Values) -> Decimal | None:
    """XRechnung's extension has claims of others here, which are paid too; elsewhere it is what was paid before."""
    if "#conformant#" not in guideline:
        return None
    found = [values.amount(each) for each in root.all("PrepaidPayment/PaidAmount")]
    claims = [each for each in found if each is not None]
    return sum(claims, Decimal()) if claims else None


def _order_number(root: Node) -> str:
    """Writers that know only the seller's number put `NA` where the buyer's must stand (Peppol says so)."""
    number = root.text("OrderReference/ID")
    return "" if number.upper() in ("NA", "N/A") else number


def _span(node: Node, values: Values) -> Span | None:
    start, end = values.day(node.first("StartDate")), values.day(node.first("EndDate"))
    # A period that only carries the code of the tax point is none.
    if not node.first("StartDate") and not node.first("EndDate"):
        return None if not node or node.first("DescriptionCode") else Span()
    return Span(start, end)


def _address(node: Node) -> Address:
    return Address(
        lines=texts(
            " ".join(texts(node.text("StreetName"), node.text("BuildingNumber"))),
            node.text("AdditionalStreetName"),
            *(each.text() for each in node.all("AddressLine/Line")),
        ),
        postcode=node.text("PostalZone"),
        city=node.text("CityName"),
        region=node.text("CountrySubentity"),
        country=node.text("Country/IdentificationCode"),
    )


def _party(node: Node) -> Party:
    legal = node.first("PartyLegalEntity")
    vat_id, tax_number = _tax_ids(node)
    endpoint = node.first("EndpointID")
    legal_name, name = legal.text("RegistrationName"), node.text("PartyName/Name")
    contact = node.first("Contact")
    return Party(
        name=legal_name,
        trading_name=name if name != legal_name else "",
        vat_id=vat_id,
        tax_number=tax_number,
        legal_id=legal.text("CompanyID"),
        identifiers=texts(
            *(
                each.text()
                for each in node.all("PartyIdentification/ID")
                if each.attribute("schemeID") != "SEPA"
            )
        ),
        electronic_address=endpoint.text(),
        electronic_address_scheme=endpoint.attribute("schemeID"),
        address=_address(node.first("PostalAddress")),
        contact=contact.text("Name"),
        phone=contact.text("Telephone"),
        email=contact.text("ElectronicMail"),
    )


def _named(node: Node) -> Party:
    """A payee or a representative, whose name stands where others have their trading name."""
    party = _party(node)
    name = node.text("PartyName/Name") or party.name
    return replace(party, name=name, trading_name="" if party.name == name else party.name)


def _tax_ids(node: Node) -> tuple[str, str]:
    """The VAT id and another tax number. A scheme that is no VAT (`FC`, `TAX`) marks the latter."""
    vat_id = other = ""
    for scheme in node.all("PartyTaxScheme"):
        number = scheme.text("CompanyID")
        if scheme.text("TaxScheme/ID").upper() in ("VAT", ""):
            vat_id = vat_id or packed(number)
        else:
            other = other or number
    return vat_id, other


def _ship_to(delivery: Node) -> Party:
    return Party(
        name=delivery.text("DeliveryParty/PartyName/Name"),
        identifiers=texts(delivery.text("DeliveryLocation/ID")),
        address=_address(delivery.first("DeliveryLocation/Address")),
    )


def _means(node: Node) -> PaymentMeans:
    code = node.first("PaymentMeansCode")
    account = node.first("PayeeFinancialAccount")
    branch = account.first("FinancialInstitutionBranch")
    return PaymentMeans(
        code=code.text(),
        text=code.attribute("name") or node.text("InstructionNote"),
        iban=packed(account.text("ID")),
        account_name=account.text("Name"),
        bic=packed(branch.text("ID") or branch.text("FinancialInstitution/ID")),
        card=node.text("CardAccount/PrimaryAccountNumberID"),
        payer_iban=packed(node.text("PaymentMandate/PayerFinancialAccount/ID")),
        mandate=node.text("PaymentMandate/ID"),
    )


def _adjustment(node: Node, values: Values) -> Adjustment:
    tax = node.first("TaxCategory")
    return Adjustment(
        charge=node.text("ChargeIndicator").lower() in ("true", "1"),
        amount=values.amount(node.first("Amount")),
        base=values.amount(node.first("BaseAmount")),
        percent=values.amount(node.first("MultiplierFactorNumeric")),
        reason=node.text("AllowanceChargeReason"),
        reason_code=node.text("AllowanceChargeReasonCode"),
        category=tax.text("ID"),
        rate=values.amount(tax.first("Percent")),
    )


def _taxes(
    root: Node, currency: str, accounting: str, values: Values
) -> tuple[Decimal | None, Decimal | None, tuple[Tax, ...]]:
    """The VAT total in the invoice's currency, the one in the currency of accounting, and the breakdown."""
    own = other = None
    taxes: list[Tax] = []
    for total in root.all("TaxTotal"):
        amount = total.first("TaxAmount")
        subtotals = list(total.all("TaxSubtotal"))
        if amount.attribute("currencyID") in ("", currency) or (subtotals and not taxes):
            value = values.amount(amount)
            # Several totals in one currency stand beside each other where a country has several taxes.
            own = value if own is None or value is None else own + value
            taxes.extend(_tax(each, values) for each in subtotals)
        elif accounting in ("", amount.attribute("currencyID")):
            other = values.amount(amount)
    return own, other, tuple(taxes)


def _tax(node: Node, values: Values) -> Tax:
    category = node.first("TaxCategory")
    return Tax(
        category=category.text("ID"),
        rate=values.amount(category.first("Percent") or node.first("Percent")),
        base=values.amount(node.first("TaxableAmount")),
        amount=values.amount(node.first("TaxAmount")),
        reason=category.text("TaxExemptionReason"),
        reason_code=category.text("TaxExemptionReasonCode"),
    )


def _totals(
    node: Node,
    vat: Decimal | None,
    vat_accounting: Decimal | None,
    third_party: Decimal | None,
    values: Values,
) -> Totals:
    return Totals(
        lines=values.amount(node.first("LineExtensionAmount")),
        allowances=values.amount(node.first("AllowanceTotalAmount")),
        charges=values.amount(node.first("ChargeTotalAmount")),
        net=values.amount(node.first("TaxExclusiveAmount")),
        vat=vat,
        vat_accounting=vat_accounting,
        gross=values.amount(node.first("TaxInclusiveAmount")),
        prepaid=values.amount(node.first("PrepaidAmount")),
        rounding=values.amount(node.first("PayableRoundingAmount")),
        third_party=third_party,
        payable=values.amount(node.first("PayableAmount")),
    )


def _items(node: Node, names: tuple[str, str], values: Values) -> Iterator[Item]:
    """The line, and the lines below it (XRechnung's extension), whose amounts the line has already."""
    waiting = [(node, True)]
    while waiting:
        each, counted = waiting.pop()
        item = _item(each, names[1], values)
        yield item if counted else replace(item, counted=False)
        waiting.extend((below, False) for below in reversed(list(each.all(f"Sub{names[0]}"))))


def _item(node: Node, quantity_name: str, values: Values) -> Item:
    item, price, quantity = node.first("Item"), node.first("Price"), node.first(quantity_name)
    tax = item.first("ClassifiedTaxCategory")
    base = price.first("BaseQuantity")
    before_discount = price.first("AllowanceCharge/BaseAmount")
    return Item(
        number=node.text("ID"),
        name=item.text("Name"),
        description=item.written("Description"),
        article=item.text("SellersItemIdentification/ID"),
        quantity=values.amount(quantity),
        unit=quantity.attribute("unitCode"),
        price=values.amount(price.first("PriceAmount")),
        price_quantity=values.amount(base),
        price_unit=base.attribute("unitCode"),
        gross_price=values.amount(before_discount),
        discount=values.amount(price.first("AllowanceCharge/Amount")),
        amount=values.amount(node.first("LineExtensionAmount")),
        category=tax.text("ID"),
        rate=values.amount(tax.first("Percent")),
        adjustments=tuple(_adjustment(each, values) for each in node.all("AllowanceCharge")),
        period=_span(node.first("InvoicePeriod"), values),
        notes=texts(*(each.written() for each in node.all("Note"))),
    )
