"""Makes docs/pictures/companies.png: the list of companies with made-up logins, as a person sees it.

python tools/readme_picture.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "une longue phrase"  # noqa: S105  of a made-up account in a throw-away folder
LOGINS = (
    ("Orange", "telecom", "FR", "camille@atelier-durand.example", "connected", "", 31, 2),
    ("EDF", "energy", "FR", "0612 4471 883", "connected", "", 24, 3),
    ("OVHcloud", "hosting", "FR", "cd48213-ovh", "code_needed", "", 58, 9),
    ("Hetzner", "hosting", "DE", "K0447113625", "connected", "", 44, 1),
    ("Infomaniak", "hosting", "CH", "compta@atelier-durand.example", "wrong_credentials", "", 12, 30),
    ("SNCF Connect", "transport", "FR", "camille@atelier-durand.example", "connected", "", 67, 5),
    (
        "Adobe",
        "software",
        "US",
        "studio@atelier-durand.example",
        "action_needed",
        "Please accept our updated terms.",
        36,
        12,
    ),
    ("Veolia Eau", "water", "FR", "camille@atelier-durand.example", "connected", "", 9, 6),
)


def fill() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from moisson.accounts.first import make_first_account
    from moisson.documents.models import Document, Source
    from moisson.engine.contract import Credentials
    from moisson.portals import credentials
    from moisson.portals.models import Company, CompanyKind, Connection
    from moisson.vault import Secret

    call_command("migrate", verbosity=0)
    _, organisation = make_first_account(
        name="Camille Durand",
        email="camille@atelier-durand.example",
        password=PASSWORD,
        organisation="Atelier Durand",
        country="FR",
        language="fr",
    )
    for place, (name, category, country, username, state, said, documents, days) in enumerate(LOGINS):
        company = Company.objects.create(
            organisation=organisation, kind=CompanyKind.PORTAL, name=name, category=category, country=country
        )
        connection = Connection(
            organisation=organisation,
            company=company,
            login_url="https://portal.example/login",
            host="portal.example",
            username=username,
            state=state,
            state_message=said,
            last_success_at=timezone.now() - timedelta(days=days, hours=place),
            next_run_at=timezone.now() + timedelta(days=7 - days % 7) if state == "connected" else None,
        )
        credentials.seal(connection, Credentials(username, Secret(PASSWORD)))
        connection.save()
        Document.objects.bulk_create(
            Document(
                organisation=organisation,
                sha256=f"{place:08x}{number:056x}",
                size=48_000,
                content_type="application/pdf",
                filename=f"{number}.pdf",
                source=Source.PORTAL,
                company=company,
                connection=connection,
                number=f"F-{number}",
                date=date(2026, 11, 1) - timedelta(days=30 * number),
                amount=Decimal("59.90"),
                currency="EUR",
            )
            for number in range(documents)
        )


def take(target: Path, address: str) -> None:
    from playwright.sync_api import sync_playwright

    from moisson.engine.drivers.browser_pool import find_executable

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_executable(), args=["--no-sandbox"])
        page = browser.new_page(
            locale="fr-FR", viewport={"width": 1366, "height": 800}, device_scale_factor=1.5
        )
        page.goto(address)
        page.locator("[name=login]").fill("camille@atelier-durand.example")
        page.locator("[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Entreprises & Portails").first.click()
        page.get_by_text("OVHcloud").first.wait_for()
        page.screenshot(path=target, animations="disabled")
        browser.close()


def main() -> None:
    os.environ["MOISSON_DATA"] = tempfile.mkdtemp(prefix="moisson-picture-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "moisson.web.settings"
    fill()
    served = subprocess.Popen(
        [sys.executable, "-m", "moisson", "up", "--port", "8799", "--practice-port", "0"],
        env={**os.environ, "LANG": "en_GB.UTF-8"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert served.stdout is not None
        address = next(line.split()[-1] for line in served.stdout if "is ready" in line)
        target = ROOT / "docs" / "pictures" / "companies.png"
        target.parent.mkdir(exist_ok=True)
        take(target, address)
    finally:
        served.terminate()
        served.wait(30)


if __name__ == "__main__":
    main()
