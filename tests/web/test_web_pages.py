"""What holds for every page of the rooms web, accounts and documents."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from moisson.accounts.models import Membership, Organisation, User
from moisson.portals.models import ConnectionState
from tests.web import house

SOURCES = Path(__file__).resolve().parents[2] / "src" / "moisson"
LANGUAGES = ("fr", "de", "en")
PUBLIC = ("/account/login/", "/account/password/reset/", "/account/password/reset/done/", "/account/signup/")


class Page(HTMLParser):
    """What a page loads, where it leads, and what the policy would refuse."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang = ""
        self.current: list[str] = []
        self.headings = 0
        self.refused: list[str] = []
        self.addresses: list[str] = []
        self.unlabelled: list[str] = []
        self._labels: set[str] = set()
        self._fields: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)
        for tag, given in self._fields:
            named = given.get("aria-label") or given.get("id") in self._labels
            if not named and given.get("in-label") is None:
                self.unlabelled.append(f"{tag} {given.get('name')}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.lang = given.get("lang") or ""
        self.headings += tag == "h1"
        if tag == "script" and not given.get("src"):
            self.refused.append("inline script")
        if tag == "style":
            self.refused.append("inline style sheet")
        self.refused += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if given.get("aria-current") == "page" and "m-menu-link" in (given.get("class") or ""):
            self.current.append(given.get("href") or "")
        for name in ("src", "href", "action", "data", "srcset", "poster", "hx-get", "hx-post"):
            if tag != "object" and name == "data":
                continue
            if given.get(name):
                self.addresses.append(f"{tag} {given[name]}")
        if tag == "label":
            self._labels.add(given.get("for") or "")
            self._open.append(tag)
        if tag in ("input", "select", "textarea") and given.get("type") not in ("hidden", "submit"):
            self._fields.append((tag, given | ({"in-label": "yes"} if self._open else {})))

    def handle_endtag(self, tag: str) -> None:
        if tag == "label" and self._open:
            self._open.pop()


@pytest.fixture
def addresses(atelier: Organisation, ada: User) -> list[str]:
    """Every page there is, with something on it."""
    company = house.a_company(atelier, "Stadtwerke <b>& Söhne</b>")
    connection = house.a_connection(
        company, state=ConnectionState.WRONG_CREDENTIALS, state_message="<i>no</i>"
    )
    house.a_challenge(house.a_connection(house.a_company(atelier, "Orange"), username="two"))
    document = house.a_document(connection, "R<1>", title="<script>alert(1)</script>")
    xml = house.a_document(
        connection, "X", data=b"<?xml version='1.0'?><Invoice/>", content_type="application/xml"
    )
    member = Membership.objects.get(user=house.joined(atelier, "bob@example.org"))
    return [
        "/",
        "/todo/",
        "/account/profile/",
        "/account/organisations/",
        "/account/organisations/new/",
        "/account/organisation/",
        "/account/organisation/rename/",
        "/account/people/add/",
        f"/account/people/{member.pk}/",
        f"/account/people/{member.pk}/remove/",
        "/account/password/change/",
        "/account/logout/",
        "/documents/",
        "/documents/?q=nothing-like-this",
        "/documents/upload/",
        f"/documents/{document.pk}/",
        f"/documents/{xml.pk}/",
        f"/documents/{document.pk}/delete/",
        "/no-such-page/",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_keeps_to_itself(ada: User, browser: Client, addresses: list[str], language: str) -> None:
    ada.language = language
    ada.save()
    for address in addresses:
        _look_at(browser.get(address), address, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_for_strangers_keeps_to_itself(atelier: Organisation, language: str) -> None:
    stranger = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=language)
    for address in PUBLIC:
        _look_at(stranger.get(address, follow=True), address, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_keeps_to_itself(db: None, language: str) -> None:
    _look_at(
        Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=language).get("/welcome/"), "/welcome/", language
    )


def _look_at(response: object, address: str, language: str) -> None:
    page = Page(response.content.decode())  # type: ignore[attr-defined]
    assert page.lang == language, address
    assert page.headings == 1, address
    assert not page.refused, (address, page.refused)
    assert not page.unlabelled, (address, page.unlabelled)
    foreign = [
        where
        for where in page.addresses
        if re.search(r"^\w+ (?:\w+:)?//", where) and not where.startswith("a https://portal.example/")
    ]
    assert not foreign, (address, foreign)
    policy = dict(
        part.strip().split(" ", 1)
        for part in response.headers["Content-Security-Policy"].split(";")  # type: ignore[attr-defined]
    )
    assert policy["script-src"] == policy["style-src"] == policy["default-src"] == "'self'", address
    assert response.headers["X-Content-Type-Options"] == "nosniff"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/", "/"),
        ("/todo/", "/todo/"),
        ("/documents/upload/", "/documents/"),
        ("/account/password/change/", "/account/profile/"),
    ],
)
def test_the_menu_says_where_one_is(browser: Client, address: str, current: str) -> None:
    assert Page(browser.get(address).content.decode()).current == [current]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chosen_look_is_there_before_any_script(browser: Client, theme: str) -> None:
    browser.post("/account/profile/", {"name": "Ada", "language": "", "theme": theme})
    assert f'data-bs-theme="{theme}"' in browser.get("/").content.decode()


def test_an_invented_look_is_no_look(browser: Client) -> None:
    browser.cookies["moisson_theme"] = '"><b>'
    assert 'data-theme="auto"' in browser.get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "french"), [("400", "Cela n’a pas fonctionné"), ("500", "Une erreur s’est produite ici")]
)
def test_pages_for_faults_need_nothing_but_the_language(name: str, french: str) -> None:
    with translation.override("fr"):
        html = render_to_string(f"moisson/errors/{name}.html")
    assert french in html
    assert not Page(html).refused


def test_our_own_fault_is_told_in_a_page(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.raise_request_exception = False
    monkeypatch.setattr("moisson.web.news.is_empty", lambda organisation: 1 / 0)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "The fault is ours" in answer.content.decode()
    assert "ZeroDivision" not in answer.content.decode()


def test_a_forged_form_is_told_in_a_page(ada: User, atelier: Organisation) -> None:
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    strict.force_login(ada)
    answer = strict.post("/account/profile/", {"name": "Eve"})
    assert answer.status_code == 403
    assert "reload the page" in answer.content.decode()


def test_every_icon_that_a_page_names_is_in_the_sprite() -> None:
    sprite = (SOURCES / "web/static/moisson/icons.svg").read_text("utf-8")
    there = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named: dict[str, Path] = {}
    for path in SOURCES.rglob("*.html"):
        text = path.read_text("utf-8")
        for name in re.findall(r'{% icon "([^"]+)"', text) + re.findall(
            r'\b(?:button_)?icon="([^"]+)"', text
        ):
            named[name] = path
    assert named
    assert not {name: str(path) for name, path in named.items() if name not in there}


def test_what_we_serve_asks_nobody_else() -> None:
    for path in (SOURCES / "web/static").rglob("*.css"):
        css = path.read_text("utf-8")
        assert not re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//", css), path


def test_every_token_that_a_sheet_uses_is_one() -> None:
    """A name that nothing defines leaves the part without its colour, and says nothing."""
    sheets = [path for path in SOURCES.rglob("static/**/*.css") if "vendor" not in path.parts]
    written = {path: path.read_text("utf-8") for path in sheets}
    defined = set(re.findall(r"(--m-[\w-]+)\s*:", "".join(written.values())))
    assert len(defined) > 30
    used = {
        (path.name, name) for path, css in written.items() for name in re.findall(r"var\((--m-[\w-]+)\)", css)
    }
    assert not {each for each in used if each[1] not in defined}


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_in_both_looks(theme: str) -> None:
    """WCAG 2.2 AA: 4.5 for text, 3 for the borders of fields."""
    css = (SOURCES / "web/static/moisson/tokens.css").read_text("utf-8")
    block = css.split(f'[data-bs-theme="{theme}"] {{', 1)[1].split("}", 1)[0]
    token = dict(re.findall(r"--m-([\w-]+):\s*(#[0-9a-f]{6});", block))
    text = [
        (ink, paper)
        for ink in ("ink", "ink-soft", "accent-text", "bad", "good")
        for paper in ("paper", "sheet")
    ]
    text += [(tone, f"{tone}-soft") for tone in ("good", "warn", "bad", "info")]
    text += [
        ("accent-ink", "accent"),
        ("accent-text", "accent-soft"),
        ("ink-soft", "sunken"),
        ("sheet", "bad"),
    ]
    assert not [(pair, _contrast(token[pair[0]], token[pair[1]])) for pair in text
                if _contrast(token[pair[0]], token[pair[1]]) < 4.5]  # fmt: skip
    assert _contrast(token["line-strong"], token["sheet"]) >= 3
    assert all(_contrast("#ffffff", token[f"tile-{n}"]) >= 4.5 for n in range(1, 9))
