"""The practice portal's pages: three languages, no foreign hosts, light to import."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

import moisson.practice
from moisson.practice import facts
from moisson.practice.texts import LANGUAGES, TEXTS, choose
from tests.practice.visitor import Site

CAMILLE = facts().accounts[0]
TEMPLATES = Path(moisson.practice.__file__).parent / "templates"
OUTSIDE = ["/", "/connexion", "/aide", "/nowhere"]
INSIDE = [
    "/espace",
    "/espace/factures",
    "/espace/consommation",
    "/espace/contrats",
    "/espace/profil",
    "/espace/securite",
    "/espace/securite/activer",
    "/aide",
]


def _fields(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_each_sentence_stands_in_three_languages_with_the_same_blanks(key: str) -> None:
    sentences = TEXTS[key]
    assert len(sentences) == len(LANGUAGES)
    assert all(sentence.strip() == sentence and sentence for sentence in sentences)
    assert len({frozenset(_fields(sentence)) for sentence in sentences}) == 1


def test_every_sentence_a_template_asks_for_exists_and_none_is_idle() -> None:
    sources = "".join(p.read_text("utf-8") for p in TEMPLATES.glob("*.html"))
    sources += "".join(p.read_text("utf-8") for p in TEMPLATES.parent.glob("*.py") if p.name != "texts.py")
    asked = set(re.findall(r"\bt\([\"'](\w+)[\"']", sources))
    assert asked <= set(TEXTS)
    quoted = set(re.findall(r"[\"'](\w+)[\"']", sources))
    assert {key for key in TEXTS if not {key, key.removesuffix("_text")} & quoted} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_pages_come_in_the_language_of_the_visitor_and_from_this_host_alone(
    site: Site, language: str
) -> None:
    visitor = site.visitor(language)
    pages = [visitor.get(path) for path in OUTSIDE]
    visitor.sign_in(CAMILLE.username, CAMILLE.password)
    pages += [visitor.get(path) for path in INSIDE]
    strip = TEXTS["practice_strip"][LANGUAGES.index(language)]
    for page in pages:
        assert f'<html lang="{language}">' in page.text
        assert strip in page.text
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', page.text)
        assert "default-src 'none'" in page.headers["content-security-policy"]
        for other in set(LANGUAGES) - {language}:
            # Sentences long enough to be no word of two languages.
            foreign = [texts[LANGUAGES.index(other)] for texts in TEXTS.values()]
            assert not [s for s in foreign if len(s) > 25 and s in page.text]


def test_a_chosen_language_is_remembered(site: Site) -> None:
    visitor = site.visitor("fr")
    assert "Connexion à votre" in visitor.get("/connexion").text
    assert "Anmeldung im" in visitor.get("/connexion?lang=de").text
    assert "Anmeldung im" in visitor.get("/connexion").text


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("de-CH,de;q=0.9,en;q=0.8", "de"),
        ("en;q=0.4, fr;q=0.6", "fr"),
        ("es,it;q=0.9,en;q=0.1", "en"),
        ("ja", "fr"),
        ("", "fr"),
        ("de;q=0,en;q=x,fr;q=0.1", "fr"),
    ],
)
def test_the_browsers_wish_chooses_the_language(header: str, expected: str) -> None:
    assert choose(None, None, header) == expected
    assert choose("xx", "en", header) == "en"
    assert choose("de", "en", header) == "de"


def test_style_and_pictures_are_served(site: Site) -> None:
    for path in ("/static/portal.css", "/static/mark.svg", "/static/hills.svg"):
        answer = site.visitor().get(path)
        assert answer.status == 200
        assert b"http" not in answer.body.replace(b"http://www.w3.org/2000/svg", b"")


def test_starting_the_portal_draws_no_invoice_and_knows_nothing_of_moisson() -> None:
    code = (
        "import sys; from moisson.practice import create_app; create_app(); "
        "print(*[m for m in sys.modules if m.split('.')[0] in {'reportlab', 'segno', 'PIL', 'django'} "
        "or m.startswith('moisson.') and not m.startswith('moisson.practice')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
