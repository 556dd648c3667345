"""A house in which every page has something to show: each state, long names, many rows, questions that wait."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from moisson.accounts.first import found_organisation
from moisson.accounts.models import Organisation, Role, User
from moisson.documents.archive import Said, keep_upload
from moisson.documents.models import Document, Expectation
from moisson.engine.contract import Credentials
from moisson.portals import credentials as vaulted
from moisson.portals.models import AddedPortal, Company, CompanyKind, Connection, PendingChallenge
from moisson.runs import evidence_files
from moisson.runs.models import (
    Happening,
    KnownShortfall,
    LedgerEntry,
    Run,
    SeenList,
    SeenShortfall,
    SetAside,
    Trigger,
)
from moisson.vault import Secret
from tests.web import house

LONG = "Gemeinschaftsstadtwerke Bad Königshofen-Grabfeld & Söhne Energieversorgungsgesellschaft mbH"
LONG_LOGIN = "buchhaltung.eingangsrechnungen+stadtwerke@sehr-lange-domain-einer-steuerkanzlei.example"
WORDS = "„Der Benutzername oder das Passwort ist falsch. Nach drei Fehlversuchen wird Ihr Konto gesperrt.“"
NOT_SEEN = (
    "The page “Archiv der Jahresabrechnungen und Abschlagspläne” answers with an error (404).",
    "The documents of “Liegenschaft Bahnhofstraße 12, Hinterhaus” could not be shown.",
    "The next page of the list could not be opened.",
)
QUESTION = "Wie hieß die Straße, in der Sie aufgewachsen sind?"
ELSEWHERE = (
    "Open this address in a browser, sign in there, and give the address it leads to: "
    f"https://konto.fremder-anbieter.example/autorisierung?state={'a1b2c3d4' * 20}"
)
# A state of the list with the finer reason beside it.
STATES = (
    ("Orange", "connected", ""),
    ("Bouygues Telecom", "verifying", ""),
    ("Deutsche Telekom", "code_needed", ""),
    (LONG, "wrong_credentials", "wrong_credentials"),
    ("Engie", "action_needed", "action_needed:terms"),
    ("Shell Energy", "blocked", "captcha_needed"),
    ("Veolia", "portal_not_understood", ""),
    ("Free", "portal_down", "maintenance"),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """Who plays, and where: the addresses of pages by a name for each."""

    owner: User
    organisation: Organisation
    addresses: dict[str, str]


def set_up() -> Stage:
    owner = house.a_person(
        name="Maximiliane Durand-Lefèvre de la Haute-Combe", language="", is_superuser=True
    )
    organisation = house.an_organisation(owner, "Steuerkanzlei Wolkenstein, Übersee & Partner mbB")
    found_organisation(owner, "Zweite Kanzlei", "DE")
    member = house.joined(
        organisation, "sehr.langer.name.einer.kollegin@kanzlei-wolkenstein.example", Role.READER
    )
    member.set_unusable_password()
    member.save()
    connections = {name: _connection(organisation, name, state, reason) for name, state, reason in STATES}
    orange, telekom = connections["Orange"], connections["Deutsche Telekom"]
    _connection(organisation, "Orange", "connected", "", username="zweiter-zugang@example.org", paused=True)
    by_key = _connection(organisation, "OVHcloud", "connected", "", username="AppKey7x", connector="ovhcloud")
    for name, state in (("Parcelle", "wrong_credentials"), ("Elsewhere", "verifying")):
        connections[name] = _connection(
            organisation, name, state, "" if state == "verifying" else state, connector="woob:parcelle"
        )
    by_module = connections["Parcelle"]
    manual = _customer_account(organisation)
    documents = _documents(orange, connections[LONG])
    note = _upload(organisation, owner, b"<?xml version='1.0'?><Invoice><ID>7</ID></Invoice>", "facture.xml")
    odd = _upload(organisation, owner, b"PK\x03\x04 who knows", "unknown.bin")
    _expected(connections)
    _health(connections)
    added = AddedPortal.objects.create(
        organisation=organisation, slug="fibrasur_es", name="Fibrasur", address="https://fibrasur.es/acceso"
    )
    runs = _runs(connections)
    with_code = _run(telekom, started=True)
    _happen(with_code, ("reaching", "telekom.example"), ("signing_in", ""), ("code_asked", "sms"))
    _ask(telekom, with_code, kind="code", medium="sms", hint="•••• 4711", length=6, attempt=2, message=WORDS)
    pages = {
        "dashboard": reverse("web:dashboard"),
        "todo": reverse("web:todo"),
        "companies": reverse("portals:companies"),
        "companies-none": reverse("portals:companies") + "?q=zzzz",
        "company": reverse("portals:company", args=[orange.company_id]),
        "company-long": reverse("portals:company", args=[connections[LONG].company_id]),
        "company-manual": reverse("portals:company", args=[manual.pk]),
        "company-edit": reverse("portals:company_edit", args=[manual.pk]),
        "company-delete": reverse("portals:company_delete", args=[orange.company_id]),
        "add-kind": reverse("portals:add"),
        "add-manual": reverse("portals:add_manual"),
        "add-find": reverse("portals:find"),
        "add-find-words": reverse("portals:find") + "?q=telekom",
        "add-find-none": reverse("portals:find") + "?q=qqqqqqzzzz",
        "add-address": reverse("portals:add_by_address"),
        "add-sign-in": reverse("portals:sign_in_details", args=[added.slug]),
        "add-by-key": reverse("portals:add_by_key", args=["stripe_com"]),
        "add-find-module": reverse("portals:modules"),
        "module-edit": reverse("portals:connection_edit", args=[by_module.pk]),
        "add-or-by-key": reverse("portals:sign_in_details", args=["vultr_com"]),
        "portal-edit": reverse("portals:added", args=[added.slug]),
        "portal-remove": reverse("portals:added_delete", args=[added.slug]),
        "connection-edit": reverse("portals:connection_edit", args=[connections[LONG].pk]),
        "key-edit": reverse("portals:connection_edit", args=[by_key.pk]),
        "schedule": reverse("portals:schedule", args=[orange.pk]),
        "way": reverse("portals:way", args=[orange.pk]),
        "connection-delete": reverse("portals:connection_delete", args=[orange.pk]),
        "documents": reverse("documents:list"),
        "documents-none": reverse("documents:list") + "?q=zzzz",
        "document": reverse("documents:detail", args=[documents[0].pk]),
        "document-long": reverse("documents:detail", args=[documents[-1].pk]),
        "document-xml": reverse("documents:detail", args=[note.pk]),
        "document-odd": reverse("documents:detail", args=[odd.pk]),
        "document-delete": reverse("documents:delete", args=[documents[-1].pk]),
        "upload": reverse("documents:upload"),
        "profile": reverse("accounts:profile"),
        "password": reverse("account_change_password"),
        "email": reverse("accounts:email"),
        "people": reverse("accounts:organisation"),
        "person": reverse("accounts:person", args=[member.memberships.get().pk]),
        "person-remove": reverse("accounts:remove_person", args=[member.memberships.get().pk]),
        "add-person": reverse("accounts:add_person"),
        "organisations": reverse("accounts:organisations"),
        "new-organisation": reverse("accounts:new_organisation"),
        "rename": reverse("accounts:rename"),
        "health": reverse("runs:health"),
        "health-none": reverse("runs:health") + "?q=zzzz",
        "sign-out": reverse("account_logout"),
        "not-found": "/nowhere/",
        **{f"run-{name}": reverse("runs:watch", args=[run.pk]) for name, run in runs.items()},
        "run-code": reverse("runs:watch", args=[with_code.pk]),
    }
    if find_spec("woob") is not None:
        pages["add-by-module"] = reverse("portals:add_by_module", args=["parcelle"])
    return Stage(owner, organisation, pages)


def _connection(
    organisation: Organisation, name: str, state: str, reason: str, **fields: object
) -> Connection:
    company, _ = Company.objects.get_or_create(
        organisation=organisation,
        kind=CompanyKind.PORTAL,
        name=name,
        defaults={
            "country": "DE",
            "category": "telecom",
            "portal_slug": "example_com",
            "domain": "example.com",
            "website": "https://example.com/",
        },
    )
    now = timezone.now()
    given = {
        "username": LONG_LOGIN if name == LONG else "rechnung@kanzlei.example",
        "state_message": WORDS if reason else "",
        "last_success_at": now - timedelta(days=3),
        "next_run_at": now + timedelta(days=4) if state in ("connected", "portal_down") else None,
        **fields,
    }
    connection = Connection(
        organisation=organisation,
        company=company,
        login_url="https://kundenkonto.example.com/anmeldung/start?bereich=rechnungen",
        host="kundenkonto.example.com",
        state=state,
        state_reason=reason,
        **given,
    )
    vaulted.seal(
        connection, Credentials(str(given["username"]), Secret("ein Passwort"), extra={"zip": "97631"})
    )
    connection.save()
    return connection


def _customer_account(organisation: Organisation) -> Company:
    return Company.objects.create(
        organisation=organisation,
        kind=CompanyKind.MANUAL,
        name="Menuiserie Pêcheur-Vandenbroucke et Fils, maison fondée en 1874",
        country="FR",
        tags=["atelier", "travaux"],
        street="12 bis, rue du Général-de-Gaulle",
        zip="67000",
        city="Strasbourg",
        email="facturation@menuiserie-pecheur-vandenbroucke.example",
        phone="+33 3 88 00 00 00",
        vat_id="FR40303265045",
        iban="FR7630006000011234567890189",
        bic="AGRIFRPP",
        note="Paie à 30 jours.\nAppeler avant de relancer.",
    )


def _documents(orange: Connection, long: Connection) -> list[Document]:
    """Enough for two pages, one of them with everything long, one with nothing known."""
    made = [
        house.a_document(
            orange, f"2026-{n:04}", day=date(2026, 1, 1) + timedelta(days=n), title="Facture mensuelle"
        )
        for n in range(55)
    ]
    made.append(house.a_document(orange, "", data=house.PDF + b"bare", day=None, amount=None, currency=""))
    title = (
        "Jahresverbrauchsabrechnung Strom, Gas, Wasser und Fernwärme für die Liegenschaft Bahnhofstraße 112a"
    )
    number = "RE-2026-000000000123456789-ABSCHLAG-KORREKTUR"
    made.append(house.a_document(long, number, title=title, amount="-123456.78", day=date(2026, 11, 20)))
    return made


def _health(connections: dict[str, Connection]) -> None:
    """Portals that fare well and badly, with recipes that hold, fail and are set aside."""
    now = timezone.now()
    names = (
        "example.com",
        "kundenportal-der-gemeinschaftsstadtwerke-bad-koenigshofen-grabfeld.example",
        "fibrasur.es",
    )
    for number, portal in enumerate(names):
        for visit in range(12):
            broke = number == 1 and visit > 8
            Run.objects.create(
                organisation=connections["Orange"].organisation, connection=connections["Orange"],
                trigger=Trigger.SCHEDULE, credentials_version=1, started_at=now, portal=portal,
                ended_at=now - timedelta(hours=40 - visit),
                outcome="portal_down" if (visit + number) % 5 < number else "complete", mode="http",
                recipe_mark=f"mark{number}", recipe_version=number + 1, recipe_held=not broke,
            )  # fmt: skip
    SetAside.objects.create(
        portal=names[1], mark="mark1", version=2, at="list", failures=3, since=now - timedelta(hours=2)
    )


def _expected(connections: dict[str, Connection]) -> None:
    """Rhythms of every kind: missing, coming, over, ended, of a login that does not work."""
    today = timezone.localdate()
    long = "Abschlagsrechnung Fernwärme und Warmwasser Bahnhofstraße 112a, Vorderhaus, 3. Obergeschoss links"
    kinds = (
        ("Orange", "monthly", long, -20, 60, None),
        ("Orange", "weekly", "", -9, 14, None),
        ("Orange", "quarterly", "Relevé", 30, 200, None),
        ("Orange", "yearly", "Jahresabrechnung", -400, -100, None),
        ("Orange", "bimonthly", "Alt", -20, 60, today),
        (LONG, "half_yearly", "", -20, 60, None),
    )
    for number, (name, beat, title, due, over, ended) in enumerate(kinds):
        connection = connections[name]
        Expectation.objects.create(
            organisation=connection.organisation, connection=connection, key=str(number), name=title,
            beat=beat, last_day=today - timedelta(days=50), due=today + timedelta(days=due),
            by=today + timedelta(days=due + 4), over=today + timedelta(days=over), ended=ended,
        )  # fmt: skip


def _upload(organisation: Organisation, by: User, data: bytes, filename: str) -> Document:
    kind = "application/xml" if filename.endswith(".xml") else "application/octet-stream"
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        path = Path(file.name)
        return keep_upload(
            organisation, path, Said(), filename=filename, content_type=kind, by=by, company=None
        )[0]


def _run(connection: Connection, *, started: bool, outcome: str = "", message: str = "") -> Run:
    now = timezone.now()
    return Run.objects.create(
        organisation=connection.organisation,
        connection=connection,
        trigger=Trigger.PERSON,
        credentials_version=1,
        started_at=now - timedelta(seconds=40) if started else None,
        ended_at=now if outcome else None,
        outcome=outcome,
        message=message,
        mode="browser" if outcome else "",
        requests=31,
        seconds=12.4,
    )


def _happen(run: Run, *steps: tuple[str, str]) -> None:
    for step, detail in steps:
        Happening.objects.create(run=run, step=step, detail=detail)


def _ask(connection: Connection, run: Run, **fields: object) -> PendingChallenge:
    return house.a_challenge(connection, run_id=run.pk, **fields)


def _runs(connections: dict[str, Connection]) -> dict[str, Run]:
    """Runs in every phase: waiting, at work, each kind of question, good and bad ends."""
    long = connections[LONG]
    complete = _run(connections["Orange"], started=True, outcome="complete")
    _happen(complete, ("reaching", "orange.example"), ("signed_in", ""), ("list_found", ""))
    Happening.objects.create(run=complete, step="fetching", done=26, total=26, detail="Facture 26")
    _shown(complete, "signed_in", "list_found", "list_found")
    SeenList.objects.create(
        run=complete, url="https://orange.example/factures", rows=24, pages=3, claimed_total=26
    )
    states = ["downloaded", "known", "left_out", "failed"]
    for n in range(24):
        LedgerEntry.objects.create(
            run=complete,
            key=f"k{n}",
            number=f"F-{n:05}",
            title="Facture mensuelle",
            date=date(2026, 1, 1),
            amount="12.50",
            currency="EUR",
            state=states[n % 4],
            reason="before 2026-02-01" if n % 4 == 2 else "",
        )
    lacking = _run(long, started=True, outcome="incomplete", message=f"{NOT_SEEN[0]} Besides: {NOT_SEEN[1]}")
    SeenList.objects.create(run=lacking, url="https://stadtwerke.example/rechnungen", rows=24, pages=3)
    for n, words in enumerate(NOT_SEEN):
        where = (
            f"https://kundenkonto.stadtwerke.example/kundenbereich/vertraege/archiv/{'unterlagen-' * 5}{n}"
        )
        SeenShortfall.objects.create(run=lacking, where=where, words=words, of_a_place=n != 2)
    seen = SeenShortfall.objects.create(
        run=complete,
        where="https://orange.example/archives",
        words=NOT_SEEN[0],
        of_a_place=True,
        counted=False,
    )
    KnownShortfall.objects.create(
        organisation=complete.organisation,
        connection=complete.connection,
        where=seen.where,
        words=seen.words,
        said_at=timezone.now() - timedelta(days=40),
        said_by=User.objects.first(),
    )
    refused = _run(long, started=True, outcome="wrong_credentials", message=WORDS)
    lost = _run(connections["Veolia"], started=True, outcome="portal_not_understood")
    lost.evidence_name, lost.evidence_url = "stage", "https://veolia.example/accueil"
    lost.save()
    settings.EVIDENCE_FOLDER.mkdir(parents=True, exist_ok=True)
    _picture(settings.EVIDENCE_FOLDER / "stage.png")
    working = _run(connections["Bouygues Telecom"], started=True)
    _happen(
        working, ("reaching", "bouygues.example"), ("signing_in", ""), ("signed_in", ""), ("list_found", "")
    )
    Happening.objects.create(run=working, step="fetching", done=3, total=26, detail="Facture de mars 2026")
    _shown(working, "signing_in", "list_found")
    _bring(working, connections["Bouygues Telecom"])
    by_module = _run(connections["Parcelle"], started=True)
    _happen(by_module, ("reaching", "parcelle.example"), ("signing_in", ""), ("code_asked", ""))
    _ask(connections["Parcelle"], by_module, kind="code", medium="unknown", attempt=2, message=QUESTION)
    elsewhere = _run(connections["Elsewhere"], started=True)
    _ask(connections["Elsewhere"], elsewhere, kind="code", medium="unknown", message=ELSEWHERE)
    approval = _run(connections["Engie"], started=True)
    _ask(connections["Engie"], approval, kind="approval", medium="push", hint="iPhone de Camille")
    host = _run(connections["Shell Energy"], started=True)
    _ask(
        connections["Shell Energy"],
        host,
        kind="host",
        medium="unknown",
        host="anmeldung.fremder-anbieter.example",
    )
    choice = _run(connections["Free"], started=True)
    choices = ["Vertrag 4711 (Bahnhofstraße)", "Vertrag 0815 (" + "Liegenschaft " * 6 + ")"]
    _ask(
        connections["Free"],
        choice,
        kind="choice",
        medium="unknown",
        choices=choices,
        message="Welcher Vertrag?",
    )
    waiting = _run(_connection(long.organisation, "SFR", "verifying", ""), started=False)
    return {
        "complete": complete,
        "refused": refused,
        "lost": lost,
        "working": working,
        "approval": approval,
        "host": host,
        "choice": choice,
        "waiting": waiting,
        "lacking": lacking,
        "question": by_module,
        "elsewhere": elsewhere,
    }


def _bring(run: Run, connection: Connection) -> None:
    """What came home so far."""
    for n in range(3):
        document = house.a_document(connection, f"BT-2026-{n}", title="Facture mobile", day=date(2026, 3, 1))
        document.sightings.update(first_run_id=run.pk)


def _shown(run: Run, *steps: str) -> None:
    """Pictures of these moments."""
    for step in steps:
        name = evidence_files.picture_name(run.pk)
        Happening.objects.create(run=run, step=step, detail="https://portal.example/lieu", picture=name)
        _picture(settings.EVIDENCE_FOLDER / f"{name}.jpg")


def _picture(path: Path) -> None:
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (640, 400), "#dddddd").save(path)
