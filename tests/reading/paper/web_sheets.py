"""The layouts that are templates: what each one's sales are like, and what of them it prints."""

from __future__ import annotations

from tests.reading.paper.press import Sheet

_NO_ACCOUNT = ("iban",)
_PAID = ("due_date", "iban")
SHEETS = (
    Sheet("freelancer's letter", "freelancer_letter", {"person": True}),
    Sheet("side bar", "side_bar", {"person": True, "positions": 2}),
    Sheet("telephone bill", "telecom", {"positions": 99, "dearest": 400}, absent=_NO_ACCOUNT),
    Sheet("hotel", "hotel", {"rates": 2, "positions": 4, "dearest": 22000}, absent=_PAID),
    Sheet("fuel card", "fuel_card", {"positions": 9, "dearest": 12000}),
    Sheet("electricity", "utility", {"positions": 3}),
    Sheet("shop", "shop", {"rates": 2, "positions": 3}, absent=_PAID),
    Sheet("software, reverse charge", "saas_receipt", {"exempt": True, "positions": 1, "dearest": 9900}, absent=_PAID, truth={"document_type": "receipt"}),
    Sheet("credit memo", "credit_memo", {"positions": 2}, absent=_PAID, truth={"document_type": "credit_note"}),
    Sheet("deposit", "deposit_invoice", {"positions": 1}),
    Sheet("final invoice", "final_invoice", {"rates": 2, "positions": 5}),
    Sheet("train ticket", "ticket", {"positions": 2, "dearest": 12000}, absent=_PAID, silent=("net",)),
    Sheet("building, reverse charge", "construction", {"exempt": True, "positions": 6}, absent=("vat", "vat_rates"), silent=("net",)),
    Sheet("reminder", "reminder", {}, absent=("net", "vat", "vat_rates"), silent=("invoice_date", "due_date"), truth={"document_type": "reminder"}),
    Sheet("restaurant", "restaurant", {"rates": 2, "positions": 6, "dearest": 3900}, absent=_PAID, silent=("net", "vat"), truth={"document_type": "receipt"}),
    Sheet("direct debit", "direct_debit", {"positions": 3}, absent=_NO_ACCOUNT),
    Sheet("Swiss slip", "swiss_slip", {"currency": "CHF", "shares": "8.1 2.6", "iban_country": "CH"}, money=("’", ".")),
    Sheet("dollars", "dollars", {"currency": "USD", "positions": 5}, money=(",", ".")),
    Sheet("wholesale", "wholesale", {"rates": 2, "positions": 12}),
    Sheet("furniture, prices with VAT", "furniture", {"positions": 3}, silent=("net",)),
    Sheet("sums at the bottom of page two", "bottom_of_two", {"positions": 48}),
    Sheet("picture for a letter head", "picture_head", {"positions": 3}),
    Sheet("centred", "centred", {"person": True}, absent=("due_date",)),
    Sheet("cards", "cards", {"rates": 2, "positions": 4}),
    Sheet("time sheet", "time_sheet", {"person": True, "positions": 7}),
    Sheet("ruled form", "ruled_form", {"positions": 4}),
    Sheet("membership", "membership", {"exempt": True, "positions": 2}, absent=("net", "vat", "vat_rates", "supplier_vat_id")),
    Sheet("taxi", "taxi", {"positions": 1, "dearest": 9000}, absent=_PAID, silent=("net",), truth={"document_type": "receipt"}),
    Sheet("dark band", "dark_band", {"rates": 1, "positions": 5}),
    Sheet("market place", "market_place", {"rates": 2, "positions": 2}, absent=_PAID, silent=("net", "vat")),
    Sheet("workshop", "workshop", {"positions": 6}),
    Sheet("advertising", "ad_platform", {"positions": 12}, absent=_NO_ACCOUNT),
    Sheet("plain text", "plain_text", {"positions": 4}),
    Sheet("early payment", "early_payment", {"positions": 4}),
    Sheet("order confirmation", "order_confirmation", {"positions": 3}, absent=_PAID, silent=("invoice_number", "invoice_date"), truth={"document_type": "order_confirmation"}),
    Sheet("net, VAT and gross in columns", "euro_both", {"rates": 2, "positions": 3}, silent=("vat_rates",)),
    Sheet("pounds", "dollars", {"currency": "GBP", "positions": 2}, money=(",", ".")),
    Sheet("zloty", "cards", {"currency": "PLN", "rates": 2, "positions": 3}),
    Sheet("vet", "vet", {"person": True, "exempt": True, "positions": 5}, absent=("net", "vat", "vat_rates", "supplier_vat_id")),
)  # fmt: skip
