"""Reads FatturaPA, the Italian e-invoice: ordinary (FPA12, FPR12) and simplified (FSM10), one or several bodies a file.

Source of the element names and codes: the technical specification of FatturaPA 1.2.x of the Agenzia delle Entrate.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import islice

from moisson.reading.einvoice import supporting
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

MOST_BODIES = 1000
CENT = Decimal("0.01")


def read_fatturapa(root: Node) -> tuple[Invoice, ...]:
    """One invoice for each body; all have the header's supplier and customer."""
    return tuple(_invoice(root, body) for body in islice(root.all("FatturaElettronicaBody"), MOST_BODIES))


def _invoice(root: Node, body: Node) -> Invoice:
    values = Values()
    header = root.first("FatturaElettronicaHeader")
    general = body.first("DatiGenerali")
    document = general.first("DatiGeneraliDocumento")
    simple = root.name == "FatturaElettronicaSemplificata"
    seller = _party(header.first("CedentePrestatore"), "IdFiscaleIVA" if simple else "DatiAnagrafici")
    buyer = _party(
        header.first("CessionarioCommittente"), "IdentificativiFiscali" if simple else "DatiAnagrafici"
    )
    payments = [
        (pay.text("CondizioniPagamento"), detail)
        for pay in body.all("DatiPagamento")
        for detail in pay.all("DettaglioPagamento")
    ]
    means = tuple(_means(detail, values) for _, detail in payments)
    dues = tuple(dict.fromkeys(each.due for each in means if each.due is not None))
    items, taxes = (_simple_lines(body, values)) if simple else (_lines(body, values), _taxes(body, values))
    withheld = sum(
        (values.amount(each.first("ImportoRitenuta")) or Decimal() for each in document.all("DatiRitenuta")),
        Decimal(),
    )
    amounts = [each.amount for each in means if each.amount is not None]
    return Invoice(
        syntax=Syntax.FATTURAPA,
        guideline=root.attribute("versione") or header.text("DatiTrasmissione/FormatoTrasmissione"),
        number=document.text("Numero"),
        type_code=document.text("TipoDocumento"),
        issued=values.day(document.first("Data")),
        due=dues,
        currency=document.text("Divisa"),
        order_number=general.text("DatiOrdineAcquisto/IdDocumento"),
        contract=general.text("DatiContratto/IdDocumento"),
        project=general.text("DatiOrdineAcquisto/CodiceCUP"),
        delivery_note=general.text("DatiDDT/NumeroDDT"),
        preceding=texts(
            *(each.text() for each in general.all("DatiFattureCollegate/IdDocumento")),
            document.text("DatiFatturaRettificata/NumeroFR"),
        ),
        seller=seller,
        buyer=buyer,
        means=means,
        terms=texts(*dict.fromkeys(condition for condition, _ in payments)),
        adjustments=_adjustments(document, values),
        taxes=taxes,
        totals=_totals(document, taxes, amounts, withheld, items if simple else (), values),
        items=items,
        notes=texts(*(each.written() for each in document.all("Causale"))),
        supporting=supporting.of_fatturapa(body),
        unreadable=tuple(values.unreadable),
        unreadable_more=values.more,
    )


def _party(node: Node, identity: str) -> Party:
    """`identity` is where the tax numbers stand: the simplified form has them elsewhere."""
    person = node.first("DatiAnagrafici") or node.first("AltriDatiIdentificativi") or node
    names = person.first("Anagrafica") or person
    ids = node.first(identity) if identity != "IdFiscaleIVA" else node
    vat = ids.first("IdFiscaleIVA")
    seat = person.first("Sede") or node.first("Sede")
    contacts = node.first("Contatti")
    registered = node.first("IscrizioneREA")
    return Party(
        name=names.text("Denominazione") or " ".join(texts(names.text("Nome"), names.text("Cognome"))),
        vat_id=packed(vat.text("IdPaese") + vat.text("IdCodice")),
        tax_number=ids.text("CodiceFiscale"),
        legal_id=" ".join(texts(registered.text("Ufficio"), registered.text("NumeroREA"))),
        address=Address(
            lines=texts(" ".join(texts(seat.text("Indirizzo"), seat.text("NumeroCivico")))),
            postcode=seat.text("CAP"),
            city=seat.text("Comune"),
            region=seat.text("Provincia"),
            country=seat.text("Nazione") or ("IT" if seat.first("Nazione") else ""),
        ),
        phone=contacts.text("Telefono"),
        email=contacts.text("Email"),
    )


def _means(node: Node, values: Values) -> PaymentMeans:
    return PaymentMeans(
        code=node.text("ModalitaPagamento"),
        iban=packed(node.text("IBAN")),
        account_name=node.text("Beneficiario"),
        bic=packed(node.text("BIC")),
        due=values.day(node.first("DataScadenzaPagamento")),
        amount=values.amount(node.first("ImportoPagamento")),
    )


def _lines(body: Node, values: Values) -> tuple[Item, ...]:
    return tuple(_item(each, values) for each in body.all("DatiBeniServizi/DettaglioLinee"))


def _item(node: Node, values: Values) -> Item:
    start, end = (
        values.day(node.first("DataInizioPeriodo")),
        values.day(node.first("DataFinePeriodo")),
    )
    nature = node.text("Natura")
    return Item(
        number=node.text("NumeroLinea"),
        name=node.text("Descrizione"),
        article=node.text("CodiceArticolo/CodiceValore"),
        quantity=values.amount(node.first("Quantita")),
        unit=node.text("UnitaMisura"),
        price=values.amount(node.first("PrezzoUnitario")),
        amount=values.amount(node.first("PrezzoTotale")),
        category=category_of(nature),
        rate=values.amount(node.first("AliquotaIVA")),
        adjustments=tuple(_discount(each, values) for each in node.all("ScontoMaggiorazione")),
        period=Span(start, end) if start or end else None,
    )


def _discount(node: Node, values: Values) -> Adjustment:
    return Adjustment(
        charge=node.text("Tipo") == "MG",
        amount=values.amount(node.first("Importo")),
        percent=values.amount(node.first("Percentuale")),
    )


def _adjustments(document: Node, values: Values) -> tuple[Adjustment, ...]:
    """Discounts on the whole, and the contribution to a pension fund, which is charged on top and bears VAT."""
    funds = tuple(
        Adjustment(
            charge=True,
            amount=values.amount(each.first("ImportoContributoCassa")),
            base=values.amount(each.first("ImponibileCassa")),
            percent=values.amount(each.first("AlCassa")),
            reason=each.text("TipoCassa"),
            category=category_of(each.text("Natura")),
            rate=values.amount(each.first("AliquotaIVA")),
        )
        for each in document.all("DatiCassaPrevidenziale")
    )
    return funds + tuple(_discount(each, values) for each in document.all("ScontoMaggiorazione"))


def _taxes(body: Node, values: Values) -> tuple[Tax, ...]:
    return tuple(
        Tax(
            category=category_of(each.text("Natura")),
            rate=values.amount(each.first("AliquotaIVA")),
            base=values.amount(each.first("ImponibileImporto")),
            amount=values.amount(each.first("Imposta")),
            reason=each.text("RiferimentoNormativo"),
            reason_code=each.text("Natura"),
        )
        for each in body.all("DatiBeniServizi/DatiRiepilogo")
    )


def _simple_lines(body: Node, values: Values) -> tuple[tuple[Item, ...], tuple[Tax, ...]]:
    """The simplified form has one amount a line, VAT included, and either the VAT or its rate."""
    items, taxes = [], []
    for node in body.all("DatiBeniServizi"):
        gross = values.amount(node.first("Importo"))
        rate, vat = (
            values.amount(node.first("DatiIVA/Aliquota")),
            values.amount(node.first("DatiIVA/Imposta")),
        )
        nature = node.text("Natura")
        if gross is not None and vat is None and rate is not None:
            vat = (gross * rate / (100 + rate)).quantize(CENT)
        net = None if gross is None else gross - (vat or 0)
        if rate is None and vat and net:
            rate = (vat * 100 / net).quantize(Decimal(1))
        items.append(Item(name=node.text("Descrizione"), amount=net, category=category_of(nature), rate=rate))
        taxes.append(
            Tax(
                category=category_of(nature),
                rate=rate or Decimal(),
                base=net,
                amount=vat or Decimal(),
                reason=node.text("RiferimentoNormativo"),
                reason_code=nature,
            )
        )
    return tuple(items), tuple(taxes)


def _totals(
    document: Node,
    taxes: tuple[Tax, ...],
    payments: list[Decimal],
    withheld: Decimal,
    simple: tuple[Item, ...],
    values: Values,
) -> Totals:
    """The file has the total with VAT alone, and that not always; the others follow from the VAT breakdown."""
    bases = [each.base for each in taxes if each.base is not None]
    vats = [each.amount for each in taxes if each.amount is not None]
    net, vat = (sum(bases, Decimal()) if bases else None), (sum(vats, Decimal()) if vats else None)
    rounding = values.amount(document.first("Arrotondamento"))
    gross = values.amount(document.first("ImportoTotaleDocumento"))
    if gross is None and net is not None and vat is not None:
        gross = net + vat + (rounding or 0)
    payable = sum(payments, Decimal()) if payments else None
    if payable is None and gross is not None and not simple:
        payable = gross - withheld
    return Totals(
        net=net, vat=vat, gross=gross, rounding=rounding, withheld=withheld or None, payable=payable
    )


def category_of(nature: str) -> str:
    """The VAT category of EN 16931 for a `Natura`; no nature means the rate stands there."""
    group, _, detail = nature.partition(".")
    if not nature:
        return "S"
    if group == "N3":
        return "K" if detail == "2" else "G"
    return {"N1": "O", "N2": "O", "N4": "E", "N5": "E", "N6": "AE", "N7": "O"}.get(group, "E")
