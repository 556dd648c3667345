"""The full catalogue, loaded once, and a small one whose every answer is known."""

import pytest

from moisson.catalogue import Catalogue, Category, Portal, Source
from moisson.catalogue.portal import slug_of


def portal(name: str, domain: str, **more: object) -> Portal:
    facts: dict[str, object] = {
        "website": f"https://www.{domain}/",
        "category": Category.OTHER,
        "source": Source.NSI,
    }
    return Portal(slug=slug_of(domain), name=name, domain=domain, **(facts | more))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def full() -> Catalogue:
    catalogue = Catalogue.load()
    catalogue.warm()
    return catalogue


@pytest.fixture
def small() -> Catalogue:
    return Catalogue.of(
        [
            portal("Orange", "orange.fr", countries=("FR",), category=Category.TELECOM, source=Source.KEPT, popularity=1),
            portal("Orange Optik", "orangeoptik.cz", countries=("CZ",), category=Category.HEALTH),
            portal("Électricité du Nord", "edn.fr", countries=("FR",), category=Category.ENERGY, aliases=("EDN",)),
            portal("Müller Größe", "mueller-groesse.de", countries=("DE",), category=Category.RETAIL),
            portal("Łódź Œuvres", "lodz.pl", countries=("PL",), category=Category.RETAIL),
            portal("123 Reg", "123-reg.co.uk", countries=("GB",), category=Category.HOSTING),
            portal("Всё", "vse.example", worldwide=True, category=Category.RETAIL),
            portal("Amazon", "amazon.com", countries=("US",), category=Category.MARKETPLACE),
            portal("Amazon Web Services", "aws.amazon.com", worldwide=True, category=Category.HOSTING),
            portal("Netcup", "netcup.de", countries=("DE",), category=Category.HOSTING,
                   sign_in_url="https://www.customercontrolpanel.de/", sign_in_hosts=("customercontrolpanel.de",)),
        ]
    )  # fmt: skip
