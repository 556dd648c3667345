"""Whether a sign-in form needs no script: the plain form, filled in, is exactly what the browser sent."""

from __future__ import annotations

import re

from moisson.engine.discovery.addresses import canonical
from moisson.engine.drivers.base import Driver
from moisson.engine.drivers.http_form import Submission, submission
from moisson.engine.errors import VisitError
from moisson.engine.page import Node, PageView
from moisson.engine.recipes import Field, Form, SignIn
from moisson.engine.recipes.addresses import fits, template_of, varies
from moisson.engine.recipes.personal import Personal
from moisson.engine.replay.entering import is_drawn_here
from moisson.engine.replay.watching import Log, Sent, query_free
from moisson.engine.sign_in import FormKind, SignInForm, find_sign_in
from moisson.vault.secret import Secret

_PRESSED = frozenset({"submit", "button", "image", "reset"})
_NAME = re.compile(r"[\w:.\-\[\]$]{1,80}")
_RANDOM = re.compile(r"[0-9a-f]{12,}|\d{5,}", re.I)


async def learn_sign_in(
    log: Log, driver: Driver, username: str, home: str, personal: Personal
) -> SignIn | None:
    """What the visit showed of the sign-in; None when nobody signed in. `driver` (plain HTTP, without a session)
    fetches the form once; nothing is sent. Only a form on one page that needs no code counts as scriptless."""
    if log.form_page is None or log.password is None:
        return None
    page: str | None = template_of(log.form_page, home, personal)
    if page is not None and varies(page):
        page = None  # the address that the person gave is where it stands, or nobody knows
    if log.framed or (page is None and canonical(log.form_page) != canonical(home)):
        return SignIn()
    try:
        view = await driver.open(log.form_page)
    except VisitError:
        return SignIn(page=page)
    form = find_sign_in(view)
    if form is None or form.kind is not FormKind.FULL or form.code is not None:
        return SignIn(page=page)
    would = _filled(form, username, log.password)
    described = describe(form, would, home, personal)
    same = described is not None and any(_same(one, would) for one in log.sent[:1])
    return SignIn(page=page, form=described, over_http=same)


def _filled(form: SignInForm, username: str, password: Secret | None) -> Submission:
    typed = {}
    if form.username is not None:
        typed[form.username.ref] = username
    if form.password is not None and password is not None:
        typed[form.password.ref] = password.reveal()
    around = form.password.closest("form") if form.password is not None else None
    ticked = {form.remember.ref: True} if form.remember is not None else {}
    if around is None:
        return Submission("get", "", ())
    return submission(around, form.button, typed, ticked)


def _same(sent: Sent, would: Submission) -> bool:
    """The same address and the same fields; hidden values may differ from page to page, but are there in both."""
    if sent.by_script or would.method != "post" or query_free(sent.url) != query_free(would.url):
        return False
    ours, theirs = sorted(would.fields), sorted(sent.fields)
    if [name for name, _ in ours] != [name for name, _ in theirs]:
        return False
    return all(bool(mine) == bool(other) for (_, mine), (_, other) in zip(ours, theirs, strict=True))


def describe(form: SignInForm, would: Submission, home: str, personal: Personal) -> Form | None:
    """The form in the recipe's words; None where its names are made anew for each visit, or it has no target."""
    roles = {
        node.get("name"): role
        for node, role in (
            (form.username, "username"),
            (form.password, "password"),
            (form.remember, "remember"),
        )
        if node is not None
    }
    roles |= {node.get("name"): "extra" for node in form.extras}
    action = template_of(would.url, home, personal) if would.url else ""
    names = [name for name, _ in would.fields]
    if not would.url or any(not _NAME.fullmatch(n) or _RANDOM.search(n) or personal.in_(n) for n in names):
        return None
    held = [Field.model_validate({"name": n, "holds": roles.get(n, "page")}) for n in dict.fromkeys(names)]
    return Form(action=action, fields=tuple(held))


def described_form(view: PageView, home: str) -> Form | None:
    """The sign-in form of this page in the recipe's words; None where it is not one form on one page that asks for no
    code, or cannot be described. Raises pydantic's `ValidationError` for an address that a recipe cannot hold."""
    form = find_sign_in(view)
    if form is None or form.kind is not FormKind.FULL or form.code is not None or form.password is None:
        return None
    would = _filled(form, "x", None)
    return describe(form, would, home, Personal(frozenset())) if would.method == "post" else None


def names_in(form: SignInForm) -> dict[str, Node]:
    """The fields of a form that a script sends, by name, else by id: hidden ones too, controls that only press left
    out. "" for one that has neither."""
    around = form.password.closest("form") if form.password is not None else None
    return {
        node.get("name") or node.get("id"): node
        for node in (around or form.scope).walk()
        if node.tag in ("input", "select", "textarea") and node.get("type").lower() not in _PRESSED
    }


def has_fields(form: SignInForm, known: Form) -> bool:
    """True where a form that a script sends has no field but these."""
    return set(names_in(form)) <= {field.name for field in known.fields}


def at_the_door(view: PageView, learned: SignIn, home: str) -> bool:
    """True where this page is the learned form at the learned address, so that it need not be opened again."""
    if not learned.over_http or learned.form is None or view.status >= 400:
        return False
    if learned.by_script is not None and learned.by_script.drawn_in:
        return is_drawn_here(learned.by_script, view)
    here = fits(learned.page, view.url, home) if learned.page else canonical(view.url) == canonical(home)
    return here and still_fits(view, learned, home)


def still_fits(view: PageView, learned: SignIn, home: str) -> bool:
    """True when the form on this page is the one that was learned, so that filling it in needs no script."""
    form = find_sign_in(view)
    if form is None or learned.form is None or form.password is None:
        return False
    would = _filled(form, "x", None)
    names = {name for name, _ in would.fields}
    return names == {field.name for field in learned.form.fields} and fits(
        learned.form.action, would.url, home
    )
