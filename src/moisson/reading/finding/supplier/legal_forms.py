"""The forms of companies as names end in them: "GmbH", "SARL", "Pty Ltd"."""

from __future__ import annotations

import re

LEGAL = re.compile(
    r"\b(?:gmbh(?: ?& ?co\.? ?kga?a?)?|mbh|ag|kg|ohg|ug(?: ?\(haftungsbeschr[aä]nkt\))?|gbr|e\. ?k\.|e\.? ?v\.|se|kgaa|a\. ?g\.|pvt\.? ltd|private limited|ltd|limited|llc|llp|inc|corp|corporation|plc|pty|pvt|sprl|srl-bv|asbl|sarl|s\. ?a\. ?r\. ?l\.?|sasu?|s\.a\.s\.?|s\.a\.|sa|eurl|sci|s\. ?r\. ?l\.?|srl|s\. ?p\. ?a\.?|spa|s\.n\.c\.|snc|s\. ?l\. ?u?\.?|sl|slu|b\. ?v\.?|n\. ?v\.?|vof|lda|unipessoal|sp\. ?z ?o\. ?o\.?|s\.c\.|selarl|selasu?|scp|gaec|scop|soc\. ?coop\.?|s\. ?coop\.?|ges\.? ?m\.? ?b\.? ?h|mbb|partg(?: ?mbb)?|bvba|vzw|scrl|pllc|sp\. ?[jk]\.?|sp[oó][lł]ka (?:z ograniczon[aą] odpowiedzialno[sś]ci[aą]|akcyjna|jawna|komandytowa)|sdn\.? ?[bd38]h[do]\.?|bhd|s/b|pte|aps|oy|ab|as|a/s|eg|aktiengesellschaft|sociedad limitada|s\.r\.o\.|d\.o\.o\.|kft)(?![\w])\.?",
    re.IGNORECASE,
)


_OF_FORMS = re.compile(
    r"(?:betriebs|handels|verwaltungs|vertriebs|beteiligungs|dienstleistungs|management|service|bau|verlags)-?(?:gesellschaft)?|gesellschaft|company|co\.?",
    re.IGNORECASE,
)
"""Words that stand before a form and name nobody alone."""


def only_a_form(text: str) -> bool:
    """Whether words are the form of a company and no name: "S.n.c.", "GmbH & Co. KG", "Betriebsgesellschaft mbH"."""
    rest = re.sub(r"[\W\d_]+", " ", LEGAL.sub(" ", text)).split()
    return LEGAL.search(text) is not None and all(_OF_FORMS.fullmatch(word) for word in rest)


def end_of_form(name: str, form: re.Match[str]) -> int:
    """Where the form of a company ends, of several words ("Pty Ltd")."""
    end = form.end()
    while more := re.match(r"[ ,]{1,2}", name[end:]):
        following = LEGAL.match(name, end + more.end())
        if following is None:
            break
        end = following.end()
    return end
