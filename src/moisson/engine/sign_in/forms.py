"""Finding the sign-in form of a page among its decoys: search, newsletter, registration, forgotten password."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from moisson.engine.page import Node, PageView
from moisson.engine.sign_in import words
from moisson.engine.sign_in.fields import (
    FieldKind,
    about,
    autocomplete,
    document_of,
    fields_of,
    headings,
    is_button,
    is_field,
    kind_of,
    kind_of_input,
    label_text,
    names_of,
    said,
    scope_of,
    submit_button,
    text_before,
    usable,
)
from moisson.engine.wording import fold, phrase

_GOOD_ENOUGH = 30


class FormKind(StrEnum):
    FULL = "full"  # user name and password
    USER_FIRST = "user_first"
    PASSWORD_ONLY = "password_only"  # noqa: S105


@dataclass(frozen=True, slots=True)
class SignInForm:
    """A recognised sign-in form. `button` None: Enter in the last field sends it.

    `extras`: fields beside user name, password and code, all of which the form seems to need.
    """

    kind: FormKind
    scope: Node
    username: Node | None
    password: Node | None
    code: Node | None
    extras: tuple[Node, ...]
    remember: Node | None
    button: Node | None
    score: int

    @property
    def fields(self) -> tuple[Node, ...]:
        return tuple(n for n in (self.username, *self.extras, self.password, self.code) if n is not None)


def find_sign_in(view: PageView) -> SignInForm | None:
    """The best sign-in form of the page, or None when no form on it is one."""
    page = about(view)
    candidates: list[SignInForm] = []
    seen: set[int] = set()
    for field in view.walk():
        if not is_field(field):
            continue
        scope = scope_of(field)
        if id(scope) in seen:
            continue
        seen.add(id(scope))
        form = _read(scope, page)
        if form is not None:
            candidates.append(form)
    best = max(candidates, key=lambda form: form.score, default=None)
    return best if best is not None and best.score >= _GOOD_ENOUGH else None


def is_sign_in_page(view: PageView) -> bool:
    """True when the page asks who the visitor is: what a portal shows when a session has ended.

    A code page counts too; a sign-in form in the corner of a page that holds much else does not.
    """
    form = find_sign_in(view)
    if form is None or form.kind is FormKind.USER_FIRST:
        return bool(form is not None and words.SIGN_IN.search(about(view)))
    from moisson.engine.sign_in.inside import looks_signed_in

    return not looks_signed_in(view)


def _read(scope: Node, page: str) -> SignInForm | None:
    fields = list(fields_of(scope))
    kinds = {id(field): kind_of(field) for field in fields}
    passwords = [f for f in fields if kinds[id(f)] is FieldKind.PASSWORD]
    fresh = [f for f in fields if kinds[id(f)] is FieldKind.NEW_PASSWORD]
    if (
        fresh
        or len(passwords) > 1
        or (any(kinds[id(f)] is FieldKind.CAPTCHA for f in fields) and not passwords)
    ):
        return None
    password = passwords[0] if passwords else None
    codes = [f for f in fields if kinds[id(f)] is FieldKind.CODE]
    texts = [
        f for f in fields
        if f is not password and f not in codes and kind_of_input(f) != "password" and f.tag == "input"
        and "readonly" not in f.attrs
    ]  # fmt: skip
    if any(f.tag == "textarea" for f in fields):
        return None
    if password is None:
        return _user_first(scope, page, texts, kinds, codes)
    before = _in_order(scope, texts, password)
    username = _pick_username(before or texts, kinds)
    others = tuple(
        f for f in texts
        if f is not username and kinds[id(f)] not in (FieldKind.SEARCH, FieldKind.CAPTCHA, FieldKind.NEWSLETTER)
    )  # fmt: skip
    button = submit_button(scope, password)
    score = 45 + _frame_score(scope, button, page)
    if username is not None:
        score += 15 if kinds[id(username)] is FieldKind.USERNAME else 5
        score += 15 if autocomplete(username) & {"username", "email"} else 0
    if autocomplete(password) & {"current-password"}:
        score += 15
    if autocomplete(password) & {"new-password"}:
        score -= 25
    score -= 25 * sum(kinds[id(f)] is FieldKind.PERSONAL for f in texts)
    score -= 8 * max(0, len(others) - 1)
    kind = FormKind.FULL if username is not None else FormKind.PASSWORD_ONLY
    return SignInForm(
        kind=kind,
        scope=scope,
        username=username,
        password=password,
        code=codes[0] if len(codes) == 1 else None,
        extras=others,
        remember=find_remember(scope),
        button=button,
        score=score,
    )


def _in_order(scope: Node, texts: list[Node], mark: Node) -> list[Node]:
    """The text fields that stand before `mark` in the document."""
    before: list[Node] = []
    for node in scope.walk():
        if node is mark:
            break
        if node in texts:
            before.append(node)
    return before


def _pick_username(texts: list[Node], kinds: dict[int, FieldKind]) -> Node | None:
    def score(field: Node) -> int:
        points = 30 if autocomplete(field) & {"username"} else 0
        points += 20 if kinds[id(field)] is FieldKind.USERNAME else 0
        points += 12 if kind_of_input(field) == "email" else 0
        words_of_field = fold(label_text(field)) + " " + names_of(field)
        # A customer number beside an e-mail address is the extra field, alone it is the user name.
        points -= 10 if any(pattern.search(words_of_field) for _, pattern in words.EXTRA_FIELDS) else 0
        if kinds[id(field)] in (FieldKind.SEARCH, FieldKind.CAPTCHA, FieldKind.NEWSLETTER):
            points -= 100
        return points

    if not texts:
        return None
    # Among equals the one next to the password.
    best = max(reversed(texts), key=score)
    return best if score(best) > -50 else None


def _user_first(
    scope: Node, page: str, texts: list[Node], kinds: dict[int, FieldKind], codes: list[Node]
) -> SignInForm | None:
    """A form that asks for the user name alone, with the password on the next page."""
    if codes or len(texts) > 3 or not texts:
        return None
    username = _pick_username(texts, kinds)
    if username is None or kinds[id(username)] not in (FieldKind.USERNAME, FieldKind.OTHER, FieldKind.EXTRA):
        return None
    others = tuple(f for f in texts if f is not username)
    if any(kinds[id(f)] in (FieldKind.PERSONAL, FieldKind.SEARCH) for f in others):
        return None
    button = submit_button(scope, username)
    if button is None and sends_link(scope) is not None:
        return None
    score = 0
    score += 25 if kinds[id(username)] is FieldKind.USERNAME else 0
    score += 35 if autocomplete(username) & {"username", "webauthn"} else 0
    # One password that waits unseen in the same form is the second step; two of them make an account.
    waiting = sum(n.tag == "input" and kind_of_input(n) == "password" for n in scope.walk())
    score += 35 if waiting == 1 else 20 if waiting else 0
    if button is not None and words.NEXT.search(said(button)) and words.SIGN_IN.search(page):
        score += 15
    # Without any word about signing in, an e-mail field is a newsletter or a search.
    context = _frame_score(scope, button, page)
    score += context
    if context <= 0 and not autocomplete(username) & {"username"} and not (waiting == 1 and context == 0):
        return None
    score -= 15 * len(others)
    return SignInForm(
        kind=FormKind.USER_FIRST,
        scope=scope,
        username=username,
        password=None,
        code=None,
        extras=others,
        remember=find_remember(scope),
        button=button,
        score=score,
    )


def _frame_score(scope: Node, button: Node | None, page: str) -> int:
    """What the words around the fields say: for a sign-in, or for one of its decoys."""
    score = 0
    pressed = said(button) if button is not None else ""
    near = fold(headings(scope) or text_before(scope, 2)[-80:])
    names = phrase(" ".join(scope.get(a) for a in ("id", "class", "name", "action", "aria-label")))
    body = fold(scope.text())
    if words.SIGN_IN.search(pressed):
        score += 30
    if words.SIGN_IN.search(near):
        score += 15
    if words.SIGN_IN.search(names):
        score += 20
    if words.SIGN_IN.search(page) or words.ACCOUNT.search(page):
        score += 10
    if words.REGISTER.search(pressed) and not words.SIGN_IN.search(pressed):
        score -= 70
    if words.REGISTER.search(near) and not words.SIGN_IN.search(near):
        score -= 35
    if words.REGISTER.search(names) and not words.SIGN_IN.search(names):
        score -= 35
    if words.RESET.search(pressed) or words.RESET.search(near) or words.RESET.search(names):
        score -= 60
    if words.NEWSLETTER.search(pressed) or words.NEWSLETTER.search(near) or words.NEWSLETTER.search(names):
        score -= 70
    if words.NEWSLETTER.search(body) and not words.SIGN_IN.search(body):
        score -= 40
    if words.SEARCH.search(pressed) or words.SEARCH.search(names) or scope.role == "search":
        score -= 60
    return score


def sends_link(scope: Node) -> Node | None:
    """The button that would have the portal mail a link to sign in with."""
    for node in scope.walk():
        if node.visible and is_button(node) and words.SEND_LINK.search(said(node)):
            return node
    return None


def find_remember(scope: Node) -> Node | None:
    """The tick box that keeps the visitor signed in or the device known, also when a drawn one stands in for it."""
    for node in scope.walk():
        if node.tag == "input" and kind_of_input(node) == "checkbox" and "disabled" not in node.attrs:
            both = f"{fold(label_text(node))} {names_of(node)}"
            # "I accept the terms and stay signed in" is not for us to tick.
            if (
                words.REMEMBER.search(both)
                and not words.TERMS.search(both)
                and not words.NEWSLETTER.search(both)
            ):
                return node
    return None


def in_same_document(a: Node, b: Node) -> bool:
    return document_of(a) is document_of(b)


def hidden_password(view: PageView) -> bool:
    """A password field waits on the page unseen: behind a button, or as the second step."""
    return any(n.tag == "input" and kind_of_input(n) == "password" and not usable(n) for n in view.walk())
