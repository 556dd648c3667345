"""The request by which a script of the family's sign-in page sends the password, as it is at this portal."""

from __future__ import annotations

from urllib.parse import urljoin

from pydantic import ValidationError

from moisson.engine.families.model import Family
from moisson.engine.page import PageView
from moisson.engine.recipes import ByScript, Field, Form, SignIn
from moisson.engine.recipes.addresses import template_of, varies
from moisson.engine.recipes.personal import Personal
from moisson.engine.replay.entering import is_drawn_here
from moisson.engine.replay.signing_in import names_in
from moisson.engine.replay.watching import query_free
from moisson.engine.sign_in import FormKind, find_sign_in
from moisson.engine.sign_in.obstacles import find_captcha

_NOBODY = Personal(frozenset())


def signing_in_here(family: Family, page: PageView, root: str, home: str) -> SignIn | None:
    """The family's request below the portal's own root; None where the form on this page is not the family's own, asks
    for more than the family knows, or says that it is sent elsewhere."""
    said, form = family.sign_in.by_script, find_sign_in(page)
    if said is not None and form is None and is_drawn_here(said, page):
        return _here(family, said, page, root, home, [one.name for one in family.sign_in.fields])
    if said is None or form is None or form.password is None or form.username is None:
        return None
    if (
        form.kind is not FormKind.FULL
        or form.code is not None
        or form.extras
        or find_captcha(page) is not None
    ):
        return None
    known = {one.name: one.holds for one in family.sign_in.fields}
    there = names_in(form)
    roles = {id(form.username): "username", id(form.password): "password"}
    if any(
        known.get(name) != roles.get(id(node), known.get(name, "unknown")) for name, node in there.items()
    ):
        return None
    url = urljoin(page.url, root + said.address)
    around = form.password.closest("form")
    action = around.get("action").strip() if around is not None else ""
    target = query_free(urljoin(page.url, action))
    if action and target not in (query_free(url), query_free(page.url)):
        return None
    return _here(family, said, page, root, home, list(there))


def _here(
    family: Family, said: ByScript, page: PageView, root: str, home: str, names: list[str]
) -> SignIn | None:
    known = {one.name: one.holds for one in family.sign_in.fields}
    url = urljoin(page.url, root + said.address)
    at, seen_at = template_of(url, home, _NOBODY), template_of(page.url, home, _NOBODY)
    if varies(at):
        return None
    held = [Field.model_validate({"name": name, "holds": known[name]}) for name in names]
    then = template_of(urljoin(page.url, root + said.then), home, _NOBODY) if said.then is not None else None
    try:
        by = said.model_validate({**said.model_dump(), "address": at, "then": then})
        form_here = Form(action=at, fields=tuple(held))
        page_at = None if varies(seen_at) else seen_at
        return SignIn(page=page_at, form=form_here, by_script=by, over_http=True)
    except ValidationError:
        return None
