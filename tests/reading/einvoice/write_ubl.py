"""Writes a neutral invoice as UBL 2.1 invoice or credit note."""

from __future__ import annotations

from typing import Any

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
)
from tests.reading.einvoice.markup import Xml, element, joined

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


def ubl(invoice: Invoice) -> bytes:
    credit = invoice.syntax is Syntax.UBL_CREDIT_NOTE
    root = "CreditNote" if credit else "Invoice"
    currency = invoice.currency
    totals = invoice.totals

    def money(name: str, amount: Any) -> str:
        return element(name, amount, currencyID=currency)

    body = joined(
        (
            element("cbc:CustomizationID", invoice.guideline),
            element("cbc:ProfileID", invoice.process),
            element("cbc:ID", invoice.number),
            element("cbc:IssueDate", invoice.issued),
            element("cbc:DueDate", invoice.due[0] if invoice.due and not credit else None),
            element(f"cbc:{root}TypeCode", invoice.type_code),
            *(element("cbc:Note", note) for note in invoice.notes),
            element("cbc:TaxPointDate", invoice.tax_point),
            element("cbc:DocumentCurrencyCode", currency),
            element("cbc:TaxCurrencyCode", invoice.accounting_currency),
            element("cbc:BuyerReference", invoice.buyer_reference),
            _span(invoice.period, invoice.tax_point_code),
            element(
                "cac:OrderReference",
                element("cbc:ID", invoice.order_number or ("NA" if invoice.sales_order else "")),
                element("cbc:SalesOrderID", invoice.sales_order),
            ),
            *(
                element(
                    "cac:BillingReference", element("cac:InvoiceDocumentReference", element("cbc:ID", number))
                )
                for number in invoice.preceding
            ),
            element("cac:DespatchDocumentReference", element("cbc:ID", invoice.delivery_note)),
            element("cac:ContractDocumentReference", element("cbc:ID", invoice.contract)),
            element("cac:ProjectReference", element("cbc:ID", invoice.project)),
            element("cac:AccountingSupplierParty", _party("cac:Party", invoice.seller, invoice.creditor_id)),
            element("cac:AccountingCustomerParty", _party("cac:Party", invoice.buyer)),
            _party("cac:PayeeParty", invoice.payee),
            _party("cac:TaxRepresentativeParty", invoice.tax_representative),
            element(
                "cac:Delivery",
                element("cbc:ActualDeliveryDate", invoice.delivered),
                _ship_to(invoice.ship_to),
            ),
            *(_means(each, invoice) for each in invoice.means),
            *(element("cac:PaymentTerms", element("cbc:Note", text)) for text in invoice.terms),
            *(_adjustment(each, currency) for each in invoice.adjustments),
            element(
                "cac:TaxTotal",
                money("cbc:TaxAmount", totals.vat),
                *(_tax(each, currency) for each in invoice.taxes),
            ),
            element(
                "cac:TaxTotal",
                element("cbc:TaxAmount", totals.vat_accounting, currencyID=invoice.accounting_currency),
            ),
            element(
                "cac:LegalMonetaryTotal",
                money("cbc:LineExtensionAmount", totals.lines),
                money("cbc:TaxExclusiveAmount", totals.net),
                money("cbc:TaxInclusiveAmount", totals.gross),
                money("cbc:AllowanceTotalAmount", totals.allowances),
                money("cbc:ChargeTotalAmount", totals.charges),
                money("cbc:PrepaidAmount", totals.prepaid),
                money("cbc:PayableRoundingAmount", totals.rounding),
                money("cbc:PayableAmount", totals.payable),
            ),
            *(_line(item, root, currency) for item in invoice.items),
        )
    )
    names = (
        f'xmlns="{UBL}{root}-2" xmlns:cac="{UBL}CommonAggregateComponents-2"'
        f' xmlns:cbc="{UBL}CommonBasicComponents-2"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {names}>{body}</{root}>'.encode()


def _span(span: Span | None, code: str = "") -> str:
    if span is None:
        return element("cac:InvoicePeriod", element("cbc:DescriptionCode", code))
    return element(
        "cac:InvoicePeriod",
        element("cbc:StartDate", span.start),
        element("cbc:EndDate", span.end),
        element("cbc:DescriptionCode", code),
    )


def _address(name: str, address: Address) -> str:
    lines = (*address.lines, "", "", "")
    return element(
        name,
        element("cbc:StreetName", lines[0]),
        element("cbc:AdditionalStreetName", lines[1]),
        element("cbc:CityName", address.city),
        element("cbc:PostalZone", address.postcode),
        element("cbc:CountrySubentity", address.region),
        element("cac:AddressLine", element("cbc:Line", lines[2])),
        element("cac:Country", element("cbc:IdentificationCode", address.country)),
    )


def _party(name: str, party: Party | None, creditor_id: str = "") -> str:
    if party is None:
        return Xml("")
    return element(
        name,
        element("cbc:EndpointID", party.electronic_address, schemeID=party.electronic_address_scheme),
        *(element("cac:PartyIdentification", element("cbc:ID", each)) for each in party.identifiers),
        element("cac:PartyIdentification", element("cbc:ID", creditor_id, schemeID="SEPA")),
        element("cac:PartyName", element("cbc:Name", party.trading_name)),
        _address("cac:PostalAddress", party.address),
        element(
            "cac:PartyTaxScheme",
            element("cbc:CompanyID", party.vat_id),
            element("cac:TaxScheme", element("cbc:ID", "VAT" if party.vat_id else "")),
        ),
        element(
            "cac:PartyTaxScheme",
            element("cbc:CompanyID", party.tax_number),
            element("cac:TaxScheme", element("cbc:ID", "FC" if party.tax_number else "")),
        ),
        element(
            "cac:PartyLegalEntity",
            element("cbc:RegistrationName", party.name),
            element("cbc:CompanyID", party.legal_id),
        ),
        element(
            "cac:Contact",
            element("cbc:Name", party.contact),
            element("cbc:Telephone", party.phone),
            element("cbc:ElectronicMail", party.email),
        ),
    )


def _ship_to(party: Party | None) -> str:
    if party is None:
        return Xml("")
    return joined(
        (
            element(
                "cac:DeliveryLocation",
                *(element("cbc:ID", each) for each in party.identifiers),
                _address("cac:Address", party.address),
            ),
            element("cac:DeliveryParty", element("cac:PartyName", element("cbc:Name", party.name))),
        )
    )


def _means(each: PaymentMeans, invoice: Invoice) -> str:
    return element(
        "cac:PaymentMeans",
        element("cbc:PaymentMeansCode", each.code, name=each.text),
        element(
            "cbc:PaymentDueDate",
            invoice.due[0] if invoice.due and invoice.syntax is Syntax.UBL_CREDIT_NOTE else None,
        ),
        element("cbc:PaymentID", invoice.payment_reference),
        element("cac:CardAccount", element("cbc:PrimaryAccountNumberID", each.card)),
        element(
            "cac:PayeeFinancialAccount",
            element("cbc:ID", each.iban),
            element("cbc:Name", each.account_name),
            element("cac:FinancialInstitutionBranch", element("cbc:ID", each.bic)),
        ),
        element(
            "cac:PaymentMandate",
            element("cbc:ID", each.mandate),
            element("cac:PayerFinancialAccount", element("cbc:ID", each.payer_iban)),
        ),
    )


def _category(name: str, category: str, rate: Any, reason_code: str = "", reason: str = "") -> str:
    return element(
        name,
        element("cbc:ID", category),
        element("cbc:Percent", rate),
        element("cbc:TaxExemptionReasonCode", reason_code),
        element("cbc:TaxExemptionReason", reason),
        element("cac:TaxScheme", element("cbc:ID", "VAT" if category else "")),
    )


def _tax(tax: Tax, currency: str) -> str:
    return element(
        "cac:TaxSubtotal",
        element("cbc:TaxableAmount", tax.base, currencyID=currency),
        element("cbc:TaxAmount", tax.amount, currencyID=currency),
        _category("cac:TaxCategory", tax.category, tax.rate, tax.reason_code, tax.reason),
    )


def _adjustment(each: Adjustment, currency: str) -> str:
    return element(
        "cac:AllowanceCharge",
        element("cbc:ChargeIndicator", "true" if each.charge else "false"),
        element("cbc:AllowanceChargeReasonCode", each.reason_code),
        element("cbc:AllowanceChargeReason", each.reason),
        element("cbc:MultiplierFactorNumeric", each.percent),
        element("cbc:Amount", each.amount, currencyID=currency),
        element("cbc:BaseAmount", each.base, currencyID=currency),
        _category("cac:TaxCategory", each.category, each.rate),
    )


def _line(item: Item, root: str, currency: str) -> str:
    quantity = "cbc:CreditedQuantity" if root == "CreditNote" else "cbc:InvoicedQuantity"
    return element(
        f"cac:{root}Line",
        element("cbc:ID", item.number),
        *(element("cbc:Note", note) for note in item.notes),
        element(quantity, item.quantity, unitCode=item.unit),
        element("cbc:LineExtensionAmount", item.amount, currencyID=currency),
        _span(item.period),
        *(_adjustment(each, currency) for each in item.adjustments),
        element(
            "cac:Item",
            element("cbc:Description", item.description),
            element("cbc:Name", item.name),
            element("cac:SellersItemIdentification", element("cbc:ID", item.article)),
            _category("cac:ClassifiedTaxCategory", item.category, item.rate),
        ),
        element(
            "cac:Price",
            element("cbc:PriceAmount", item.price, currencyID=currency),
            element("cbc:BaseQuantity", item.price_quantity, unitCode=item.price_unit),
            element(
                "cac:AllowanceCharge",
                element("cbc:ChargeIndicator", "false" if item.gross_price is not None else ""),
                element(
                    "cbc:Amount",
                    None if item.gross_price is None or item.price is None else item.gross_price - item.price,
                    currencyID=currency,
                ),
                element("cbc:BaseAmount", item.gross_price, currencyID=currency),
            ),
        ),
    )
