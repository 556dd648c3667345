"""The supplier's name: the connection's company, labels, the account's holder, the domain, the largest line, the address
and the footer, counted together; never the customer's."""

from __future__ import annotations

import re
from collections import defaultdict

from moisson.reading.contract import Hints, Place, Source
from moisson.reading.finding.found import Found
from moisson.reading.finding.labels import labels_in
from moisson.reading.finding.misread import spelt_as
from moisson.reading.finding.parties import CUSTOMER, SUPPLIER, over_the_customer, over_the_supplier
from moisson.reading.finding.sheet import HEADINGS, Sheet, Strip
from moisson.reading.finding.two_addresses import CALLED, Block, tell_sender_from_addressee
from moisson.reading.values.amounts import amounts_in
from moisson.reading.values.currencies import CODES
from moisson.reading.values.dates import days_in
from moisson.reading.values.folding import folded
from moisson.reading.values.vat_ids import vat_ids_in

LEGAL = re.compile(
    r"\b(?:gmbh(?: ?& ?co\.? ?kga?a?)?|mbh|ag|kg|ohg|ug(?: ?\(haftungsbeschr[aä]nkt\))?|gbr|e\. ?k\.|e\.? ?v\.|se|kgaa|a\. ?g\.|pvt\.? ltd|private limited|ltd|limited|llc|llp|inc|corp|corporation|plc|pty|pvt|sprl|srl-bv|asbl|sarl|s\. ?a\. ?r\. ?l\.?|sasu?|s\.a\.s\.?|s\.a\.|sa|eurl|sci|s\. ?r\. ?l\.?|srl|s\. ?p\. ?a\.?|spa|s\.n\.c\.|snc|s\. ?l\. ?u?\.?|sl|slu|b\. ?v\.?|n\. ?v\.?|vof|lda|unipessoal|sp\. ?z ?o\. ?o\.?|s\.c\.|sdn\.? ?[bd38]h[do]\.?|bhd|s/b|pte|aps|oy|ab|as|a/s|eg|aktiengesellschaft|sociedad limitada|s\.r\.o\.|d\.o\.o\.|kft)(?![\w])\.?",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:rechnung\w*|invoice|facture|factura|fattura|factuur|fatura|faktura|gutschrift|credit note|avoir|receipt|quittung|page|seite|pagina|strona|nummer|numero|summe|betrag|amount|tel|telefon|telefax|phone|fax|e-?mail|www|http\S*|iban|bic|swift|konto|steuernummer|ust-?id\w*|umsatzsteuer\S*|vat|tva|btw|iva|nip|siret|siren|rcs|hrb|hra|amtsgericht|registergericht|handelsregister|geschaftsfuhrer|vorstand|sehr geehrte|geachte|dear|cher|chere|madame|monsieur|estimad[oa]|egregi[oa]|gentile|szanown[aiy]|vielen dank|thank you|merci|obrigado|gracias|grazie|bedankt|kopie|duplikat|beschreibung|menge|qty|quantity|kunde|bestell\w*|lieferschein|zahlung\w*|due|subtotal|netto|brutto|cashier|zeichen|ansprechpartner|bearbeiter|sachbearbeiter|kopia|oryginal|bitte|objet|betreff|services rendered|ihre?|your|votre|version|ubersicht|zugferd\S*|factur-x|ref|reference|gln|gtin|paragon|recibo|ricevuta|scontrino|recu|rappel|reminder|mahnung)\b"
)
# Words that names of companies have as well: alone, or most of the line, they are no name.
_USUAL = re.compile(
    r"\b(?:number|total|bank|tax|gst|sales|date|datum|data|fecha|original|copy|description|summary|statement|account|customer|client|welcome|order|payment|terms|paid|table|item|price|details|detalles|dettagli|detalhes|szczegoly|gegevens|datos|dati|pedido|commande|ordine|encomenda|zamowieni\w*|overview|please|subject|service|services|store|shop|the|and|of|de|la|und|et)\b"
)
_ADDRESS = re.compile(
    r"(?:\b(?:stra(?:ss|s|ß)e|str\.|weg|platz|allee|gasse|ring|rue|avenue|av\.|boulevard|bd|chemin|place|street|(?<=\w )st\.|road|rd|lane|drive|(?<=\w )dr\.?(?=,|$)|blvd|court|highway|hwy|parkway|pkwy|square|crescent|way|route|rte|chaussee|steenweg|z\.a\.|z\.?[aic]\.?(?= (?:du|des?|la|les?)\b)|ctra|avda|pza|urb|quai|impasse|cours|carrer|ronda|camino|largo|strada|os\.|suite|poligono|jalan|jln|taman|bandar|lorong|kampung|calle|c/|plaza|paseo|via|viale|piazza|corso|laan|straat|plein|kade|rua|avenida|praca|ulica|ul\.|al\.|postfach|p\.?o\.? box|bp|jalan|lot|floor|estrada|(?<!guest )(?<!cake )(?<!coffee )(?<!tea )(?<!steak )(?<!opera )(?<!publishing )house)(?!\w)|stra(?:ss|s)e|str\.|straat|weg \d)|\b(?:[a-z]{1,2}-)?\d{4,5}\b [a-z]{3}|\b\d{2}-\d{3}\b|\b\d{4}-\d{3}\b|\b\d{4} ?[a-z]{2}\b|\b[a-z]{1,2}\d{1,2}[a-z]? \d[a-z]{2}\b|\b\d{5}(?:-\d{4})?\b"
)
_TOWN = re.compile(r"(?:[a-z]{2,3}\.? )?\d{4,6}(?:-\d{4})?(?:,? [a-z ]{2,20})?|[a-z]{2}|[a-z ]{3,20} \d{5}")
_CONTACT = re.compile(
    r"@|www\.|\btel|phone|telefon|\bfax|siret|siren|\brcs\b|ust-?id|\bvat\b|\btva\b|\bbtw\b|\bkvk\b|\bnif\b|\bcif\b|p\.? ?iva|\bnip\b|gstin|steuer|contrib"
)
_OF_SENDERS = re.compile(
    r"www\.|https?:|\btel|phone|telefon|\bfax|siret|siren|\brcs\b|\bhr[ab]\b|\bkvk\b|\bregon\b|\bkrs\b|\brea\b|capital social|^\+\d\d[ \d()/-]{7,}$"
)
_WEAK = 0.2
_PLACE = re.compile(
    r"(?:no|nr|n[°o]|#|lot|unit|suite|block|blk|floor|ground|level|plot|shop|flat)[.: ]{0,2}[a-z]{0,2}\d"
)
_FOR_SOMEONE = re.compile(
    r"(?:\w*rechnung|invoice|facture|factura|fattura|factuur|fatura|faktura|receipt|quittung|recu) (?:for|to|fur|an|pour|a|para|per|voor|aan|dla)\b"
)
_BANK = re.compile(r"\b(?:\w*bank|banque|banco|banca|\w*sparkasse|caixa|caisse)\b")
_SIGNS = re.compile(
    r"\biban\b|\b(?:ust|mwst|umsatzsteuer)-?id|\btva\b|\bbtw\b|\bkvk\b|\bhrb\b|\bsiret\b|p\.? ?iva|\bnif\b|\bcif\b|\bnip\b|\bvat (?:no|reg|id)"
)
_NAMED = re.compile(
    r"(?:name|nom|nombre|nome|naam|nazwa|firma|company(?: name)?|raison sociale|ragione sociale|raz[oó]n social|denominazione|soci[eé]t[eé])\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"(?:(?:already|fully|bereits|deja|ya|gia|reeds|ja|juz) )?(?:paid|bezahlt|payee?s?|reglee?s?|acquittee?s?|pagad[oa]s?|pagat[oa]|pag[oa] (?:com|por|em|via)|betaald|voldaan|zaplacon[oey]|oplacon[oay])\b(?! [a-z]+ &)"
    r"|(?:carte bancaire|kartenzahlung|pinbetaling|tarjeta|cartao|multibanco|karta platnicza|carta di credito|card payment|(?:credit|debit) card)\b"
)
"""How a bill says that it is paid."""
_TITLE_BEHIND = re.compile(
    r"(?<=[a-z.)]{2}) +(?:(?:tax |vat |sales )?invoice|rechnung|faktura(?: vat)?|facture|factura|fattura|factuur|fatura|receipt|quittung)$"
)
_TOP = 3  # lines
_HEAD = 0.15  # of the page: above, a sum may stand beside the name
_STATE = re.compile(
    r"(?:un|over)?paid|overdue|past due|draft|void|cancell?ed|unbezahlt|offen|uberfallig|entwurf|storniert|impayee?|en retard|brouillon|annulee?|(?:no|non|nao) pag(?:ad|at)?[oa]|pendiente|vencid[oa]|borrador|scadut[oa]|bozza|onbetaald|openstaand|verlopen|em atraso|rascunho|nieoplacon[aey]|przeterminowan[aey]|szkic"
)
"""A stamp on a bill."""
_SOLD = re.compile(
    r"sold by|verkauft (?:von|durch)|vendu par|vendido por|venduto da|verkocht door|sprzedane przez"
)
_PERSON = re.compile(r"(?:dipl|dr|prof|ing|inh|inhaber\w*|owner|mr|mrs|m|mme|sig|dott\w*|gerant|c/o|att?n)\b")
_BETWEEN = 36.0  # points, at most, that a column leaves free before the next
_GOES_ON = re.compile(
    r"(?:&|\b(?:and|und|et|y|e|en|i|de|du|des|della|di|do|da|van|of|the|les?|la|los|las))$|[-/]$"
)
_OF_A_STREET = re.compile(
    r"[a-z'. ]{3,} (?:street|road|lane|court|square|place|avenue|way|house|bridge) (?!(?:north|south|east|west|floor|suite)\b)[a-z' &]{4,}"
    r"|(?!largo|place|platz|plein|piazza|plaza|rue|via|praca)[a-z'. ]{4,} (?:do|da|de la|du|de|am|an der|zum|van de|del|della) (?:largo|place|rue|platz|plein|piazza|plaza|praca)"
)
"""A name with the street it comes from in it: "Castle Street Dental Practice"."""
_BIS = re.compile(r"\d{1,4},? ?(?:bis|ter|quater)\b")
"""A house between two others, as France and Belgium number it."""
_CAPITAL = re.compile(
    r"^(?:sarl|sasu?|sa|eurl|s\.a\.r\.l|societe|gmbh|ag|s\.?r\.?l|s\.?p\.?a)\b.{0,20}\bcapital|^(?:au )?capital\b"
)
"""What a company is and has ("SARL au capital de 8 000 €"), without its name."""
_STREET = re.compile(r"(?:c/|[a-z])[a-z .'/-]{3,},? \d{1,4} ?[a-z]?(?:[,/ -].*)?")
_MAIL_HOSTS = frozenset(
    "gmail googlemail outlook hotmail yahoo gmx web icloud aol orange wanadoo free t-online live me proton protonmail libero example mail".split()
)
_DOMAIN = re.compile(
    r"(?:www\.|https?://(?:www\.)?|@)([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.([a-z]{2,})\b|\b([a-z0-9-]{3,})\.(?:com|de|fr|net|org|eu|co\.uk|es|it|nl|pt|pl|ch|at|be|io)\b"
)
_SPLIT = re.compile(
    r"(?<=\d)\. (?=[A-Z])|, (?=\d{1,4}(?: ?(?:bis|ter|quater))?,? [a-z]{2})|\s+[·•|∙●▪■–—]\s+|\s-\s|\s*[·•|∙●▪■]\s*|\s{2,}|, (?!(?:s\. ?[al]|inc|ltd|llc|lda|gmbh|sarl|sas|s\.p|s\.r|unip))(?=\D{3,}\d)",
    re.IGNORECASE,
)


def supplier_of(sheet: Sheet, hints: Hints, customers: set[int]) -> Found[str] | None:
    """The name as it is printed; the company of the connection where it stands on the page."""
    if hints.company:
        place = _printed(sheet, hints.company, customers)
        if place is not None:
            return Found(hints.company, "company, printed", (place,))
    scores: defaultdict[str, float] = defaultdict(float)
    names: dict[str, str] = {}
    places: defaultdict[str, list[Place]] = defaultdict(list)
    ways: defaultdict[str, set[str]] = defaultdict(set)
    roots = _roots(sheet, hints)
    surer = _roots_of_webs(sheet)
    addressed: set[str] = set()
    blocks: dict[str, Block] = {}
    customer_names = {_key(sheet.strips[order].text) for order in customers}
    first = [strip for strip in sheet.strips if strip.page == 1]
    size = sorted(strip.height for strip in first)[len(first) // 2] if first else 10.0
    height = sheet.pages[0].height if sheet.pages else 800.0

    imprint = _imprint(sheet, customers)
    windows: set[str] = set()

    def vote(name: str, strip: Strip, weight: float, way: str) -> None:
        form = LEGAL.search(name)
        if (
            form
            and form.start() > 2
            and len(re.findall(r"[^\W\d_]{3,}", name[_end_of_form(name, form) :])) >= 2
        ):
            name = name[: _end_of_form(name, form)]  # another cell's words follow
        name = _clean(name)
        key = _key(name)
        if not _is_name(name) or key in customer_names:
            return
        if any(len(other) > 9 and key.startswith(other) for other in customer_names):
            return  # the customer's name, which goes on in the next line there
        fresh = way not in ways[key]
        scores[key] += weight if fresh else 0.15 * weight
        ways[key].add(way)
        if key not in names or len(name) > len(names[key]):
            names[key] = name
        places[key].append(strip.place(0, len(strip.text)))

    for strip in sheet.strips:
        if strip.order in customers:
            continue
        match = SUPPLIER.search(strip.low) or over_the_supplier(strip.text, strip.low)
        if match and len(strip.row) >= HEADINGS and ":" not in strip.low:
            match = None  # the heading of a column, over the name of a clerk
        after = strip.low[match.end() :].lstrip(" ./") if match else ""
        # "Lieferant GmbH" is a name, "Lieferant:" is a label.
        if match and (
            (
                match.start() < 25
                and (not after or after[0] == ":" or len(match[0]) > 12 or _SOLD.fullmatch(match[0]))
            )
            or match[0].endswith(":")
            or after.startswith(":")
            or SUPPLIER.fullmatch(after.strip(" :()"))  # said again in another language
            or match[0] in {"ten name van", "tnv", "t.n.v", "t.n.v."}
        ):
            rest = re.sub(
                r"^(?:name|nom|nombre|naam|nazwa)\b\W*",
                "",
                strip.text[match.end() :].lstrip(" :.-"),
                flags=re.IGNORECASE,
            )
            again = SUPPLIER.fullmatch(folded(rest).strip(" /:()")) is not None
            if len(rest) >= 3 and not again and not re.match(r"(?:\d|iban)", rest.lower()):
                told = re.split(r"(?<=[a-z]{3})\.(?:\s|$)", _SPLIT.split(rest)[0])[0]
                form = LEGAL.search(told)
                vote(told[: _end_of_form(told, form)] if form and form.start() else told, strip, 1.1, "label")
            else:
                named = _named(sheet, strip)
                if named is None and (other := _beside_or_under(sheet, strip)) is not None:
                    named = other, other.text
                if named is not None:
                    of_bank = _BANK.search(folded(named[1])) is not None  # "Please pay to", and where
                    name = _wrapped(sheet, named[0], named[1]) or named[1]
                    vote(name, named[0], 0.3 if of_bank else 1.3, "label")
        if strip.page > 1 and strip.box.top > 120 and strip.box.top < height * 0.8:
            continue
        share = strip.box.top / height
        if share > _HEAD and not LEGAL.search(strip.text) and _has_a_price(strip):
            continue  # a position ("Flyers, 500 pcs." is no name with its house)
        parts = _parts(_without_title(strip))
        rest = folded(" ".join(parts[1:]))
        one_line = (
            len(parts) >= 2
            and bool(_ADDRESS.search(rest))
            and strip.page == 1
            and not _TOWN.fullmatch(rest.strip())
        )
        sender = one_line and share < 0.4
        for index, part in enumerate(parts[:4]):
            low = folded(part)
            weight, way = 0.0, "line"
            legal = LEGAL.search(part)
            part_name = part
            if legal and (legal.start() > 0 or re.match(r"[\s,.)]*$", part[legal.end() :])):
                part_name = part[: _end_of_form(part, legal)]
                weight += 0.55 if re.match(r"[\s,.)]*$", part[legal.end() :]) else 0.25
            elif legal:
                weight += 0.4  # "SARL Martin": the whole of it
            if legal and share > 0.8:
                weight += 0.15
                way = "footer"
            if sender and index == 0:
                weight += 0.9
                way = "sender"
            if one_line and share > 0.85 and index == 0 and len(parts) >= 3 - bool(legal):
                weight += 0.6
                way = "footer"
            if strip.page == 1 and share < 0.3 and index == 0:
                above = strip.order if strip.order < 3 or not legal else _above_it(sheet, strip)
                if above < 3:
                    short = sum(letter.isalpha() for letter in part) < 5  # part of a logo
                    weight += (0.55, 0.25, 0.18)[above] * (0.5 if short else 1.0)
                if strip.height > 1.25 * size:
                    weight += min(0.25 * (strip.height / size - 1) + 0.1, 0.5)
                contact = _contact(sheet, strip)
                key_of_part = _key(_clean(part_name))
                if _heads_an_address(sheet, strip, customers):
                    addressed.add(key_of_part)
                    block = blocks.get(key_of_part)
                    if block is None or block.contact < contact:
                        blocks[key_of_part] = Block(contact, strip.box)
                    weight += 0.3 + contact
                    if not contact and not customers and _in_the_window(sheet, strip):
                        weight -= 0.35  # where letters have the name of who gets them
                    if not contact and not sender:
                        windows.add(key_of_part)
                elif contact == CALLED:
                    weight += 0.3
            if share > 0.85 and index == 0 and strip.page == 1 and not legal:
                under = next(iter(sheet.below(strip, 1.5)), None)
                if under is not None and _ADDRESS.search(under.low):
                    weight += 0.45
                    way = "footer"
            if share > 0.8 and (legal or weight) and any(_CONTACT.search(other.low) for other in strip.row):
                weight += 0.4
            if imprint is not None and strip is imprint[0] and index == 0:
                weight += 0.9
                way = "imprint"
            packed = re.sub(r"[^a-z0-9]", "", low)
            if packed and any(_alike(root, packed) for root in roots):
                # Whoever has a web address sends; an address for mail the customer has as well.
                weight += 0.6 if not surer or any(_alike(root, packed) for root in surer) else 0.2
            if weight > 0.2 and not (CUSTOMER.search(low) and not legal):
                vote(part_name, strip, weight, way)
    for strip in first:
        if strip.order not in customers and strip.height > 1.25 * size and strip.box.top < 0.3 * height:
            joined = _on_two_lines(sheet, strip)
            if joined:
                vote(joined, strip, scores[_key(strip.text)] + 0.3, "large")
    for strip in first:
        if (
            strip.order not in customers
            and strip.box.top < 0.4 * height
            and not _has_a_price(strip)
            and scores.get(_key(strip.text), 0.0) > _WEAK
        ):
            joined = _wrapped(sheet, strip, strip.text)
            if joined:
                vote(joined, strip, scores[_key(strip.text)] + 0.3, "line")
    if hints.company:
        wanted = _key(hints.company)
        for key in scores:
            if wanted and (wanted in key or key in wanted):
                scores[key] += 1.5
    if not scores:
        return Found(hints.company, "company", ()) if hints.company else None
    if not customers:
        tell_sender_from_addressee(scores, ways, blocks)
    # A name and its longer form ("Muster", "Muster GmbH") speak for each other.
    for key in list(scores):
        for longer in list(scores):
            if key == longer or len(key) < 4 or not longer.startswith(key):
                continue
            logo = longer in addressed and names[longer].lower().startswith(names[key].lower() + " ")
            if logo or len(longer) < 2.2 * len(key):
                scores[longer] += scores[key] * (1.0 if logo else 0.5)
                ways[longer] |= ways[key]
    if imprint is not None:
        # Who heads an address alone, while another signs with account and address, gets the letter.
        for key in windows - {_key(_clean(imprint[1]))}:
            if key in scores and ways[key] <= {"line", "large"}:
                scores[key] -= 0.8
    ranked = sorted(scores, key=lambda key: -scores[key])
    best = ranked[0]
    lead = scores[best] - (scores[ranked[1]] if len(ranked) > 1 else 0.0)
    if hints.company and scores[best] < 0.8:
        return Found(hints.company, "company", ())
    # Two addresses, and nothing says whose is whose.
    either = not customers and best in addressed and bool(addressed & set(ranked[1:]))
    if either:
        evidence = "weak"
    elif best in windows and ways[best] <= {"line", "large"}:
        evidence = "heads an address"
    elif len(ways[best]) >= 2 and lead > 0.4:
        evidence = "several signs"
    elif scores[best] >= 1.0 and lead > 0.3:
        evidence = "a strong line" if ways[best] <= {"line", "large"} else "a strong sign"
    elif lead > 0.2:
        evidence = "a sign"
    else:
        evidence = "weak"
    name = spelt_as(names[best], roots) if sheet.source is Source.OCR else names[best]
    return Found(name, evidence, tuple(places[best][:3]))


def _imprint(sheet: Sheet, customers: set[int]) -> tuple[Strip, str] | None:
    """The line at the end of a page that begins with a name, has an address after or under it, and an account or a VAT
    id near: the sender's own words about itself."""
    first = [strip for strip in sheet.strips if strip.page == 1]
    for strip in first[int(0.6 * len(first)) :]:
        if strip.order in customers:
            continue
        parts = [part for part in _SPLIT.split(strip.text) if part.strip()]
        name = parts[0] if parts else ""
        if form := LEGAL.search(name):
            name = name[: _end_of_form(name, form)]
        name = _clean(name)
        if (
            not _is_name(name)
            or _BANK.search(folded(name))
            or any(label.kind == "gross" for label in labels_in(strip.low, ("gross", "net", "vat")))
        ):
            continue
        under = [other for other in sheet.below(strip, 3.2) if abs(other.box.left - strip.box.left) < 6][:2]
        address = " ".join([*parts[1:], *(other.text for other in under)])
        if not _ADDRESS.search(folded(address)):
            continue
        near = [*strip.row, *sheet.strips[strip.order + 1 : strip.order + 9]]
        if any(_SIGNS.search(other.low) for other in near if other.page == 1):
            return strip, name
    return None


def _has_a_price(strip: Strip) -> bool:
    return any(each.decimals == 2 for other in strip.row for each in amounts_in(other.text))


def _without_title(strip: Strip) -> str:
    """A line at the top of a page without the title that stands close behind the name there."""
    if strip.page == 1 and strip.order < _TOP and (title := _TITLE_BEHIND.search(strip.low)):
        return strip.text[: title.start()]
    return strip.text


def _parts(text: str) -> list[str]:
    """A line cut where one thing follows another; a hyphen within a name that ends in the form of its company stays."""
    parts = [part for part in _SPLIT.split(text) if part.strip()]
    if len(parts) >= 2:
        both = f"{parts[0]} - {parts[1]}"
        form = LEGAL.search(parts[1])
        if (
            text.startswith(both)
            and form is not None
            and form.start() > 2
            and not parts[1][_end_of_form(parts[1], form) :].strip(" ,.")
            and not LEGAL.search(parts[0])
        ):
            return [both, *parts[2:]]
    return parts


def _end_of_form(name: str, form: re.Match[str]) -> int:
    """Where the form of a company ends, of several words ("Pty Ltd")."""
    end = form.end()
    while more := re.match(r"[ ,]{1,2}", name[end:]):
        following = LEGAL.match(name, end + more.end())
        if following is None:
            break
        end = following.end()
    return end


def _above_it(sheet: Sheet, strip: Strip) -> int:
    """How many strips stand before this one. On a recognised page only those over it count: beside it are the words
    within pictures, which a text layer does not have."""
    if sheet.source is not Source.OCR:
        return strip.order
    box = strip.box
    return sum(
        other.row is not strip.row and min(box.right, other.box.right) > max(box.left, other.box.left)
        for other in sheet.strips[: strip.order]
    )


def _heads_an_address(sheet: Sheet, strip: Strip, customers: set[int]) -> bool:
    """Whether a street or a town stands under a line, or under the lines of a profession, a department or a VAT id below
    it."""
    last = strip
    for _ in range(3):
        under = next((other for other in sheet.below(last, 2.0) if other.order not in customers), None)
        if under is None:
            return False
        if _ADDRESS.search(under.low):
            return True
        last = under
    return False


def _on_two_lines(sheet: Sheet, strip: Strip) -> str:
    """A name that goes on in the next line or two of the same size; empty where it does not."""
    name, last = strip.text, strip
    for _ in range(2):
        below = next(iter(sheet.below(last, 0.8)), None)
        if (
            below is None
            or LEGAL.search(name)
            or len(LEGAL.sub("", below.text).split()) > 1 < len(below.text.split()) - 1
            or abs(below.height - strip.height) > 0.1 * strip.height
            or abs(below.box.left - strip.box.left) > 4
            or not (_is_name(_clean(last.text)) and _is_name(_clean(below.text)))
        ):
            break
        name, last = f"{name} {below.text}", below
    return "" if last is strip else name


def _wrapped(sheet: Sheet, strip: Strip, name: str) -> str:
    """A name that was broken because its column is too narrow: at the end of the line, where the next word would not have
    fitted any more, or behind a word that goes on; empty where it was not."""
    if not strip.text.endswith(name) or LEGAL.search(name):
        return ""
    edge = _edge(sheet, strip)
    last = strip
    for _ in range(2):
        below = next(
            (
                other
                for other in sheet.below(last, 0.5)
                if min(abs(other.box.left - strip.box.left), abs(other.box.right - strip.box.right)) < 3
            ),
            None,
        )
        if (
            below is None
            or abs(below.height - strip.height) > 0.1 * strip.height
            or re.search(r"\d|[:@]|www", below.text)
            or _ADDRESS.search(below.low)
            or CUSTOMER.match(below.low)
            or _PERSON.match(below.low)
            or set(re.findall(r"[a-z]{4,}", below.low)) & set(re.findall(r"[a-z]{4,}", folded(name)))
        ):
            break
        word = below.place(0, 1).box
        fits = last.box.right + 0.3 * last.height + word.right - word.left < edge
        if not _GOES_ON.search(last.low) and (fits or not _is_name(_clean(below.text))):
            break
        name, last = f"{name} {below.text}", below
        if LEGAL.search(name):
            break
    return name if last is not strip and _is_name(_clean(name)) else ""


def _edge(sheet: Sheet, strip: Strip) -> float:
    """Where the column of a strip ends to the right, at the latest: before what stands beside it, or where the page's
    lines end."""
    near = [
        other
        for other in sheet.strips[max(strip.order - 12, 0) : strip.order + 24]
        if other.page == strip.page and abs(other.box.top - strip.box.top) < 6 * strip.height
    ]
    beside = [other.box.left for other in near if other.box.left > strip.box.right]
    lines = [other.box.right for other in sheet.strips if other.page == strip.page]
    return min(beside) - _BETWEEN if beside else max(lines)


def _in_the_window(sheet: Sheet, strip: Strip) -> bool:
    page = sheet.pages[0]
    return strip.box.left < 0.25 * page.width and 0.1 * page.height < strip.box.top < 0.33 * page.height


def _contact(sheet: Sheet, strip: Strip) -> float:
    """How much the block under a name looks like the sender's: with a telephone, a register or an address on the web;
    an address for mail or a VAT id the customer's block may have as well."""
    block = [
        other
        for other in sheet.strips[strip.order + 1 : strip.order + 30]
        if other.page == strip.page
        and min(
            abs(other.box.left - strip.box.left),
            abs(other.box.right - strip.box.right),
            abs(other.box.left + other.box.right - strip.box.left - strip.box.right) / 2,
        )
        < 12
        and 0 < other.box.top - strip.box.top < 8 * max(strip.height, 10)
    ]
    if any(_OF_SENDERS.search(other.low) for other in block):
        return CALLED
    said = any(_CONTACT.search(other.low) or next(vat_ids_in(other.text), None) for other in block)
    return _WEAK if said else 0.0


def _beside_or_under(sheet: Sheet, label: Strip) -> Strip | None:
    """The first thing of the shape of a name beside a label with a colon, or in the block under it."""
    if label.at + 1 < len(label.row):
        beside = label.row[label.at + 1]
        near = beside.box.left - label.box.right < 20 * label.height
        if _is_name(_clean(beside.text)) and (
            label.low.rstrip().endswith(":") or (near and LEGAL.search(beside.text))
        ):
            return beside
    taken, last = 0, label
    for other in sheet.strips[label.order + 1 : label.order + 30]:
        if other.page != label.page or taken > 4:
            return None
        if other.row is label.row or abs(other.box.left - label.box.left) > 14:
            continue
        if other.box.top - last.box.bottom > 2.6 * label.height or CUSTOMER.match(other.low):
            return None
        if _is_name(_clean(other.text)):
            return other
        taken, last = taken + 1, other
    return None


def _named(sheet: Sheet, label: Strip) -> tuple[Strip, str] | None:
    """Under a heading such as "Seller": what stands beside or after "Name:"."""
    for other in sheet.strips[label.order + 1 : label.order + 9]:
        inline = _NAMED.match(other.text)
        if inline is not None and _is_name(_clean(other.text[inline.end() :])):
            return other, _clean(other.text[inline.end() :])
        if re.fullmatch(
            r"(?:name|nom|nombre|nome|naam|nazwa|firma|firmenname|company(?: name)?|raison sociale|ragione sociale|razon social|denominazione)\s*:?",
            other.low.strip(),
        ) and other.at + 1 < len(other.row):
            beside = other.row[other.at + 1]
            return beside, beside.text
    return None


def _printed(sheet: Sheet, company: str, customers: set[int]) -> Place | None:
    wanted = folded(company)
    for strip in sheet.strips:
        at = strip.low.find(wanted)
        if at >= 0 and strip.order not in customers:
            return strip.place(at, at + len(wanted))
    return None


def _roots(sheet: Sheet, hints: Hints) -> set[str]:
    roots = {
        re.sub(r"[^a-z]", "", match[1])
        for match in re.finditer(r"([a-z]+[._-][a-z]+)@", sheet.low)  # "jane.doe@": a person who writes bills
    }
    for strip in sheet.strips:
        if alone := re.fullmatch(r"(?:www\.)?([a-z0-9-]{3,})\.[a-z]{2,24}", strip.low):
            roots.add(alone[1].replace("-", ""))
    for match in _DOMAIN.finditer(sheet.low):
        root = (match[1] or match[3] or "").split(".")[-1]
        if root and root not in _MAIL_HOSTS and len(root) >= 3:
            roots.add(root.replace("-", ""))
    if hints.domain:
        roots.add(hints.domain.split(".")[0].replace("-", ""))
    return roots


def _roots_of_webs(sheet: Sheet) -> set[str]:
    return {
        match[1].split(".")[-1].replace("-", "")
        for match in re.finditer(
            r"(?:www\.|https?://(?:www\.)?)([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.[a-z]{2,}\b", sheet.low
        )
    } | {
        match[1].replace("-", "")
        for strip in sheet.strips
        if (match := re.fullmatch(r"(?:web(?:site)?\W*)?(?:www\.)?([a-z0-9-]{3,})\.[a-z]{2,24}", strip.low))
    }


def _alike(root: str, packed: str) -> bool:
    return len(packed) >= 3 and (
        root in packed or (packed in root and len(packed) >= 5) or (len(root) >= 5 and packed[:5] == root[:5])
    )


def _key(name: str) -> str:
    low = LEGAL.sub(" ", folded(name))
    return re.sub(r"[^a-z0-9]", "", low) or re.sub(r"[^a-z0-9]", "", folded(name))


def _clean(name: str) -> str:
    name = re.sub(r"\s+", " ", name).strip(" ,;:|·•-–—*")
    name = re.sub(
        r"^(?:firma|fa\.|m\.|mr\.?|mrs\.?|herr|frau|from|von|by)\s*:?\s+", "", name, flags=re.IGNORECASE
    )
    name = re.sub(r"[®™©]", "", name)
    name = re.sub(r"\s*\((?:[^()\s]+ ){3,}[^()\s]+\)$", "", name)  # a remark, no part of the name
    return name.strip()


def _is_name(name: str) -> bool:
    low = folded(name)
    letters = sum(letter.isalpha() for letter in name)
    if letters < 2 or len(name) > 70 or letters < 0.5 * len(name.replace(" ", "")):
        return False
    if re.fullmatch(r"\(.*\)", name) or _FOR_SOMEONE.match(low):
        return False
    if re.search(r"[§#{}<>=]|\burn:|:", name) or len(_key(name)) < 2:
        return False
    if CUSTOMER.fullmatch(low.strip(" :")) or SUPPLIER.fullmatch(low.strip(" :")):
        return False
    if over_the_customer(name, low) or over_the_supplier(name, low):
        return False
    if LEGAL.fullmatch(name) or _PLACE.match(low) or name in CODES:
        return False
    if _STATE.fullmatch(low) or re.search(r"\bn\.?[º°]", low):
        return False
    if (
        _BIS.match(low)
        or _CAPITAL.search(low)
        or (not LEGAL.search(name) and (_STREET.fullmatch(low) or _PAID.match(low)))
    ):
        return False
    if "@" in name or "://" in name or re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", low):
        return False
    labels = labels_in(low, ("number", "order", "date", "due", "service", "gross", "net", "vat"))
    if sum(label.end - label.start for label in labels) > 0.7 * len(low):
        return False
    if not LEGAL.search(name):
        if _TITLE.search(low):
            return False
        rest = re.sub(r"[^a-z]", "", _USUAL.sub("", low))
        if len(rest) < 0.4 * sum("a" <= letter <= "z" for letter in low):
            return False
    if _ADDRESS.search(low) and not LEGAL.search(name) and not _OF_A_STREET.fullmatch(low):
        return False
    if next(days_in(name), None) or any(amount.decimals == 2 for amount in amounts_in(name)):
        return False
    return len(name.split()) <= 8
