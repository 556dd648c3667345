"""Every sentence that a check of an e-invoice says to a person, by rule; `{…}` are filled in with the finding's values.

Rules of EN 16931 have their public names (BR-…), as have those of XRechnung (BR-DE-…), Peppol (PEPPOL-…) and the Italian
exchange (SDI-…); the rules on VAT categories share a sentence for all categories and stand here under `BR-*-NN`. Our own
have words for names.
"""

from __future__ import annotations

from moisson.reading.contract import Finding

# The rules of the public validation of UBL by which something may be there once only.
ONCE_ONLY = (
    *(*range(1, 7), *range(8, 38)),
    *(39, 40, *range(44, 53), 54, 55, 56),
)
OWN = {
    "ENCODING": "The file is written in another encoding than it declares; letters with accents may be wrong.",
    "OTHERS": "The PDF holds further e-invoices ({names}); only {read} was read.",
    "SEVERAL": "This file holds {count} invoices ({numbers}); only what they have in common is shown as its fields.",
    "VALUE": "“{text}” in {element} is no amount or day that can be read.",
    "MORE": "{count} more findings of this kind: {of}.",
    "VAT-CURRENCY": "A total of VAT does not say in which currency it is.",
    "DAY-FORM": "“{text}” in {element} does not have the form of a day.",
    "TAX-NOT-VAT": "A tax is given that is not marked as VAT ({text}).",
    "SCHEMA-SOMEWHERE": "The file does not keep to its schema: {message}",
    "SCHEMA": "The file does not keep to its schema (line {line}): {message}",
    "SCHEMA-MORE": "{count} more places do not keep to the schema.",
    "FPA-MISSING": "FatturaPA: {element} is missing.",
    "FPA-FORM": "FatturaPA: “{text}” in {element} does not have the form that it must have.",
    "CURRENCY": "The invoice is in {currency}, and some of its amounts are marked as {other}.",
    "LINE-NET": "Line {line}: quantity and price make {computed}, the line says {stated}.",
    "TOTAL": "Net and VAT of all rates make {computed}, the total says {stated}.",
    "IBAN": "“{iban}” has the form of an IBAN, but its check digits are wrong.",
}
PRESENCE = {
    "BR-01": "The file does not say which specification it follows.",
    "BR-02": "The invoice has no number.",
    "BR-03": "The invoice has no date.",
    "BR-04": "The file does not say what kind of document it is.",
    "BR-05": "The invoice names no currency.",
    "BR-06": "The seller has no name.",
    "BR-07": "The buyer has no name.",
    "BR-08": "The seller has no postal address.",
    "BR-09": "The seller’s address names no country.",
    "BR-10": "The buyer has no postal address.",
    "BR-11": "The buyer’s address names no country.",
    "BR-12": "The sum of the lines is missing.",
    "BR-13": "The total without VAT is missing.",
    "BR-14": "The total with VAT is missing.",
    "BR-15": "The amount due is missing.",
    "BR-16": "The invoice has no line.",
    "BR-17": "The payee is not the seller, and has no name.",
    "BR-18": "The seller’s tax representative has no name.",
    "BR-19": "The seller’s tax representative has no postal address.",
    "BR-20": "The address of the seller’s tax representative names no country.",
    "BR-21": "Line {line} has no number.",
    "BR-22": "Line {line} has no quantity.",
    "BR-23": "Line {line}: the quantity has no unit.",
    "BR-24": "Line {line} has no amount.",
    "BR-25": "Line {line} does not name what is sold.",
    "BR-26": "Line {line} has no price.",
    "BR-27": "Line {line}: the price is negative ({price}).",
    "BR-28": "Line {line}: the price before discount is negative ({price}).",
    "BR-29": "The invoiced period ends ({end}) before it starts ({start}).",
    "BR-30": "Line {line}: the period ends ({end}) before it starts ({start}).",
    "BR-31": "An allowance on the whole invoice has no amount.",
    "BR-32": "An allowance on the whole invoice ({amount}) has no VAT category.",
    "BR-33": "An allowance on the whole invoice ({amount}) gives no reason.",
    "BR-36": "A charge on the whole invoice has no amount.",
    "BR-37": "A charge on the whole invoice ({amount}) has no VAT category.",
    "BR-38": "A charge on the whole invoice ({amount}) gives no reason.",
    "BR-41": "Line {line}: an allowance has no amount.",
    "BR-42": "Line {line}: an allowance ({amount}) gives no reason.",
    "BR-43": "Line {line}: a charge has no amount.",
    "BR-44": "Line {line}: a charge ({amount}) gives no reason.",
    "BR-45": "VAT {category}: the amount that VAT is taken of is missing.",
    "BR-46": "VAT {category}: the amount of VAT is missing.",
    "BR-47": "A line of the VAT breakdown has no category.",
    "BR-48": "VAT {category}: the rate is missing.",
    "BR-49": "The means of payment has no code.",
    "BR-50": "The account to pay to has no number.",
    "BR-51": "The number of the payment card is shown with more than its last digits.",
    "BR-52": "A supporting document is mentioned without its reference.",
    "BR-53": "VAT is accounted for in {currency}, and its total in that currency is missing.",
    "BR-54": "Line {line}: a property of the item lacks its name or its value.",
    "BR-55": "An earlier invoice is mentioned without its number.",
    "BR-56": "The seller’s tax representative has no VAT number.",
    "BR-57": "The delivery address names no country.",
    "BR-61": "A transfer is asked for, and no account is named.",
    "BR-62": "The seller’s electronic address does not say of what kind it is.",
    "BR-63": "The buyer’s electronic address does not say of what kind it is.",
    "BR-64": "Line {line}: the standard number of the item does not say of what kind it is.",
    "BR-65": "Line {line}: a classification of the item does not say of what kind it is.",
    "BR-CL-01": "“{code}” is no code of an invoice or a credit note.",
    "BR-CL-04": "“{code}” is no currency.",
    "BR-CL-05": "“{code}” is no currency.",
    "BR-CL-14": "“{code}” is no country.",
    "BR-CL-16": "“{code}” is no means of payment.",
    "BR-CL-17": "“{code}” is no VAT category.",
    "BR-CL-18": "Line {line}: “{code}” is no VAT category.",
}
CODES = {
    "BR-CL-03": "An amount is marked with “{code}”, which is no currency.",
    "BR-CL-06": "“{code}” is no known way to say when VAT is due.",
    "BR-CL-07": "“{code}” is no known kind of reference.",
    "BR-CL-08": "“{code}” is no known subject of a note.",
    "BR-CL-10": "“{code}” is no known kind of identifier of a company.",
    "BR-CL-11": "“{code}” is no known kind of registration of a company.",
    "BR-CL-13": "Line {line}: “{code}” is no known kind of classification.",
    "BR-CL-15": "Line {line}: “{code}”, where the item comes from, is no country.",
    "BR-CL-19": "“{code}” is no known reason of an allowance.",
    "BR-CL-20": "“{code}” is no known reason of a charge.",
    "BR-CL-21": "Line {line}: “{code}” is no known kind of item number.",
    "BR-CL-22": "“{code}” is no known reason why no VAT is charged.",
    "BR-CL-23": "Line {line}: “{code}” is no known unit.",
    "BR-CL-24": "A file of the kind “{code}” must not be attached to an invoice.",
    "BR-CL-25": "“{code}” is no known kind of electronic address.",
    "BR-CL-26": "“{code}” is no known kind of identifier of a place of delivery.",
}
STRUCTURE = dict.fromkeys(
    [f"UBL-SR-{number:02}" for number in ONCE_ONLY],
    "“{element}” is there {count} times and may be there once.",
) | {
    "UBL-SR-43": "A supporting document is marked as “{code}”, which is not provided for.",
    "UBL-DT-07": "An attachment has no name.",
    "UBL-SR-53": "A tax number is given without its kind, or the kind without the number.",
}
SUMS = {
    "BR-CO-03": "The day VAT is due is given both as a day and as a code.",
    "BR-CO-04": "Line {line} has no VAT category.",
    "BR-CO-09": "The VAT number “{number}” does not begin with the letters of a country.",
    "BR-CO-10": "The lines add up to {computed}, their sum is given as {stated}.",
    "BR-CO-11": "The allowances add up to {computed}, their sum is given as {stated}.",
    "BR-CO-12": "The charges add up to {computed}, their sum is given as {stated}.",
    "BR-CO-13": "Lines less allowances plus charges make {computed}, the total without VAT says {stated}.",
    "BR-CO-14": "The VAT of all rates adds up to {computed}, the total VAT says {stated}.",
    "BR-CO-15": "Net and VAT make {computed}, the total with VAT says {stated}.",
    "BR-CO-16": "The total less what was paid before makes {computed}, the amount due says {stated}.",
    "BR-CO-17": "{rate} % of {base} is {computed}, the VAT says {stated}.",
    "BR-CO-18": "The invoice has no VAT breakdown.",
    "BR-CO-19": "The invoiced period has neither start nor end.",
    "BR-CO-20": "Line {line}: the period has neither start nor end.",
    "BR-CO-26": "Neither a VAT number nor another identifier of the seller is given.",
}
VAT = {
    "BR-*-01": "Something is under VAT {category}, and the VAT breakdown has {count} lines for it.",
    "BR-*-02": "Lines under VAT {category} need the tax number of the seller, and for some categories of the buyer: {missing}.",
    "BR-*-03": "Allowances under VAT {category} need the tax number of the seller, and for some categories of the buyer: {missing}.",
    "BR-*-04": "Charges under VAT {category} need the tax number of the seller, and for some categories of the buyer: {missing}.",
    "BR-*-05": "Line {line} is under VAT {category}, and its rate is {rate}.",
    "BR-*-06": "An allowance ({amount}) is under VAT {category}, and its rate is {rate}.",
    "BR-*-07": "A charge ({amount}) is under VAT {category}, and its rate is {rate}.",
    "BR-*-08": "Under VAT {category} the lines add up to {computed}, the VAT breakdown says {stated}.",
    "BR-*-09": "Under VAT {category} the VAT should be {computed}, and is {stated}.",
    "BR-*-10": "VAT {category}: the reason why no VAT is charged is missing.",
    "BR-*-10-NOT": "VAT {category} gives a reason why no VAT is charged, and charges it.",
    "BR-IC-11": "A supply within the European Union needs a day of delivery or an invoiced period.",
    "BR-IC-12": "A supply within the European Union needs the country it was delivered to.",
    "BR-O-02": "What is not subject to VAT must not go with a VAT number of the seller or the buyer.",
    "BR-O-11": "What is not subject to VAT must not stand beside other VAT on one invoice.",
    "BR-O-12": "The invoice is not subject to VAT, and line {line} is under VAT {category}.",
    "BR-O-13": "The invoice is not subject to VAT, and an allowance ({amount}) is under VAT {category}.",
    "BR-O-14": "The invoice is not subject to VAT, and a charge ({amount}) is under VAT {category}.",
    "BR-B-01": "Split payment of VAT is for invoices within Italy.",
    "BR-B-02": "Split payment of VAT must not stand beside ordinary VAT on one invoice.",
}
DECIMALS = dict.fromkeys(
    [f"BR-DEC-{number:02}" for number in (1, 2, 5, 6, *range(9, 21), 23, 24, 25, 27, 28)],
    "“{stated}” has more than two decimals.",
)
NATIONAL = {
    "BR-DE-1": "XRechnung: instructions for the payment are missing.",
    "BR-DE-2": "XRechnung: the seller names nobody to contact.",
    "BR-DE-3": "XRechnung: the seller’s town is missing.",
    "BR-DE-4": "XRechnung: the seller’s postcode is missing.",
    "BR-DE-5": "XRechnung: the name of the seller’s contact is missing.",
    "BR-DE-6": "XRechnung: the telephone number of the seller’s contact is missing.",
    "BR-DE-7": "XRechnung: the mail address of the seller’s contact is missing.",
    "BR-DE-8": "XRechnung: the buyer’s town is missing.",
    "BR-DE-9": "XRechnung: the buyer’s postcode is missing.",
    "BR-DE-10": "XRechnung: the town of the delivery address is missing.",
    "BR-DE-11": "XRechnung: the postcode of the delivery address is missing.",
    "BR-DE-14": "XRechnung: a line of the VAT breakdown has no rate.",
    "BR-DE-15": "XRechnung: the buyer’s reference (Leitweg-ID) is missing.",
    "BR-DE-16": "XRechnung: neither a VAT number nor a tax number of the seller, nor a tax representative is given.",
    "BR-DE-17": "XRechnung: “{code}” is not one of the kinds of document it allows.",
    "BR-DE-18": "XRechnung: “{text}” does not have the form of a discount for early payment.",
    "BR-DE-19": "XRechnung: “{iban}”, the account for the SEPA transfer, is no right IBAN.",
    "BR-DE-20": "XRechnung: “{iban}”, the account for the SEPA direct debit, is no right IBAN.",
    "BR-DE-22": "XRechnung: {count} attachments have the name “{text}”.",
    "BR-DE-23-a": "XRechnung: with a transfer ({code}), the account to pay to is missing.",
    "BR-DE-23-b": "XRechnung: with a transfer ({code}), neither a card nor a mandate may be given.",
    "BR-DE-24-a": "XRechnung: with a card payment ({code}), the card is missing.",
    "BR-DE-24-b": "XRechnung: with a card payment ({code}), neither an account nor a mandate may be given.",
    "BR-DE-25-a": "XRechnung: with a direct debit ({code}), the mandate is missing.",
    "BR-DE-25-b": "XRechnung: with a direct debit ({code}), neither an account to pay to nor a card may be given.",
    "BR-DE-26": "XRechnung: a corrected invoice must name the invoice it corrects.",
    "BR-DE-27": "XRechnung: the contact’s telephone number “{phone}” has fewer than three digits.",
    "BR-DE-28": "XRechnung: “{email}” is no mail address.",
    "BR-DE-30": "XRechnung: a direct debit needs the creditor identifier.",
    "BR-DE-31": "XRechnung: a direct debit needs the account that is debited.",
    "BR-TMP-2": "XRechnung: “{text}” is no address where a document could be.",
    "PEPPOL-EN16931-R001": "Peppol: the business process is missing.",
    "PEPPOL-EN16931-R003": "Peppol: neither the buyer’s reference nor an order number is given.",
    "PEPPOL-EN16931-R005": "Peppol: VAT is accounted for in {currency}, which is the currency of the invoice anyway.",
    "PEPPOL-EN16931-R008": "Peppol: “{element}” is empty.",
    "PEPPOL-EN16931-R010": "Peppol: the buyer’s electronic address is missing.",
    "PEPPOL-EN16931-R020": "Peppol: the seller’s electronic address is missing.",
    "PEPPOL-EN16931-R040": "Peppol: an allowance or a charge of {percent} % of {base} is {computed}, and says {stated}.",
    "PEPPOL-EN16931-R041": "Peppol: an allowance or a charge of {percent} % does not say of what amount.",
    "PEPPOL-EN16931-R042": "Peppol: an allowance or a charge on {base} does not say how many per cent.",
    "PEPPOL-EN16931-R043": "Peppol: whether something is an allowance or a charge is not said by true or false but by “{text}”.",
    "PEPPOL-EN16931-R044": "Peppol: on a price there may be a discount, and no charge.",
    "PEPPOL-EN16931-R046": "Peppol: line {line}: the price before discount, less the discount, makes {computed}, the price says {stated}.",
    "PEPPOL-EN16931-R053": "Peppol: there must be one VAT total with a breakdown, and there are {count}.",
    "PEPPOL-EN16931-R054": "Peppol: there are {count} VAT totals in the currency of accounting, where {allowed} belong.",
    "PEPPOL-EN16931-R055": "Peppol: the total VAT in {currency} has another sign than the total VAT.",
    "PEPPOL-EN16931-R061": "Peppol: a direct debit needs its mandate.",
    "PEPPOL-EN16931-R101": "Peppol: line {line}: a document is mentioned that is not marked as what was invoiced (130).",
    "PEPPOL-EN16931-R110": "Peppol: line {line}: the period starts outside the invoiced period.",
    "PEPPOL-EN16931-R111": "Peppol: line {line}: the period ends outside the invoiced period.",
    "PEPPOL-EN16931-R121": "Peppol: line {line}: the price is for a quantity of {quantity}.",
    "PEPPOL-EN16931-R130": "Peppol: line {line}: the price is for another unit ({price}) than the quantity ({quantity}).",
    "SDI-00421": "{rate} % of {base} is {computed}, the VAT says {stated}.",
    "SDI-00422": "The lines at {rate} % add up to {computed}, the VAT breakdown says {stated}.",
    "SDI-00400": "Line {line} bears no VAT and does not say why (Natura).",
}
SENTENCES = {**OWN, **PRESENCE, **CODES, **STRUCTURE, **SUMS, **VAT, **DECIMALS, **NATIONAL}


def finding(rule: str, **values: str) -> Finding:
    """A finding of one rule, with the values its sentence asks for."""
    return Finding(rule, SENTENCES[rule], tuple(values.items()))


def vat_finding(prefix: str, number: str, **values: str) -> Finding:
    """A finding of a rule on a VAT category: `prefix` S and `number` 08 is BR-S-08."""
    own = f"BR-{prefix}-{number}"
    template = SENTENCES.get(own) or SENTENCES[f"BR-*-{number}"]
    return Finding(own.removesuffix("-NOT"), template, tuple(values.items()))


def filled(found: Finding) -> str:
    """The English sentence with its values, for the command line and for tests."""
    return found.sentence.format(**dict(found.values))
