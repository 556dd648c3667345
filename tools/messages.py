"""The translations of every room, without GNU gettext.

    python tools/messages.py extract [ROOM…]    brings the .po files up to date with the room's .py, .html and .txt
    python tools/messages.py compile [ROOM…]    writes the .mo files (they are committed)
    python tools/messages.py check   [ROOM…]    says what is missing, fuzzy, stale or wrongly formatted; exit 1

Messages are English in the code. All rooms are merged into one catalogue when Django loads them, so the same
message must be said the same way in every room (`check` looks); where it may not, give it a context.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCES = Path(__file__).resolve().parent.parent / "src" / "moisson"
LANGUAGES = ("fr", "de")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
# One date for ever: a file changes only when its words do.
DATE = datetime(2026, 1, 1, tzinfo=UTC)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+[^>]*>")


def rooms() -> list[str]:
    """The Django applications: the folders with an `apps.py`, as `documents` or `documents/bank`."""
    return sorted(path.parent.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("apps.py"))


def po_path(room: str, language: str) -> Path:
    return SOURCES / room / "locale" / language / "LC_MESSAGES" / "django.po"


def _python_of_template(text: str, origin: str) -> str:
    """The messages of a template as gettext calls. Leading blanks would be taken for Python's indentation."""
    from django.utils.translation.template import templatize

    return "\n".join(line.lstrip() for line in templatize(text, origin=origin).split("\n"))


def _sources(room: str) -> Iterator[Path]:
    """Without what belongs to a room inside the room: it has words of its own."""
    inner = [SOURCES / other for other in rooms() if other.startswith(f"{room}/")]
    for path in sorted((SOURCES / room).rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or {"migrations", "static", "locale"} & set(
            path.parts
        ):
            continue
        if not any(path.is_relative_to(one) for one in inner):
            yield path


def template_of(room: str) -> Catalog:
    """What the room says, in English."""
    catalog = Catalog(project="Moisson", charset="utf-8", creation_date=DATE, fuzzy=False)
    for path in _sources(room):
        text = path.read_text("utf-8")
        if path.suffix != ".py":
            text = _python_of_template(text, str(path))
        file = io.BytesIO(text.encode())
        place = path.relative_to(SOURCES).as_posix()
        found = extract(
            "python", file, keywords=KEYWORDS, comment_tags=("Translators:",), options={"encoding": "utf-8"}
        )
        for line, message, comments, context in found:
            if message and message != ("", ""):
                catalog.add(message, None, [(place, line)], auto_comments=comments, context=context)
    return catalog


def catalog_of(room: str, language: str) -> Catalog:
    path = po_path(room, language)
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=language)
    return Catalog(locale=language, project="Moisson", charset="utf-8", creation_date=DATE, fuzzy=False)


def _plain_headers(catalog: Catalog) -> None:
    catalog.fuzzy = False
    catalog.creation_date = catalog.revision_date = DATE
    catalog.last_translator = catalog.language_team = "The Moisson team"
    catalog.msgid_bugs_address, catalog.version = "", "0"
    catalog.header_comment = "# Moisson's words. Apache-2.0."


def extract_room(room: str) -> None:
    template = template_of(room)
    if not len(template):
        return
    for language in LANGUAGES:
        catalog = catalog_of(room, language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        _plain_headers(catalog)
        path = po_path(room, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=0, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
        missing = sum(1 for message in catalog if message.id and not _translated(message))
        print(f"{room} {language}: {len(catalog)} messages, {missing} to translate")


def _mo(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def _said(mo: bytes) -> dict[object, str]:
    """The words of a .mo file without its header, which names Babel's version."""
    words = dict(GNUTranslations(io.BytesIO(mo))._catalog)  # type: ignore[attr-defined]
    words.pop("", None)
    return words


def compile_room(room: str) -> None:
    for language in LANGUAGES:
        if po_path(room, language).exists():
            po_path(room, language).with_suffix(".mo").write_bytes(_mo(catalog_of(room, language)))


def _translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(strings) and all(strings)


def _wrong_placeholders(message: Message) -> bool:
    """A single form holds exactly the placeholders and tags of the English; of plural forms, the last one does."""
    if isinstance(message.id, str):
        assert isinstance(message.string, str)
        return sorted(PLACEHOLDER.findall(message.id)) != sorted(PLACEHOLDER.findall(message.string))
    allowed = set(PLACEHOLDER.findall(" ".join(message.id)))
    forms = [set(PLACEHOLDER.findall(form)) for form in message.string]
    return any(form - allowed for form in forms) or forms[-1] != set(PLACEHOLDER.findall(message.id[-1]))


def problems_of(room: str) -> Iterator[str]:
    template = template_of(room)
    if not len(template):
        return
    for language in LANGUAGES:
        path = po_path(room, language)
        name = f"{room}/{language}"
        if not path.exists():
            yield f"{name}: no django.po (run extract)"
            continue
        catalog = catalog_of(room, language)
        wanted = {(message.id, message.context) for message in template if message.id}
        present = {(message.id, message.context): message for message in catalog if message.id}
        for key in wanted - present.keys():
            yield f"{name}: not in django.po (run extract): {key[0]!r}"
        for key in present.keys() - wanted:
            yield f"{name}: no longer said (run extract): {key[0]!r}"
        for message in present.values():
            if not _translated(message):
                yield f"{name}: not translated: {message.id!r}"
            elif message.fuzzy:
                yield f"{name}: fuzzy: {message.id!r}"
            elif _wrong_placeholders(message):
                yield f"{name}: placeholders differ: {message.id!r} / {message.string!r}"
        mo = path.with_suffix(".mo")
        if not mo.exists() or _said(mo.read_bytes()) != _said(_mo(catalog)):
            yield f"{name}: django.mo is not up to date (run compile)"


def contradictions() -> Iterator[str]:
    """One message, two translations: whichever room Django loads first would win everywhere."""
    for language in LANGUAGES:
        said: dict[tuple[object, str | None], tuple[str, object]] = {}
        for room in rooms():
            for message in catalog_of(room, language):
                if not message.id or not _translated(message):
                    continue
                first, string = said.setdefault((message.id, message.context), (room, message.string))
                if string != message.string:
                    yield f"{language}: {message.id!r} is {string!r} in {first} but {message.string!r} in {room}"


def check(chosen: list[str]) -> int:
    problems = [problem for room in chosen for problem in problems_of(room)]
    problems += contradictions()
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moisson.web.settings_test")
    chosen = arguments[1:] or rooms()
    commands: dict[str, Callable[[str], None]] = {"extract": extract_room, "compile": compile_room}
    if not arguments or unknown(chosen) or arguments[0] not in (*commands, "check"):
        print(__doc__)
        return 2
    if arguments[0] == "check":
        return check(chosen)
    for room in chosen:
        commands[arguments[0]](room)
    return 0


def unknown(chosen: list[str]) -> set[str]:
    return set(chosen) - set(rooms())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
