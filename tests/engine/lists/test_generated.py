"""Lists in generated wording, markup and formats give back what was written into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from html import escape

from babel.dates import format_date
from babel.numbers import format_currency
from hypothesis import given, settings
from hypothesis import strategies as st

from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in

WORDS = {
    "en_GB": ("Your invoices", "Number", "Date", "Amount", "Download", "Invoice"),
    "fr_FR": ("Mes factures", "N° de facture", "Date", "Montant", "Télécharger", "Facture"),
    "de_DE": ("Meine Rechnungen", "Rechnungsnummer", "Datum", "Betrag", "Herunterladen", "Rechnung"),
    "es_ES": ("Mis facturas", "Número", "Fecha", "Importe", "Descargar", "Factura"),
    "it_IT": ("Le mie fatture", "Numero", "Data", "Importo", "Scarica", "Fattura"),
    "nl_NL": ("Mijn facturen", "Factuurnummer", "Datum", "Bedrag", "Downloaden", "Factuur"),
    "pl_PL": ("Moje faktury", "Numer", "Data", "Kwota", "Pobierz", "Faktura"),
    "sv_SE": ("Mina fakturor", "Nummer", "Datum", "Belopp", "Ladda ner", "Faktura"),
}  # fmt: skip
DATE_FORMATS = ("dd.MM.yyyy", "yyyy-MM-dd", "d MMMM yyyy", "dd/MM/yyyy")


@dataclass(frozen=True)
class Paper:
    number: str
    day: date
    amount: Decimal


@st.composite
def papers(draw: st.DrawFn) -> list[Paper]:
    count = draw(st.integers(2, 12))
    first = draw(st.dates(date(2022, 1, 1), date(2026, 10, 1)))
    step = draw(st.integers(20, 40))
    pattern = draw(st.sampled_from(["RE-{y}-{n:04d}", "F{n:07d}", "{y}/{n:05d}", "INV-{n:06d}", "{n:08d}"]))
    start = draw(st.integers(20, 900))
    return [
        Paper(
            pattern.format(y=(first + timedelta(days=step * i)).year, n=start + i),
            first + timedelta(days=step * i),
            Decimal(draw(st.integers(100, 300_000))) / 100,
        )
        for i in range(count)
    ]


def render(layout: str, locale: str, date_format: str, rows: list[Paper], way: str, order: list[int]) -> str:
    title, number_word, date_word, amount_word, download, invoice = WORDS[locale]
    body: list[str] = []
    for index, paper in enumerate(rows):
        day = format_date(paper.day, date_format, locale=locale)
        money = format_currency(paper.amount, "EUR", locale=locale)
        link = {
            "link": f'<a href="/doc/{index + 11}/download">{download}</a>',
            "icon": f'<a href="/d/{index + 11}"><i class="fa fa-download"></i></a>',
            "button": f"<button type=button>{download}</button>",
            "suffix": f'<a href="/d/{index + 11}.pdf">{invoice}</a>',
        }[way]
        cells = [(number_word, escape(paper.number)), (date_word, day), (amount_word, money)]
        cells = [cells[place] for place in order]
        if layout == "table":
            body.append("<tr>" + "".join(f"<td>{text}</td>" for _, text in cells) + f"<td>{link}</td></tr>")
        elif layout == "grid":
            body.append(
                "<div role=row>"
                + "".join(f"<div role=cell>{text}</div>" for _, text in cells)
                + f"<div role=cell>{link}</div></div>"
            )
        elif layout == "cards":
            body.append(
                f'<div class="card c{index}"><h4>{invoice} {escape(paper.number)}</h4><p>{day}</p><p>{money}</p>{link}</div>'
            )
        elif layout == "list":
            body.append(
                f"<li><span>{invoice} {escape(paper.number)}</span> <span>{day}</span> <span>{money}</span> {link}</li>"
            )
        else:
            body.append(
                "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in cells)
                + f"<dd class=x>{link}</dd>"
            )
    inner = "".join(body)
    if layout == "table":
        heads = "".join(f"<th>{[number_word, date_word, amount_word][place]}</th>" for place in order)
        inner = f"<table><thead><tr>{heads}<th></th></tr></thead><tbody>{inner}</tbody></table>"
    elif layout == "grid":
        inner = f"<div role=table>{inner}</div>"
    elif layout == "list":
        inner = f"<ul>{inner}</ul>"
    elif layout == "flat":
        inner = f"<dl>{inner}</dl>"
    else:
        inner = f"<div class=cards>{inner}</div>"
    nav = '<nav><ul><li><a href="/">Home</a></li><li><a href="/help">Help</a></li><li><a href="/logout">Logout</a></li></ul></nav>'
    foot = '<footer><ul><li><a href="/terms.pdf">Terms</a></li><li><a href="/privacy.pdf">Privacy</a></li></ul></footer>'
    return f'<html lang="{locale[:2]}"><body>{nav}<main><h1>{title}</h1>{inner}</main>{foot}</body></html>'


@settings(max_examples=150, deadline=None)
@given(
    rows=papers(),
    layout=st.sampled_from(["table", "grid", "cards", "list", "flat"]),
    locale=st.sampled_from(sorted(WORDS)),
    date_format=st.sampled_from(DATE_FORMATS),
    way=st.sampled_from(["link", "icon", "button", "suffix"]),
    order=st.permutations([0, 1, 2]),
)
def test_what_was_written_is_read(
    rows: list[Paper], layout: str, locale: str, date_format: str, way: str, order: list[int]
) -> None:
    found = candidates_in(
        parse(render(layout, locale, date_format, rows, way, order), "https://portal.example/area")
    )
    assert len(found) == 1
    read = found[0].rows
    assert [row.fields.number for row in read] == [paper.number for paper in rows]
    assert [row.fields.amount for row in read] == [paper.amount for paper in rows]
    assert [row.fields.currency for row in read] == ["EUR"] * len(rows)
    assert [row.fields.date for row in read] == [paper.day for paper in rows]
    assert all(len(row.file_ways) == 1 for row in read)


@settings(max_examples=60, deadline=None)
@given(rows=papers().filter(lambda papers: len(papers) > 4), american=st.booleans())
def test_the_rows_together_tell_day_from_month(rows: list[Paper], american: bool) -> None:
    """03/04/2026 alone may be either; a column of monthly papers is not."""
    pattern = "%m/%d/%Y" if american else "%d/%m/%Y"
    body = "".join(
        f'<tr><td>INV-{index + 100:05d}</td><td>{paper.day.strftime(pattern)}</td><td><a href="/i/{index}.pdf">PDF</a></td></tr>'
        for index, paper in enumerate(rows)
    )
    language = "en-US" if american else "en-GB"
    html = f'<html lang="{language}"><h1>Invoices</h1><table><tr><th>Number</th><th>Date</th><th></th></tr>{body}</table></html>'
    found = candidates_in(parse(html, "https://portal.example/invoices"))
    assert [row.fields.date for row in found[0].rows] == [paper.day for paper in rows]
