"""Newer lists: what each format gives, who wins, and that a broken list changes nothing."""

import io
import json
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moisson.catalogue import Catalogue, Category, Learned, Portal, SecondFactor, Source, StateKind
from moisson.catalogue.merge import lay_over
from moisson.catalogue.portal import slug_of
from moisson.catalogue.sources import nsi, own_file, twofactor
from moisson.catalogue.sources.errors import SourceNotUsable
from moisson.catalogue.storage import OVERLAY, read_overlay
from moisson.catalogue.update import Lists, update

NSI = {
    "_meta": {"version": "9.0.1"},
    "nsi": {
        "brands/shop/shoes": {
            "items": [
                {
                    "displayName": "Schuhhaus (Österreich)",
                    "id": "schuhhaus-1",
                    "locationSet": {"include": ["at", "de-by.geojson"]},
                    "tags": {"brand:wikidata": "Q1", "name": "Schuhhaus", "brand": "Schuhhaus Müller"},
                }
            ]
        },
        "brands/amenity/fuel": {
            "items": [
                {
                    "displayName": "Schuhtank",
                    "id": "schuhtank-1",
                    "locationSet": {"include": ["ch"]},
                    "tags": {"brand:wikidata": "Q1", "name": "Schuhtank"},
                }
            ]
        },
        "operators/amenity/school": {
            "items": [
                {
                    "displayName": "A School District",
                    "id": "school-1",
                    "locationSet": {"include": ["us"]},
                    "tags": {"operator:wikidata": "Q2", "operator": "A School District"},
                }
            ]
        },
        "operators/man_made/mast": {
            "items": [
                {
                    "displayName": "Mastfunk",
                    "id": "mast-1",
                    "locationSet": {"include": ["001"]},
                    "tags": {"operator:wikidata": "Q3", "operator": "Mastfunk"},
                },
                {
                    "displayName": "Radio Nowhere",
                    "id": "mast-2",
                    "locationSet": {"include": ["001"]},
                    "tags": {"operator:wikidata": "Q4", "operator": "Radio Nowhere"},
                },
            ]
        },
        "brands/shop/books": {
            "items": [
                {
                    "displayName": "Chain",
                    "id": "chain-1",
                    "locationSet": {"include": ["fr", "de"]},
                    "tags": {"brand:wikidata": "Q5", "name": "Chain"},
                },
                {
                    "displayName": "Closed",
                    "id": "closed-1",
                    "locationSet": {"include": ["fr"]},
                    "tags": {"brand:wikidata": "Q6", "name": "Closed"},
                },
                {
                    "displayName": "On Facebook",
                    "id": "face-1",
                    "locationSet": {"include": ["fr"]},
                    "tags": {"brand:wikidata": "Q7", "name": "On Facebook"},
                },
            ]
        },
    },
}
WIKIDATA = {
    "wikidata": {
        "Q1": {"label": "Shoe House", "officialWebsites": ["https://www.schuhhaus.example/"]},
        "Q2": {"label": "A School District", "officialWebsites": ["https://school.example/"]},
        "Q3": {"label": "Mastfunk", "description": "telecommunications company", "officialWebsites": ["https://mastfunk.com"]},
        "Q4": {"label": "Radio Nowhere", "description": "radio station", "officialWebsites": ["https://nowhere.com"]},
        "Q5": {"label": "Chain", "officialWebsites": ["https://chain.com/", "https://chain.fr/", "https://chain.de/", "https://chain.it/"]},
        "Q6": {"label": "Closed", "officialWebsites": ["https://closed.fr/"], "dissolutions": [{"date": "2020"}]},
        "Q7": {"label": "On Facebook", "officialWebsites": ["https://www.facebook.com/on"]},
    }
}  # fmt: skip


def by_domain(portals: list[Portal]) -> dict[str, Portal]:
    return {portal.domain: portal for portal in portals}


def package(folder: Path) -> Path:
    path = folder / "nsi.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for name, data in (("dist/json/nsi.min.json", NSI), ("dist/wikidata/wikidata.min.json", WIKIDATA)):
            raw = json.dumps(data).encode()
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return path


def test_organisations_are_merged_by_domain() -> None:
    shoes = by_domain(nsi.portals(NSI, WIKIDATA))["schuhhaus.example"]
    # A chain with petrol stations: the kind that stands earlier in nsi_kinds decides.
    assert shoes.category is Category.FUEL
    assert shoes.name == "Schuhhaus"
    assert shoes.countries == ("AT", "CH", "DE")
    assert {"Schuhhaus Müller", "Shoe House", "Schuhtank"} <= set(shoes.aliases)


def test_only_who_sends_bills_and_still_exists_is_taken() -> None:
    found = by_domain(nsi.portals(NSI, WIKIDATA))
    assert set(found) == {"schuhhaus.example", "mastfunk.com", "chain.com", "chain.fr", "chain.de"}
    assert (found["mastfunk.com"].category, found["mastfunk.com"].worldwide) == (Category.TELECOM, True)


def test_a_site_for_one_country_is_a_portal_of_that_country() -> None:
    found = by_domain(nsi.portals(NSI, WIKIDATA))
    assert found["chain.fr"].countries == ("FR",)
    assert found["chain.com"].countries == ("DE", "FR")


def organisation(kinds: list[str], websites: list[str]) -> Portal:
    tree = {
        path: {"items": [{"displayName": "Station", "id": path, "locationSet": {"include": ["de"]},
                          "tags": {"brand:wikidata": f"Q{place}", "name": "Station"}}]}
        for place, path in enumerate(kinds)
    }  # fmt: skip
    known = {f"Q{place}": {"officialWebsites": [website]} for place, website in enumerate(websites)}
    (found,) = nsi.portals({"nsi": tree}, {"wikidata": known})
    return found


@pytest.mark.parametrize(
    ("kinds", "category"),
    [
        (["brands/amenity/fuel", "brands/shop/convenience"], Category.FUEL),
        (["brands/amenity/fuel", "brands/shop/supermarket"], Category.GROCERY),
    ],
)
def test_a_corner_shop_makes_no_grocer_of_a_petrol_station(kinds: list[str], category: Category) -> None:
    assert organisation(kinds, ["https://station.de", "https://station.de"]).category is category


def test_the_front_door_is_the_website() -> None:
    websites = ["https://x.station.de/", "https://www.station.de/de/"]
    assert organisation(["brands/amenity/fuel", "brands/shop/convenience"], websites).website == websites[1]


def test_the_order_of_the_input_does_not_matter() -> None:
    turned = {"nsi": {path: {"items": tree["items"][::-1]} for path, tree in reversed(NSI["nsi"].items())}}  # type: ignore[attr-defined]
    assert nsi.portals(turned, WIKIDATA) == nsi.portals(NSI, WIKIDATA)


VERSION_3 = [
    ["Site", {"domain": "Site.com", "tfa": ["sms", "totp", "u2f"], "keywords": ["other"]}],
    ["More", {"domain": "more.com", "additional-domains": ["more.fr"], "tfa": ["email", "custom-software"]}],
    ["None", {"domain": "none.com", "keywords": ["other"]}],
    ["Sub", {"domain": "web.sub.com", "tfa": ["call", "new-method"]}],
]
VERSION_4 = {
    "site.com": {"methods": ["sms", "totp", "u2f"], "documentation": "https://site.com/2fa"},
    "more.com": {"methods": ["email", "custom-software"]},
    "more.fr": {"methods": ["email", "custom-software"]},
    "none.com": {"contact": {"twitter": "none"}},
    "web.sub.com": {"methods": ["call", "new-method"]},
}


@pytest.mark.parametrize("data", [VERSION_3, dict(VERSION_3), VERSION_4])
def test_second_factors_of_both_versions(data: object) -> None:
    more = (SecondFactor.EMAIL, SecondFactor.PUSH)
    assert twofactor.second_factors(json.dumps(data).encode()) == {
        "site.com": (SecondFactor.TOTP, SecondFactor.SMS, SecondFactor.SECURITY_KEY),
        "more.com": more,
        "more.fr": more,
        "web.sub.com": (SecondFactor.CALL,),
        "sub.com": (SecondFactor.CALL,),
    }


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"{}", b"[1, 2]", b'{"a": 1}', b"<html></html>"])
def test_what_is_no_list_of_second_factors_is_refused(raw: bytes) -> None:
    with pytest.raises(SourceNotUsable):
        twofactor.second_factors(raw)


ONE = {
    "name": "Mon fournisseur",
    "website": "https://www.fournisseur.example/",
    "sign_in_url": "https://login.autre.example/in",
    "countries": ["fr", "UK"],
    "category": "energy",
    "aliases": ["MF"],
    "extra_fields": ["customer_number"],
    "second_factors": ["sms"],
}
CSV = (
    "Website;name;sign_in_url;countries;category;aliases;extra_fields;second_factors\n"
    "https://www.fournisseur.example/;Mon fournisseur;https://login.autre.example/in;fr,UK;energy;MF;"
    "customer_number;sms\n"
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps([ONE])),
        ("a.json", json.dumps({"portals": [ONE]})),
        ("a.json", json.dumps(ONE)),
        ("a.jsonl", json.dumps(ONE) + "\n\n" + json.dumps(ONE)),
        ("a.csv", CSV),
        ("A.CSV", "\ufeff" + CSV.replace(";", "\t").replace("fr,UK", "fr;UK")),
    ],
)
def test_a_file_of_ones_own_in_every_form(name: str, text: str) -> None:
    (portal,) = own_file.portals(text.encode(), name)
    assert portal == Portal(
        slug="fournisseur_example",
        name="Mon fournisseur",
        domain="fournisseur.example",
        website="https://www.fournisseur.example/",
        category=Category.ENERGY,
        aliases=("MF",),
        sign_in_url="https://login.autre.example/in",
        countries=("FR", "GB"),
        extra_fields=portal.extra_fields,
        second_factors=(SecondFactor.SMS,),
        sign_in_hosts=("autre.example",),
        source=Source.FILE,
    )
    assert [str(kind) for kind in portal.extra_fields] == ["customer_number"]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.json", "", "neither JSON"),
        ("a.json", "[]", "no portal"),
        ("a.json", "[1]", "no object"),
        ("a.json", '[{"name": "x"}]', "entry 1"),
        ("a.json", '[{"website": "javascript:alert(1)"}]', "entry 1"),
        ("a.json", '[{"website": "https://u:p@x.example"}]', "entry 1"),
        ("a.json", '[{"website": "x.example", "category": "nope"}]', "category"),
        ("a.json", '[{"website": "x.example", "countries": ["France"]}]', "France"),
        ("a.json", '[{"website": "x.example"}, {"website": "y.example", "aliases": 3}]', "entry 2"),
        ("a.json", '[{"website": "x.example", "domain": "other.example"}]', "same site"),
        ("a.jsonl", '{"website": "x.example"}\n{"website"', "line 2"),
        ("a.csv", "name\nx\n", "column"),
        ("a.json", "\xff", "neither JSON"),
    ],
)
def test_a_mistake_in_a_file_of_ones_own_is_named(name: str, text: str, says: str) -> None:
    with pytest.raises(SourceNotUsable, match=says):
        own_file.portals(text.encode(), name)


def kept(**more: object) -> Portal:
    facts: dict[str, object] = {
        "slug": slug_of("a.example"), "name": "A", "domain": "a.example", "website": "https://a.example/",
        "category": Category.ENERGY, "source": Source.KEPT,
    }  # fmt: skip
    return Portal(**(facts | more))  # type: ignore[arg-type]


def test_the_better_source_wins_and_the_other_fills_gaps() -> None:
    better = kept(countries=("FR",), second_factors=(SecondFactor.SMS,))
    below = kept(name="A Group", category=Category.RETAIL, countries=("DE", "FR"), sign_in_url="https://a.example/in",
                 second_factors=(SecondFactor.TOTP,), source=Source.NSI, worldwide=True)  # fmt: skip
    merged = lay_over(better, below)
    assert merged == kept(
        countries=("FR",),
        second_factors=(SecondFactor.SMS,),
        sign_in_url="https://a.example/in",
        aliases=("A Group",),
    )


def test_different_portals_are_never_merged() -> None:
    with pytest.raises(ValueError):
        lay_over(kept(), kept(domain="b.example"))


def test_an_update_is_laid_over_the_packaged_lists(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(
        json.dumps([ONE, {"website": "https://www.orange.fr/", "name": "Not Orange", "sign_in_url": "https://evil.example/"}])
    )  # fmt: skip
    (tmp_path / "2fa.json").write_text(json.dumps({"schuhhaus.example": {"methods": ["totp"]},
                                                   "infomaniak.com": {"methods": ["email"]},
                                                   "edf.fr": {"methods": ["sms"]}}))  # fmt: skip
    data = tmp_path / "data"
    lists = Lists(str(package(tmp_path)), str(tmp_path / "2fa.json"), str(tmp_path / "own.json"))
    updated = update(data, lists, min_organisations=1)
    assert (updated.organisations, updated.own, updated.second_factors) == (5, 2, 3)
    before, after = Catalogue.load(), Catalogue.load(data)
    assert len(after) == len(before) + 6
    shoes = after.by_domain("schuhhaus.example")
    assert shoes is not None and shoes.second_factors == (SecondFactor.TOTP,)
    # What is kept by hand stands, what it leaves open is filled.
    orange, hand = after.by_domain("orange.fr"), before.by_domain("orange.fr")
    assert orange is not None and hand is not None
    assert (orange.name, orange.sign_in_url, orange.source) == (hand.name, hand.sign_in_url, Source.KEPT)
    infomaniak, edf = after.by_domain("infomaniak.com"), after.by_domain("edf.fr")
    assert infomaniak is not None and SecondFactor.TOTP in infomaniak.second_factors
    assert edf is not None and edf.second_factors == (SecondFactor.SMS,)


def test_what_was_learned_here_survives_every_update(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(json.dumps([ONE]))
    learned = Learned(
        "fournisseur.example", 2, datetime(2026, 11, 1, tzinfo=UTC), "https://real.fournisseur.example/in"
    )
    update(tmp_path, Lists(own=str(tmp_path / "own.json")))
    catalogue = Catalogue.load(tmp_path).with_learned([learned])
    portal = catalogue.by_domain("fournisseur.example")
    assert portal is not None and portal.sign_in_url == learned.sign_in_url
    assert catalogue.state(portal).kind is StateKind.WORKED_HERE


def test_each_list_replaces_only_its_own_part(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(json.dumps([ONE]))
    (tmp_path / "2fa.json").write_text(json.dumps(VERSION_4))
    update(tmp_path, Lists(own=str(tmp_path / "own.json")))
    update(tmp_path, Lists(twofactor=str(tmp_path / "2fa.json")))
    (tmp_path / "own.json").write_text(json.dumps([{"website": "https://zweite.example", "name": "Zweite"}]))
    update(tmp_path, Lists(own=str(tmp_path / "own.json")))
    overlay = read_overlay(tmp_path)
    assert [portal.domain for portal in overlay.own] == ["fournisseur.example", "zweite.example"]
    assert "site.com" in overlay.second_factors


@pytest.mark.parametrize("broken", ["nsi", "twofactor", "own"])
def test_a_broken_list_leaves_the_overlay_as_it_was(tmp_path: Path, broken: str) -> None:
    (tmp_path / "own.json").write_text(json.dumps([ONE]))
    update(tmp_path, Lists(own=str(tmp_path / "own.json")))
    before = (tmp_path / OVERLAY).read_bytes()
    (tmp_path / "broken.json").write_text('{"nsi": {"a')
    with pytest.raises(SourceNotUsable):
        update(tmp_path, Lists(**{broken: str(tmp_path / "broken.json")}))
    assert (tmp_path / OVERLAY).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(OVERLAY)] == [OVERLAY]


def test_a_package_with_far_too_few_organisations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceNotUsable, match="only 5"):
        update(tmp_path, Lists(nsi=str(package(tmp_path))))
    assert not (tmp_path / OVERLAY).exists()


@pytest.mark.parametrize("layout", ["json", "flat"])
def test_nsi_json_and_wikidata_json_beside_each_other(tmp_path: Path, layout: str) -> None:
    first, second = (tmp_path / "json", tmp_path / "wikidata") if layout == "json" else (tmp_path, tmp_path)
    first.mkdir(exist_ok=True)
    second.mkdir(exist_ok=True)
    (first / "nsi.json").write_text(json.dumps(NSI))
    (second / "wikidata.json").write_text(json.dumps(WIKIDATA))
    for given in (first / "nsi.json", second / "wikidata.json"):
        assert update(tmp_path / "data", Lists(nsi=str(given)), min_organisations=1).organisations == 5


@pytest.mark.parametrize(
    "address", ["http://lists.example/all.json", "ftp://lists.example/x", "file:///etc/passwd"]
)
def test_only_https_is_fetched(tmp_path: Path, address: str) -> None:
    with pytest.raises(SourceNotUsable, match="https"):
        update(tmp_path, Lists(twofactor=address))
