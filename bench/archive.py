"""A large archive: what its pages cost, through the real views, and how much memory they take.

    python bench/archive.py [--documents 1000000] [--postgresql] [--keep FOLDER] [--only PART] [--write]

One organisation has 70 % of the documents, 39 share the others; each document has a text of about a hundred words, as frequent as
words are. Rows and entries are made in bulk; the index follows by the database's own means, as ever. `--postgresql` starts a
PostgreSQL of its own on a free port (Debian's programs) and stops it at the end; without it SQLite is measured. `--keep FOLDER`
keeps the archive there, on either, to measure it again. `--only` asks the questions in whose name PART stands.
`--write` puts the figures into `docs/archive.md`.

Each address is asked once first, as if nobody had looked there for long: what it needs may have to be read from the disk
("first look": the slowest of them). Then all are asked again, in turn, `--rounds` times or as often as there are addresses.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import random
import resource
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from moisson.documents.finding.places import first_of
from moisson.documents.finding.tokens import tokens_of
from tests.documents.postgresql import served

AIM = 100  # ms, p95
ROUNDS = 20
PAGE = Path(__file__).resolve().parent.parent / "docs" / "archive.md"
MARK = "<!-- measured by bench/archive.py: {} -->"
_AT_ONCE = 10_000
# A quarter of a machine of 8 GB, as PostgreSQL's manual advises (19.4.1); 128 MB are its default.
_MEMORY = "-c shared_buffers=2GB -c effective_cache_size=6GB"
_YEARS = 10
_LAST = date(2026, 6, 30)


@dataclass(frozen=True)
class Asked:
    """One question: its name, and the addresses that ask it (different ones, so that nothing is only remembered)."""

    name: str
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Measured:
    name: str
    first: float  # ms, the slowest of the first looks
    half: float  # ms
    most: float  # ms, of 95 of 100
    processor: float  # ms of this process and of the database's, half


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="moisson-archive-") as folder:
        data = given.keep or Path(folder)
        os.environ |= {"MOISSON_DATA": str(data), "DJANGO_SETTINGS_MODULE": "moisson.web.settings"}
        os.environ["MOISSON_LOG_LEVEL"] = "ERROR"
        data.mkdir(parents=True, exist_ok=True)
        with served(data, _MEMORY) if given.postgresql else nullcontext("") as server:
            if server:
                os.environ["MOISSON_DATABASE"] = _database(server)
            told = _measure(given.documents, given.rounds, given.only)
    print(told)
    if given.write:
        _write("PostgreSQL" if given.postgresql else "SQLite", told)


def _measure(documents: int, rounds: int, only: str) -> str:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from moisson.accounts.models import Organisation
    from moisson.documents.models import Document

    began = time.monotonic()
    call_command("migrate", verbosity=0)
    print(f"migrated in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    made = 0.0
    if not Document.objects.exists():
        began = time.monotonic()
        _make(documents)
        made = time.monotonic() - began
    _analyse()
    big = Organisation.objects.order_by("pk").get(name="Big")
    before = _memory()
    lines = [_line(_time(asked, big, rounds)) for asked in _questions(big) if only in asked.name]
    small = Organisation.objects.filter(name="Small 1").get()
    lines.append(_line(_time(Asked("a small organisation's list", ("/documents/",)), small, rounds)))
    grown = _memory() - before
    of_big = Document.objects.filter(organisation=big).count()
    return "\n".join(
        [
            f"{connection.vendor}, {Document.objects.count():,} documents, {of_big:,} of them in one organisation; "
            f"{rounds} rounds; load of the machine meanwhile {os.getloadavg()[0]:.0f} on {os.cpu_count()} processors.",
            *([f"Made and indexed in {made:.0f} s ({documents / made:.0f} a second)."] if made else []),
            f"Database {_size() / 1e9:.2f} GB. Memory {before / 1e6:.0f} MB before the pages, {grown / 1e6:+.0f} MB after all "
            "of them.",
            "",
            "| page | first look ms | p50 ms | p95 ms | processor ms |",
            "|---|---:|---:|---:|---:|",
            *lines,
        ]
    )


def _questions(organisation: Any) -> list[Asked]:
    from moisson.portals.models import Company

    companies = [
        str(pk) for pk in Company.objects.of(organisation).order_by("name").values_list("pk", flat=True)
    ]
    several = companies[:: max(1, len(companies) // 20)]
    common, middle, rare = WORDS[:12], WORDS[200:220], WORDS[-20:]

    def each(pattern: str, values: Any) -> tuple[str, ...]:
        return tuple("/documents/?" + pattern.format(value) for value in values)

    return [
        Asked("list", ("/documents/",)),
        Asked("list, page 20", ("/documents/?page=20",)),
        Asked("list, page 200", ("/documents/?page=200",)),
        Asked("by amount", ("/documents/?sort=-amount", "/documents/?sort=amount")),
        Asked("by number", ("/documents/?sort=number", "/documents/?sort=-number")),
        Asked("by arrival", ("/documents/?sort=-added", "/documents/?sort=added")),
        Asked("by company", ("/documents/?sort=company", "/documents/?sort=-company")),
        Asked("a company", each("company={}", several)),
        Asked("a year", each("year={}", range(2017, 2027))),
        Asked("a day", each("from=2022-03-0{0}&to=2022-03-0{0}", range(1, 9))),
        Asked("not paid", ("/documents/?payment=not_paid",)),
        Asked("a rare kind", ("/documents/?type=company_registration", "/documents/?type=reminder")),
        Asked("a tag", ("/documents/?tag={tag}",)),
        Asked("to review", ("/documents/?review=1",)),
        Asked("archived", ("/documents/?state=archived",)),
        Asked("locked", ("/documents/?state=locked",)),
        Asked("an amount's range", each("min={}&max=99999", (5000, 4000, 2000))),
        Asked("company, kind, not paid", each("type=invoice&payment=not_paid&company={}", several)),
        Asked("a frequent word", each("q={}", common)),
        Asked("a word", each("q={}", middle)),
        Asked("a rare word", each("q={}", rare)),
        Asked("the beginning of a word", each("q={}", [word[:4] for word in middle])),
        Asked("a longer beginning", each("q={}", [word[:-1] for word in common + middle if len(word) > 6])),
        Asked("two frequent words", each("q={}", [f"{one}+{other}" for one, other in itertools.pairwise(common)])),
        Asked("frequent and rare", each("q={}", [f"{common[0]}+{word}" for word in rare])),
        Asked("a number", each("q={}", [f"2021-{n:07}" for n in range(1000, 1020)])),
        Asked("an amount", each("q={}", [f"{n},{n % 90 + 10}" for n in range(1210, 1230)])),
        Asked("nothing found", each("q={}zzz", middle)),
        Asked("word and company", each("q=" + common[0] + "&company={}", several)),
        Asked("word and year", each("q=" + middle[0] + "&year={}", range(2017, 2027))),
        Asked("word, by amount", each("q={}&sort=-amount", middle)),
        Asked("months", each("view=months&year={}", range(2018, 2027))),
        Asked("months of a company", each("view=months&company={}", several)),
        Asked("months, not paid", each("view=months&payment=not_paid&year={}", range(2018, 2027))),
        Asked("months of a word", each("view=months&q={}", middle)),
        Asked("tiles", ("/documents/?view=tiles",)),
    ]  # fmt: skip


def _time(asked: Asked, organisation: Any, rounds: int) -> Measured:
    from django.test import Client

    from moisson.accounts.models import Membership
    from moisson.documents.models import Tag

    client = Client(HTTP_HOST="localhost")
    client.force_login(Membership.objects.filter(organisation=organisation).first().user)
    tag = Tag.objects.of(organisation).values_list("pk", flat=True).first()
    addresses = [address.replace("{tag}", str(tag)) for address in asked.addresses]
    first = max(_asked_once(client, address)[0] for address in addresses)
    again = itertools.islice(itertools.cycle(addresses), max(rounds, len(addresses)))
    taken, used = zip(*(_asked_once(client, address) for address in again), strict=True)
    gc.collect()
    ordered = sorted(taken)
    most = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    measured = Measured(asked.name, first, statistics.median(taken), most, statistics.median(used))
    print(_line(measured), file=sys.stderr, flush=True)
    return measured


def _asked_once(client: Any, address: str) -> tuple[float, float]:
    """Milliseconds by the clock, and of the processor."""
    began, processor = time.perf_counter(), _processor()
    answer = client.get(address)
    spent = time.perf_counter() - began
    assert answer.status_code == 200, (address, answer.status_code)
    return spent * 1000, (_processor() - processor) * 1000


def _processor() -> float:
    """Seconds that this process has used, and the one that serves it on PostgreSQL."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    connection.ensure_connection()
    told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text("ascii")
    return time.process_time() + int(told.split()[0]) / 1e9


def _line(measured: Measured) -> str:
    late = "" if measured.most < AIM else " **"
    return (
        f"| {measured.name} | {measured.first:.0f} | {measured.half:.0f} | {measured.most:.0f}{late} "
        f"| {measured.processor:.0f} |"
    )


def _make(documents: int) -> list[Any]:
    """Rows and entries, a piece at a time in the order of days, as an archive grows."""
    from django.db import connection, transaction

    from moisson.accounts.first import found_organisation
    from moisson.accounts.models import User
    from moisson.documents.finding.indexing import shelf_of
    from moisson.documents.finding.models import Entry
    from moisson.documents.models import Document, DocumentReading, Tag
    from moisson.portals.models import Company

    chance = random.Random(7)
    generator = numpy.random.default_rng(7)
    organisations, companies, shelves = [], {}, {}
    for n in range(40):
        person = User.objects.create(email=f"bench{n}@example.org", password="argon2$never-checked")
        organisation = found_organisation(person, "Big" if n == 0 else f"Small {n}", "FR")
        organisations.append(organisation)
        names = {f"{WORDS[chance.randrange(len(WORDS))].title()} {chance.choice(('GmbH', 'SA', 'SARL', 'AG'))}"
                 for _ in range(400 if n == 0 else 30)}  # fmt: skip
        companies[organisation.pk] = Company.objects.bulk_create(
            Company(organisation=organisation, kind="portal", name=name, country="FR")
            for name in sorted(names)
        )
        shelves[organisation.pk] = shelf_of(organisation.pk).number
        Tag.objects.create(organisation=organisation, name="Auto")
    tags = dict(Tag.objects.values_list("organisation", "pk"))
    places: dict[int, int] = {}
    began = time.monotonic()
    for begin in range(0, documents, _AT_ONCE):
        rows = [
            _document(chance, n, documents, organisations, companies)
            for n in range(begin, min(begin + _AT_ONCE, documents))
        ]
        rows.sort(key=lambda row: first_of(shelves[row["organisation_id"]], row["date"]))
        picked = numpy.searchsorted(_WEIGHTS, generator.random((len(rows), 95)) * _WEIGHTS[-1])
        readings, entries, tagged = [], [], []
        for row, words in zip(rows, picked, strict=True):
            text = [WORDS[word] for word in words]
            extra = f"{chance.randrange(10**7)} {chance.randrange(9999)},{chance.randrange(10, 100)}"
            first = first_of(shelves[row["organisation_id"]], row["date"])
            place = places[first] = places.get(first, first - 1) + 1
            year, serial = row["number"].split("-")
            said = f"{row['company'].name} facture {year} {serial} {extra}"
            tokens = dict.fromkeys([*text, *tokens_of(said, (row["amount"],)), year + serial])
            common = {"organisation_id": row["organisation_id"], "document_id": row["id"]}
            readings.append({**common, "text": " ".join(text) + f" {extra}"})
            entries.append({**common, "place": place, "words": "".join(f" {token}" for token in tokens)})
            if chance.random() < 0.02:
                tagged.append((row["id"], tags[row["organisation_id"]]))
        with transaction.atomic():
            _insert(Document, rows, connection)
            _insert(DocumentReading, readings, connection)
            _insert(Entry, entries, connection)
            Document.tags.through.objects.bulk_create(
                Document.tags.through(document_id=document, tag_id=tag) for document, tag in tagged
            )
        if begin % (10 * _AT_ONCE) == 0:
            print(f"{begin:,} {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return organisations


_BARE = {
    "told": {},
    "condition": "read",
    "size": 40_000,
    "content_type": "application/pdf",
    "title": "Facture",
}


def _insert(model: Any, rows: list[dict[str, Any]], connection: Any) -> None:
    """Whole tables at once: what differs from row to row is made ready for the database row by row, the rest once."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key and field.attname not in rows[0])
    ]
    now = datetime(2026, 7, 1, tzinfo=UTC)
    fixed = {
        field.attname: field.get_db_prep_save(
            now if getattr(field, "auto_now_add", False) else _BARE.get(field.name, field.get_default()),
            connection,
        )
        for field in fields
        if field.attname not in rows[0]
    }
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    ready = [
        [
            fixed[field.attname]
            if field.attname in fixed
            else field.get_db_prep_save(row[field.attname], connection)
            for field in fields
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})", ready)


def _document(
    chance: random.Random, n: int, of: int, organisations: list[Any], companies: dict[Any, Any]
) -> dict[str, Any]:
    organisation = organisations[0] if chance.random() < 0.7 else organisations[chance.randrange(1, 40)]
    mine = companies[organisation.pk]
    company = mine[int(chance.paretovariate(0.7)) % len(mine)]
    day = _LAST - timedelta(days=int((1 - n / of) * 365 * _YEARS) + chance.randrange(5))
    late = n / of > 0.97  # what is recent is still open
    return {
        "id": uuid.UUID(int=chance.getrandbits(128), version=4),
        "organisation_id": organisation.pk,
        "sha256": f"{n:064x}",
        "filename": f"facture-{n}.pdf",
        "source": "upload" if chance.random() < 0.05 else "portal",
        "company": company,
        "company_id": company.pk,
        "number": f"{day.year}-{n:07}",
        "date": None if chance.random() < 0.005 else day,
        "amount": Decimal(int(chance.lognormvariate(5, 1.5) * 100) % 10_000_000) / 100,
        "currency": "EUR" if chance.random() < 0.9 else "CHF",
        "type": chance.choices(
            ("invoice", "credit_note", "statement", "reminder", "company_registration"), (900, 50, 40, 9, 1)
        )[0],
        "payment": "not_paid" if late and chance.random() < 0.5 else "paid",
        "archived_at": None if late or chance.random() < 0.3 else datetime(2026, 1, 1, tzinfo=UTC),
        "locked_at": datetime(2026, 1, 1, tzinfo=UTC) if chance.random() < 0.01 else None,
        "to_review": late and chance.random() < 0.1,
    }


def _analyse() -> None:
    from django.db import connection

    from moisson.documents.finding.engine import engine

    engine().settle()
    if connection.vendor == "postgresql":  # what it does by itself after a while
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


def _words(count: int) -> Iterator[str]:
    """Made of syllables, the frequent ones shorter, as in every language."""
    chance = random.Random(3)
    syllables = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "en", "er", "on", "al")]
    seen: set[str] = set()
    while len(seen) < count:
        length = 2 + (len(seen) > 60) + (len(seen) > 2000)
        word = "".join(chance.choice(syllables) for _ in range(length))
        if word not in seen:
            seen.add(word)
            yield word


WORDS = tuple(_words(30_000))
_WEIGHTS = numpy.cumsum(1 / (numpy.arange(len(WORDS)) + 3))


def _memory() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _size() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


def _database(server: str) -> str:
    """The address of the archive's own database on the server, which is made where it is not there."""
    import psycopg

    base = server.rsplit("/", 1)[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'moisson_bench'").fetchone():
            connection.execute("CREATE DATABASE moisson_bench")
    return f"{base}/moisson_bench"


def _write(kind: str, told: str) -> None:
    text = PAGE.read_text("utf-8")
    begin, end = MARK.format(kind), MARK.format(f"end of {kind}")
    head, rest = text.split(begin)
    PAGE.write_text(f"{head}{begin}\n\n{told}\n\n{end}{rest.split(end)[1]}", "utf-8")


if __name__ == "__main__":
    main()
