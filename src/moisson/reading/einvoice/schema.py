"""Checks an XML against its public schema, where the library that ships the schemas (factur-x, optional) is there.

Its files are used without loading its code: a schema is compiled once, and nothing else of it is wanted here.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree

from moisson.reading.contract import Finding
from moisson.reading.einvoice.fatturapa_structure import structure
from moisson.reading.einvoice.invoice import Syntax
from moisson.reading.einvoice.profiles import Profile
from moisson.reading.einvoice.sentences import finding
from moisson.reading.einvoice.tree import Node

MOST = 5  # places told one by one
BROAD = 2000
FEW = 200
SCHEMAS = {
    Syntax.ZUGFERD_1: "zugferd/ZUGFeRD1p0.xsd",
    Syntax.UBL_INVOICE: "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    Syntax.UBL_CREDIT_NOTE: "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
}
# XRechnung and other uses of CII keep to the schema of EN 16931.
FACTUR_X = {
    "MINIMUM": "facturx-minimum/Factur-X_MINIMUM.xsd",
    "BASIC WL": "facturx-basicwl/Factur-X_BASICWL.xsd",
    "BASIC": "facturx-basic/Factur-X_BASIC.xsd",
    "EN 16931": "facturx-en16931/Factur-X_EN16931.xsd",
    "EXTENDED": "facturx-extended/Factur-X_EXTENDED.xsd",
}
# A compiled schema keeps the errors of its last use.
_one_at_a_time = threading.Lock()


def check_schema(root: Node, syntax: Syntax, profile: Profile) -> tuple[Finding, ...]:
    """Where the file does not keep to the schema of its profile; empty where it does, and where the schemas are not there.
    For FatturaPA, whose schema may not be passed on, our own checks of its structure."""
    if syntax is Syntax.FATTURAPA:
        return structure(root)
    path = schema_path(syntax, profile)
    if path is None:
        return ()
    with _one_at_a_time:
        schema = _compiled(path)
        faults = _quickly(schema, root) if _broad(root) else None
        if faults is not None and len(faults) > FEW:
            return _told(faults)
        return () if schema.validate(root.element) else _told(list(schema.error_log))


def _broad(root: Node) -> bool:
    """Whether an element has so many right below it that to number one fault among them takes long: the check of a tree
    counts its way there for each fault."""
    return root.element is not None and any(len(each) > BROAD for each in root.element.iter())


def _quickly(schema: Any, root: Node) -> list[Any]:
    """The faults, checked as the file is read, where they are not given their lines."""
    parser = etree.XMLParser(schema=schema, huge_tree=True, resolve_entities=False, no_network=True)
    with suppress(etree.XMLSyntaxError):
        etree.fromstring(etree.tostring(root.element), parser)
    return list(parser.error_log)


def schema_path(syntax: Syntax, profile: Profile) -> Path | None:
    """The file with the schema, or None where there is none."""
    if syntax is Syntax.CII:
        level = next((name for name in FACTUR_X if profile.name.endswith(f" {name}")), "")
        name = FACTUR_X[level or ("EXTENDED" if profile.extended else "EN 16931")]
    elif syntax in SCHEMAS:
        name = SCHEMAS[syntax]
    else:
        return None
    library = find_spec("facturx")
    if library is None or not library.submodule_search_locations:
        return None
    path = Path(library.submodule_search_locations[0]) / "xsd_and_schematron" / name
    return path if path.is_file() else None


@lru_cache(maxsize=8)
def _compiled(path: Path) -> Any:
    return etree.XMLSchema(file=str(path))


def _told(entries: list[Any]) -> tuple[Finding, ...]:
    found = [
        finding("SCHEMA", line=str(entry.line), message=_plain(str(entry.message)))
        if entry.line
        else finding("SCHEMA-SOMEWHERE", message=_plain(str(entry.message)))
        for entry in entries[:MOST]
    ]
    if len(entries) > MOST:
        found.append(finding("SCHEMA-MORE", count=str(len(entries) - MOST)))
    return tuple(found)


def _plain(message: str) -> str:
    """Without the addresses of the namespaces, which say nothing to a person."""
    parts = [part.partition("}")[2] if part.startswith("urn:") else part for part in message.split("{")]
    return "".join(parts)[:300]
