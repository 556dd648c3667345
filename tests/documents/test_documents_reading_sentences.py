"""Every sentence of reading has its translation, with the same values in it, and the page of a document says it."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from moisson.documents.reading_lines import MOST_FINDINGS, shown
from moisson.documents.reading_sentences import DETAILS, FINDINGS, say, say_finding
from moisson.reading import sayings
from moisson.reading.contract import Condition, Detail, Finding, Reading
from moisson.reading.einvoice import sentences
from moisson.reading.sayings import detail, english


def test_every_sentence_of_reading_is_known_to_the_translators() -> None:
    assert DETAILS == sayings.SENTENCES
    assert set(sentences.SENTENCES.values()) == FINDINGS


@pytest.mark.parametrize("language", ["fr", "de"])
def test_every_sentence_is_translated_with_all_its_values(language: str) -> None:
    names = re.compile(r"{(\w+)}")
    wrong = []
    for key, text in sayings.SENTENCES.items():
        values = {name: f"<{name}>" for name in names.findall(text)}
        with override(language):
            said = say(detail(key, **values))
        if said == text or any(value not in said for value in values.values()):
            wrong.append(text)
    for text in sentences.SENTENCES.values():
        found = Finding("X", text, tuple((name, f"<{name}>") for name in names.findall(text)))
        with override(language):
            said = say_finding(found)
        if said == text or any(value not in said for _, value in found.values):
            wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("language", ["fr", "de", "en"])
def test_a_reading_is_shown_in_the_readers_language(language: str) -> None:
    reading = Reading(
        Condition.READ,
        (detail("pages_passed_over", count=1000, first=40, last=10),),
        findings=tuple(
            sentences.finding("BR-22", line=str(number)) for number in range(1, MOST_FINDINGS + 4)
        ),
    )
    with override(language):
        seen = shown(reading)
    begins = {"fr": "Il a 1000 pages", "de": "Es hat 1000 Seiten", "en": "It has 1000 pages"}
    (told,) = seen.details
    assert told.startswith(begins[language])
    words = {
        "fr": "La ligne 1 n’a pas de quantité.",
        "de": "Zeile 1 hat keine Menge.",
        "en": "Line 1 has no quantity.",
    }
    assert seen.findings[0] == ("BR-22", words[language])
    assert (len(seen.findings), seen.more_findings) == (MOST_FINDINGS, 3)


def test_what_another_version_said_does_no_harm() -> None:
    assert say(Detail("of_another_version", (("n", "1"),))) == ""
    assert say_finding(Finding("R", "{n} of {m}.", (("n", "1"),))) == "{n} of {m}."
    assert english([Detail("of_another_version")]) == "of_another_version"
