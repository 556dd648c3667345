"""How SQLite reads the list: what is asked for every page must never look at the documents themselves, nor sort them."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from moisson.accounts.models import Organisation
from moisson.documents import listing
from moisson.documents.filters import Filter
from tests.web import house

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query", ["", "year=2026", "company={company}", "payment=not_paid", "type=invoice", "state=archived",
              "state=locked", "sort=number", "sort=-amount", "sort=amount", "sort=date", "source=upload"]
)  # fmt: skip
def test_a_page_and_its_count_are_read_from_an_index_alone(atelier: Organisation, query: str) -> None:
    """Also where SQLite knows nothing yet of how large its tables are."""
    company = house.a_company(atelier, "Bahn")
    wanted = Filter.of(QueryDict(query.format(company=company.pk)))
    found = listing.found_of(atelier, wanted)
    first = next(iter(found.parts()))
    plans = [first.values("pk")[:50].explain(), found.countable.values("pk")[:10_001].explain()]
    for plan in plans:
        assert "COVERING INDEX documents_" in plan, plan
        assert "TEMP B-TREE" not in plan, plan
