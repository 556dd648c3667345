"""Open Financial Exchange, version 1 (SGML without closing tags) and 2 (XML), by the element names of its specification.

Read by its tags alone: what banks write is neither good SGML nor good XML, and what a line says is in its leaves.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from moisson.banking.contract import BookedLine, NotAStatement, Statement, Trouble, folded_blanks

_LEAF = re.compile(r"<([A-Z0-9.]+)>([^<\r\n]*)", re.IGNORECASE)
_BLOCK = re.compile(r"<(STMTRS|CCSTMTRS)>(.*?)(?=<(?:STMTRS|CCSTMTRS)>|\Z)", re.DOTALL | re.IGNORECASE)
_LINE = re.compile(
    r"<STMTTRN>(.*?)(?=</STMTTRN>|<STMTTRN>|</BANKTRANLIST>|<LEDGERBAL>|\Z)", re.DOTALL | re.IGNORECASE
)


def is_ofx(head: bytes) -> bool:
    upper = head.upper()
    return b"OFXHEADER" in upper or b"<OFX>" in upper


def read_ofx(data: bytes) -> list[Statement]:
    """Raises NotAStatement."""
    text = _decoded(data)
    found = [_statement(block.group(2)) for block in _BLOCK.finditer(text)]
    if not found:
        raise NotAStatement(Trouble.DAMAGED)
    return found


def _decoded(data: bytes) -> str:
    head = data[:600].upper()
    wanted = "cp1252" if b"CHARSET:1252" in head or b"ENCODING:USASCII" in head else "utf-8"
    try:
        return data.decode(wanted)
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _leaves(block: str) -> dict[str, str]:
    """The first of each name; empty ones are groups."""
    found: dict[str, str] = {}
    for name, value in _LEAF.findall(block):
        text = folded_blanks(html.unescape(value))
        if text:
            found.setdefault(name.upper(), text)
    return found


def _statement(block: str) -> Statement:
    head = _leaves(re.split("<STMTTRN>", block, maxsplit=1, flags=re.IGNORECASE)[0])
    closing = re.search(r"<LEDGERBAL>(.*)", block, re.DOTALL | re.IGNORECASE)
    balance = _leaves(closing.group(1)).get("BALAMT") if closing else None
    currency = head.get("CURDEF", "")
    lines = tuple(_lines(block, currency))
    return Statement(
        head.get("ACCTID", "").replace(" ", ""),
        lines,
        currency,
        closing=_amount(balance) if balance else None,
    )


def _lines(block: str, currency: str) -> Iterator[BookedLine]:
    for match in _LINE.finditer(block):
        said = _leaves(match.group(1))
        if "TRNAMT" not in said or "DTPOSTED" not in said:
            raise NotAStatement(Trouble.DAMAGED, "STMTTRN")
        name, memo = said.get("NAME", ""), said.get("MEMO", "")
        yield BookedLine(
            booked_on=_day(said["DTPOSTED"]),
            amount=_amount(said["TRNAMT"]),
            currency=said.get("CURSYM", currency),
            purpose=memo or name,
            partner=name or said.get("PAYEE", ""),
            reference=said.get("REFNUM", said.get("CHECKNUM", "")),
            kind=said.get("TRNTYPE", ""),
            valued_on=_day(said["DTAVAIL"]) if "DTAVAIL" in said else None,
            identity=said.get("FITID", ""),
        )


def _amount(text: str) -> Decimal:
    """The specification allows a comma for the decimal point, and no marks between thousands."""
    try:
        amount = Decimal(text.replace(",", ".").replace(" ", ""))
    except InvalidOperation as error:
        raise NotAStatement(Trouble.DAMAGED, "TRNAMT") from error
    if not amount.is_finite():
        raise NotAStatement(Trouble.DAMAGED, "TRNAMT")
    return amount


def _day(text: str) -> date:
    try:
        return datetime.strptime(text[:8], "%Y%m%d").date()
    except ValueError as error:
        raise NotAStatement(Trouble.DAMAGED, "DTPOSTED") from error
