"""The made-up supplier and its made-up customers, with contracts and readings. Nobody here exists."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from moisson.practice.facts import facts


@dataclass(frozen=True)
class Supplier:
    """What French law wants at the foot of an invoice."""

    name: str
    form: str
    street: str
    town: str
    siren: str
    vat_id: str
    register: str
    iban: str
    bic: str
    phone: str
    email: str


# A SIREN and a bank code that are given to nobody, with check digits that are right.
SUPPLIER = Supplier(
    name="Lumétha Énergie",
    form="SAS au capital de 1 200 000 €",
    street="14 quai des Tisserands",
    town="35999 Valdore-sur-Lys",
    siren="999 990 179",
    vat_id="FR42 999 990 179",
    register="RCS Valdore-sur-Lys",
    iban="FR76 9999 9000 4200 0261 1202 640",
    bic="LUMEFRXXXXX",
    phone="09 99 00 14 14",
    email="clients@lumetha.example",
)


@dataclass(frozen=True)
class Customer:
    """One customer with one electricity contract; `base_kwh` is the use of an average month."""

    username: str
    password: str
    first_name: str
    name: str
    street: str
    town: str
    phone: str
    customer_number: str
    contract_number: str
    meter: str
    offer: str
    power_kva: int
    since: date
    base_kwh: int
    totp_secret: str | None


def _customers() -> tuple[Customer, ...]:
    camille, noor = facts().accounts
    return (
        Customer(
            username=camille.username,
            password=camille.password,
            totp_secret=camille.totp_secret,
            first_name="Camille",
            name="Camille Astruval",
            street="8 rue du Verger-Clos",
            town="35998 Brémoise",
            phone="06 99 00 10 26",
            customer_number="C-407 218 65",
            contract_number="EL-2207-41865",
            meter="99 350 412 786 553",
            offer="Lumétha Verte",
            power_kva=6,
            since=date(2022, 7, 18),
            base_kwh=286,
        ),
        Customer(
            username=noor.username,
            password=noor.password,
            totp_secret=noor.totp_secret,
            first_name="Noor",
            name="Noor Beldaran — Atelier Papier Bleu",
            street="27 passage des Encres",
            town="44998 Port-Savène",
            phone="06 99 00 20 26",
            customer_number="C-518 330 02",
            contract_number="EL-2311-30207",
            meter="99 441 903 128 076",
            offer="Lumétha Pro",
            power_kva=9,
            since=date(2023, 11, 2),
            base_kwh=641,
        ),
    )


CUSTOMERS = _customers()

# Share of an average month that a house with some electric heating uses, January first.
_SEASON = (148, 136, 118, 96, 78, 68, 66, 64, 74, 92, 118, 142)


def consumption(customer: Customer, year: int, month: int) -> int:
    """Kilowatt hours of that month; the same at every call."""
    seed = hashlib.sha256(f"{customer.contract_number}/{year}-{month}".encode()).digest()[0]
    return customer.base_kwh * _SEASON[month - 1] * (92 + seed % 17) // 10_000
