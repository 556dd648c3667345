"""The engine's reasons are said in the reader's language; the portal's own words stay as they are."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.utils import translation

import moisson.engine
from moisson.runs.reasons import in_words, is_ours

ENGINE = Path(moisson.engine.__file__).parent
MODULES = sorted(str(path.relative_to(ENGINE)) for path in ENGINE.rglob("*.py"))
# Sentences of the engine that no page shows as they stand.
NOT_SAID = {
    "What a visit taught could not be tried (%s).",  # the log
    "A full Chromium could be tried if {wants} were installed.",  # a part of a sentence that is here as a whole
    "A visible browser could be tried if {wants} were installed.",
}


def _is_a_sentence(text: str) -> bool:
    return text[:1].isupper() and text.endswith(".") and " " in text and "\n" not in text


def _sentences(path: Path) -> list[str]:
    """Each sentence of a module that is no docstring, with 7 for whatever varies in it."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    inside |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.append("".join(str(v.value) if isinstance(v, ast.Constant) else "7" for v in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            found.append(node.value)
    return [text for text in found if _is_a_sentence(text)]


@pytest.mark.parametrize("name", MODULES)
def test_no_reason_of_the_engine_is_forgotten(name: str) -> None:
    sentences = _sentences(ENGINE / name)
    forgotten = [text for text in sentences if text not in NOT_SAID and not is_ours(text)]
    assert forgotten == [], "to be said in src/moisson/runs/reasons.py, and translated"


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("before 2025-01-31", "31 janvier 2025"),
        ("The portal says 26, 25 were found.", "26"),
        ("The portal says 26, 25 were found. Besides: The page “Avoirs” did not answer.", "n’a pas répondu"),
        ("2 of 26 documents could not be fetched. The PDF has no page.", "aucune page"),
        ("kunde.example could not be reached (net::ERR).", "kunde.example"),
        ("The proxy 127.0.0.1:9 refuses its user name or password.", "127.0.0.1:9"),
        ("The portal asks for a captcha. It says: Wer da?", "Il dit\u00a0: Wer da?"),
        ("Nein. A full Chromium could be tried if chromium were installed.", "Nein. Avec chromium"),
        (
            "The portal asks for a captcha. It says: Wer da? A visible browser could be tried if xvfb were installed.",
            "Wer da? Avec xvfb",
        ),
    ],
)
def test_what_varies_is_kept(text: str, french: str) -> None:
    with translation.override("fr"):
        assert french in in_words(text) and in_words(text) != text


def test_the_portals_words_are_left_alone() -> None:
    assert in_words("Mot de passe incorrect.") == "Mot de passe incorrect."
    assert not is_ours("Mot de passe incorrect.") and is_ours("No answer came.")
