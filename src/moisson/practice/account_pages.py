"""Pages behind the sign-in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from functools import wraps
from typing import Any
from urllib.parse import quote

import pyotp
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from moisson.practice.customers import Customer, consumption
from moisson.practice.facts import SIGN_IN_PATH
from moisson.practice.invoices import NEWEST, Invoice
from moisson.practice.pdf import invoice_pdf
from moisson.practice.qr import authenticator_qr
from moisson.practice.rendering import Renderer, language_of, leave_flash, posted
from moisson.practice.state import Account, Answer, Portal
from moisson.practice.texts import text

PAGE_ROWS = 10

Page = Callable[[Request, Account], Awaitable[Response]]


def signed_in(page: Page) -> Callable[[Request], Awaitable[Response]]:
    """Lets only signed-in visitors through; others come back to the page after their sign-in."""

    @wraps(page)
    async def guarded(request: Request) -> Response:
        portal: Portal = request.app.state.portal
        account = portal.accounts.get(request.session.get("account", ""))
        if account is None:
            wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            suffix = f"?suite={quote(wanted, safe='/')}" if request.method == "GET" else ""
            return RedirectResponse(SIGN_IN_PATH + suffix, 303)
        return await page(request, account)

    return guarded


def act(page: Page) -> Callable[[Request], Awaitable[Response]]:
    """A signed-in page that only a form of ours may call; anything else goes back to the overview."""

    @wraps(page)
    async def checked(request: Request, account: Account) -> Response:
        if await posted(request) is None:
            leave_flash(request, "form_expired")
            return RedirectResponse("/espace", 303)
        return await page(request, account)

    return signed_in(checked)


@signed_in
async def dashboard(request: Request, account: Account) -> Response:
    """What matters at a glance, and the practice corner."""
    portal: Portal = request.app.state.portal
    invoices = portal.invoices(account)
    last = NEWEST.replace(day=1) - timedelta(days=1)
    return _page(
        request,
        "dashboard.html",
        customer=account.customer,
        newest=invoices[:3],
        to_pay=[invoice for invoice in invoices if not invoice.paid],
        last_month=last,
        last_kwh=consumption(account.customer, last.year, last.month),
        touched=portal.touched,
    )


@signed_in
async def invoices(request: Request, account: Account) -> Response:
    """The list, ten a page, newest first."""
    found = request.app.state.portal.invoices(account)
    pages = -(-len(found) // PAGE_ROWS)
    asked = request.query_params.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    if not 1 <= number <= pages:
        raise HTTPException(404)
    first = (number - 1) * PAGE_ROWS
    rows = found[first : first + PAGE_ROWS]
    return _page(
        request,
        "invoices.html",
        rows=rows,
        number=number,
        pages=pages,
        first=first + 1,
        last=first + len(rows),
        total=len(found),
    )


@signed_in
async def invoice_file(request: Request, account: Account) -> Response:
    """One invoice as a PDF attachment."""
    invoice = _invoice(request, account)
    return Response(
        invoice_pdf(invoice, account.customer),
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="Facture_Lumetha_{invoice.number}.pdf"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@act
async def pay(request: Request, account: Account) -> Response:
    """Counts, and does nothing else."""
    _invoice(request, account)
    request.app.state.portal.touched["pay"] += 1
    leave_flash(request, "paid_flash")
    return RedirectResponse("/espace", 303)


@act
async def simulate(request: Request, account: Account) -> Response:
    """Adds an invoice of today."""
    invoice = request.app.state.portal.add_invoice(account)
    leave_flash(request, "simulated_flash", number=invoice.number)
    return RedirectResponse("/espace", 303)


@signed_in
async def use(request: Request, account: Account) -> Response:
    """Twelve months of readings: a table of dates and figures that holds no document."""
    months = [_use_of(account.customer, back) for back in range(12)]
    return _page(
        request,
        "consumption.html",
        customer=account.customer,
        months=months,
        most=max(kwh for _, kwh, _, _ in months),
    )


@signed_in
async def contracts(request: Request, account: Account) -> Response:
    """The one contract."""
    return _page(request, "contracts.html", customer=account.customer)


@act
async def cancel_contract(request: Request, account: Account) -> Response:
    """Counts, and does nothing else."""
    request.app.state.portal.touched["cancel_contract"] += 1
    leave_flash(request, "cancelled_flash")
    return RedirectResponse("/espace/contrats", 303)


@signed_in
async def profile(request: Request, account: Account) -> Response:
    """Master data, to read."""
    return _page(request, "profile.html", customer=account.customer)


@signed_in
async def security(request: Request, account: Account) -> Response:
    """Whether two-factor is on, and the button that changes it."""
    return _page(request, "security.html", on=account.totp_secret is not None)


@signed_in
async def switch_on(request: Request, account: Account) -> Response:
    """Shows a fresh secret, and takes the first code that proves it was received."""
    if account.totp_secret is not None:
        return RedirectResponse("/espace/securite", 303)
    # The same secret while the visitor is at it: after a mistyped code the app still fits.
    secret: str = request.session.setdefault("new_secret", pyotp.random_base32())
    error = None
    if request.method == "POST":
        fields = await posted(request)
        if fields is None:
            error = "form_expired"
        elif (
            request.app.state.portal.switch_on_codes(account, secret, fields.get("code", "")) is Answer.RIGHT
        ):
            del request.session["new_secret"]
            leave_flash(request, "switched_on_flash")
            return RedirectResponse("/espace/securite", 303)
        else:
            error = "wrong_code"
    return _page(
        request,
        "security_on.html",
        secret=secret,
        qr=authenticator_qr(secret, account.customer.username),
        error=text(error, language_of(request)) if error else None,
    )


@act
async def switch_off(request: Request, account: Account) -> Response:
    """Back to the password alone."""
    request.app.state.portal.switch_off_codes(account)
    leave_flash(request, "switched_off_flash")
    return RedirectResponse("/espace/securite", 303)


def _page(request: Request, template: str, **values: Any) -> Response:
    renderer: Renderer = request.app.state.renderer
    return renderer.page(request, template, **values)


def _invoice(request: Request, account: Account) -> Invoice:
    number = request.path_params["number"]
    for invoice in request.app.state.portal.invoices(account):
        if invoice.number == number:
            found: Invoice = invoice
            return found
    raise HTTPException(404)


def _use_of(customer: Customer, back: int) -> tuple[date, int, float, int]:
    """First day of the month, its kWh, kWh a day, and the kWh a year before."""
    index = NEWEST.year * 12 + NEWEST.month - 2 - back
    first = date(index // 12, index % 12 + 1, 1)
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    kwh = consumption(customer, first.year, first.month)
    return first, kwh, kwh / (following - first).days, consumption(customer, first.year - 1, first.month)
