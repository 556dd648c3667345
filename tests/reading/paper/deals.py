"""Sales between companies that do not exist: one list for each language, with VAT ids and accounts whose check digits are right."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from moisson.reading.values.accounts import LENGTHS, is_iban
from moisson.reading.values.vat_ids import is_right
from tests.reading.paper.sheet_of_paper import Deal, Position

# names and streets, towns, goods, rates, country
_COUNTRIES = {
    "en": ("GB", "Harbour & Finch Ltd;Oakmere Trading Ltd;Pellworth Analytics Limited;Quillbrook Studios Ltd", "12 Canal Street;48 Mill Lane", "Leeds LS1 4AP;Bristol BS1 5TR", "Website care;Wooden shelves;Translation service;Server rental", "20 5"),
    "de": ("DE", "Falkenried Technik GmbH;Birkenhof Druckerei KG;Lumenta Software AG;Kranich Logistik GmbH & Co. KG", "Lindenweg 7;Hafenstraße 22", "20457 Hamburg;50667 Köln", "Wartung Heizung;Druck Broschüren;Beratung Technik;Büromaterial Papier", "19 7"),
    "fr": ("FR", "Atelier Verdoux SARL;Les Jardins de Brume SAS;Mécanique Toulard SA;Papeterie Colvert SARL", "14 rue des Lilas;3 avenue du Port", "69003 Lyon;44000 Nantes", "Entretien du site;Fournitures de bureau;Conseil technique;Livres anciens", "20 5.5"),
    "es": ("ES", "Talleres Moncayo S.L.;Aceites Peñarrubia S.A.;Gráficas Torrelaguna S.L.;Estudio Almenara S.L.", "Calle Mayor 18;Avenida del Mar 5", "28013 Madrid;46001 Valencia", "Reparación de motor;Aceite de oliva;Impresión de folletos;Diseño gráfico", "21 10"),
    "it": ("IT", "Officina Belvento S.r.l.;Caffè Montorsi S.p.A.;Studio Lagorai S.r.l.;Tipografia Argenta S.n.c.", "Via Garibaldi 9;Corso Italia 31", "20121 Milano;40121 Bologna", "Manutenzione impianto;Caffè in grani;Consulenza fiscale;Stampa manifesti", "22 10"),
    "nl": ("NL", "Waterhoek Techniek B.V.;Bakkerij De Korenaar B.V.;Ijsvogel Media B.V.;Zuiderlicht Advies B.V.", "Dorpsstraat 11;Keizersgracht 204", "1016 DX Amsterdam;3511 AB Utrecht", "Onderhoud website;Brood en gebak;Ontwerp logo;Advies uren", "21 9"),
    "pt": ("PT", "Oficina Serralva, Lda;Vinhos Monte Claro, S.A.;Gráfica Tavares, Lda;Consultora Ribamar, Lda", "Rua das Flores 27;Avenida Central 140", "4050-262 Porto;1100-053 Lisboa", "Reparação de portas;Vinho tinto;Impressão digital;Consultoria", "23 13"),
    "pl": ("PL", "Warsztat Jodłowski Sp. z o.o.;Drukarnia Kormoran Sp. z o.o.;Biuro Sosna Sp. z o.o.;Ogrody Zielone S.A.", "ul. Lipowa 8;ul. Długa 41", "00-123 Warszawa;30-001 Kraków", "Naprawa sprzętu;Druk ulotek;Usługi księgowe;Sadzonki drzew", "23 8"),
}  # fmt: skip
# freelancers, who bear their own names, and what they do
_PEOPLE = {
    "en": "Jane Whitlock Photography;Oliver Penhallow;Ruth Ashdown Editing",
    "de": "Ute Sandmann Grafikdesign;Jonas Brehmer;Kanzlei Dr. Miriam Vosskamp",
    "fr": "Camille Ferrandier Traductions;Lucas Montreynaud;Cabinet Hélène Briançourt",
    "es": "Inés Valdelomar Fotografía;Tomás Ribagorza;Despacho Clara Benavente",
    "it": "Chiara Santacroce Traduzioni;Davide Morlupo;Studio Legale Livia Ferrante",
    "nl": "Marieke Hoogland Vormgeving;Sander Tuinstra;Praktijk Eva Rietveld",
    "pt": "Beatriz Louçainha Design;Rui Valadares;Gabinete Marta Quintela",
    "pl": "Agnieszka Wierzbicka Projekty;Marek Sobolewski;Kancelaria Ewa Jastrzębska",
}
_SHAPES = {
    "GB": "#########",
    "DE": "#########",
    "FR": "###########",
    "ES": "B########",
    "IT": "###########",
    "NL": "#########B01",
    "PT": "5########",
    "PL": "##########",
}
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
_NUMBERS = (
    "{y}-{n:04}",
    "RE{y}{n:05}",
    "{n:06}",
    "F-{y}/{n}",
    "INV-{n:05}",
    "A{n}/{mm}/{y}",
    "{y}{mm}{n:03}",
)


def _identifier(chance: random.Random, country: str) -> str:
    while True:
        body = "".join(str(chance.randrange(10)) if letter == "#" else letter for letter in _SHAPES[country])
        if is_right(country + body) and body[0] != "0":
            return country + body


def _iban(chance: random.Random, country: str) -> str:
    body = "".join(str(chance.randrange(10)) for _ in range(LENGTHS[country] - 4))
    if country in {"GB", "NL"}:
        body = "ABNA" + body[4:]
    for check in range(2, 99):
        if is_iban(f"{country}{check:02}{body}"):
            return f"{country}{check:02}{body}"
    raise AssertionError(body)


def deal(
    language: str,
    seed: int,
    *,
    rates: int = 1,
    positions: int = 3,
    exempt: bool = False,
    shares: str = "",
    person: bool = False,
    currency: str = "",
    iban_country: str = "",
    dearest: int = 90000,
) -> Deal:
    """A sale in a language; the same for the same seed. `shares` are rates of VAT other than the country's, `person` a
    supplier who bears their own name, `currency` and `iban_country` other ones than the country's, `dearest` the highest price in cents."""
    chance = random.Random(f"{language} {seed}")
    country, names, streets, towns, goods, usual = _COUNTRIES[language]
    shares = shares or usual
    name, customer = chance.sample(names.split(";"), 2)
    if person:
        name = chance.choice(_PEOPLE[language].split(";"))
    street, other_street = chance.sample(streets.split(";"), 2)
    town, other_town = chance.sample(towns.split(";"), 2)
    date = dt.date(2023, 1, 1) + dt.timedelta(days=chance.randrange(1200))
    numbers = _NUMBERS[chance.randrange(len(_NUMBERS))]
    taken = [Decimal(0)] if exempt else [Decimal(share) for share in shares.split()][:rates]
    word = "".join(letter for letter in name.split()[0].lower() if letter.isascii() and letter.isalpha())
    money = currency or {"GB": "GBP", "PL": "PLN"}.get(country, "EUR")
    return Deal(
        name,
        street,
        town,
        f"{word}.example",
        _identifier(chance, country),
        _iban(chance, iban_country or country),
        f"ABNA{country}2AXXX",
        customer,
        other_street,
        other_town,
        numbers.format(y=date.year, mm=f"{date.month:02}", n=chance.randrange(12, 980)),
        date,
        chance.choice((7, 10, 14, 21, 30)),
        tuple(
            Position(
                chance.choice(goods.split(";")),
                chance.randrange(1, 9),
                Decimal(chance.randrange(dearest // 250, dearest)) / 100,
                taken[index % len(taken)],
            )
            for index in range(max(positions, len(taken)))
        ),
        money,
        _SIGNS.get(money, money),
    )
