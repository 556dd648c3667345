"""Reads Cross Industry Invoices: Factur-X, ZUGFeRD and XRechnung in CII (D16B and later), and ZUGFeRD 1.0, which has the
same shape under other names.

Source of the element names: UN/CEFACT SCRDM, the mapping of CEN/TS 16931-3-3, and the ZUGFeRD 1.0 specification.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Names:
    """The element names in which the two generations differ."""

    syntax: Syntax
    context: str
    document: str
    transaction: str
    agreement: str
    delivery: str
    settlement: str
    sums: str
    line_agreement: str
    line_delivery: str
    line_settlement: str
    line_sums: str
    rate: str
    reference: str  # the number within a referenced document


CII = Names(
    Syntax.CII,
    "ExchangedDocumentContext",
    "ExchangedDocument",
    "SupplyChainTradeTransaction",
    "ApplicableHeaderTradeAgreement",
    "ApplicableHeaderTradeDelivery",
    "ApplicableHeaderTradeSettlement",
    "SpecifiedTradeSettlementHeaderMonetarySummation",
    "SpecifiedLineTradeAgreement",
    "SpecifiedLineTradeDelivery",
    "SpecifiedLineTradeSettlement",
    "SpecifiedTradeSettlementLineMonetarySummation",
    "RateApplicablePercent",
    "IssuerAssignedID",
)
ZUGFERD_1 = Names(
    Syntax.ZUGFERD_1,
    "SpecifiedExchangedDocumentContext",
    "HeaderExchangedDocument",
    "SpecifiedSupplyChainTradeTransaction",
    "ApplicableSupplyChainTradeAgreement",
    "ApplicableSupplyChainTradeDelivery",
    "ApplicableSupplyChainTradeSettlement",
    "SpecifiedTradeSettlementMonetarySummation",
    "SpecifiedSupplyChainTradeAgreement",
    "SpecifiedSupplyChainTradeDelivery",
    "SpecifiedSupplyChainTradeSettlement",
    "SpecifiedTradeSettlementMonetarySummation",
    "ApplicablePercent",
    "ID",
)
DEBITS = {"49", "59"}
# Lines that only head a group, or only inform (UNTDID 1229 in the French and German profile EXTENDED).
UNCOUNTED = {"GROUP", "INFORMATION"}


def read_cii(root: Node) -> Invoice:
    """A CrossIndustryInvoice."""
    return _read(root, CII)


def read_zugferd_1(root: Node) -> Invoice:
    """A CrossIndustryDocument of ZUGFeRD 1.0."""
    return _read(root, ZUGFERD_1)


def _read(root: Node, names: Names) -> Invoice:
    values = Values()
    context, document = root.first(names.context), root.first(names.document)
    transaction = root.first(names.transaction)
    agreement = transaction.first(names.agreement)
    delivery = transaction.first(names.delivery)
    settlement = transaction.first(names.settlement)
    currency = settlement.text("InvoiceCurrencyCode")
    terms = list(settlement.all("SpecifiedTradePaymentTerms"))
    taxes = tuple(_tax(each, names, values) for each in settlement.all("ApplicableTradeTax"))
    first_tax = settlement.first("ApplicableTradeTax")
    adjustments = tuple(
        _adjustment(each, names, values) for each in settlement.all("SpecifiedTradeAllowanceCharge")
    ) + tuple(_logistics(each, names, values) for each in settlement.all("SpecifiedLogisticsServiceCharge"))
    ship_to = delivery.first("ShipToTradeParty")
    payee = settlement.first("PayeeTradeParty")
    representative = agreement.first("SellerTaxRepresentativeTradeParty")
    dues = [_day(each.first("DueDateDateTime"), values) for each in terms]
    return Invoice(
        syntax=names.syntax,
        guideline=context.text("GuidelineSpecifiedDocumentContextParameter/ID"),
        process=context.text("BusinessProcessSpecifiedDocumentContextParameter/ID"),
        number=document.text("ID"),
        type_code=document.text("TypeCode"),
        issued=_day(document.first("IssueDateTime"), values),
        due=tuple(dict.fromkeys(due for due in dues if due is not None)),
        tax_point=_day(first_tax.first("TaxPointDate"), values),
        tax_point_code=first_tax.text("DueDateTypeCode"),
        currency=currency,
        accounting_currency=settlement.text("TaxCurrencyCode"),
        order_number=agreement.text(f"BuyerOrderReferencedDocument/{names.reference}"),
        sales_order=agreement.text(f"SellerOrderReferencedDocument/{names.reference}"),
        contract=agreement.text(f"ContractReferencedDocument/{names.reference}"),
        project=agreement.text("SpecifiedProcuringProject/ID"),
        buyer_reference=agreement.text("BuyerReference"),
        delivery_note=delivery.text(f"DespatchAdviceReferencedDocument/{names.reference}")
        or delivery.text(f"DeliveryNoteReferencedDocument/{names.reference}"),
        preceding=texts(
            *(each.text(names.reference) for each in settlement.all("InvoiceReferencedDocument"))
        ),
        period=_span(settlement.first("BillingSpecifiedPeriod"), values),
        delivered=_day(delivery.first("ActualDeliverySupplyChainEvent/OccurrenceDateTime"), values),
        seller=_party(agreement.first("SellerTradeParty")),
        buyer=_party(agreement.first("BuyerTradeParty")),
        payee=_party(payee) if payee else None,
        tax_representative=_party(representative) if representative else None,
        ship_to=_party(ship_to) if ship_to else None,
        means=tuple(
            _means(each, settlement.text("SpecifiedTradePaymentTerms/DirectDebitMandateID"))
            for each in settlement.all("SpecifiedTradeSettlementPaymentMeans")
        ),
        creditor_id=settlement.text("CreditorReferenceID"),
        payment_reference=settlement.text("PaymentReference"),
        terms=texts(*(each.written("Description") for each in terms)),
        adjustments=adjustments,
        taxes=taxes,
        totals=_totals(settlement.first(names.sums), currency, settlement.text("TaxCurrencyCode"), values),
        items=tuple(
            _item(each, names, values) for each in transaction.all("IncludedSupplyChainTradeLineItem")
        ),
        notes=texts(*(each.written("Content") for each in document.all("IncludedNote"))),
        supporting=supporting.of_cii(agreement, names.reference),
        unreadable=tuple(values.unreadable),
        unreadable_more=values.more,
        lacking=() if names.syntax is Syntax.ZUGFERD_1 else tuple(_lacking(transaction)),
        currencies=tuple(_other_currencies(settlement, currency)),
    )


def _lacking(transaction: Node) -> Iterator[Lack]:
    agreement = transaction.first(CII.agreement)
    settlement = transaction.first(CII.settlement)
    for account in settlement.all("SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount"):
        if not account.text("IBANID") and not account.text("ProprietaryID"):
            yield Lack("BR-50")
    if any(not each.text("IssuerAssignedID") for each in agreement.all("AdditionalReferencedDocument")):
        yield Lack("BR-52")
    if any(not each.text("IssuerAssignedID") for each in settlement.all("InvoiceReferencedDocument")):
        yield Lack("BR-55")
    for item in transaction.all("IncludedSupplyChainTradeLineItem"):
        product, line = (
            item.first("SpecifiedTradeProduct"),
            item.text("AssociatedDocumentLineDocument/LineID"),
        )
        if any(
            not each.text("Description") or not each.text("Value")
            for each in product.all("ApplicableProductCharacteristic")
        ):
            yield Lack("BR-54", line)
        if any(each.text() and not each.attribute("schemeID") for each in product.all("GlobalID")):
            yield Lack("BR-64", line)
        codes = product.all("DesignatedProductClassification/ClassCode")
        if any(each.text() and not each.attribute("listID") for each in codes):
            yield Lack("BR-65", line)


def _other_currencies(settlement: Node, currency: str) -> Iterator[str]:
    """CII marks the totals of VAT alone with a currency: one is the invoice's, one that of accounting."""
    known = {"", currency, settlement.text("TaxCurrencyCode")}
    sums = settlement.first(CII.sums)
    found = (each.attribute("currencyID") for each in sums.all("TaxTotalAmount"))
    yield from dict.fromkeys(code for code in found if currency and code not in known)


def _day(node: Node, values: Values) -> dt.date | None:
    return values.day(_written_day(node))


def _written_day(node: Node) -> Node:
    """The `DateTimeString` or `DateString` within; some writers leave them out."""
    return node.first("DateTimeString") or node.first("DateString") or node.first("DateTime") or node


def _span(node: Node, values: Values) -> Span | None:
    if not node:
        return None
    return Span(
        values.first_day(_written_day(node.first("StartDateTime"))),
        values.last_day(_written_day(node.first("EndDateTime"))),
    )


def _party(node: Node) -> Party:
    address = node.first("PostalTradeAddress")
    contact = node.first("DefinedTradeContact")
    registered = {each.attribute("schemeID"): each.text() for each in node.all("SpecifiedTaxRegistration/ID")}
    electronic = node.first("URIUniversalCommunication/URIID")
    return Party(
        name=node.text("Name"),
        trading_name=node.text("SpecifiedLegalOrganization/TradingBusinessName"),
        vat_id=packed(registered.get("VA", "")),
        tax_number=registered.get("FC", ""),
        legal_id=node.text("SpecifiedLegalOrganization/ID"),
        identifiers=texts(*(each.text() for each in (*node.all("ID"), *node.all("GlobalID")))),
        electronic_address=electronic.text(),
        electronic_address_scheme=electronic.attribute("schemeID"),
        address=Address(
            lines=texts(address.text("LineOne"), address.text("LineTwo"), address.text("LineThree")),
            postcode=address.text("PostcodeCode"),
            city=address.text("CityName"),
            region=address.text("CountrySubDivisionName"),
            country=address.text("CountryID"),
        ),
        contact=contact.text("PersonName") or contact.text("DepartmentName"),
        phone=contact.text("TelephoneUniversalCommunication/CompleteNumber"),
        email=contact.text("EmailURIUniversalCommunication/URIID"),
    )


def _means(node: Node, mandate: str) -> PaymentMeans:
    """`mandate` stands among the terms of payment, for whatever means are debited."""
    account = node.first("PayeePartyCreditorFinancialAccount")
    bank = node.first("PayeeSpecifiedCreditorFinancialInstitution")
    code, payer = node.text("TypeCode"), packed(node.text("PayerPartyDebtorFinancialAccount/IBANID"))
    return PaymentMeans(
        code=code,
        text=" ".join(texts(*(each.text() for each in node.all("Information")))),
        iban=packed(account.text("IBANID")) or account.text("ProprietaryID"),
        account_name=account.text("AccountName"),
        bic=packed(bank.text("BICID")),
        card=node.text("ApplicableTradeSettlementFinancialCard/ID"),
        payer_iban=payer,
        mandate=node.text("ID") or (mandate if code in DEBITS or payer else ""),
    )


def _adjustment(node: Node, names: Names, values: Values) -> Adjustment:
    tax = node.first("CategoryTradeTax")
    return Adjustment(
        charge=node.text("ChargeIndicator/Indicator").lower() in ("true", "1"),
        amount=values.amount(node.first("ActualAmount")),
        base=values.amount(node.first("BasisAmount")),
        percent=values.amount(node.first("CalculationPercent")),
        reason=node.text("Reason"),
        reason_code=node.text("ReasonCode"),
        category=tax.text("CategoryCode"),
        rate=values.amount(tax.first(names.rate)),
    )


def _logistics(node: Node, names: Names, values: Values) -> Adjustment:
    tax = node.first("AppliedTradeTax")
    return Adjustment(
        charge=True,
        amount=values.amount(node.first("AppliedAmount")),
        reason=node.text("Description"),
        category=tax.text("CategoryCode"),
        rate=values.amount(tax.first(names.rate)),
    )


def _tax(node: Node, names: Names, values: Values) -> Tax:
    return Tax(
        category=node.text("CategoryCode"),
        rate=values.amount(node.first(names.rate)),
        base=values.amount(node.first("BasisAmount")),
        amount=values.amount(node.first("CalculatedAmount")),
        reason=node.text("ExemptionReason"),
        reason_code=node.text("ExemptionReasonCode"),
    )


def _totals(node: Node, currency: str, accounting: str, values: Values) -> Totals:
    own, other = _by_currency(list(node.all("TaxTotalAmount")), currency, accounting, values)
    return Totals(
        lines=values.amount(node.first("LineTotalAmount")),
        allowances=values.amount(node.first("AllowanceTotalAmount")),
        charges=values.amount(node.first("ChargeTotalAmount")),
        net=values.amount(node.first("TaxBasisTotalAmount")),
        vat=own,
        vat_accounting=other,
        gross=values.amount(node.first("GrandTotalAmount")),
        prepaid=values.amount(node.first("TotalPrepaidAmount")),
        rounding=values.amount(node.first("RoundingAmount")),
        payable=values.amount(node.first("DuePayableAmount")),
    )


def _by_currency(
    found: list[Node], currency: str, accounting: str, values: Values
) -> tuple[Decimal | None, Decimal | None]:
    """The amount in the invoice's currency, and the one in that of accounting, or in another where none is named; an amount
    that names no currency is the invoice's."""
    own = [each for each in found if each.attribute("currencyID") in ("", currency)]
    other = [each for each in found if each not in own]
    if accounting and own:
        other = [each for each in other if each.attribute("currencyID") == accounting]
    if not own and other and not currency:
        own, other = other[:1], other[1:]
    return (values.amount(own[0]) if own else None, values.amount(other[0]) if other else None)


def _item(node: Node, names: Names, values: Values) -> Item:
    about = node.first("AssociatedDocumentLineDocument")
    product = node.first("SpecifiedTradeProduct")
    agreement = node.first(names.line_agreement)
    settlement = node.first(names.line_settlement)
    tax = settlement.first("ApplicableTradeTax")
    price = agreement.first("NetPriceProductTradePrice")
    quantity = node.first(f"{names.line_delivery}/BilledQuantity")
    amount = values.amount(settlement.first(f"{names.line_sums}/LineTotalAmount"))
    gross = agreement.first("GrossPriceProductTradePrice")
    notes = texts(*(each.written("Content") for each in about.all("IncludedNote")))
    name = product.text("Name")
    kind = about.text("LineStatusReasonCode")
    return Item(
        number=about.text("LineID"),
        name=name or (" ".join(notes[:1]) if names.syntax is Syntax.ZUGFERD_1 else ""),
        description=product.written("Description"),
        article=product.text("SellerAssignedID"),
        quantity=values.amount(quantity),
        unit=quantity.attribute("unitCode"),
        price=values.amount(price.first("ChargeAmount")),
        price_quantity=values.amount(price.first("BasisQuantity")),
        price_unit=price.first("BasisQuantity").attribute("unitCode"),
        gross_price=values.amount(gross.first("ChargeAmount")),
        discount=_discount(gross, values),
        amount=amount,
        category=tax.text("CategoryCode"),
        rate=values.amount(tax.first(names.rate)),
        adjustments=tuple(
            _adjustment(each, names, values) for each in settlement.all("SpecifiedTradeAllowanceCharge")
        ),
        period=_span(settlement.first("BillingSpecifiedPeriod"), values),
        notes=notes,
        # ZUGFeRD 1.0 writes a text between the lines as a line without amount.
        counted=kind not in UNCOUNTED and not (names.syntax is Syntax.ZUGFERD_1 and amount is None),
    )


def _discount(gross: Node, values: Values) -> Decimal | None:
    """What is taken off the gross price, of one or several; a charge on it counts the other way."""
    changes = [
        (values.amount(each.first("ActualAmount")), each.text("ChargeIndicator/Indicator").lower() == "true")
        for each in gross.all("AppliedTradeAllowanceCharge")
    ]
    found = [-amount if charge else amount for amount, charge in changes if amount is not None]
    return sum(found, Decimal()) if found else None
