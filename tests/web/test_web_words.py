"""Nothing is left untranslated in any room; the tool that says so does say so."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.utils import translation

ROOT = Path(__file__).resolve().parents[2]


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tools_messages", ROOT / "tools" / "messages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["tools_messages"] = module
    spec.loader.exec_module(module)
    return module


messages = _tool()
ROOMS = messages.rooms()  # those inside another room as well


def _said(room: str, language: str) -> list[Any]:
    with messages.po_path(room, language).open("rb") as file:
        return [one for one in messages.read_po(file, locale=language) if one.id]


@pytest.mark.parametrize("room", ROOMS)
def test_every_message_is_said_in_every_language(room: str) -> None:
    assert not list(messages.problems_of(room))


def test_no_message_is_said_in_two_ways() -> None:
    assert not list(messages.contradictions())


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_what_a_room_says_is_what_people_read(language: str) -> None:
    """And not what Django or allauth say for the same English, which they meant otherwise: "Remove" of a selection."""
    with translation.override(language):
        shown = [
            (one.id, one.string, translation.pgettext(one.context, one.id))
            if one.context
            else (one.id, one.string, translation.gettext(one.id))
            for room in ROOMS
            if messages.po_path(room, language).exists()
            for one in _said(room, language)
            if isinstance(one.id, str)
        ]
    assert len(shown) > 500
    assert [each for each in shown if each[1] != each[2]] == []


@pytest.mark.parametrize("room", ROOMS)
def test_quotes_and_spaces_are_written_as_each_language_writes_them(room: str) -> None:
    wrong = {
        "fr": r" [?!;:»](\s|$|<)|«(?!\u00a0)|(?<!\u00a0)»|(?<=\w)'(?=\w)|\"",
        "de": r"«|»|(?<=\w)'(?=\w)|(?<![=\w/])\"(?![\w/>])",
    }
    for language, pattern in wrong.items():
        with messages.po_path(room, language).open("rb") as file:
            said = [text for one in messages.read_po(file) if one.id for text in _all_of(one.string)]
        assert [text for text in said if re.search(pattern, text)] == []


def _all_of(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shop"
    (folder / "templates").mkdir(parents=True)
    (folder / "apps.py").write_text("")
    (folder / "words.py").write_text('from x import gettext as _\nA = _("Hello %(name)s")\n')
    (folder / "templates" / "page.html").write_text(
        '{% load i18n %}\n  {% translate "Hi" %}\n'
        "{% blocktranslate count n=n %}{{ n }} file{% plural %}{{ n }} files{% endblocktranslate %}"
    )
    monkeypatch.setattr(messages, "SOURCES", tmp_path)
    return folder


def _say(room: Path, words: dict[str, str]) -> None:
    for language in messages.LANGUAGES:
        path = messages.po_path("shop", language)
        text = path.read_text("utf-8")
        for english, translated in words.items():
            text = text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{translated}"')
        text = text.replace('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "ein"\nmsgstr[1] "%(n)s viele"')
        path.write_text(text, "utf-8")
    messages.compile_room("shop")


def test_python_and_templates_are_read_and_a_full_translation_passes(room: Path) -> None:
    messages.extract_room("shop")
    _say(room, {"Hi": "Salut", "Hello %(name)s": "Bonjour %(name)s"})
    assert list(messages.problems_of("shop")) == []


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ({"Hi": "Salut"}, "not translated"),
        ({"Hi": "Salut", "Hello %(name)s": "Bonjour"}, "placeholders differ"),
        ({"Hi": "Salut", "Hello %(name)s": "Bonjour %(nom)s"}, "placeholders differ"),
    ],
)
def test_what_is_missing_or_wrong_is_told(room: Path, words: dict[str, str], complaint: str) -> None:
    messages.extract_room("shop")
    _say(room, words)
    found = list(messages.problems_of("shop"))
    assert len(found) == len(messages.LANGUAGES)
    assert all(complaint in problem for problem in found)


def test_new_words_and_stale_files_are_told(room: Path) -> None:
    messages.extract_room("shop")
    _say(room, {"Hi": "Salut", "Hello %(name)s": "Bonjour %(name)s"})
    path = messages.po_path("shop", "fr")
    path.write_text(path.read_text("utf-8").replace("Salut", "Coucou"), "utf-8")
    assert [problem for problem in messages.problems_of("shop") if "not up to date" in problem]
    (room / "words.py").write_text('from x import gettext as _\nA = _("Bye")\n')
    told = "\n".join(messages.problems_of("shop"))
    assert "run extract): 'Bye'" in told
    assert "no longer said" in told


def test_translations_outlive_a_new_extraction(room: Path) -> None:
    messages.extract_room("shop")
    _say(room, {"Hi": "Salut", "Hello %(name)s": "Bonjour %(name)s"})
    before = messages.po_path("shop", "fr").read_bytes()
    messages.extract_room("shop")
    assert messages.po_path("shop", "fr").read_bytes() == before


def test_one_message_in_two_ways_is_told(room: Path) -> None:
    messages.extract_room("shop")
    _say(room, {"Hi": "Salut", "Hello %(name)s": "Bonjour %(name)s"})
    shutil.copytree(room, room.parent / "till")
    path = messages.po_path("till", "fr")
    path.write_text(path.read_text("utf-8").replace("Salut", "Coucou"), "utf-8")
    assert [told for told in messages.contradictions() if "'Coucou'" in told]
