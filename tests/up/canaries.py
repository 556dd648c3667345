"""Looking for secrets in everything an installation leaves behind."""

from __future__ import annotations

import base64
import html
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

# The only columns in which a secret may stand, as ciphertext.
_VAULT_COLUMNS = {
    ("portals_connection", "sealed_credentials"),
    ("portals_connection", "sealed_session"),
    ("portals_pendingchallenge", "sealed_answer"),
    ("accounts_organisation", "wrapped_data_key"),
    ("runs_takeover", "wrapped_key"),
}


def forms_of(secret: str) -> set[bytes]:
    """The ways in which programs write a text down."""
    texts = {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), html.escape(secret)}
    texts |= {json.dumps(secret)[1:-1], repr(secret)[1:-1]}
    forms = {text.encode("utf-8") for text in texts} | {
        secret.encode("utf-16-le"),
        secret.encode("latin-1", "ignore"),
    }
    # Base64 of a longer text holds one of three shifts of its part.
    for shift in range(3):
        coded = base64.b64encode(b"x" * shift + secret.encode("utf-8"))
        forms.add(coded[4 if shift else 0 : len(coded) // 4 * 4 - 4])
    return {form for form in forms if len(form) >= 6}


def found_in_files(folder: Path, secrets: dict[str, str]) -> list[str]:
    """Every file, raw: databases with their journals, evidence, visits, documents, locks."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            found += [f"{name} in {path}" for name, secret in secrets.items() if _holds(content, secret)]
    return found


def found_in_tables(folder: Path, secrets: dict[str, str]) -> list[str]:
    """Every value of every table of every database; the vault's columns hold something, and that is not plain either."""
    found = []
    for database in sorted(folder.glob("*.sqlite3")):
        for table, column, value in _values(database):
            content = value if isinstance(value, bytes) else str(value).encode("utf-8")
            for name, secret in secrets.items():
                if _holds(content, secret):
                    found.append(f"{name} in {database.name} {table}.{column}")
    return found


# SQLite's own index of words: made by triggers of `finding_entry.words` alone, a column of text that is searched.
_OF_THE_INDEX = {
    ("finding_words_data", "block"),
    ("finding_words_idx", "term"),
    ("finding_words_docsize", "sz"),
}


def blobs_outside_the_vault(folder: Path) -> set[tuple[str, str]]:
    """Columns with binary values nobody said are ciphertext: where a secret could hide from the search."""
    return {
        (table, column)
        for database in folder.glob("*.sqlite3")
        for table, column, value in _values(database)
        if isinstance(value, bytes) and (table, column) not in _VAULT_COLUMNS | _OF_THE_INDEX
    }


def _values(database: Path) -> Iterator[tuple[str, str, object]]:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = connection.execute(f'SELECT * FROM "{table}"')
            columns = [description[0] for description in rows.description]
            for row in rows:
                for column, value in zip(columns, row, strict=True):
                    if value is not None:
                        yield table, column, value
    finally:
        connection.close()


def _holds(content: bytes, secret: str) -> bool:
    return any(form in content for form in forms_of(secret))
