"""Where keys may go, and how they are found among a connection's credentials."""

from __future__ import annotations

import contextlib

import pytest

from moisson.engine.contract import Credentials
from moisson.engine.errors import FieldsNeeded, HostNotAllowed
from moisson.engine.vendors.about import Place, Vendor, credentials_of, keys_in
from moisson.engine.vendors.shelf import by_key, vendor_at
from moisson.vault import Secret

VENDORS = [connector.vendor for connector in by_key().values()]


@pytest.fixture(params=VENDORS, ids=lambda one: one.name)
def vendor(request: pytest.FixtureRequest) -> Vendor:
    found: Vendor = request.param
    return found


def test_keys_go_to_the_vendors_own_hosts_only(vendor: Vendor) -> None:
    nobody: frozenset[str] = frozenset()
    for base in vendor.bases:
        assert base.startswith("https://") and not base.endswith("/")
        assert vendor.base_for(base, nobody) == base
        assert vendor.base_for(base + "/some/page?x=1", nobody) == base
    for site in vendor.sites:
        assert vendor.base_for(site, nobody) == vendor.bases[0]
    for foreign in ("https://api.example", "https://api-scaleway.com", f"{vendor.bases[0]}.example/"):
        if not vendor.is_at(foreign):
            with pytest.raises(HostNotAllowed):
                vendor.base_for(foreign, nobody)


def test_keys_never_go_out_in_the_clear(vendor: Vendor) -> None:
    for base in vendor.bases:
        with contextlib.suppress(HostNotAllowed):
            assert vendor.base_for(base.replace("https://", "http://"), frozenset()) in vendor.bases


def test_a_gateway_is_the_persons_to_allow(vendor: Vendor) -> None:
    with pytest.raises(HostNotAllowed):
        vendor.base_for("https://gateway.example/x", frozenset())
    assert vendor.base_for("https://gateway.example/x/", frozenset({"gateway.example"})).endswith("example/x")
    with pytest.raises(HostNotAllowed):
        vendor.base_for("http://gateway.example/x", frozenset({"gateway.example"}))
    assert vendor.base_for("http://127.0.0.1:9", frozenset()).startswith("http://127.0.0.1:9")


def test_each_address_names_one_vendor(vendor: Vendor) -> None:
    for url in (*vendor.bases, *vendor.sites):
        found = vendor_at(url)
        assert found is not None and found.name == vendor.name
    assert vendor_at("https://portal.example/") is None


def test_keys_have_places_of_their_own(vendor: Vendor) -> None:
    places = [key.place for key in vendor.keys if key.place is not Place.EXTRA]
    assert len(set(places)) == len(places) and Place.PASSWORD in places
    assert not any(key.secret for key in vendor.keys if key.place is Place.USERNAME)
    assert vendor.keys_page.startswith("https://") and vendor.right


def test_missing_and_impossible_keys_are_named() -> None:
    vendor = by_key()["scaleway"].vendor
    with pytest.raises(FieldsNeeded) as missing:
        keys_in(vendor, Credentials("", Secret("s")))
    assert missing.value.fields == ("organization_id",) and "Organization ID" in missing.value.message
    with pytest.raises(FieldsNeeded) as odd:
        credentials_of(vendor, {"organization_id": "me", "secret_key": "s"})
    assert odd.value.fields == ("organization_id",)
    with pytest.raises(FieldsNeeded) as broken:
        keys_in(by_key()["digitalocean"].vendor, Credentials("", Secret("a\r\nX-Other: b")))
    assert broken.value.fields == ("token",) and "X-Other" not in broken.value.message
