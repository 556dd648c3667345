"""What a page says after something was sent: refused, locked, out of order, moved on, or nothing yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from moisson.engine.errors import ActionNeeded
from moisson.engine.page import Node, PageView
from moisson.engine.sign_in import words
from moisson.engine.sign_in.codes import find_code_form
from moisson.engine.sign_in.fields import is_field, kind_of_input
from moisson.engine.sign_in.forms import FormKind, SignInForm, find_sign_in
from moisson.engine.sign_in.inside import sign_out_control
from moisson.engine.sign_in.obstacles import forced_step
from moisson.engine.wording import any_of, fold, phrase


class Outcome(StrEnum):
    NOTHING = "nothing"  # the page is as it was
    REFUSED = "refused"
    SHOWN_AGAIN = "shown_again"  # the form came anew, without words known as a refusal
    LOCKED = "locked"
    TECHNICAL = "technical"
    INCOMPLETE = "incomplete"  # a field was left empty
    MOVED_ON = "moved_on"


@dataclass(frozen=True, slots=True)
class Verdict:
    outcome: Outcome
    message: str = ""


_ALERT = any_of(
    r"errors?", r"alerts?", r"danger", r"invalid", r"warning", r"fehler\w*", r"erreurs?", r"feedback", r"messages?", r"flash\w*", r"toasts?", r"notifications?", r"notice", r"errore", r"fout\w*", r"erro", r"validation", r"help block", r"errormessage", r"errormsg", r"error msg", r"has error", r"is invalid", r"snackbar", r"callout", r"note", r"failure", r"fail", r"helper text", r"hint",
)  # fmt: skip
_QUIET_TAGS = frozenset({"label", "option", "select", "a", "button", "title", "li", "legend"})


def alerts(view: PageView) -> list[str]:
    """Visible texts marked as a message by role or by name, in the order of the page, none inside another."""
    found: list[str] = []
    taken: list[Node] = []
    for node in view.walk():
        if not node.visible or node.tag in ("input", "body", "html", "form", "button", "svg", "i"):
            continue
        marked = (
            node.role in ("alert", "alertdialog")
            or node.get("aria-live").lower() == "assertive"
            or _ALERT.search(phrase(f"{node.get('class')} {node.get('id')}")) is not None
        )
        if not marked:
            continue
        text = node.text()
        if 2 < len(text) <= 500 and not any(ancestor in taken for ancestor in node.ancestors()):
            taken.append(node)
            found.append(text)
    return found


def lines(view: PageView) -> list[str]:
    """The texts of the page by the smallest element that holds them."""
    found = []
    for node in view.walk():
        if node.visible and node.tag not in _QUIET_TAGS:
            own = node.own_text()
            if len(own) > 2:
                text = node.text()
                found.append(text if len(text) <= 400 else own[:400])
    return found


def classify(
    before: PageView, after: PageView, extra: tuple[str, ...] = (), *, navigated: bool = False
) -> Verdict:
    """What sending a form led to, from what changed between the two pages.

    `extra`: texts of alert dialogues. `navigated`: the second page is a document of its own.
    """
    form_before, form_after = find_sign_in(before), find_sign_in(after)
    code_before, code_after = find_code_form(before), find_code_form(after)
    known = set(lines(before))
    known_alerts = set(alerts(before))
    news = [text for text in lines(after) if text not in known]
    news_alerts = [text for text in alerts(after) if text not in known_alerts]
    if code_before is not None and code_after is not None:
        return _judge_same(
            before, after, [*extra, *news_alerts], news, same_again=navigated or _reloaded(before, after)
        )
    if code_after is not None:
        return Verdict(Outcome.MOVED_ON)
    if form_after is not None and _way_out(after) and not _way_out(before):
        return Verdict(Outcome.MOVED_ON)  # inside; the form is for signing in as somebody else
    if form_before is not None and form_after is not None:
        if (form_after.code is not None) and form_before.code is None:
            return Verdict(Outcome.MOVED_ON)
        if form_before.kind is FormKind.USER_FIRST and form_after.kind is not FormKind.USER_FIRST:
            return Verdict(Outcome.MOVED_ON)
        if _same_form(form_before, form_after):
            return _judge_same(
                before, after, [*extra, *news_alerts], news, same_again=navigated or _reloaded(before, after)
            )
    if form_after is not None and form_after.kind is not FormKind.USER_FIRST and form_before is not None:
        return _judge_same(before, after, [*extra, *news_alerts], news, same_again=True)
    if form_after is None and isinstance(forced_step(after), ActionNeeded):
        return Verdict(Outcome.MOVED_ON)  # "your password has expired" is no word about the one just typed
    said = [*extra, *news_alerts]
    # A page that took the form's place and only says no.
    if form_after is None and len(after.text()) < 1500:
        said += news
    verdict = _read(said)
    if verdict is not None and verdict.outcome in (Outcome.LOCKED,):
        return verdict
    if verdict is not None and form_after is None and not _ways_on(after):
        if verdict.outcome is Outcome.REFUSED and not any(_blames(text) for text in said):
            return Verdict(Outcome.TECHNICAL, " ".join(dict.fromkeys(said))[:300])
        return verdict
    if (
        before.url == after.url
        and set(lines(after)) == known
        and not said
        and _fields(before) == _fields(after)
    ):
        return Verdict(Outcome.NOTHING)
    return Verdict(Outcome.MOVED_ON)


def _judge_same(
    before: PageView, after: PageView, said: list[str], news: list[str], *, same_again: bool
) -> Verdict:
    """The form is still there: what new words stand on the page?"""
    verdict = _read(said)
    if verdict is not None:
        return verdict
    verdict = _read(news)
    if verdict is not None:
        return verdict
    if said:
        return Verdict(Outcome.SHOWN_AGAIN, said[0][:300])
    if same_again:
        # The same page came anew. Its standing texts may hold the refusal (a flash message seen before).
        again = _read(alerts(after))
        return again or Verdict(Outcome.SHOWN_AGAIN, _short(news))
    return Verdict(Outcome.NOTHING)


def _read(texts: list[str]) -> Verdict | None:
    for text in texts:
        if len(text) <= 500 and words.LOCKED.search(fold(text)):
            return Verdict(Outcome.LOCKED, text[:300])
    for text in texts:
        folded = fold(text)
        if len(text) > 500:
            continue
        credential = (
            words.PASSWORD.search(folded) or words.USERNAME.search(folded) or words.CODE.search(folded)
        )
        if words.TECHNICAL.search(folded) and not credential:
            return Verdict(Outcome.TECHNICAL, text[:300])
        if words.WRONG.search(folded):
            return Verdict(Outcome.REFUSED, text[:300])
        if words.EXPIRED.search(folded) and credential:
            return Verdict(Outcome.REFUSED, text[:300])
        if words.REQUIRED.search(folded):
            return Verdict(Outcome.INCOMPLETE, text[:300])
    return None


_ERROR = any_of(r"errors?", r"fehler", r"erreurs?", r"errore", r"fout(?:en)?", r"erros?", r"blad", r"fel", r"fejl", r"feil", r"virhe", r"chyba")  # fmt: skip


def _blames(text: str) -> bool:
    """True for words that blame what was typed; a page of its own that says "Error" and no more is out of order."""
    folded = fold(text)
    if words.PASSWORD.search(folded) or words.USERNAME.search(folded) or words.CODE.search(folded):
        return True
    return words.WRONG.search(_ERROR.sub(" ", folded)) is not None


def _short(news: list[str]) -> str:
    """What is new on a page, when it is little enough to be said about the form."""
    text = " ".join(dict.fromkeys(news))
    return text if len(text) <= 200 else ""


def _way_out(view: PageView) -> bool:
    control = sign_out_control(view)
    return control is not None and control.visible


def _same_form(a: SignInForm, b: SignInForm) -> bool:
    return a.kind is b.kind or {a.kind, b.kind} == {FormKind.FULL, FormKind.PASSWORD_ONLY}


def _reloaded(before: PageView, after: PageView) -> bool:
    """The same page was sent again: another address, or hidden tokens and fields changed."""
    if before.url != after.url:
        return True
    return _tokens(before) != _tokens(after)


def _tokens(view: PageView) -> list[tuple[str, str]]:
    return [
        (node.get("name"), node.get("value"))
        for node in view.walk()
        if node.tag == "input" and kind_of_input(node) == "hidden"
    ]


def _fields(view: PageView) -> list[tuple[str, str]]:
    return [(node.get("name"), kind_of_input(node)) for node in view.walk() if is_field(node)]


def _ways_on(view: PageView) -> bool:
    return sum(1 for n in view.walk() if n.visible and n.href is not None) >= 6
