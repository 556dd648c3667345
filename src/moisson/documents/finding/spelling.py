"""On PostgreSQL: which words of an organisation begin with what was typed.

GIN collects the entries of all words that begin so before it compares them with anything else; words themselves it reads side by
side, and skips what the others don't have. So the words of each shelf are kept in a table of their own, by the database, and a
beginning is asked as the words it stands for.

Numbers and amounts are left out: nearly each is a word of its own, and few begin alike. A word stays when its last document goes: it finds
nothing then. No constraint makes a word unique, on which two writers would wait for each other; a word that both bring is there twice.
"""

from __future__ import annotations

from django.db import connection

from moisson.documents.finding.places import SHELF_BITS
from moisson.documents.finding.tokens import AMOUNT

MOST = 64
"""Words that begin alike are asked one by one; beyond, the index collects them."""

_KEPT = f"""said >= 'a' COLLATE "C" AND said < '{AMOUNT}' COLLATE "C\""""  # letters, as `words_beginning` looks for

# One for a new entry or a changed one, one for an organisation that goes.
MAKE = (
    'CREATE TABLE finding_word (shelf integer NOT NULL, word text COLLATE "C" NOT NULL)',
    "CREATE INDEX finding_word_of_shelf ON finding_word (shelf, word)",
    f"""CREATE FUNCTION finding_word_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO finding_word SELECT NEW.place >> {SHELF_BITS}, said FROM unnest(string_to_array(btrim(NEW.words), ' ')) said
    WHERE {_KEPT} AND NOT EXISTS
    (SELECT FROM finding_word WHERE shelf = NEW.place >> {SHELF_BITS} AND word = said);
    RETURN NULL; END $$""",
    """CREATE TRIGGER finding_word_kept AFTER INSERT OR UPDATE OF words, place ON finding_entry
    FOR EACH ROW EXECUTE FUNCTION finding_word_kept()""",
    """CREATE FUNCTION finding_word_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM finding_word WHERE shelf = OLD.number; RETURN NULL; END $$""",
    """CREATE TRIGGER finding_word_gone AFTER DELETE ON finding_shelf
    FOR EACH ROW EXECUTE FUNCTION finding_word_gone()""",
)
FILL = f"""INSERT INTO finding_word SELECT DISTINCT place >> {SHELF_BITS}, said
FROM finding_entry, unnest(string_to_array(btrim(words), ' ')) said
WHERE {_KEPT}"""
UNMAKE = (
    "DROP TRIGGER finding_word_gone ON finding_shelf", "DROP FUNCTION finding_word_gone",
    "DROP TRIGGER finding_word_kept ON finding_entry", "DROP FUNCTION finding_word_kept", "DROP TABLE finding_word",
)  # fmt: skip


def words_beginning(text: str, shelf: int) -> list[str]:
    """Of a shelf; none where there are more than `MOST`, or where no word that begins so is kept."""
    if not "a" <= text[:1] < AMOUNT:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT word FROM finding_word WHERE shelf = %s AND word >= %s AND word < %s LIMIT %s",
            [shelf, text, text + "\U0010ffff", MOST + 1],
        )
        words = [str(word) for (word,) in cursor.fetchall()]
    return words if len(words) <= MOST else []
