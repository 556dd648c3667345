"""Every sentence on the state of a file, by key, in plain English; `{…}` are filled in with the detail's values.

Nothing here is translated: who shows it to people does that by key (`documents/reading_sentences.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from moisson.reading.contract import Detail

FILE = {
    "file_too_large": "The file has {size} MB; up to {most} MB are read.",
    "empty": "The file is empty.",
    "web_page": "It is a web page.",
    "archive": "It is an archive, whose files have to be taken out first.",
    "heic": "It is a HEIC photo; as JPEG it could be read.",
    "unknown_kind": "It is neither a PDF nor a picture nor an e-invoice.",
    "no_pages": "The PDF has no pages.",
    "password": "A password is needed to open it.",
    "pdf_damaged": "The PDF is damaged and could not be mended.",
    "picture_too_large": "The picture has {size} million pixels; up to {most} million are read.",
    "picture_damaged": "The picture is damaged.",
    "picture_cut": "The picture is damaged or ends too early.",
    "pages_passed_over": "It has {count} pages, of which the first {first} and the last {last} were read.",
    "pictures_passed_over": "{count} pages are pictures that were not read, since there are so many.",
    "first_pictures": "The first {count} pictures were read.",
    "text_cut": "Of its text the first {count} characters are kept.",
    "page_damaged": "The page is damaged.",
    "page_too_large": "The page is too large to be drawn.",
    "nothing_to_show": "It has no pages that could be shown.",
    "no_such_page": "It has no such page.",
    "no_searchable_copy": "No searchable copy was written: the PDF is too damaged for it.",
}
READING = {
    "answer_too_large": "It holds more than one reading may say.",
    "took_too_long": "Reading took longer than {seconds} seconds.",
    "not_understood": "What its reading said could not be understood.",
    "broke_off": "The file is so damaged that the program that reads it broke off.",
    "processor": "Reading took more of the processor’s time than one file may.",
    "memory_or_ended": "The memory for one file was not enough, or its reader was ended.",
    "memory": "The memory for one file was not enough.",
    "endless": "Its parts refer to each other without end.",
    "fault": "Reading failed ({error}).",
}
EINVOICE = {
    "xml_no_einvoice": "It is XML, and no e-invoice.",
    "only_einvoice": "Only the e-invoice inside was read, not the pages.",
    "einvoice_unread": "The e-invoice inside was not read.",
    "einvoice_too_large": "The file is larger than the {most} MB that are read of an e-invoice.",
    "xml_too_large": "The XML has {size} MB; up to {most} MB are read.",
    "xml_tags": "The XML has more than {most} tags.",
    "xml_doctype": "The XML declares a document type; no e-invoice does, and entities are not opened.",
    "xml_not_well_formed": "The XML is not well formed: {error}",
    "xml_unreadable": "The XML cannot be read: {error}",
    "xml_holds_none": "The XML begins like an e-invoice and holds none.",
    "xml_attached_damaged": "The XML in the PDF is damaged, or larger than an invoice is.",
    "signed_nothing": "Nothing could be taken out of the signed file.",
}
SIGNATURE = {
    "signature_fits": "The file is signed by {who}, and is unchanged since. Whether the certificate is one to trust was not checked.",
    "signature_expired": "The file is signed by {who}, and is unchanged since; the certificate was not valid on the day of signing. Whether it is one to trust was not checked.",
    "signature_wrong": "The file claims to be signed by {who}, and the signature does not fit: it was changed after signing, or another key signed it.",
    "signature_unknown": "The file is signed in a way that is not known here ({how}); the signature was not checked.",
    "signature_missing": "The file has the form of a signed one, and nobody signed it.",
}
SENTENCES = {**FILE, **READING, **EINVOICE, **SIGNATURE}


def detail(key: str, **values: object) -> Detail:
    """A sentence by its key, with the values it asks for."""
    SENTENCES[key].format(**values)  # a missing value is told where it is forgotten, not where it is shown
    return Detail(key, tuple((name, str(value)) for name, value in values.items()))


def english(details: Iterable[Detail]) -> str:
    """All sentences, one after the other, for the command line; a key of another version stands for itself."""
    return " ".join(
        SENTENCES[each.key].format(**dict(each.values)) if each.key in SENTENCES else each.key
        for each in details
    )
