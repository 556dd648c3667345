"""Any address people paste becomes a portal or a clear refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.catalogue import AddressNotUsable, portal_from_address
from moisson.catalogue.address import normalise, registrable_domain
from moisson.catalogue.portal import slug_of


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("free.fr", "https://free.fr/"),
        ("  HTTPS://WWW.Free.FR/Compte?a=1  ", "https://www.free.fr/Compte?a=1"),
        ("//free.fr/x", "https://free.fr/x"),
        ("kunde.müller.de/login", "https://kunde.xn--mller-kva.de/login"),
        ("https://straße.example/", "https://strasse.example/"),
        ("portal.example:8443/a", "https://portal.example:8443/a"),
        ("https://portal.example:443/", "https://portal.example/"),
        ("https://portal.example/é?q=ü#/sign-in", "https://portal.example/%C3%A9?q=%C3%BC#/sign-in"),
        ("https://portal.example/a%20b", "https://portal.example/a%20b"),
        ("localhost:8000/login", "http://localhost:8000/login"),
        ("http://127.0.0.1:8123/", "http://127.0.0.1:8123/"),
        ("192.168.1.5", "http://192.168.1.5/"),
        ("https://192.168.1.5:8443/ui", "https://192.168.1.5:8443/ui"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
        ("[::1]:8000", "http://[::1]:8000/"),
        ("free.fr.", "https://free.fr/"),
    ],
)
def test_addresses_are_normalised(written: str, kept: str) -> None:
    assert normalise(written) == kept


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("javascript:alert(1)", "scheme"),
        ("JavaScript://free.fr/%0aalert(1)", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://free.fr/", "scheme"),
        ("data:text/html,x", "scheme"),
        ("mailto:me@free.fr", "scheme"),
        ("about:blank", "scheme"),
        ("chrome://settings", "scheme"),
        ("https://me:secret@free.fr/", "credentials"),
        ("https://me@free.fr/", "credentials"),
        ("me:secret@free.fr", "credentials"),
        ("me@free.fr", "credentials"),
        ("http://free.fr/", "not_encrypted"),
        ("http://127.0.0.1.free.fr/", "not_encrypted"),
        ("https://free.fr:99999/", "port"),
        ("https://free.fr:0/", "port"),
        ("https://free.fr:abc/", "port"),
        ("https:///login", "host"),
        ("https://", "host"),
        ("https://free fr/", "host"),
        ("https://free.fr\\@evil.example/", "host"),
        ("https://-free.fr/", "host"),
        ("https://free..fr/", "host"),
        ("https://999.1.1.1/", "host"),
        ("orange", "host"),
        ("https://" + "a" * 64 + ".fr/", "host"),
        ("https://free.fr/" + "a" * 3000, "too_long"),
        ("https://free.fr/\nx", "host"),
    ],
)
def test_what_is_no_portal_is_refused_with_a_reason(written: str, reason: str) -> None:
    with pytest.raises(AddressNotUsable) as refusal:
        normalise(written)
    assert refusal.value.reason == reason
    assert "secret" not in str(refusal.value)


@given(st.text(max_size=80))
def test_any_text_gives_a_stable_address_or_a_refusal(text: str) -> None:
    try:
        once = normalise(text)
    except AddressNotUsable:
        return
    assert normalise(once) == once
    assert once.startswith(("https://", "http://"))


@pytest.mark.parametrize(
    ("written", "domain", "sign_in"),
    [
        ("free.fr", "free.fr", None),
        ("https://moncompte.free.fr/", "free.fr", None),
        ("https://moncompte.free.fr/login", "free.fr", "https://moncompte.free.fr/login"),
        ("https://a.b.stadt.co.uk/x", "stadt.co.uk", "https://a.b.stadt.co.uk/x"),
        ("https://shop.github.io/", "shop.github.io", None),
        ("http://localhost:8000/login", "localhost:8000", "http://localhost:8000/login"),
        ("https://portal.example:8443/", "portal.example:8443", None),
        ("http://[::1]:8000/", "[::1]:8000", None),
    ],
)
def test_a_portal_from_its_address(written: str, domain: str, sign_in: str | None) -> None:
    portal = portal_from_address(written)
    assert (portal.domain, portal.sign_in_url) == (domain, sign_in)
    assert portal.slug == slug_of(domain)


def test_an_international_name_is_shown_readable() -> None:
    portal = portal_from_address("müller-gmbh.de")
    assert (portal.name, portal.domain) == ("müller-gmbh.de", "xn--mller-gmbh-9db.de")


def test_slugs_never_meet() -> None:
    domains = [
        "a-b.co.uk",
        "a.b-co.uk",
        "a.b.co.uk",
        "a-b-co.uk",
        "127.0.0.1:80",
        "127.0.0.1:8",
        "[::1]:8",
        "[::1]",
        "1--1.de",
    ]
    assert len({slug_of(domain) for domain in domains}) == len(domains)


def test_registrable_domains_follow_the_public_suffix_list() -> None:
    assert registrable_domain("www.orange.fr") == "orange.fr"
    assert registrable_domain("www.impots.gouv.fr") == "impots.gouv.fr"
    assert registrable_domain("127.0.0.1") == "127.0.0.1"
    assert registrable_domain("localhost") == "localhost"
