"""Names of files, walls and evidence: the parts that need no browser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.engine.drivers.browser_files import disposition_filename, safe_name, url_filename
from moisson.engine.drivers.identity import accept_language, user_agent
from moisson.engine.drivers.walls import trouble
from moisson.engine.errors import Maintenance, PortalBlocked, PortalDown
from moisson.engine.evidence import clean_html, mask
from moisson.engine.html import parse

URL = "https://portal.example/"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="facture.pdf"', "facture.pdf"),
        ("attachment; filename=Rechnung-1.pdf", "Rechnung-1.pdf"),
        ("attachment; filename=\"x.pdf\"; filename*=UTF-8''Facture%20n%C2%B0%201.pdf", "Facture n° 1.pdf"),
        ("attachment; filename*=iso-8859-1'de'Geb%FChr.pdf", "Gebühr.pdf"),
        ('attachment; filename="Gebühr.pdf"'.encode().decode("latin-1"), "Gebühr.pdf"),
        ('attachment; filename="a%20b.pdf"', "a b.pdf"),
        ('attachment; filename="=?UTF-8?B?R2Viw7xoci5wZGY=?="', "Gebühr.pdf"),
        (r'attachment; filename="say \"hi\".pdf"', "say _hi_.pdf"),
        ('inline; filename="../../etc/passwd"', "passwd"),
        ("inline", None),
        ("", None),
    ],
)
def test_the_name_in_content_disposition(header: str, name: str | None) -> None:
    assert disposition_filename(header) == name


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder(text: str) -> None:
    name = safe_name(text)
    assert name is None or (
        "/" not in name and "\\" not in name and name not in (".", "..") and len(name) <= 180
    )
    disposition_filename(text)


def test_the_name_in_an_address() -> None:
    assert url_filename("https://a.example/f/Rechnung%201.pdf?x=1") == "Rechnung 1.pdf"
    assert url_filename("https://a.example/download") is None


def test_languages_and_user_agent() -> None:
    assert accept_language(("fr", "de")) == "fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7"
    assert "Chrome/156.0.0.0" in user_agent("156.0.8078.79")
    assert "Headless" not in user_agent("156.0.8078.79")


@pytest.mark.parametrize(
    ("status", "html", "error"),
    [
        (503, "<h1>Site en maintenance</h1>", Maintenance),
        (503, "<h1>Wartungsarbeiten</h1><p>Wir sind gleich zurück</p>", Maintenance),
        (200, "<h1>Estamos en mantenimiento</h1>", Maintenance),
        (500, "<h1>Erreur</h1>", PortalDown),
        (502, "", PortalDown),
        (403, "<h1>Accès refusé</h1>", PortalBlocked),
        (403, "<title>Attention Required! | Cloudflare</title>", PortalBlocked),
        (503, "<title>Just a moment...</title><p>Checking your browser</p>", PortalBlocked),
        (429, "slow down", PortalBlocked),
        (200, "<title>Pardon Our Interruption</title>", PortalBlocked),
        (403, "<iframe src='https://geo.captcha-delivery.com/captcha/?x'></iframe>", PortalBlocked),
    ],
)
def test_what_the_portal_says_about_itself(status: int, html: str, error: type[Exception]) -> None:
    assert type(trouble(parse(html, URL, status))) is error


@pytest.mark.parametrize(
    ("status", "html"),
    [
        (200, "<h1>Rechnungen</h1><p>Wartungsvertrag 12 €</p>"),
        (401, "<form><input name=u><input type=password></form><p>Access denied</p>"),
        (500, "<p>Wrong password</p><form><input type=password name=p></form>"),
        (404, "<h1>Not found</h1>"),
        (403, "<h1>Contract 77</h1><p>You may not see this contract.</p>"),
        (200, "<h1>Blog</h1><p>Why access denied happens</p>"),
    ],
)
def test_pages_to_work_with_are_no_trouble(status: int, html: str) -> None:
    assert trouble(parse(html, URL, status)) is None


SECRET = "Kanari&enVogel 4711!<x>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Kanari&amp;enVogel 4711!&lt;x&gt;</p>",
        "<a href='/?p=Kanari%26enVogel%204711%21%3Cx%3E'>x</a>",
        "<p title='Kanari&amp;enVogel 4711!&lt;x&gt;'>x</p>",
        "<p><b>Kanari&amp;en</b><i>Vogel 4711!</i>&lt;x&gt;</p>",
        "<p>KANARI&amp;ENVOGEL 4711!&lt;X&gt;</p>",
        "<input value='Kanari&amp;enVogel 4711!&lt;x&gt;'><textarea>Kanari&amp;enVogel 4711!&lt;x&gt;</textarea>",
        "<script>var p = 'Kanari&enVogel 4711!<x>'</script><style>/* Kanari&enVogel 4711! */</style>",
        "<div data-p='Kanari&amp;enVogel 4711!&lt;x&gt;'>x</div>",
    ],
)
def test_no_secret_is_left_in_cleaned_html(html: str) -> None:
    cleaned = clean_html(parse(html, URL), [SECRET])
    for piece in ("Kanari", "KANARI", "anVogel", "enVogel"):
        assert piece not in cleaned


def test_a_code_in_groups_and_hidden_tokens_are_left_out() -> None:
    cleaned = clean_html(
        parse(
            "<p>Code: 918 273</p><input type=hidden name=csrf value=tok3n><p>Rechnung 7</p><a href='/x?session=abcdefghijklmnop'>x</a>",
            URL,
        ),
        ["918273"],
    )
    assert "918" not in cleaned and "tok3n" not in cleaned and "abcdefghijklmnop" not in cleaned
    assert "Rechnung 7" in cleaned and 'name="csrf"' in cleaned


@given(
    st.text(alphabet=st.characters(codec="ascii", exclude_categories=["C"]), min_size=6, max_size=30),
    st.text(max_size=30),
)
def test_masking_leaves_no_spelling(secret: str, around: str) -> None:
    if secret.strip():
        assert secret not in mask(around + secret + around, [secret])
