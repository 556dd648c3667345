"""The day on which something was last changed is no day of a document."""

from __future__ import annotations

from datetime import date

import pytest

from moisson.engine.discovery.ledger import row_key
from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in

HEADINGS = [
    "Last modified", "Last updated on", "Updated", "Zuletzt geändert", "Letzte Änderung", "Dernière modification", "Mise à jour",
    "Última modificación", "Ultima modifica", "Laatst gewijzigd", "Última alteração", "Ostatnia zmiana", "Senast ändrad",
    "Senest ændret", "Sist endret", "Viimeksi muokattu", "Naposledy změněno", "Posledná zmena", "Utolsó módosítás",
    "Ultima modificare", "Zadnja sprememba", "Posljednja izmjena",
]  # fmt: skip


def listed(head: str, cells: str):
    rows = "".join(
        f'<tr><td>RE-2026-{700 + i}</td>{cells.format(day=f"{i + 3:02d}.05.2026")}<td><a href="/file/{i}.pdf">PDF</a></td></tr>'
        for i in range(4)
    )
    html = f"<html><body><h1>Rechnungen</h1><table><tr><th>Nr.</th>{head}<th></th></tr>{rows}</table></body></html>"
    return candidates_in(parse(html, "https://portal.example/invoices"))[0]


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_column_of_changes_gives_no_date(heading: str) -> None:
    found = listed(f"<th>{heading}</th>", "<td>{day}</td>")
    assert [row.fields.date for row in found.rows] == [None] * 4
    assert all(row.fields.number for row in found.rows) and found.has_files


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_documents_own_day_is_taken_from_beside_it(heading: str) -> None:
    found = listed(f"<th>{heading}</th><th>Datum</th>", "<td>28.11.2026</td><td>{day}</td>")
    assert [row.fields.date for row in found.rows] == [date(2026, 5, i + 3) for i in range(4)]


@pytest.mark.parametrize("label", ["Zuletzt geändert am:", "Last updated:", "Modifié le", "Bijgewerkt op:"])
def test_words_before_a_day_say_the_same(label: str) -> None:
    found = listed("<th>Info</th>", f"<td>{label} {{day}}</td>")
    assert [row.fields.date for row in found.rows] == [None] * 4


@pytest.mark.parametrize(
    "heading", ["Datum", "Erstellt am", "Created", "Date de facturation", "Updated invoice date"]
)
def test_another_heading_gives_its_day(heading: str) -> None:
    found = listed(f"<th>{heading}</th>", "<td>{day}</td>")
    assert found.rows[0].fields.date == date(2026, 5, 3)


def test_a_page_that_was_changed_is_another_row_and_a_file_is_not() -> None:
    def key(day: str, way: str) -> str:
        head, cells = "<th>Zuletzt geändert</th>", f"<td>{day}</td>"
        rows = "".join(
            f'<tr><td>Sag 70{i}</td>{cells}<td><a href="{way.format(i)}">Vis</a></td></tr>' for i in range(4)
        )
        html = f"<html><body><h1>Rechnungen</h1><table><tr><th>Nr.</th>{head}<th></th></tr>{rows}</table></body></html>"
        row = candidates_in(parse(html, "https://portal.example/invoices"))[0].rows[0]
        return row_key(row.fields, row.ways)

    assert key("03.05.2026", "/sag/{}") != key("04.05.2026", "/sag/{}")
    assert key("03.05.2026", "/file/{}.pdf") == key("04.05.2026", "/file/{}.pdf")
