"""What reading says of a document: its fields, how certain each is, where it stands, and in what state the file is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Source(StrEnum):
    """Where a value was read, in the order of trust."""

    XML = "xml"  # embedded in the file, or a file beside it
    PORTAL = "portal"  # what the portal's row said
    TEXT = "text"  # the file's own text
    OCR = "ocr"  # the picture of a page
    LESSON = "lesson"  # the page, where a person showed it on an earlier document of the same layout


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points (1/72 inch) from the upper left corner of the page as it is shown, turned if it is turned."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the pages something stands; `page` counts from 1."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Value(Generic[T_co]):
    """One value, with the share of such values that are right (0..1, measured: `docs/reading.md`)."""

    value: T_co
    certainty: float
    source: Source
    places: tuple[Place, ...] = ()  # empty for what stands on no page


class DocumentType(StrEnum):
    """What a document is: the fourteen types of GetMyInvoices' public interface, in our spelling."""

    INVOICE = "invoice"
    RECEIPT = "receipt"
    PAYMENT_RECEIPT = "payment_receipt"
    EXPENSE_REIMBURSEMENT = "expense_reimbursement"
    SALES_INVOICE = "sales_invoice"
    CREDIT_NOTE = "credit_note"
    STATEMENT = "statement"
    DELIVERY_NOTE = "delivery_note"
    ORDER_CONFIRMATION = "order_confirmation"
    PAYROLL = "payroll"
    COMPANY_REGISTRATION = "company_registration"
    MISC = "misc"
    TRAVEL_EXPENSES = "travel_expenses"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Period:
    """The days a service was rendered, both included."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class VatLine:
    """One rate of VAT in percent, with what it is taken of and what it comes to, in the document's currency."""

    rate: Decimal
    base: Decimal | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LineItem:
    """One position; amounts in the document's currency, without VAT where `vat_rate` is known."""

    description: str
    quantity: Decimal | None = None
    unit: str | None = None
    unit_price: Decimal | None = None
    amount: Decimal | None = None
    vat_rate: Decimal | None = None


class PaymentState(StrEnum):
    """What the document itself says of its payment."""

    PAID = "paid"
    PARTIALLY_PAID = "partially_paid"
    NOT_PAID = "not_paid"


@dataclass(frozen=True)
class Fields:
    """The fields of one document; None where nothing was found. A credit note's amounts are positive, its type says so."""

    supplier: Value[str] | None = None
    document_type: Value[DocumentType] | None = None
    invoice_number: Value[str] | None = None
    order_number: Value[str] | None = None
    invoice_date: Value[dt.date] | None = None
    service_period: Value[Period] | None = None
    due_date: Value[dt.date] | None = None
    net: Value[Decimal] | None = None
    vat: Value[Decimal] | None = None
    gross: Value[Decimal] | None = None
    vat_lines: Value[tuple[VatLine, ...]] | None = None
    currency: Value[str] | None = None  # ISO 4217
    ibans: Value[tuple[str, ...]] | None = None  # the supplier's, without blanks, the one to pay to first
    bic: Value[str] | None = None
    supplier_vat_id: Value[str] | None = None  # with the country's letters, without blanks
    customer_vat_id: Value[str] | None = None
    payment_method: Value[str] | None = None  # transfer, direct_debit, card, paypal, cash, cheque
    payment_state: Value[PaymentState] | None = None
    line_items: Value[tuple[LineItem, ...]] | None = None

    def found(self) -> Iterator[tuple[str, Value[Any]]]:
        """Name and value of each field that was found."""
        for each in fields(self):
            value = getattr(self, each.name)
            if value is not None:
                yield each.name, value


class Condition(StrEnum):
    """The state of the file. Whatever it is, the file itself is kept as it came."""

    READ = "read"
    NO_TEXT = "no_text"  # nothing to read was found on its pages
    EMPTY = "empty"
    ENCRYPTED = "encrypted"  # a password is needed to open it
    DAMAGED = "damaged"
    NOT_A_DOCUMENT = "not_a_document"  # a web page named .pdf, a program, something unknown
    TOO_LARGE = "too_large"  # pages, pixels, bytes: what exactly, `Reading.details` say
    GAVE_UP = "gave_up"  # the time or the memory for one file was not enough


@dataclass(frozen=True, slots=True)
class Detail:
    """One sentence on the state of a file: a key of `sayings.SENTENCES` and the `values` to fill in, which the pages
    translate."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check of the document's data found wrong. `rule` is its public name (BR-CO-15), or our own;
    `sentence` a plain English template with `values` to fill in, which the pages translate."""

    rule: str
    sentence: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """The XML and the page say different things of one field; `on_page` is empty where the page says what the XML does
    nowhere."""

    field: str
    in_xml: str
    on_page: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Reading:
    """All that reading one file has to say; never raises for what is in the file."""

    condition: Condition
    details: tuple[Detail, ...] = ()  # more on the condition, and on what was passed over
    fields: Fields = field(default_factory=Fields)
    pages: int = 0
    language: str | None = None  # ISO 639-1, of the text
    text: str = ""  # of all pages, as it is searched
    profile: str = (
        ""  # of the e-invoice: "Factur-X EN 16931", "XRechnung 3.0 (UBL)"; empty where there is none
    )
    findings: tuple[Finding, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalRow:
    """What the row of a portal's list said of the document."""

    number: str | None = None
    date: dt.date | None = None
    amount: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """By what documents of one supplier and one layout are known again: identifiers without blanks, and the words of the
    first page's head and foot that are no values, folded."""

    vat_ids: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a person showed on one document (`learned.py`): on documents of this layout, `field` stands on that page,
    beside or under these labels (folded, "" where there is none), at these shares of the page's width and height, and is
    written in this shape. `says`: the value itself, for what is the same on every document; with `instead_of` only where
    that was read ("" where nothing was): a currency, a kind. Plain data: it is kept as JSON."""

    field: str
    layout: Layout
    says: str = ""
    page: int = 1  # counted from the end where negative
    left_label: str = ""
    label_above: str = ""
    across: float = 0.0
    down: float = 0.0
    shape: str = ""
    words: int = 1
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a document before it is opened. `own_*` belong to the person who received it, never to the
    supplier."""

    company: str | None = None  # the name of the connection's company
    domain: str | None = None  # registrable domain of its portal
    row: PortalRow | None = None
    own_names: tuple[str, ...] = ()
    own_vat_ids: tuple[str, ...] = ()
    own_ibans: tuple[str, ...] = ()
    lessons: tuple[Lesson, ...] = ()  # of the same organisation, the newest first
