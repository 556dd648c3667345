"""Reads UBL 2.x invoices and credit notes: Peppol BIS, XRechnung in UBL, NLCIUS and the other national ones.

Source of the element names: OASIS UBL 2.1 and the mapping of CEN/TS 16931-3-2.
"""

from __future__ import annotations

from decimal import Decimal

from moisson.reading.einvoice.invoice import (
    Address,
    Adjustment,
    Invoice,
    Item,
    Party,
    PaymentMeans,
    Span,
    Syntax,
    Tax,
    Totals,
)
from moisson.reading.einvoice.tree import Node
from moisson.reading.einvoice.values import Values, packed, texts


def read_ubl(root: Node) -> Invoice:
    """An Invoice or a CreditNote, which differ in a few names only."""
    values = Values()
    credit = root.name == "CreditNote"
    syntax = Syntax.UBL_CREDIT_NOTE if credit else Syntax.UBL_INVOICE
    lines = ("CreditNoteLine", "CreditedQuantity") if credit else ("InvoiceLine", "InvoicedQuantity")
    currency = root.text("DocumentCurrencyCode")
    own_tax, other_tax, taxes = _taxes(root, currency, values)
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
        guideline=root.text("CustomizationID"),
        process=root.text("ProfileID"),
        number=root.text("ID"),
        type_code=root.text("CreditNoteTypeCode" if credit else "InvoiceTypeCode"),
        issued=values.day(root.first("IssueDate")),
        due=tuple(dict.fromkeys(due for due in dues if due is not None)),
        tax_point=values.day(root.first("TaxPointDate")),
        tax_point_code=root.text("InvoicePeriod/DescriptionCode"),
        currency=currency,
        accounting_currency=root.text("TaxCurrencyCode"),
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
        payee=_party(payee) if payee else None,
        tax_representative=_party(representative) if representative else None,
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
        adjustments=tuple(_adjustment(each, values) for each in root.all("AllowanceCharge")),
        taxes=taxes,
        totals=_totals(root.first("LegalMonetaryTotal"), own_tax, other_tax, values),
        items=tuple(_item(each, lines[1], values) for each in root.all(lines[0])),
        notes=texts(*(each.written() for each in root.all("Note"))),
        unreadable=tuple(values.unreadable),
    )


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
        name=legal_name or name,
        trading_name=name if legal_name and name != legal_name else "",
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
    root: Node, currency: str, values: Values
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
        else:
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


def _totals(node: Node, vat: Decimal | None, vat_accounting: Decimal | None, values: Values) -> Totals:
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
        payable=values.amount(node.first("PayableAmount")),
    )


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
        gross_price=values.amount(before_discount),
        amount=values.amount(node.first("LineExtensionAmount")),
        category=tax.text("ID"),
        rate=values.amount(tax.first("Percent")),
        adjustments=tuple(_adjustment(each, values) for each in node.all("AllowanceCharge")),
        period=_span(node.first("InvoicePeriod"), values),
        notes=texts(*(each.written() for each in node.all("Note"))),
    )
