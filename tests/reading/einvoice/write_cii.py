"""Writes a neutral invoice as Cross Industry Invoice, and as ZUGFeRD 1.0: the other way round of the readers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from moisson.reading.einvoice.invoice import Adjustment, Invoice, Item, Party, PaymentMeans, Span, Tax
from tests.reading.einvoice.markup import Xml, element, joined

CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
QDT = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"
FERD = "urn:ferd:CrossIndustryDocument:invoice:1p0"
FERD_RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
FERD_UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15"


@dataclass(frozen=True)
class Dialect:
    root: str
    namespaces: str
    context: str
    document: str
    transaction: str
    part: str  # what agreement, delivery and settlement are called, with {}
    sums: str
    line_part: str
    line_sums: str
    rate: str
    reference: str


MODERN = Dialect(
    "rsm:CrossIndustryInvoice",
    f'xmlns:rsm="{CII}" xmlns:ram="{RAM}" xmlns:udt="{UDT}" xmlns:qdt="{QDT}"',
    "rsm:ExchangedDocumentContext",
    "rsm:ExchangedDocument",
    "rsm:SupplyChainTradeTransaction",
    "ram:ApplicableHeaderTrade{}",
    "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
    "ram:SpecifiedLineTrade{}",
    "ram:SpecifiedTradeSettlementLineMonetarySummation",
    "ram:RateApplicablePercent",
    "ram:IssuerAssignedID",
)
FIRST = Dialect(
    "rsm:CrossIndustryDocument",
    f'xmlns:rsm="{FERD}" xmlns:ram="{FERD_RAM}" xmlns:udt="{FERD_UDT}"',
    "rsm:SpecifiedExchangedDocumentContext",
    "rsm:HeaderExchangedDocument",
    "rsm:SpecifiedSupplyChainTradeTransaction",
    "ram:ApplicableSupplyChainTrade{}",
    "ram:SpecifiedTradeSettlementMonetarySummation",
    "ram:SpecifiedSupplyChainTrade{}",
    "ram:SpecifiedTradeSettlementMonetarySummation",
    "ram:ApplicablePercent",
    "ram:ID",
)


def cii(invoice: Invoice, dialect: Dialect = MODERN) -> bytes:
    """The XML; `dialect` FIRST is ZUGFeRD 1.0, whose header comes before its lines."""
    lines = joined(_line(item, dialect) for item in invoice.items)
    header = joined(
        (_agreement(invoice, dialect), _delivery(invoice, dialect), _settlement(invoice, dialect))
    )
    body = joined(
        (
            element(
                dialect.context,
                element(
                    "ram:BusinessProcessSpecifiedDocumentContextParameter", element("ram:ID", invoice.process)
                ),
                element(
                    "ram:GuidelineSpecifiedDocumentContextParameter", element("ram:ID", invoice.guideline)
                ),
            ),
            element(
                dialect.document,
                element("ram:ID", invoice.number),
                element("ram:TypeCode", invoice.type_code),
                _day("ram:IssueDateTime", invoice.issued),
                *(element("ram:IncludedNote", element("ram:Content", note)) for note in invoice.notes),
            ),
            element(dialect.transaction, *((header, lines) if dialect is FIRST else (lines, header))),
        )
    )
    root = f"<{dialect.root} {dialect.namespaces}>{body}</{dialect.root}>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'.encode()


def _day(name: str, day: dt.date | None, kind: str = "udt:DateTimeString") -> str:
    return Xml("") if day is None else element(name, element(kind, day.strftime("%Y%m%d"), format="102"))


def _reference(name: str, number: str, dialect: Dialect) -> str:
    return element(name, element(dialect.reference, number))


def _agreement(invoice: Invoice, dialect: Dialect) -> str:
    return element(
        dialect.part.format("Agreement"),
        element("ram:BuyerReference", invoice.buyer_reference),
        _party("ram:SellerTradeParty", invoice.seller),
        _party("ram:BuyerTradeParty", invoice.buyer),
        _party("ram:SellerTaxRepresentativeTradeParty", invoice.tax_representative),
        _reference("ram:SellerOrderReferencedDocument", invoice.sales_order, dialect),
        _reference("ram:BuyerOrderReferencedDocument", invoice.order_number, dialect),
        _reference("ram:ContractReferencedDocument", invoice.contract, dialect),
        element(
            "ram:SpecifiedProcuringProject",
            element("ram:ID", invoice.project),
            element("ram:Name", invoice.project and "Project reference"),
        ),
    )


def _delivery(invoice: Invoice, dialect: Dialect) -> str:
    name = dialect.part.format("Delivery")
    return element(
        name,
        _party("ram:ShipToTradeParty", invoice.ship_to),
        element("ram:ActualDeliverySupplyChainEvent", _day("ram:OccurrenceDateTime", invoice.delivered)),
        _reference("ram:DespatchAdviceReferencedDocument", invoice.delivery_note, dialect),
    ) or Xml(f"<{name}/>")


def _settlement(invoice: Invoice, dialect: Dialect) -> str:
    totals, currency = invoice.totals, invoice.currency
    terms = [
        element(
            "ram:SpecifiedTradePaymentTerms",
            element("ram:Description", text),
            _day("ram:DueDateDateTime", due),
        )
        for text, due in _paired(invoice.terms, invoice.due)
    ]
    return element(
        dialect.part.format("Settlement"),
        element("ram:CreditorReferenceID", invoice.creditor_id),
        element("ram:PaymentReference", invoice.payment_reference),
        element("ram:TaxCurrencyCode", invoice.accounting_currency),
        element("ram:InvoiceCurrencyCode", currency),
        _party("ram:PayeeTradeParty", invoice.payee),
        *(_means(each) for each in invoice.means),
        *(_tax(each, invoice, dialect) for each in invoice.taxes),
        _span("ram:BillingSpecifiedPeriod", invoice.period),
        *(_adjustment(each, dialect) for each in invoice.adjustments),
        *terms,
        element(
            dialect.sums,
            element("ram:LineTotalAmount", totals.lines),
            element("ram:ChargeTotalAmount", totals.charges),
            element("ram:AllowanceTotalAmount", totals.allowances),
            element("ram:TaxBasisTotalAmount", totals.net),
            element("ram:TaxTotalAmount", totals.vat, currencyID=currency),
            element("ram:TaxTotalAmount", totals.vat_accounting, currencyID=invoice.accounting_currency),
            element("ram:RoundingAmount", totals.rounding),
            element("ram:GrandTotalAmount", totals.gross),
            element("ram:TotalPrepaidAmount", totals.prepaid),
            element("ram:DuePayableAmount", totals.payable),
        ),
        *(_reference("ram:InvoiceReferencedDocument", number, dialect) for number in invoice.preceding),
    )


def _paired(texts: tuple[str, ...], days: tuple[dt.date, ...]) -> list[tuple[str, dt.date | None]]:
    count = max(len(texts), len(days))
    return [
        (texts[at] if at < len(texts) else "", days[at] if at < len(days) else None) for at in range(count)
    ]


def _party(name: str, party: Party | None) -> str:
    if party is None:
        return Xml("")
    address = party.address
    lines = dict(zip(("ram:LineOne", "ram:LineTwo", "ram:LineThree"), address.lines, strict=False))
    return element(
        name,
        *(element("ram:ID", each) for each in party.identifiers),
        element("ram:Name", party.name),
        element(
            "ram:SpecifiedLegalOrganization",
            element("ram:ID", party.legal_id),
            element("ram:TradingBusinessName", party.trading_name),
        ),
        element(
            "ram:DefinedTradeContact",
            element("ram:PersonName", party.contact),
            element("ram:TelephoneUniversalCommunication", element("ram:CompleteNumber", party.phone)),
            element("ram:EmailURIUniversalCommunication", element("ram:URIID", party.email)),
        ),
        element(
            "ram:PostalTradeAddress",
            element("ram:PostcodeCode", address.postcode),
            *(element(key, line) for key, line in lines.items()),
            element("ram:CityName", address.city),
            element("ram:CountryID", address.country),
            element("ram:CountrySubDivisionName", address.region),
        ),
        element(
            "ram:URIUniversalCommunication",
            element("ram:URIID", party.electronic_address, schemeID=party.electronic_address_scheme),
        ),
        element("ram:SpecifiedTaxRegistration", element("ram:ID", party.vat_id, schemeID="VA")),
        element("ram:SpecifiedTaxRegistration", element("ram:ID", party.tax_number, schemeID="FC")),
    )


def _means(each: PaymentMeans) -> str:
    return element(
        "ram:SpecifiedTradeSettlementPaymentMeans",
        element("ram:TypeCode", each.code),
        element("ram:Information", each.text),
        element("ram:ID", each.mandate),
        element("ram:ApplicableTradeSettlementFinancialCard", element("ram:ID", each.card)),
        element("ram:PayerPartyDebtorFinancialAccount", element("ram:IBANID", each.payer_iban)),
        element(
            "ram:PayeePartyCreditorFinancialAccount",
            element("ram:IBANID", each.iban),
            element("ram:AccountName", each.account_name),
        ),
        element("ram:PayeeSpecifiedCreditorFinancialInstitution", element("ram:BICID", each.bic)),
    )


def _tax(tax: Tax, invoice: Invoice, dialect: Dialect) -> str:
    return element(
        "ram:ApplicableTradeTax",
        element("ram:CalculatedAmount", tax.amount),
        element("ram:TypeCode", "VAT"),
        element("ram:ExemptionReason", tax.reason),
        element("ram:BasisAmount", tax.base),
        element("ram:CategoryCode", tax.category),
        element("ram:ExemptionReasonCode", tax.reason_code),
        _day("ram:TaxPointDate", invoice.tax_point, "udt:DateString"),
        element("ram:DueDateTypeCode", invoice.tax_point_code),
        element(dialect.rate, tax.rate),
    )


def _span(name: str, span: Span | None) -> str:
    if span is None:
        return Xml("")
    return element(name, _day("ram:StartDateTime", span.start), _day("ram:EndDateTime", span.end))


def _adjustment(each: Adjustment, dialect: Dialect) -> str:
    return element(
        "ram:SpecifiedTradeAllowanceCharge",
        element("ram:ChargeIndicator", element("udt:Indicator", "true" if each.charge else "false")),
        element("ram:CalculationPercent", each.percent),
        element("ram:BasisAmount", each.base),
        element("ram:ActualAmount", each.amount),
        element("ram:ReasonCode", each.reason_code),
        element("ram:Reason", each.reason),
        element(
            "ram:CategoryTradeTax",
            element("ram:TypeCode", "VAT" if each.category else ""),
            element("ram:CategoryCode", each.category),
            element(dialect.rate, each.rate),
        ),
    )


def _line(item: Item, dialect: Dialect) -> str:
    return element(
        "ram:IncludedSupplyChainTradeLineItem",
        element(
            "ram:AssociatedDocumentLineDocument",
            element("ram:LineID", item.number),
            *(element("ram:IncludedNote", element("ram:Content", note)) for note in item.notes),
        ),
        element(
            "ram:SpecifiedTradeProduct",
            element("ram:SellerAssignedID", item.article),
            element("ram:Name", item.name),
            element("ram:Description", item.description),
        ),
        element(
            dialect.line_part.format("Agreement"),
            element("ram:GrossPriceProductTradePrice", element("ram:ChargeAmount", item.gross_price)),
            element(
                "ram:NetPriceProductTradePrice",
                element("ram:ChargeAmount", item.price),
                element("ram:BasisQuantity", item.price_quantity, unitCode=item.price_unit),
            ),
        ),
        element(
            dialect.line_part.format("Delivery"),
            element("ram:BilledQuantity", item.quantity, unitCode=item.unit),
        ),
        element(
            dialect.line_part.format("Settlement"),
            element(
                "ram:ApplicableTradeTax",
                element("ram:TypeCode", "VAT"),
                element("ram:CategoryCode", item.category),
                element(dialect.rate, item.rate),
            ),
            _span("ram:BillingSpecifiedPeriod", item.period),
            *(_adjustment(each, dialect) for each in item.adjustments),
            element(dialect.line_sums, element("ram:LineTotalAmount", item.amount)),
        ),
    )
