"""ISO 20022 bank-to-customer messages: camt.052 (report), camt.053 (statement), camt.054 (notification), any version.

Element names as in the message definitions of ISO 20022; the versions differ in wrappers, which are looked through.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from lxml import etree

from moisson.banking.contract import BookedLine, NotAStatement, Statement, Trouble, folded_blanks

_Element: TypeAlias = Any  # lxml has no types


def is_camt(head: bytes) -> bool:
    """By the first bytes of the file."""
    return b"camt.05" in head and b"<" in head


def read_camt(data: bytes) -> list[Statement]:
    """Raises NotAStatement."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotAStatement(Trouble.DAMAGED, str(error.code)) from error
    found = [_statement(element) for element in root.iter("{*}Stmt", "{*}Rpt", "{*}Ntfctn")]
    if not found:
        raise NotAStatement(Trouble.UNKNOWN_FORMAT)
    return found


def _text(element: _Element, path: str) -> str:
    """`path` in local names; the first one's text, or ""."""
    steps = "/".join(f"*[local-name()='{step}']" for step in path.split("/"))
    found = element.xpath(f"string(({steps})[1])")
    return folded_blanks(str(found))


def _all(element: _Element, path: str) -> list[_Element]:
    steps = "/".join(f"*[local-name()='{step}']" for step in path.split("/"))
    return list(element.xpath(steps))


def _statement(element: _Element) -> Statement:
    account = _text(element, "Acct/Id/IBAN") or _text(element, "Acct/Id/Othr/Id")
    opening = closing = None
    for balance in _all(element, "Bal"):
        code = _text(balance, "Tp/CdOrPrtry/Cd")
        amount = _signed(_text(balance, "Amt"), _text(balance, "CdtDbtInd"))
        if code in ("OPBD", "PRCD") and opening is None:
            opening = amount
        elif code == "CLBD":
            closing = amount
    entries = _all(element, "Ntry")
    booked = [entry for entry in entries if _is_booked(entry)]
    lines = tuple(line for entry in booked for line in _lines(entry))
    pending = len(entries) - len(booked)
    return Statement(account.replace(" ", ""), lines, _text(element, "Acct/Ccy"), opening, closing, pending)


def _is_booked(entry: _Element) -> bool:
    """Pending and informational ones come again, booked."""
    return (_text(entry, "Sts/Cd") or _text(entry, "Sts") or "BOOK") == "BOOK"


def _lines(entry: _Element) -> Iterator[BookedLine]:
    """One line an entry; a collected entry whose transactions carry their amounts gives one a transaction."""
    details = _all(entry, "NtryDtls/TxDtls")
    total = _signed(_text(entry, "Amt"), _text(entry, "CdtDbtInd"))
    apart = [_amount_of(one, entry) for one in details]
    if len(details) > 1 and all(one is not None for one in apart) and sum(a for a in apart if a) == total:
        for number, (one, amount) in enumerate(zip(details, apart, strict=True)):
            assert amount is not None
            yield _line(entry, one, amount, f"#{number}")
    else:
        yield _line(entry, details[0] if len(details) == 1 else None, total, "")


def _amount_of(transaction: _Element, entry: _Element) -> Decimal | None:
    text = _text(transaction, "Amt") or _text(transaction, "AmtDtls/TxAmt/Amt")
    way = _text(transaction, "CdtDbtInd") or _text(entry, "CdtDbtInd")
    return _signed(text, way) if text else None


def _line(entry: _Element, transaction: _Element | None, amount: Decimal, nth: str) -> BookedLine:
    inner = transaction if transaction is not None else entry
    out = amount < 0
    side = "Cdtr" if out else "Dbtr"
    partner = _text(inner, f"RltdPties/{side}/Nm") or _text(inner, f"RltdPties/{side}/Pty/Nm")
    iban = _text(inner, f"RltdPties/{side}Acct/Id/IBAN")
    purpose = " ".join(folded_blanks(one.text) for one in _all(inner, "RmtInf/Ustrd"))
    reference = _text(inner, "Refs/EndToEndId")
    structured = _text(inner, "RmtInf/Strd/CdtrRefInf/Ref")
    identity = _text(inner, "Refs/AcctSvcrRef") or _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef")
    booked = _day(entry, "BookgDt") or _day(entry, "ValDt")
    if booked is None:
        raise NotAStatement(Trouble.DAMAGED, "BookgDt")
    return BookedLine(
        booked_on=booked,
        amount=amount,
        currency=_currency(entry),
        purpose=folded_blanks(
            " ".join(part for part in (purpose, structured) if part) or _text(entry, "AddtlNtryInf")
        ),
        partner=partner,
        partner_iban=iban.replace(" ", ""),
        reference="" if reference.upper() == "NOTPROVIDED" else reference,
        kind=_text(entry, "AddtlNtryInf")[:100] if purpose else "",
        valued_on=_day(entry, "ValDt"),
        identity=f"{identity}{nth}" if identity else "",
    )


def _currency(entry: _Element) -> str:
    amounts = _all(entry, "Amt")
    return str(amounts[0].get("Ccy") or "") if amounts else ""


def _day(entry: _Element, name: str) -> date | None:
    text = _text(entry, f"{name}/Dt") or _text(entry, f"{name}/DtTm")[:10]
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError as error:
        raise NotAStatement(Trouble.DAMAGED, name) from error


def _signed(text: str, way: str) -> Decimal:
    """`way` is the booking's own direction, also where it takes another one back."""
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise NotAStatement(Trouble.DAMAGED, "Amt") from error
    if not amount.is_finite():
        raise NotAStatement(Trouble.DAMAGED, "Amt")
    return -amount if way == "DBIT" else amount
