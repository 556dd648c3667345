"""Writes neutral invoices as FatturaPA, one body each, and signs a file as CAdES does, with a certificate of its own."""

from __future__ import annotations

import base64
import datetime as dt
from decimal import Decimal
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from moisson.reading.einvoice.invoice import Invoice, Item, Party, PaymentMeans, Tax
from tests.reading.einvoice.markup import element, joined

NAMESPACE = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"

END = dt.datetime(2090, 1, 1, tzinfo=dt.UTC)  # until then the certificates of these tests are valid


def fatturapa(*invoices: Invoice, version: str = "FPR12") -> bytes:
    first = invoices[0]
    header = element(
        "FatturaElettronicaHeader",
        element(
            "DatiTrasmissione",
            element("IdTrasmittente", element("IdPaese", "IT"), element("IdCodice", "01234567890")),
            element("ProgressivoInvio", "00001"),
            element("FormatoTrasmissione", version),
            element("CodiceDestinatario", "0000000"[: 6 if version == "FPA12" else 7]),
        ),
        element("CedentePrestatore", _party(first.seller, "RF01")),
        element("CessionarioCommittente", _party(first.buyer)),
    )
    bodies = joined(_body(invoice) for invoice in invoices)
    root = f'<p:FatturaElettronica versione="{version}" xmlns:p="{NAMESPACE}">{header}{bodies}</p:FatturaElettronica>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'.encode()


def simplified(seller: Party, buyer_vat: str, lines: list[tuple[str, str, str]]) -> bytes:
    """`lines`: description, amount with VAT, rate."""
    parts = joined(
        element(
            "DatiBeniServizi",
            element("Descrizione", text),
            element("Importo", amount),
            element("DatiIVA", element("Aliquota", rate)),
        )
        for text, amount, rate in lines
    )
    address = seller.address
    body = joined(
        (
            element(
                "FatturaElettronicaHeader",
                element(
                    "CedentePrestatore",
                    element(
                        "IdFiscaleIVA",
                        element("IdPaese", seller.vat_id[:2]),
                        element("IdCodice", seller.vat_id[2:]),
                    ),
                    element("Denominazione", seller.name),
                    element(
                        "Sede", element("Indirizzo", address.lines[0]), element("Nazione", address.country)
                    ),
                ),
                element(
                    "CessionarioCommittente",
                    element(
                        "IdentificativiFiscali",
                        element(
                            "IdFiscaleIVA",
                            element("IdPaese", buyer_vat[:2]),
                            element("IdCodice", buyer_vat[2:]),
                        ),
                    ),
                ),
            ),
            element(
                "FatturaElettronicaBody",
                element(
                    "DatiGenerali",
                    element(
                        "DatiGeneraliDocumento",
                        element("TipoDocumento", "TD07"),
                        element("Divisa", "EUR"),
                        element("Data", "2031-05-02"),
                        element("Numero", "S/12"),
                    ),
                ),
                parts,
            ),
        )
    )
    name = "FatturaElettronicaSemplificata"
    return f'<p:{name} versione="FSM10" xmlns:p="urn:any">{body}</p:{name}>'.encode()


def _party(party: Party, regime: str = "") -> str:
    address = party.address
    street = " ".join(address.lines)
    return joined(
        (
            element(
                "DatiAnagrafici",
                element(
                    "IdFiscaleIVA",
                    element("IdPaese", party.vat_id[:2]),
                    element("IdCodice", party.vat_id[2:]),
                ),
                element("CodiceFiscale", party.tax_number),
                element("Anagrafica", element("Denominazione", party.name)),
                element("RegimeFiscale", regime),
            ),
            element(
                "Sede",
                element("Indirizzo", street),
                element("CAP", address.postcode),
                element("Comune", address.city),
                element("Provincia", address.region),
                element("Nazione", address.country),
            ),
            element("Contatti", element("Telefono", party.phone), element("Email", party.email)),
        )
    )


def _body(invoice: Invoice) -> str:
    return element(
        "FatturaElettronicaBody",
        element(
            "DatiGenerali",
            element(
                "DatiGeneraliDocumento",
                element("TipoDocumento", invoice.type_code),
                element("Divisa", invoice.currency),
                element("Data", invoice.issued),
                element("Numero", invoice.number),
                element("ImportoTotaleDocumento", _cents(invoice.totals.gross)),
                *(element("Causale", note) for note in invoice.notes),
            ),
            element("DatiOrdineAcquisto", element("IdDocumento", invoice.order_number)),
            element("DatiContratto", element("IdDocumento", invoice.contract)),
            *(element("DatiFattureCollegate", element("IdDocumento", each)) for each in invoice.preceding),
            element("DatiDDT", element("NumeroDDT", invoice.delivery_note)),
        ),
        element(
            "DatiBeniServizi",
            *(_line(item) for item in invoice.items),
            *(_tax(tax) for tax in invoice.taxes),
        ),
        element(
            "DatiPagamento",
            element("CondizioniPagamento", invoice.terms[0] if invoice.terms else ""),
            *(_means(means) for means in invoice.means),
        ),
    )


def _line(item: Item) -> str:
    return element(
        "DettaglioLinee",
        element("NumeroLinea", item.number),
        element("CodiceArticolo", element("CodiceValore", item.article)),
        element("Descrizione", item.name),
        element("Quantita", _cents(item.quantity)),
        element("UnitaMisura", item.unit),
        element("DataInizioPeriodo", item.period and item.period.start),
        element("DataFinePeriodo", item.period and item.period.end),
        element("PrezzoUnitario", _cents(item.price)),
        element("PrezzoTotale", _cents(item.amount)),
        element("AliquotaIVA", _cents(item.rate)),
        element("Natura", "N4" if item.category == "E" else ""),
    )


def _tax(tax: Tax) -> str:
    return element(
        "DatiRiepilogo",
        element("AliquotaIVA", _cents(tax.rate)),
        element("Natura", tax.reason_code),
        element("ImponibileImporto", _cents(tax.base)),
        element("Imposta", _cents(tax.amount)),
        element("RiferimentoNormativo", tax.reason),
    )


def _cents(amount: Decimal | None) -> Decimal | None:
    """With two decimals at least, as the format wants them."""
    return (
        amount
        if amount is None or -int(amount.as_tuple().exponent) >= 2
        else amount.quantize(Decimal("0.01"))
    )


def _means(means: PaymentMeans) -> str:
    return element(
        "DettaglioPagamento",
        element("Beneficiario", means.account_name),
        element("ModalitaPagamento", means.code),
        element("DataScadenzaPagamento", means.due),
        element("ImportoPagamento", _cents(means.amount)),
        element("IBAN", means.iban),
        element("BIC", means.bic),
    )


def signed(data: bytes, key: Any = None, who: str = "Firma di prova", until: dt.datetime = END) -> bytes:
    """The file as .p7m: CMS signed data with the content inside, in DER."""
    key = key or rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, who)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(until - dt.timedelta(days=25_000))
        .not_valid_after(until)
        .sign(key, hashes.SHA256())
    )
    builder = pkcs7.PKCS7SignatureBuilder().set_data(data).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def in_pieces(data: bytes) -> bytes:
    """The same in BER as some signing devices write it: lengths left open, the content cut in pieces."""
    pieces = b"".join(
        b"\x04" + _length(len(part)) + part
        for part in (data[at : at + 1000] for at in range(0, len(data), 1000))
    )
    octets = b"\x24\x80" + pieces + b"\x00\x00"
    content = bytes.fromhex("06092a864886f70d010701") + b"\xa0\x80" + octets + b"\x00\x00"
    inner = b"\x02\x01\x01" + b"\x31\x00" + b"\x30\x80" + content + b"\x00\x00" + b"\x31\x00"
    signed_data = b"\x30\x80" + inner + b"\x00\x00"
    return (
        b"\x30\x80"
        + bytes.fromhex("06092a864886f70d010702")
        + b"\xa0\x80"
        + signed_data
        + b"\x00\x00"
        + b"\x00\x00"
    )


def _length(count: int) -> bytes:
    if count < 128:
        return bytes([count])
    octets = count.to_bytes((count.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def armoured(data: bytes) -> bytes:
    return b"-----BEGIN PKCS7-----\n" + base64.encodebytes(data) + b"-----END PKCS7-----\n"
