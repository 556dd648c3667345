"""Sheets of HTML, printed as PDF by Chromium as web programs do it."""

from __future__ import annotations

import base64
import datetime as dt
import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image, ImageDraw, ImageFont

from moisson.engine.drivers.programs import find_executable
from tests.reading.paper.deals import deal
from tests.reading.paper.letters import grouped
from tests.reading.paper.phrases import phrases
from tests.reading.paper.sheet_of_paper import Deal, Paper, Tongue, truth_of

_FOLDER = Path(__file__).parent / "sheets"


@dataclass(frozen=True)
class Sheet:
    """A layout that is a template in `sheets/`. `deal`: what its sales are like (as `deals.deal` takes it). `absent`:
    fields of the truth that it does not print; `silent`: those that it does not print plainly, of which nothing is asked.
    `truth`: what is true of it that is not of an ordinary invoice. `money`: group and decimal marks other than the language's."""

    name: str
    template: str
    deal: dict[str, Any]
    absent: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    truth: dict[str, object] | None = None
    money: tuple[str, str] | None = None

    def html(self, tongue: Tongue, d: Deal, seed: int) -> str:
        if self.money:
            tongue = replace(tongue, group=self.money[0], mark=self.money[1])
        return (
            _templates()
            .get_template(f"{self.template}.html")
            .render(
                d=d,
                t=tongue.words,
                x=phrases(tongue.code),
                f=Writing(tongue, d, seed),
                lang=tongue.code,
            )
        )

    def sale(self, tongue: Tongue, seed: int) -> Deal:
        return deal(tongue.code, seed, **self.deal)

    def paper(self, pdf: bytes, tongue: Tongue, d: Deal) -> Paper:
        truth = truth_of(d, *self.absent, *self.silent, **(self.truth or {}))
        return Paper(f"{self.name}, {tongue.code}", pdf, truth, self.absent)


@dataclass(frozen=True)
class Writing:
    """How a sheet writes values, and the other numbers, days and amounts that stand on it."""

    tongue: Tongue
    sale: Deal
    seed: int

    def money(self, value: Decimal | int) -> str:
        return self.tongue.money(Decimal(value))

    def sum(self, value: Decimal) -> str:
        if self.tongue.currency_first and value < 0:
            return "-" + self.tongue.sum(-value, self.sale.sign)
        return self.tongue.sum(value, self.sale.sign)

    def day(self, day: dt.date) -> str:
        return self.tongue.day(day)

    def long(self, day: dt.date) -> str:
        return self.tongue.day(day, long=True)

    def pct(self, rate: Decimal) -> str:
        return f"{rate.normalize():f}".replace(".", self.tongue.mark) + "\u00a0%"

    def iban(self, iban: str) -> str:
        return grouped(iban)

    def some(self, which: int) -> int:
        """A number that means something else; the same for the same sheet and `which`."""
        return random.Random(f"{self.seed} {which}").randrange(10_000, 99_999)

    def cents(self, value: int) -> Decimal:
        return Decimal(value) / 100

    def before(self, days: int) -> dt.date:
        return self.sale.date - dt.timedelta(days=days)

    def after(self, days: int) -> dt.date:
        return self.sale.date + dt.timedelta(days=days)

    @property
    def first(self) -> dt.date:
        return self.last.replace(day=1)

    @property
    def last(self) -> dt.date:
        return self.sale.date.replace(day=1) - dt.timedelta(days=1)

    @property
    def half(self) -> Decimal:
        """An amount that was paid before: about half, in whole units."""
        return (self.sale.gross / 2).quantize(Decimal(1)) + Decimal("0.00")

    @property
    def rounded_up(self) -> Decimal:
        return (self.sale.gross // 10 + 1) * 10 + Decimal("0.00")

    @property
    def masked(self) -> str:
        """The customer's account, as those who debit it show it."""
        return f"{self.sale.iban[:2]}** **** **** {self.some(7) % 9000 + 1000}"

    def picture(self, text: str) -> str:
        """A name as a picture, for a letter head that has no text."""
        drawn = Image.new("RGB", (900, 90), "white")
        ImageDraw.Draw(drawn).text((4, 10), text, fill="#223", font=ImageFont.load_default(56))
        written = io.BytesIO()
        drawn.save(written, "PNG")
        return "data:image/png;base64," + base64.b64encode(written.getvalue()).decode()


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)


class Press:
    """One page of a running Chromium."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def print(self, sheet: Sheet, tongue: Tongue, seed: int) -> Paper:
        return self.print_sale(sheet, tongue, sheet.sale(tongue, seed), seed)

    def print_sale(self, sheet: Sheet, tongue: Tongue, d: Deal, seed: int = 0) -> Paper:
        self._page.set_content(sheet.html(tongue, d, seed), wait_until="load")
        pdf = self._page.pdf(prefer_css_page_size=True, print_background=True)
        return sheet.paper(pdf, tongue, d)


@contextmanager
def press() -> Iterator[Press]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_executable(), args=["--no-sandbox"])
        try:
            yield Press(browser.new_page())
        finally:
            browser.close()
