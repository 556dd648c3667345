"""The engine's reasons, which are English, in the reader's language.

The engine knows no translations and says each reason as a sentence; here each stands once more for the translators. A
sentence that is not here is shown as it came: the portal's own words, or a new reason of the engine's. A test reads
the engine's sources, so that none is forgotten.
"""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

# What the engine says on the left, as this page says it on the right.
SENTENCES = {
    "The portal shows no file for this row.": _("The portal shows no file for this row."),
    "No file was found behind this row.": _("No file was found behind this row."),
    "The portal names a further file for this row, and no way to it was seen.":
        _("The portal names a further file for this row, and no way to it was seen."),
    "A paper for every customer, not one of this account.": _("A paper for every customer, not one of this account."),
    "Shown twice.": _("Shown twice; it is here once."),
    "Not tried.": _("It was not tried."),
    "Already here.": _("Already here."),
    "Not fetched: the visit ended before its turn.": _("Not fetched: the visit ended before its turn."),
    "The control was gone when it was to be pressed.": _("The control was gone when it was to be pressed."),
    "No file came.": _("No file came."),
    "No answer came.": _("No answer came."),
    "The portal did not answer.": _("The portal did not answer."),
    "The page of this row did not open.": _("The page of this row did not open."),
    "The page of this row did not come in full.": _("The page of this row did not come in full."),
    "The next page of the list could not be opened.": _("The next page of the list could not be opened."),
    "The next page of the list did not show it.": _("The next page of the list did not show it."),
    "The portal asks for the password again before it shows this page.":
        _("The portal asks for the password again before it shows this page."),
    "The portal sent an empty file.": _("The portal sent an empty file."),
    "The portal sent a web page instead of the file.": _("The portal sent a web page instead of the file."),
    "The transfer broke off before the file was complete.": _("The transfer broke off before the file was complete."),
    "The picture is cut off.": _("The picture is cut off."),
    "The portal sent data for a program instead of the file.":
        _("The portal sent data for a program instead of the file."),
    "The file is of a kind that is no document.": _("The file is of a kind that is no document."),
    "The file is a picture in a folder of pictures.": _("The file is a picture in a folder of pictures."),
    "The PDF is cut off: its end is missing.": _("The PDF is cut off: its end is missing."),
    "The PDF has no page.": _("The PDF has no page."),
    "The portal was still preparing the document when the visit went on.":
        _("The portal was still preparing the document when the visit went on."),
    "The PDF cannot be read.": _("The PDF cannot be read."),
    "The XML declares entities, which no e-invoice does.": _("The XML declares entities, which no e-invoice does."),
    "The XML is cut off or not well formed.": _("The XML is cut off or not well formed."),
    "The file is an office document.": _("The file is an office document."),
    "The ZIP archive is cut off or damaged.": _("The ZIP archive is cut off or damaged."),
    "The archive holds no document.": _("The archive holds no document."),
    "The list has more filter settings than were tried.": _("The list has more filter settings than were tried."),
    "The list changed under the visit and was not read to its end.":
        _("The list changed under the visit and was not read to its end."),
    "A list of documents that was here before was not found again.":
        _("A list of documents that was here before was not found again."),
    "The list opened on a late page, and its beginning was not reached.":
        _("The list opened on a late page, and its beginning was not reached."),
    "The list seems to go on, and no way to its next page was found.":
        _("The list seems to go on, and no way to its next page was found."),
    "A page shows more lists than were tried.": _("A page shows more lists than were tried."),
    "The portal says there are no documents yet.": _("The portal says there are no documents yet."),
    "Nothing new.": _("Nothing new."),
    "The portal asks to sign in on every page.": _("The portal asks to sign in on every page."),
    "The portal ended the session twice in one visit.": _("The portal ended the session twice in one visit."),
    "The session did not last, and the password is not sent twice in one visit.":
        _("The session did not last, and the password is not sent twice in one visit."),
    "The portal asks for the user name again and does not say why.":
        _("The portal asks for the user name again and does not say why."),
    "The page keeps changing while it is filled in.": _("The page keeps changing while it is filled in."),
    "The password was sent, and the page that came is neither a refusal nor the inside of a portal.":
        _("The password was sent, and the page that came is neither a refusal nor the inside of a portal."),
    "No sign-in form was recognised on the page.": _("No sign-in form was recognised on the page."),
    "The portal asks again how to send the code.": _("The portal asks again how to send the code."),
    "The sign-in form was sent and nothing changed on the page.":
        _("The sign-in form was sent and nothing changed on the page."),
    "The page of the portal stays empty.": _("The page of the portal stays empty."),
    "The portal asks for a captcha.": _("The portal asks for a captcha."),
    "The sign-in form asks for a captcha.": _("The sign-in form asks for a captcha."),
    "The portal asks for a captcha after the user name.": _("The portal asks for a captcha after the user name."),
    "The portal asks for a captcha after the password.": _("The portal asks for a captcha after the password."),
    "The browser tab closed under the page.": _("The browser tab closed under the page."),
    "The page broke off before it was complete.": _("The page broke off before it was complete."),
    "The portal let the visit in and asked for the password again on the next page: it does not keep the session, "
    "as happens where its cookies are refused.":
        _("The portal let the visit in and asked for the password again on the next page: it does not keep the session, as happens where its cookies are refused."),
    "A page of the portal is too large to be read whole.": _("A page of the portal is too large to be read whole."),
    "The interface gives no usable address of the file.": _("The interface gives no usable address of the file."),
    "The interface leads to another host.": _("The interface leads to another host."),
    "The interface gives the same page of the list again.": _("The interface gives the same page of the list again."),
    "The answer broke off before it was complete.": _("The answer broke off before it was complete."),
    "The answer holds no whole file.": _("The answer holds no whole file."),
    "A new file of this portal can only be fetched in a browser.":
        _("A new file of this portal can only be fetched in a browser."),
    "The field could not be filled.":
        _("The field could not be filled."),
    "The element is no longer on the page.":
        _("The element is no longer on the page."),
    "The page could not be printed (it leads to another one).":
        _("The page could not be printed (it leads to another one)."),
    "A visible browser needs a screen, and Xvfb does not start.":
        _("A visible browser needs a screen, and Xvfb does not start."),
    "No page has been opened yet.":
        _("No page has been opened yet."),
    "Without a browser this portal cannot be used: its form is sent by a script.":
        _("Without a browser this portal cannot be used: its form is sent by a script."),
    "Without a browser this portal cannot be used: its page loads more while it is scrolled.":
        _("Without a browser this portal cannot be used: its page loads more while it is scrolled."),
    "Without a browser this portal cannot be used: a script draws its pages.":
        _("Without a browser this portal cannot be used: a script draws its pages."),
    "The page is too large to be read.":
        _("The page is too large to be read."),
    "The archive unpacks to more than 300 MB.":
        _("The archive unpacks to more than 300 MB."),
    "The archive is locked with a password.":
        _("The archive is locked with a password."),
    "The archive unpacks to far more than it is: refused as a bomb.":
        _("The archive unpacks to far more than it is: refused as a bomb."),
    "The archive unpacks to more than it says: refused as a bomb.":
        _("The archive unpacks to more than it says: refused as a bomb."),
    "A proxy's address begins with http://, https:// or socks5://.":
        _("A proxy's address begins with http://, https:// or socks5://."),
    "The proxy's address names no host.":
        _("The proxy's address names no host."),
    "The proxy's port is a number from 1 to 65535.":
        _("The proxy's port is a number from 1 to 65535."),
    "The portal answers the sign-in otherwise than it did.":
        _("The portal answers the sign-in otherwise than it did."),
    "The portal asks for fewer requests.":
        _("The portal asks for fewer requests."),
    "After the sign-in the portal does not show who is there.":
        _("After the sign-in the portal does not show who is there."),
    "The portal shows its sign-in form again without a reason, also when its page is opened anew; the user name or the password is probably wrong.":
        _("The portal shows its sign-in form again without a reason, also when its page is opened anew; the user name or the password is probably wrong."),
    "The sign-in form stands on a page without a host.":
        _("The sign-in form stands on a page without a host."),
    "The portal sends a code as soon as it has the password; nobody was there to receive one.":
        _("The portal sends a code as soon as it has the password; nobody was there to receive one."),
    "The portal asks for an approval as soon as it has the password; nobody was there to give it.":
        _("The portal asks for an approval as soon as it has the password; nobody was there to give it."),
    "The sign-in form asks for more.":
        _("The sign-in form asks for more."),
    "The portal refused the code.":
        _("The portal refused the code."),
    "The authenticator secret is empty.":
        _("The authenticator secret is empty."),
    "The authenticator secret is not base32.":
        _("The authenticator secret is not base32."),
    "The Woob module has ended.":
        _("The Woob module has ended."),
    "The Woob module did not come back from the portal.":
        _("The Woob module did not come back from the portal."),
    "The Woob module said more than can be read.":
        _("The Woob module said more than can be read."),
    "The portal refuses the user name or the password.":
        _("The portal refuses the user name or the password."),
    "The portal says that this account is locked.":
        _("The portal says that this account is locked."),
    "The portal wants a code, which only somebody who is there can give.":
        _("The portal wants a code, which only somebody who is there can give."),
    "The portal wants the sign-in to be approved elsewhere.":
        _("The portal wants the sign-in to be approved elsewhere."),
    "A captcha stands in the way.":
        _("A captcha stands in the way."),
    "The portal wants something of you first.":
        _("The portal wants something of you first."),
    "The portal does not answer as it should.":
        _("The portal does not answer as it should."),
    "The portal turned the visit away.":
        _("The portal turned the visit away."),
    "The portal is being worked on.":
        _("The portal is being worked on."),
    "The proxy does not answer.":
        _("The proxy does not answer."),
    "The Woob module does not know the way in which this portal has you sign in.":
        _("The Woob module does not know the way in which this portal has you sign in."),
    "The visit has sent as many requests as it may.":
        _("The visit has sent as many requests as it may."),
    "It signs in again and again.":
        _("It signs in again and again."),
    "The portal leads to an address that is not encrypted.":
        _("The portal leads to an address that is not encrypted."),
    "The portal ended the session.":
        _("The portal ended the session."),
    "Woob is not installed here: pip install 'moisson[woob]'.":
        _("Woob is not installed here: pip install 'moisson[woob]'."),
    "Woob cannot go through a SOCKS proxy without PySocks: pip install 'moisson[woob]'.":
        _("Woob cannot go through a SOCKS proxy without PySocks: pip install 'moisson[woob]'."),
}  # fmt: skip
# The same with what varies in it.
_PATTERNS = tuple((re.compile(pattern, re.DOTALL), sentence) for pattern, sentence in (
    (r"(?P<why>.+?) Besides: (?P<besides>.+)", _("%(why)s Besides: %(besides)s")),
    (r"before (?P<day>\d{4}-\d\d-\d\d)", _("Older than %(day)s, the date you chose.")),
    (r"The portal says (?P<claimed>\d+), (?P<found>\d+) were found\.",
        _("The portal says %(claimed)s, %(found)s were found.")),
    (r"The portal says (?P<claimed>\d+) pages, (?P<read>\d+) were read\.",
        _("The portal says %(claimed)s pages, %(read)s were read.")),
    (r"The list could not be shown for “(?P<setting>[^”]+)”\.", _("The list could not be shown for “%(setting)s”.")),
    (r"The list shows a part only \(“(?P<part>.+)”\), and no way to the rest was found\.",
        _("The list shows a part only (“%(part)s”), and no way to the rest was found.")),
    (r"The documents of “(?P<contract>[^”]+)” could not be shown\.",
        _("The documents of “%(contract)s” could not be shown.")),
    (r"(?P<n>\d+) of (?P<all>\d+) contracts were looked at\.", _("%(n)s of %(all)s contracts were looked at.")),
    (r"The page “(?P<page>.+)” did not answer\.", _("The page “%(page)s” did not answer.")),
    (r"The page “(?P<page>.+)” answers with an error \((?P<status>[^)]+)\)\.",
        _("The page “%(page)s” answers with an error (%(status)s).")),
    (r"The page “(?P<page>.+)” asks for the password again\.",
        _("The page “%(page)s” asks for the password again.")),
    (r"The page “(?P<page>.+)” leads back to a page that shows no documents\.",
        _("The page “%(page)s” leads back to a page that shows no documents.")),
    (r"The link “(?P<page>.+)” promises documents but reads like an act, so it was not followed\.",
        _("The link “%(page)s” promises documents but reads like an act, so it was not followed.")),
    (r"The only way from this row reads like an act \(“(?P<label>.+)”\), so it was not followed\.",
        _("The only way from this row reads like an act (“%(label)s”), so it was not followed.")),
    (r"Documents from which nothing leads on but what reads like an act: (?P<count>\d+)\.",
        _("Documents from which nothing leads on but what reads like an act: %(count)s.")),
    (r"Files that are folded in on the page “(?P<page>.+)” were not looked at: (?P<n>\d+)\.",
        _("Files that are folded in on the page “%(page)s” were not looked at: %(n)s.")),
    (r"The way to the page “(?P<page>.+)” was gone\.", _("The way to the page “%(page)s” was gone.")),
    (r"Pages that promise documents were not looked at: (?P<n>\d+), “(?P<page>.+)” among them\.",
        _("Pages that promise documents were not looked at: %(n)s, “%(page)s” among them.")),
    (r"The visit stopped after (?P<n>\d+) pages; others promised documents, too\.",
        _("The visit stopped after %(n)s pages; others promised documents, too.")),
    (r"More than (?P<n>\d+) files stand behind this row; the rest were not fetched\.",
        _("More than %(n)s files stand behind this row; the rest were not fetched.")),
    (r"The folder “(?P<folder>[^”]+)” could not be opened\.", _("The folder “%(folder)s” could not be opened.")),
    (r"(?P<n>\d+) of (?P<all>\d+) files of a list could not be opened\.",
        _("%(n)s of %(all)s files of a list could not be opened.")),
    (r"(?P<n>\d+) of (?P<all>\d+) rows of a list did not show what is behind them\.",
        _("%(n)s of %(all)s rows of a list did not show what is behind them.")),
    (r"The list goes on after (?P<n>\d+) pages\.", _("The list goes on after %(n)s pages.")),
    (r"The PDF has more than (?P<n>\d+) pages\.", _("The PDF has more than %(n)s pages.")),
    (r"The portal asks to come again in (?P<n>\d+) min\.", _("The portal asks to come again in %(n)s min.")),
    (r"(?P<why>.+) The portal asks to come again in (?P<n>\d+) min\.",
        _("%(why)s The portal asks to come again in %(n)s min.")),
    (r"A list of (?P<n>\d+) rows is too long to be read\.", _("A list of %(n)s rows is too long to be read.")),
    (r"The visit stopped after (?P<n>\d+) requests\.", _("The visit stopped after %(n)s requests.")),
    (r"No list of documents was recognised on (?P<n>\d+) pages\.",
        _("No list of documents was recognised; pages looked at: %(n)s.")),
    (r"(?P<n>\d+) of (?P<all>\d+) documents could not be fetched\.",
        _("%(n)s of %(all)s documents could not be fetched.")),
    (r"(?P<n>\d+) of (?P<all>\d+) documents could not be fetched\. (?P<why>.+)",
        _("%(n)s of %(all)s documents could not be fetched. %(why)s")),
    (r"The page of this row answered with an error \((?P<status>\d+)\)\.",
        _("The page of this row answered with an error (%(status)s).")),
    (r"The list's page answers with an error \((?P<status>\d+)\)\.",
        _("The list’s page answers with an error (%(status)s).")),
    (r"Pressing the control brought no file\.", _("Pressing the control brought no file.")),
    (r"Pressing the control brought no file\.\s*(?P<why>.+)", _("Pressing the control brought no file. %(why)s")),
    (r"The file is larger than (?P<n>\d+) MB\.", _("The file is larger than %(n)s MB.")),
    (r"The portal refused the file \((?P<status>\d+)\)\.", _("The portal refused the file (%(status)s).")),
    (r"The portal no longer has the file \((?P<status>\d+)\)\.", _("The portal no longer has the file (%(status)s).")),
    (r"The portal answered with an error \((?P<status>\d+)\)\.", _("The portal answered with an error (%(status)s).")),
    (r"The portal answered with status (?P<status>\d+)\.", _("The portal answered with an error (%(status)s).")),
    (r"In the archive, (?P<name>.+?): (?P<why>.+)", _("In the archive, %(name)s: %(why)s")),
    (r"(?P<why>.+) A full Chromium could be tried if (?P<full>\S+) were installed\."
     r" A visible browser could be tried if (?P<screen>\S+) were installed\.",
        _("%(why)s With %(full)s and %(screen)s on Moisson’s machine, a browser with a window could be tried.")),
    (r"(?P<why>.+) A full Chromium could be tried if (?P<full>\S+) were installed\.",
        _("%(why)s With %(full)s on Moisson’s machine, a whole Chromium could be tried.")),
    (r"(?P<why>.+) A visible browser could be tried if (?P<screen>\S+) were installed\.",
        _("%(why)s With %(screen)s on Moisson’s machine, a browser with a window could be tried.")),
    (r"(?P<why>The (?:portal|sign-in form) asks for a captcha[^.]*\.) It says: (?P<said>.+)",
        _("%(why)s It says: %(said)s")),
    (r"The proxy (?P<proxy>\S+) does not let the visit through\. Check its address and login, or take it away\.",
        _("The proxy %(proxy)s does not let the visit through. Check its address and login, or take it away.")),
    (r"The proxy (?P<proxy>\S+) refuses its user name or password\.",
        _("The proxy %(proxy)s refuses its user name or password.")),
    (r"The browser at (?P<place>\S+) does not answer\. Check its address, or take it away\.",
        _("The browser at %(place)s does not answer. Check its address, or take it away.")),
    (r"The connector (?P<name>\S+) is not installed here\.", _("The connector %(name)s is not installed here.")),
    (r"(?P<vendor>[^.]+) refuses the key\.", _("%(vendor)s refuses the key.")),
    (r"The key for (?P<vendor>.+) has expired or was withdrawn\. Make a new one at (?P<page>\S+) and enter it here\.",
        _("The key for %(vendor)s has expired or was withdrawn. Make a new one at %(page)s and enter it here.")),
    (r"The key for (?P<vendor>.+) may not read invoices\. Give it the right “(?P<right>[^”]+)” at (?P<page>\S+)\.",
        _("The key for %(vendor)s may not read invoices. Give it the right “%(right)s” at %(page)s.")),
    (r"(?P<vendor>.+) does not let this key in from Moisson's address\. Allow the address at (?P<page>\S+)\.",
        _("%(vendor)s does not let this key in from the address of Moisson’s machine. Allow the address at %(page)s.")),
    (r"(?P<vendor>[^.]+) wants fewer requests\.", _("%(vendor)s wants fewer requests.")),
    (r"(?P<vendor>[^.]+) answers with an error \((?P<status>\d+)\)\.",
        _("%(vendor)s answers with an error (%(status)s).")),
    (r"(?P<vendor>[^.]+) answers with status (?P<status>\d+)\.", _("%(vendor)s answers with an error (%(status)s).")),
    (r"(?P<vendor>[^.]+) answers with something else than data\.",
        _("%(vendor)s answers with something else than data.")),
    (r"(?P<vendor>[^.]+) answers with another document than was asked for\.",
        _("%(vendor)s answers with another document than was asked for.")),
    (r"(?P<vendor>[^.]+) does not tell the time\.", _("%(vendor)s does not tell the time.")),
    (r"(?P<vendor>[^.]+) does not know what was asked \((?P<status>\d+)\)\.",
        _("%(vendor)s does not know what was asked (%(status)s).")),
    (r"(?P<vendor>[^.]+) does not know what was asked \((?P<status>\d+)\)\. It says: (?P<said>.+)",
        _("%(vendor)s does not know what was asked (%(status)s). It says: %(said)s")),
    (r"(?:The answer has|(?P<vendor>[^.]+) gives) no (?:list )?“(?P<name>[^”]+)”\.",
        _("What was asked for is missing in the answer: “%(name)s”.")),
    (r"(?P<host>\S+) is not where (?P<vendor>.+) has its interface\.",
        _("%(host)s is not where %(vendor)s has its interface.")),
    (r"For (?P<vendor>[^:]+) these are missing: (?P<names>[^.]+)\.",
        _("For %(vendor)s these are missing: %(names)s.")),
    (r"This cannot be right for (?P<vendor>[^:]+): (?P<names>[^.]+)\.",
        _("This cannot be right for %(vendor)s: %(names)s.")),
    (r"No answer from (?P<host>\S+) in time\.", _("No answer from %(host)s in time.")),
    (r"(?P<host>\S+) could not be reached(?: \((?P<code>[^)]*)\))?\.", _("%(host)s could not be reached.")),
    (r"The page could not be printed \((?P<why>.+)\)\.",
        _("The page could not be printed (%(why)s).")),
    (r"The page cannot be read \((?P<why>.+)\)\.",
        _("The page cannot be read (%(why)s).")),
    (r"Without a browser this portal cannot be used: (?:choosing )?(?P<what>.+) needs a script\.",
        _("Without a browser this portal cannot be used: %(what)s needs a script.")),
    (r"No answer from (?P<host>\S+) \((?P<code>[^)]+)\)\.",
        _("No answer from %(host)s (%(code)s).")),
    (r"The sign-in leads to (?P<host>\S+), which is not part of this portal\.",
        _("The sign-in leads to %(host)s, which is not part of this portal.")),
    (r"The sign-in of (?P<portal>\S+) leads to (?P<host>\S+)\.",
        _("The sign-in of %(portal)s leads to %(host)s.")),
    (r"The archive holds more than (?P<n>\d+) files\.",
        _("The archive holds more than %(n)s files.")),
    (r"The portal answers the sign-in with an error \((?P<status>\d+)\)\.",
        _("The portal answers the sign-in with an error (%(status)s).")),
    (r"The portal refuses the sign-in \((?P<status>\d+)\)\.",
        _("The portal refuses the sign-in (%(status)s).")),
    (r"The portal shows its sign-in form again \(status (?P<status>\d+)\) without a reason; the user name or the password is probably wrong\.",
        _("The portal shows its sign-in form again (status %(status)s) without a reason; the user name or the password is probably wrong.")),
    (r"The portal has more than its program has by itself: “(?P<page>.+)”\.",
        _("The portal has more than its program has by itself: “%(page)s”.")),
    (r"There is no Woob module “(?P<module>[^”]+)” here(?:; `moisson woob` lists those that are)?\.",
        _("There is no Woob module “%(module)s” here; `moisson woob` lists those that are.")),
    (r"The Woob module says (?P<said>.+)\.",
        _("The Woob module says %(said)s.")),
    (r"The sign-in also needs: (?P<fields>.+)\.",
        _("The sign-in also needs: %(fields)s.")),
    (r"The module asks for (?P<field>.+), for which it has no field\.",
        _("The module asks for %(field)s, for which it has no field.")),
    (r"The portal answers with (?P<status>\d+)\.",
        _("The portal answers with %(status)s.")),
    (r"There are no Woob modules here: name their folder by (?P<variable>\w+), or fetch them with `woob update`\.",
        _("There are no Woob modules here: name their folder by %(variable)s, or fetch them with `woob update`.")),
))  # fmt: skip


def _key(text: str) -> str:
    """Capitals and the last full stop aside."""
    return text.lower().rstrip(".")


_BY_KEY = {_key(english): sentence for english, sentence in SENTENCES.items()}


def in_words(text: str) -> str:
    """The reason as the reader says it; unknown text unchanged."""
    text = text or ""
    known = _BY_KEY.get(_key(text))
    if known is not None:
        return gettext(known)
    for pattern, sentence in _PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            parts = {name: value or "" for name, value in found.groupdict().items()}
            for part in {"why", "besides"} & set(parts):
                parts[part] = in_words(parts[part])
            if "day" in parts:
                parts["day"] = day_in_words(parts["day"])
            return gettext(sentence) % parts
    return text


def is_ours(text: str) -> bool:
    """Whether Moisson says it; anything else is the portal's own words and belongs in quotation marks."""
    return _key(text) in _BY_KEY or any(pattern.fullmatch(text) for pattern, _sentence in _PATTERNS)


def day_in_words(text: str) -> str:
    """An ISO date as the reader writes it; other text unchanged."""
    language = get_language() or "en"
    try:
        return format_date(
            date.fromisoformat(text), format="long", locale={"en": "en_GB"}.get(language, language)
        )
    except ValueError:
        return text
