"""Who wrote the document and to whom: which lines belong to the customer, and the VAT ids and accounts of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from moisson.reading.contract import Hints, Place, Source
from moisson.reading.finding.found import Found
from moisson.reading.finding.labels import labels_in
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.values.accounts import begun_iban, bics_in, ibans_in, is_iban
from moisson.reading.values.vat_ids import VatId, is_right, misread_vat_ids_in, vat_ids_in

CUSTOMER = re.compile(
    r"\b(?:bill(?:ed)? to|invoice(?:d)? to(?! (?:pay|be)\b)|sold to|ship(?:ped|ping)? to|deliver(?:ed)? to|delivery address|invoice address|customer|client|buyer|recipient|attn|attention|to:|prepared for|guest(?! ?house)|consignee|kunde|kundin|rechnungsempfanger|empfanger|leistungsempfanger|rechnung an|liefera(?:d|dd)resse|lieferanschrift|versand(?:adresse| an)|verkauft an|rechnungsadresse|rechnungsanschrift|kaufer|auftraggeber|an:|factur(?:es?|er|ee) a(?! (?:regler|payer|acquitter)\b)|envoy(?:er|ee?) a|expediee? a|livree? a|vendue? a|adressee? a|adresse (?:de |d')(?:facturation|livraison|envoi|expedition)|destinataire|acheteur|cliente|acquirente|adquirente|tomador(?: d[eo]s? servicos?)?|facturar a|facturado a|enviar a|enviado a|vendido a|direccion (?:de |del )(?:facturacion|entrega|envio)|destinatario|comprador|spett(?:\.le|abile)?|intestatario|cessionario|committente|fattur(?:are|ato|ata) a|fattura a(?= ?:| ?$)|spedi(?:re|to) a|venduto a|indirizzo di (?:fatturazione|consegna|spedizione)|klant|(?:ge)?factur(?:eren|eerd) aan|factuur(?: aan|adres)|verkocht aan|verz(?:enden|onden) (?:aan|naar)|verzendadres|aflever(?:adres|en aan)|afnemer|koper|debiteur|aan:|bezorgadres|nabywca|klient|zamawiajacy|odbiorca|kupujacy|platnik|sprzedano|wyslano do|adres (?:dostawy|wysylki|platnosci|do faktury)|exmos?\b|exmo\(s\)|faturar a|faturado a|enviar para|morada de (?:entrega|faturacao|envio)|billing (?:address|details)|shipping (?:address|details)|rechnung fur|refacturar a|facturada a|faturada a|intestat[oa] a(?=[ :]|$)|faktura dla)\b"
)
_CUSTOMER_ALONE = re.compile(
    r"(?:to|an|a|al|aan|do|dla|voor|para|pour|fur|for|per|hasta|tot|payable by|zahlbar durch|payable par|pagabile da|pagadero por) ?:?"
)
_SUPPLIER_ALONE = re.compile(r"(?:from|von|de|da|van|od|par|by|emissor|emetteur|emisor) ?:?")
SUPPLIER = re.compile(
    r"\b(?:from:?|bill from|pay(?:ment)? to|seller|service provider|provider|payer a|a regler a|pagar a|pagare a|betalen aan|zahlung an|zahlbar an|payable a|pagabile a|pagadero a|platne na rzecz|zaplata na rzecz|dienstverlener|uslugodawca|entidade emitente|sold by|vendor|supplier|issued by|payable to|pay to|remit to|beneficiary|account (?:holder|name)(?: name)?|verkaufer|lieferant|rechnungssteller|leistungserbringer|aussteller|absender|verkauft (?:von|durch)|von:|kontoinhaber|kontoinh\.|inhaber|emetteur|vendeur|fournisseur|prestataire(?: de services?)?|titulaire(?: du compte)?|beneficiaire|vendu par|vendido por|venduto da|verkocht door|expediteur|emisor|emittente|vendedor|proveedor(?: de servicios)?|titular(?: da conta| de la cuenta)?|beneficiario|emitente|fornecedor|prestador(?: de servicos)?|fornitore|prestatore(?: di servizi)?|cedente|venditore|leverancier|verkoper|afzender|ten name van|t\.n\.v\.?|tnv|begunstigde|sprzedawca|sprzedane przez|wystawca|dostawca|wlasciciel rachunku|for and on behalf of|freelance|freelancer|freiberufler|autonomo|libero professionista|zzp-?er)\b"
)
_OWN_LABEL = re.compile(
    r"\b(?:nip|p\.? ?iva|partita iva|piva|nif|cif|n\.?i\.?f|contribuinte|nipc|btw(?:-?(?:nr|nummer|id))?|vat(?: ?(?:no|nr|reg(?:istration)?|number|id))?|ust-?id\w*|n[o°] tva|tva(?: intracom\w*)?|gstin(?:/uin)?|gst(?: ?(?:no|reg))?|mwst-?nr|uid)\b[^\dA-Za-z]{0,4}(?:no|nr|number|nummer|id|reg|intra\w*)?[.:°º ]{0,4}",
    re.IGNORECASE,
)
_FACTS = ("number", "order", "date", "due")
"""Labels of these end a block of the customer's."""
_OF_A_BANK = re.compile(
    r"iban|^(?:bank(?: details|verbindung|gegevens|rekening)?|(?:payment|remittance) details|coordonnees bancaires|rib|datos bancarios|cuenta bancaria|coordinate bancarie|dados bancarios|konto bankowe|rachunek bankowy)\b\W*$"
)
"""Whom the money goes to stands under it: a block of the customer's ends."""
_BLOCK = 9
"""So many heights of a line a block goes on under the name that heads it."""
_NO_HEADING = re.compile(
    r"(?:\b(?:n|nr|no|num\w*|id|code|ref\w*)\b|n[°º])\W*$|\b(?:dear|sehr geehrt\w*|lieb\w*|estimad\w*|gentile|egregi\w*|cher\w*|geachte|beste|szanown\w*|car[oa]|prezad\w*|konto|account|compte|payable|iban)\b"
)
_RECIPIENT = re.compile(r"empfanger(?:in)?|recipient|ontvanger|destinataire|destinatario|odbiorca")
_ACCOUNT = re.compile(r"(?:iban|konto|account|rekening|compte|conto|cuenta|conta)\b")
_GLUED = re.compile(
    r"(?<![A-Za-z])(?:UID|USt-?Id(?:-?Nr)?\.?|C\.?I\.?F\.?|N\.?I\.?F\.?|TVA|(?:TVA/)?BTW|(?:P\. ?)?IVA|VAT(?: Reg)?(?: ?No\.?)?)(?=[A-Z]{2}[A-Z0-9]?\d)"
)
"""A label with the VAT id right behind it, where the blank is too narrow to be seen."""
_WITHOUT_COUNTRY = re.compile(r"(?<![\dA-Za-z])(?<!PL )\d{2}(?:[ -]?\d{4}){6}(?![ -]?\d)")
_BARE = re.compile(r"(?=.*\d)[a-z\d][a-z\d .-]{7,15}")
_VAT_WORD = re.compile(
    r"cnpj|abn|rfc|ust|vat|tva|iva|btw|mwst|nip|nif|cif|uid|gst|tax|steuer|contrib|cvr|moms|ident"
)
_NATIONAL = (
    ("PL", re.compile(r"\bnip\b[ .:]*(\d{3}[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}|\d{3}[ -]?\d{2}[ -]?\d{2}[ -]?\d{3})(?!\d)")),
    ("IT", re.compile(r"\b(?:p\.? ?iva|part(?:ita|\.) iva|piva)\b(?: ?(?:e|/|-) ?(?:c\. ?f\.?|cod(?:ice|\.) ?fisc(?:ale|\.)))?[ .:]*(\d{11})(?!\d)")),
    ("ES", re.compile(r"\b(?:nif|cif|n\.i\.f\.?|c\.i\.f\.?|nif/cif)(?:-iva)?[ .:]*([a-z]-?\d{8}|\d{8}-?[a-z]|[a-z]-?\d{7}-?[a-z])\b")),
    ("PT", re.compile(r"\b(?:nif|contribuinte|nipc|n\.?[o°º] ?contribuinte)\b[ .:no°º]*(\d{3} ?\d{3} ?\d{3})(?!\d)")),
    ("GB", re.compile(r"\bvat(?: (?:reg(?:istration)?|no|number|id))*\b[ .:no]*(\d{3} ?\d{4} ?\d{2})(?!\d)")),
    ("ZA", re.compile(r"\bvat(?: (?:reg(?:istration)?|no|number|id))*\b[ .:no]*(4\d{2} ?\d{3} ?\d{4})(?!\d)")),
    ("NL", re.compile(r"\bbtw\b[a-z .:-]{0,14}(\d{9}b\d{2})\b")),
    ("BE", re.compile(r"\b(?:btw|tva)\b[a-z .:-]{0,14}([01]\d{3}[. ]?\d{3}[. ]?\d{3})(?!\d)")),
    ("AT", re.compile(r"\buid\b[a-z .:-]{0,8}(u\d{8})\b")),
    ("DK", re.compile(r"\bcvr\b[a-z .:-]{0,8}(\d{8})(?!\d)")),
    ("FR", re.compile(r"\btva (?:intra\w*)?[ .:]{0,4}(?:f )?(\d{2} ?\d{3} ?\d{3} ?\d{3})(?!\d)")),
    ("BR", re.compile(r"\bcnpj\b[ .:no°º]*(\d{2}\.?\d{3}\.?\d{3}/\d{4}-\d{2})(?!\d)")),
    ("AU", re.compile(r"\b(?:abn|(?:vat ?/ ?)?tax (?:number|no|id))\b[ .:]*(\d{2} ?\d{3} ?\d{3} ?\d{3})(?!\d)")),
    ("MX", re.compile(r"\brfc\b[ .:]*([a-zñ&]{3,4}\d{6}[a-z0-9]{3})\b")),
    ("NZ", re.compile(r"\bgst (?:reg(?:istration)? ?)?(?:no|number)\b[ .:]*(\d{2,3}[ -]\d{3}[ -]\d{3})(?![\d-])")),
    ("IN", re.compile(r"\bgstin(?:/uin)?\b[ .:no]*(\d{2}[a-z]{5}\d{4}[a-z][a-z0-9]z[a-z0-9])\b")),
)  # fmt: skip

_PLAIN = frozenset({"AU", "BR", "IN", "MX", "NZ", "ZA"})
"""Countries that write their tax numbers without the letters of the country."""


def over_the_customer(text: str, low: str) -> re.Match[str] | None:
    """A small word that stands over the customer's block where it stands alone ("To"); DO and AL are countries."""
    return None if text in {"DO", "AL"} else _CUSTOMER_ALONE.fullmatch(low.strip())


def over_the_supplier(text: str, low: str) -> re.Match[str] | None:
    """The same of the supplier's block ("From"); DE is a country."""
    return None if text == "DE" else _SUPPLIER_ALONE.fullmatch(low.strip())


def customer_strips(sheet: Sheet, hints: Hints) -> set[int]:
    """`order` of the strips that belong to the customer: the block under or beside a word for them, and names of one's own."""
    marked: set[int] = set()
    own = [name.lower() for name in hints.own_names if len(name) > 3]
    for strip in sheet.strips:
        match = CUSTOMER.search(strip.low) or over_the_customer(strip.text, strip.low)
        if match and _is_heading(strip, match) and not _is_payee(sheet, strip, match):
            marked.add(strip.order)
            lasts, taken = strip, 0
            before = {each.low for each in sheet.strips[: strip.order] if len(each.low) > 4}
            for other in _under(sheet, strip):
                if (
                    SUPPLIER.match(other.low)
                    or over_the_supplier(other.text, other.low)
                    or other.box.top - lasts.box.bottom > 1.6 * strip.height
                    or _OF_A_BANK.search(other.low)
                    or any(label.weight >= 0.8 for label in labels_in(other.low, _FACTS))
                    or (taken > 1 and ":" not in other.low and other.low in before)
                    or taken > 7
                ):
                    break
                marked.add(other.order)
                if other.low.rstrip().endswith(":") and other.at + 1 < len(other.row):
                    marked.add(other.row[other.at + 1].order)  # "Name: …" in the block
                lasts, taken = other, taken + 1
            if strip.at + 1 < len(strip.row):
                beside = strip.row[strip.at + 1]
                fact = any(label.weight >= 0.8 for label in labels_in(beside.low, _FACTS))
                if (strip.low.rstrip().endswith(":") and not fact) or (
                    lasts is strip and not SUPPLIER.match(beside.low)
                ):
                    marked.add(beside.order)
                    marked.update(other.order for other in _rest_of_the_cell(sheet, beside))
        if any(name in strip.text.lower() for name in own):
            marked.add(strip.order)
    return marked


def _is_payee(sheet: Sheet, strip: Strip, match: re.Match[str]) -> bool:
    """Whether the recipient is that of the money: on a payment slip an account follows it, and that is the supplier's."""
    following = sheet.strips[strip.order + 1 : strip.order + 5]
    return _RECIPIENT.fullmatch(match[0].strip(" :")) is not None and any(
        _ACCOUNT.match(other.low) or next(iter(ibans_in(other.text)), None)
        for other in following
        if other.page == strip.page and other.box.top - strip.box.bottom < _BLOCK * strip.height
    )


def _rest_of_the_cell(sheet: Sheet, value: Strip) -> Iterator[Strip]:
    """The lines in which a value beside its label goes on: tightly under it, with no label before them."""
    last = value
    for other in islice(sheet.below(value, 6.0), 12):
        if abs(other.box.left - value.box.left) > 3:
            continue
        labelled = other.at and other.row[other.at - 1].box.right > value.row[value.at - 1].box.left
        if labelled or other.box.top - last.box.bottom > 0.6 * value.height:
            return
        yield other
        last = other


def _is_heading(strip: Strip, match: re.Match[str]) -> bool:
    """Whether a word for the customer stands as a label, and is no part of a name, a number's label or a value."""
    before, after = strip.low[: match.start()], strip.low[match.end() :]
    return (
        match.start() < 12
        and not _NO_HEADING.search(before)
        and not re.match(r"\W*\d", after)
        and len(strip.text) < 70
        and strip.low[match.start() - 1 : match.start()] not in {"-", "/"}
        and not re.search(r"\b(?:nr|no|number|nummer|id|numero|code)\b", after[:12])
        and not re.match(r" (?:ag|gmbh|kg|se|ltd|inc|llc|sa|sarl|sas|srl|bv)\b", after)
        and not (strip.at and strip.row[strip.at - 1].low.rstrip().endswith(":"))
    )


def _under(sheet: Sheet, strip: Strip) -> Iterator[Strip]:
    for other in sheet.strips[strip.order + 1 :]:
        if other.page != strip.page or other.box.top - strip.box.bottom > 14 * strip.height:
            return
        if (
            other.row is not strip.row
            and other.box.top > strip.box.top
            and (
                abs(other.box.left - strip.box.left) < 12
                or _flush_right(sheet, strip, other)
                or _over_its_width(sheet, strip, other)
            )
        ):
            yield other


def _over_its_width(sheet: Sheet, heading: Strip, other: Strip) -> bool:
    """Whether a heading stands alone in the middle over a block as wide as the page."""
    width = sheet.pages[heading.page - 1].width if heading.page <= len(sheet.pages) else 0.0
    middle = (heading.box.left + heading.box.right) / 2
    return (
        len(heading.row) == 1
        and abs(middle - width / 2) < 0.05 * width
        and heading.box.left > 0.3 * width
        and other.box.left < heading.box.left
    )


def _flush_right(sheet: Sheet, heading: Strip, other: Strip) -> bool:
    """Whether a block is set at the right edge of the page, under its heading."""
    width = sheet.pages[heading.page - 1].width if heading.page <= len(sheet.pages) else 0.0
    return (
        width > 0
        and heading.box.right > 0.75 * width
        and abs(other.box.right - heading.box.right) < 3
        and other.box.left > 0.5 * width
    )


def vat_ids_of(
    sheet: Sheet, hints: Hints, customers: set[int], supplier: tuple[Place, ...] = ()
) -> tuple[Found[str] | None, Found[str] | None]:
    """The supplier's VAT id and the customer's; `supplier`: where the supplier's name stands."""
    own = {_plain(value) for value in hints.own_vat_ids}
    seen: dict[str, tuple[float, Strip, VatId]] = {}
    theirs: tuple[Strip, VatId] | None = None
    for strip in sheet.strips:
        for each in _in(sheet, strip):
            value = each.value
            before = strip.low[max(0, each.start - 34) : each.start]
            labelled = bool(_VAT_WORD.search(before))
            if not labelled and strip.at:
                labelled = bool(_VAT_WORD.search(strip.row[strip.at - 1].low))
            if not labelled:
                box = strip.place(each.start, each.end).box
                over = next(iter(sheet.above(strip, box.left, box.right)), None)
                labelled = over is not None and bool(_VAT_WORD.search(over.low))
            if not labelled and each.checked is not True:
                continue
            of_customer = (
                value in own
                or strip.order in customers
                or bool(CUSTOMER.search(before))
                or bool(re.search(r"\b(?:ihre|your|votre|customer|kunden?|client)\b", before))
            )
            if of_customer:
                theirs = theirs or (strip, each)
                continue
            strength = (
                0.5 * labelled
                + (0.3 if each.checked else 0.0)
                + 0.2 * (strip.order / max(len(sheet.strips), 1) > 0.7)
                + 0.3 * any(_in_the_block(place, strip) for place in supplier)
            )
            if value not in seen or seen[value][0] < strength:
                seen[value] = (strength, strip, each)
    if theirs is not None:
        seen.pop(theirs[1].value, None)
    customer = None
    if theirs is not None:
        customer = Found(
            theirs[1].value, "beside the customer", (theirs[0].place(theirs[1].start, theirs[1].end),)
        )
    if not seen:
        return None, customer
    best = max(seen.values(), key=lambda each: (each[0], -each[1].order))
    alone = len(seen) == 1
    evidence = ("checked" if best[2].checked else "unchecked") + (", alone" if alone else ", rivals")
    if not alone and customer is None:
        rest = [each for each in seen.values() if each is not best]
        customer = Found(rest[0][2].value, "the other", (rest[0][1].place(rest[0][2].start, rest[0][2].end),))
    return Found(best[2].value, evidence, (best[1].place(best[2].start, best[2].end),)), customer


def _plain(vat_id: str) -> str:
    """A VAT id as someone wrote it into their settings, in the way it is found on a page."""
    packed = re.sub(r"[^A-Z0-9]", "", vat_id.upper())
    return next((each.value for each in vat_ids_in(packed)), packed)


def _in_the_block(name: Place, strip: Strip) -> bool:
    """Whether a strip stands in the block that a name heads: under it, at one of its edges."""
    head, box = name.box, strip.box
    aside = min(
        abs(head.left - box.left),
        abs(head.right - box.right),
        abs(head.left + head.right - box.left - box.right) / 2,
    )
    return name.page == strip.page and aside < 6 and 0 <= box.top - head.top < _BLOCK * strip.height


def _in(sheet: Sheet, strip: Strip) -> Iterator[VatId]:
    taken = [(start, end) for _, start, end, right in ibans_in(strip.text) if right]
    some = False
    for each in vat_ids_in(strip.text):
        if not any(each.start < end and start < each.end for start, end in taken):
            some = True
            yield each
    if not some:
        for glued in _GLUED.finditer(strip.text):
            for each in vat_ids_in(strip.text[glued.end() :]):
                if each.start == 0 and each.checked is not False:
                    some = True
                    yield VatId(each.value, glued.end(), glued.end() + each.end, each.checked)
    if not some and sheet.source is Source.OCR:
        for each in misread_vat_ids_in(strip.text):
            some = True
            yield each
    if some:
        return
    yield from _national(strip.low, 0)
    if _BARE.fullmatch(strip.low):
        # The number alone, beside or under its label.
        near = [
            *strip.row[max(strip.at - 1, 0) : strip.at],
            *sheet.above(strip, strip.box.left, strip.box.right),
        ]
        for label in near[:2]:
            before = label.low.rstrip(" :.") + " "
            under = list(_national(before + strip.low, len(before)))
            if under:
                yield from under
                return


def _national(low: str, shift: int) -> Iterator[VatId]:
    """VAT ids as a country writes them for itself, by their label; places are counted from `shift`."""
    for country, pattern in _NATIONAL:
        for match in pattern.finditer(low):
            digits = re.sub(r"[ ./-]", "", match[1]).upper()
            value = digits if country in _PLAIN else country + digits
            right = is_right(country + digits)
            if match.start(1) >= shift and not (country == "AU" and not right):
                yield VatId(value, match.start(1) - shift, match.end(1) - shift, right)


def _ibans(sheet: Sheet, strip: Strip) -> Iterator[tuple[str, int, int, bool]]:
    """The IBANs of a strip, also one whose last groups stand under it."""
    yield from ibans_in(strip.text)
    for match in _WITHOUT_COUNTRY.finditer(strip.text):
        value = "PL" + re.sub(r"[ -]", "", match[0])
        if is_iban(value):  # Poland's own way
            yield value, match.start(), match.end(), True
    open_ = begun_iban(strip.text)
    if open_ is None:
        return
    last = strip.place(open_, len(strip.text)).box.left + 4
    for other in islice(sheet.below(strip, 1.0), 3):
        # The rest stands under it, or under the word before it; cells beside may be in one strip with it.
        for begin in other.starts:
            # In lines set in the middle it begins the next one, wherever that begins.
            if begin and not strip.box.left - 4 < other.place(begin, begin + 1).box.left < last:
                continue
            rest = re.match(r"[A-Z0-9]{1,4}(?: [A-Z0-9]{1,4})*(?![A-Za-z0-9])", other.text[begin:])
            both = strip.text[open_:] + " " + (rest[0] if rest else "")
            for value, start, _, right in ibans_in(both):
                if right and start == 0:
                    yield value, open_, len(strip.text), right
                    return


def accounts_of(
    sheet: Sheet, hints: Hints, customers: set[int]
) -> tuple[Found[tuple[str, ...]] | None, Found[str] | None]:
    """The supplier's IBANs and BIC."""
    own = {"".join(value.split()).upper() for value in hints.own_ibans}
    kept: dict[str, bool] = {}
    places: dict[str, Place] = {}
    for strip in sheet.strips:
        for value, start, end, right in _ibans(sheet, strip):
            labelled = re.search(
                r"iban|konto|account|bank|compte|cuenta|rekening|conto|rachun|nr",
                strip.low[max(0, start - 30) : start],
            )
            if value in own or strip.order in customers or not (right or labelled):
                continue
            if re.search(
                r"\b(?:ihr(?:em|e|es)? konto|your account|(?:debito dire(?:c?t|tt)o|direct debit|lastschrift|prelevement|domiciliad[oa]|adeudo|addebito|incasso) (?:na|em|en|sobre|sur|sul|von|vom|from|on|van)\b|votre compte|abgebucht von|debited from|van uw rekening|von ihrem)\b",
                strip.low[:start],
            ):
                continue
            kept.setdefault(value, right)
            places.setdefault(value, strip.place(start, end))
    ibans = None
    if kept:
        order = sorted(kept, key=lambda value: not kept[value])
        right = kept[order[0]]
        evidence = ("checked" if right else "unchecked") + (", alone" if len(order) == 1 else ", several")
        ibans = Found(tuple(order), evidence, tuple(places[value] for value in order))
    for strip in sheet.strips:
        for match in re.finditer(r"\b(?:bic|swift)\b", strip.low):
            there = [
                (value, start, end, strip)
                for value, start, end in bics_in(strip.text)
                if start >= match.end()
            ]
            if not there and strip.at + 1 < len(strip.row):
                other = strip.row[strip.at + 1]
                there = [(value, start, end, other) for value, start, end in bics_in(other.text)][:1]
            for value, start, end, where in there:
                if value not in {"SWIFT", "SWIFTBIC", "BICSWIFT"}:
                    return ibans, Found(value, "labelled", (where.place(start, end),))
    return ibans, None
