"""What a code page says to the person: its explanation, where the code went, how long it is and how long it lasts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from moisson.engine.errors import Medium
from moisson.engine.page import Node, PageView, squeeze
from moisson.engine.sign_in import words
from moisson.engine.sign_in.fields import is_button, is_field, kind_of_input, label_text
from moisson.engine.wording import fold

_DIGITS = re.compile(
    r"\b([4-9]|10)[- ]?(?:digits?|chiffres|stellig\w*|ziffern|digitos|cifras|cifre|cijfer\w*|cyfr\w*|siffr\w*|cifr\w*|cislic|numero\w*|characters|caracteres|zeichen)"
)
_NUMBER_WORDS = {
    "four": 4,
    "quatre": 4,
    "vier": 4,
    "six": 6,
    "sechs": 6,
    "seis": 6,
    "sei": 6,
    "zes": 6,
    "sex": 6,
    "eight": 8,
    "huit": 8,
    "acht": 8,
    "ocho": 8,
    "otto": 8,
}
_WORD_DIGITS = re.compile(
    r"\b("
    + "|".join(_NUMBER_WORDS)
    + r")[- ]?(?:digits?|chiffres|stellig\w*|digitos|cifre|cijfer\w*|siffr\w*)"
)
_EXPIRY = re.compile(r"\b(\d{1,3}) ?(?:min\w*|m\b)|\b(\d{2,4}) ?(?:sec\w*|sek\w*|s\b)")
_PHONE_HINT = re.compile(r"(?:\+?\d[\d ]{0,4})?[\d ]{0,6}[*•●xX×·.…#_ ]{2,}[\d*•●xX×· ]{0,8}\d{2,4}")
_MAIL_HINT = re.compile(r"[\w.*•●…+-]{1,40}@[\w.*•●…-]{2,60}")
_ENDING = re.compile(
    r"(?:ending(?: in| with)?|finissant par|se terminant par|endet auf|endend auf|endung|terminad[oa] en|che termina con|eindigend op|eindigt op)\s*[:]?\s*(\d{2,4})",
    re.I,
)


_ENDS = ".!?:;…"
_ASIDE = frozenset(
    {
        "nav",
        "header",
        "footer",
        "option",
        "select",
        "label",
        "a",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "title",
        "head",
    }
)
_INLINE = frozenset({"strong", "b", "em", "i", "span", "br", "code", "abbr", "small", "u", "mark"})
_TEXT = frozenset({"p", "h1", "h2", "h3", "h4", "legend", "li", "dt", "dd"})
_GROUP = re.compile(r"(?:\\d|\[[^\]]*(?:0-9|\\d)[^\]]*\])\{(\d+)(?:,(\d*))?\}")


def explanation(view: PageView, scope: Node, field: Node, limit: int = 400) -> str:
    """The sentences that tell a person what code is wanted: headings and paragraphs in and right above the form.

    Captions of buttons, links, boxes and fields are left out; the field's own label stands in where nothing else is
    said.
    """
    around = scope
    for wider in scope.ancestors():
        if len(_sentences(around)) >= 25 or wider.tag in ("body", "html") or len(wider.text()) > 900:
            break
        around = wider
    told = _sentences(around)
    if len(told) < 25 and len(view.text()) < 900:
        told = _sentences(view.root) or told
    return (told or squeeze(label_text(field).replace(field.get("placeholder") or "\0", "")))[:limit]


def _sentences(node: Node) -> str:
    parts: list[str] = []
    _gather(node, parts)
    text = ""
    for part in dict.fromkeys(squeeze(part) for part in parts):
        if len(part) > 2:
            text += ("" if not text else " " if text[-1] in _ENDS else ". ") + part
    return text


def _gather(node: Node, parts: list[str]) -> None:
    """Texts of the blocks below a node, one entry a block; inline marks stay in their sentence."""
    run = ""
    for child in node.children:
        if isinstance(child, str):
            run += child
        elif child.tag in _INLINE and not is_button(child):
            run += child.text() if child.visible else ""
        else:
            parts.append(run)
            run = ""
            if child.visible and child.tag not in _ASIDE and not is_button(child) and not is_field(child):
                if child.tag in _TEXT and not _leads_elsewhere(child):
                    parts.append(child.text())
                elif child.tag not in _TEXT:
                    _gather(child, parts)
    parts.append(run)


def _leads_elsewhere(node: Node) -> bool:
    """Controls make up most of a paragraph: "No code? Send again"."""
    if any(is_field(n) or kind_of_input(n) == "checkbox" for n in node.walk()):
        return True
    controls = sum(len(n.text()) for n in node.walk() if n.tag == "a" or is_button(n))
    return 2 * controls >= len(node.text())


def length_of(field: Node, folded: str) -> int | None:
    """How many characters the code has, as the page says it in words or in the field; None when it is not sure.

    A limit of 5 or 7 is none of the usual lengths: such a field leaves room for a blank.
    """
    said = _DIGITS.search(folded)
    if said:
        return int(said[1])
    word = _WORD_DIGITS.search(folded)
    if word:
        return _NUMBER_WORDS[word[1]]
    pattern = _GROUP.search(field.get("pattern"))
    least, limit = field.get("minlength"), field.get("maxlength")
    if pattern and pattern[2] is None:
        least = limit = pattern[1]
    elif pattern and pattern[2]:
        least, limit = pattern[1], pattern[2]
    if least.isdigit() and 4 <= int(least) <= 10 and limit.isdigit() and int(limit) - int(least) <= 1:
        return int(least)  # one more leaves room for a blank
    shown = re.sub(r"[\s-]", "", field.get("placeholder"))
    if re.fullmatch(r"\d{4,10}|([_•·x*0])\1{3,9}", shown, re.I):
        return len(shown)
    return int(limit) if limit in ("4", "6") else None


def words_around(view: PageView, scope: Node) -> str:
    """Everything that is written around the code field, buttons and boxes included: what to read facts from."""
    text = scope.text()
    if len(text) < 40:
        for around in scope.ancestors():
            if around.tag in ("body", "html"):
                break
            wider = around.text()
            if len(wider) > 600:
                break
            text = wider
            if len(text) > 60:
                break
    whole = view.text()
    return (whole if len(whole) < 400 and len(text) < 60 else text)[:400]


def hint_of(message: str) -> str | None:
    mail = _MAIL_HINT.search(message)
    if mail and re.search(r"[*•●…]", mail.group()):
        return mail.group().strip(". ")
    phone = _PHONE_HINT.search(message)
    if phone and re.search(r"[*•●xX×·…#]{2}|\.{3}", phone.group()) and re.search(r"\d{2}", phone.group()):
        return squeeze(phone.group())
    ending = _ENDING.search(message)
    if ending:
        return f"••{ending[1]}"
    return mail.group().strip(". ") if mail else None


def expiry_of(folded: str, now: datetime | None) -> datetime | None:
    """When the portal says the code ends ("valid for 10 minutes"); nothing is guessed."""
    if not re.search(
        r"valid|valab|gultig|expir|abl(?:auf|auft)|valid[oa]|scad|geldig|verloop|wazn|giltig|gyldig|platn|voimassa",
        folded,
    ):
        return None
    found = _EXPIRY.search(folded)
    if found is None:
        return None
    seconds = int(found[1]) * 60 if found[1] else int(found[2])
    return (now or datetime.now(UTC)) + timedelta(seconds=seconds)


def medium_of(text: str, hint: str | None = None) -> Medium:
    """How the code reaches the person, by the portal's words."""
    folded = fold(text)
    if words.BY_APP.search(folded):
        return Medium.TOTP
    if hint and "@" in hint:
        return Medium.EMAIL
    if words.APPROVAL.search(folded):
        return Medium.PUSH
    if re.search(r"\bsms\b|text message", folded):
        return Medium.SMS
    # "your phone" may hold the authenticator; only a code that was sent went by phone or mail.
    if not words.SENT.search(folded) and not (hint and re.search(r"[*•●…]", hint)):
        return Medium.UNKNOWN
    mail, sms = words.BY_MAIL.search(folded), words.BY_SMS.search(folded)
    if mail and sms:
        return Medium.SMS if hint else Medium.UNKNOWN
    if mail:
        return Medium.EMAIL
    if sms or hint:
        return Medium.SMS
    return Medium.UNKNOWN
