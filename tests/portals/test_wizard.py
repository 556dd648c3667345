"""The six steps, as a browser without JavaScript walks them."""

from __future__ import annotations

import io
import json

import pytest
import segno
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection as database
from django.test import Client

from moisson.accounts.models import Organisation
from moisson.portals import credentials, drafts
from moisson.portals.catalogue_access import practice_portal
from moisson.portals.models import AddedPortal, Company, CompanyKind, Connection
from tests.portals.conftest import PASSWORD

TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def practice_path() -> str:
    portal = practice_portal()
    assert portal is not None
    return f"/portals/add/{portal.slug}/"


def details(**changes: object) -> dict[str, object]:
    portal = practice_portal()
    assert portal is not None
    return {
        "username": "camille@exemple.fr",
        "password": PASSWORD,
        "login_url": portal.sign_in_url,
        "interval_days": "7",
        "start_date": "",
        **changes,
    }


def picture(text: str) -> SimpleUploadedFile:
    file = io.BytesIO()
    segno.make(text).save(file, kind="png", scale=4)
    return SimpleUploadedFile("code.png", file.getvalue(), "image/png")


def test_the_six_steps_in_french(french: Client, organisation: Organisation, visits: list[object]) -> None:
    menu = french.get("/").content.decode()
    assert 'href="/portals/"' in menu and "Entreprises &amp; Portails" in menu  # 1
    listing = french.get("/portals/").content.decode()
    assert 'href="/portals/add/"' in listing  # 2: the plus icon
    kind = french.get("/portals/add/").content.decode()
    assert "Portail en ligne" in kind and "Compte client (manuel)" in kind and "Continuer" in kind
    answer = french.post("/portals/add/", {"kind": "portal"})  # 3
    assert answer["Location"] == "/portals/add/find/"
    find = french.get("/portals/add/find/").content.decode()  # 4
    assert practice_path() in find
    step = french.get(practice_path()).content.decode()  # 5
    assert "Ouvrir la page de connexion" in step and 'rel="noopener noreferrer"' in step
    assert "Enregistrer" in step
    answer = french.post(practice_path(), details())
    assert answer.status_code == 302
    connection = Connection.objects.of(organisation).get()
    assert credentials.open_(connection).password.reveal() == PASSWORD
    assert [asked for asked, _by in visits] == [connection]
    assert "camille@exemple.fr" in french.get("/portals/").content.decode()  # 6


def test_the_saved_run_page_follows_when_something_runs_visits(
    client: Client, organisation: Organisation
) -> None:
    from moisson.runs.models import Run

    answer = client.post(practice_path(), details())
    run = Run.objects.of(organisation).get()
    assert answer["Location"] == f"/runs/{run.pk}/"
    Run.objects.update(outcome="complete")
    leading_back = 'data-leave="/portals/"'
    assert leading_back in client.get(f"/runs/{run.pk}/").content.decode()
    client.get("/portals/")
    assert leading_back not in client.get(f"/runs/{run.pk}/").content.decode()


@pytest.mark.parametrize(
    "words", ["orange", "ornage", "ORANGE", "www.orange.fr", "https://www.orange.fr/portail"]
)
def test_by_words(client: Client, words: str) -> None:
    page = client.get("/portals/add/find/", {"q": words}).content.decode()
    assert "/portals/add/orange_fr/" in page


def test_by_letter_country_and_category(client: Client) -> None:
    def names(query: str) -> list[str]:
        page = client.get("/portals/add/find/" + query).content.decode()
        return [part.split("</span>")[0] for part in page.split('<span class="p-result-name">')[1:]]

    letter = names("?letter=O")
    assert letter and all(name[0] in "OoÖöÓÔØŒœ" for name in letter)
    telecom = client.get("/portals/add/find/?category=telecom&letter=B").content.decode()
    assert telecom.count("Telephone and internet ·") == telecom.count('class="p-result"') > 0
    popular = names("?country=DE")
    assert "Orange" in names("?country=FR") and popular and "Orange" not in popular


def test_live_search_answers_with_the_results_alone(client: Client) -> None:
    full = client.get("/portals/add/find/?q=orange")
    part = client.get("/portals/add/find/?q=orange", headers={"HX-Request": "true"})
    assert (
        b"<html" in full.content
        and b"<html" not in part.content
        and b"/portals/add/orange_fr/" in part.content
    )
    back = client.get(
        "/portals/add/find/?q=orange", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert b"<html" in back.content


def test_nonsense_in_the_address_of_the_search_is_left_out(client: Client) -> None:
    for query in (
        "?letter=ß",
        "?category=nope",
        "?country=<x>",
        "?page=-3",
        "?page=²",
        "?page=99999999",
        "?q=%00",
    ):
        assert client.get("/portals/add/find/" + query).status_code == 200, query


def test_a_reload_loses_nothing_and_the_password_is_nowhere(client: Client, visits: list[object]) -> None:
    answer = client.post(practice_path(), details(login_url="javascript:alert(1)", start_date="2025-01-01"))
    assert answer.status_code == 422 and PASSWORD not in answer.content.decode()
    again = client.get(practice_path()).content.decode()
    assert 'value="camille@exemple.fr"' in again and 'value="2025-01-01"' in again and PASSWORD not in again
    client.post(
        practice_path() + "draft/", {"username": "noor@exemple.fr", "password": PASSWORD, "totp_secret": TOTP}
    )
    assert 'value="noor@exemple.fr"' in client.get(practice_path()).content.decode()
    kept = json.dumps([session.get_decoded() for session in Session.objects.all()])
    assert PASSWORD not in kept and TOTP not in kept and "noor@exemple.fr" not in kept


def test_a_draft_keeps_only_what_is_harmless(client: Client, organisation: Organisation, rf: object) -> None:
    client.post(
        practice_path() + "draft/",
        {"username": "a", "password": PASSWORD, "token": "t", "extra_zip": "75011"},
    )
    request = rf.get("/")  # type: ignore[attr-defined]
    request.session, request.organisation = client.session, organisation
    slug = practice_path().split("/")[3]
    assert drafts.load(request, slug) == {"username": "a", "extra_zip": "75011"}


def test_no_secret_in_any_table(client: Client, visits: list[object]) -> None:
    client.post(practice_path(), details(totp_secret=TOTP))
    assert Connection.objects.exists()
    with database.cursor() as cursor:
        for table in database.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    raw = bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
                    assert PASSWORD.encode() not in raw and TOTP.encode() not in raw, table


@pytest.mark.parametrize(
    "typed",
    [
        TOTP,
        "jbsw y3dp-ehpk 3pxp jbsw y3dp ehpk 3pxp",
        f"otpauth://totp/Orange:camille?secret={TOTP}&issuer=Orange&digits=6&period=30&algorithm=SHA1",
    ],
)
def test_authenticator_secret_typed(client: Client, visits: list[object], typed: str) -> None:
    client.post(practice_path(), details(totp_secret=typed))
    totp = credentials.open_(Connection.objects.get()).totp_secret
    assert totp is not None and totp.reveal() == TOTP


def test_authenticator_secret_from_a_picture(client: Client, visits: list[object]) -> None:
    client.post(practice_path(), details(totp_picture=picture(f"otpauth://totp/x?secret={TOTP}")))
    totp = credentials.open_(Connection.objects.get()).totp_secret
    assert totp is not None and totp.reveal() == TOTP


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("otpauth-migration://offline?data=CjEKCkhlbGxv", "export of Google Authenticator"),
        ("https://exemple.fr/menu", "not one for an authenticator app"),
        (f"otpauth://hotp/x?secret={TOTP}&counter=1", "counts up"),
        (f"otpauth://totp/x?secret={TOTP}&digits=8", "unusual settings"),
    ],
)
def test_a_picture_that_does_not_help_says_why(client: Client, text: str, says: str) -> None:
    answer = client.post(practice_path(), details(totp_picture=picture(text)))
    assert says in answer.content.decode() and not Connection.objects.exists()


def test_a_file_that_is_no_picture(client: Client) -> None:
    for content in (b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"GIF89a"):
        file = SimpleUploadedFile("x.png", content, "image/png")
        answer = client.post(practice_path(), details(totp_picture=file))
        assert "not a picture that can be read" in answer.content.decode()


def test_a_picture_never_touches_the_disk(
    client: Client, visits: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("a picture was written to disk")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.temp.NamedTemporaryFile", refuse)
    file = SimpleUploadedFile(
        "big.png", picture(f"otpauth://totp/x?secret={TOTP}").read() + b"\0" * 3_000_000
    )
    client.post(practice_path(), details(totp_picture=file))
    assert credentials.open_(Connection.objects.get()).totp_secret is not None


def test_forged_requests_are_refused_where_pictures_are_taken(
    organisation: Organisation, client: Client
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(practice_path(), details()).status_code == 403
    assert not Connection.objects.exists()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("javascript:alert(1)", "Only web addresses"),
        ("https://camille:secret@exemple.fr/", "carries a user name or password"),
        ("http://exemple.fr/login", "not encrypted"),
        ("https://exem ple.fr", "no usable host"),
        ("", "This field is required"),
    ],
)
def test_addresses_that_cannot_be_a_portals(client: Client, address: str, says: str) -> None:
    answer = client.post(practice_path(), details(login_url=address))
    assert says in answer.content.decode() and not Connection.objects.exists()


def test_the_same_login_twice_is_told(client: Client, visits: list[object]) -> None:
    client.post(practice_path(), details())
    answer = client.post(practice_path(), details(username="Camille@Exemple.fr"))
    assert answer.status_code == 409 and "connected already" in answer.content.decode()
    assert Connection.objects.count() == 1
    client.post(practice_path(), details(username="noor@exemple.fr"))
    assert Connection.objects.count() == 2 and Company.objects.count() == 1


def test_extra_fields_of_the_portal_are_asked_and_sealed(client: Client, visits: list[object]) -> None:
    from moisson.portals.catalogue_access import _installed

    portal = next(p for p in _installed() if p.extra_fields)
    path = f"/portals/add/{portal.slug}/"
    names = [f"extra_{field.value}" for field in portal.extra_fields]
    page = client.get(path).content.decode()
    assert all(f'name="{name}"' in page for name in names)
    given = dict.fromkeys(names, "4711")
    client.post(path, details(login_url=portal.sign_in_url or "https://exemple.fr/login", **given))
    extra = credentials.open_(Connection.objects.get()).extra
    assert extra == {field.value: "4711" for field in portal.extra_fields}


def test_a_portal_by_its_address(client: Client, organisation: Organisation, other_client: Client) -> None:
    answer = client.post(
        "/portals/add/address/", {"address": "kunde.kleiner-laden-ohne-namen.de/login", "name": ""}
    )
    assert answer["Location"] == "/portals/add/kleiner-laden-ohne-namen_de/"
    page = client.get(answer["Location"]).content.decode()
    assert 'value="https://kunde.kleiner-laden-ohne-namen.de/login"' in page
    assert AddedPortal.objects.of(organisation).count() == 1
    assert other_client.get(answer["Location"]).status_code == 404
    known = client.post("/portals/add/address/", {"address": "https://www.orange.fr/", "name": ""})
    assert known["Location"] == "/portals/add/orange_fr/"
    assert AddedPortal.objects.count() == 1


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://u:p@exemple.fr", "ftp://exemple.fr", "exemple"]
)
def test_an_address_that_is_none(client: Client, address: str) -> None:
    answer = client.post("/portals/add/address/", {"address": address, "name": ""})
    assert answer.status_code != 302 and not AddedPortal.objects.exists()


def test_a_manual_account(client: Client, organisation: Organisation) -> None:
    assert client.post("/portals/add/", {"kind": "manual"})["Location"] == "/portals/add/manual/"
    wrong = client.post(
        "/portals/add/manual/",
        {"name": "", "country": "", "iban": "FR76", "vat_id": "DE1", "bic": "X", "website": "x"},
    )
    assert wrong.status_code == 422 and wrong.content.decode().count('role="alert"') >= 6
    client.post(
        "/portals/add/manual/",
        {
            "name": "Boulangerie Martin",
            "country": "FR",
            "tags": "pain,  pain , lundi",
            "iban": "fr76 3000 6000 0112 3456 7890 189",
            "vat_id": "40 303 265 045",
            "website": "martin.example",
        },
    )
    company = Company.objects.of(organisation).get()
    assert company.kind == CompanyKind.MANUAL and company.tags == ["pain", "lundi"]
    assert company.iban == "FR7630006000011234567890189" and company.vat_id == "FR40303265045"
    assert company.website == "https://martin.example/"


@pytest.mark.parametrize(
    "typed",
    [
        "http://",
        "nowhere at all",
        "https:///path",
        "https://a.example:99999/",
        "javascript://a.example/%0aalert(1)",
    ],
)
def test_what_is_no_address_is_not_offered_to_be_opened(client: Client, typed: str) -> None:
    known = client.get(practice_path()).context["address"]
    client.post(practice_path() + "draft/", {"login_url": typed})
    for page in (client.get(practice_path()), client.post(practice_path(), details(login_url=typed))):
        assert page.context["address"] == known, "and no host without a name is warned of"
