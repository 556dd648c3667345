"""Rows of an answer in XML, read as objects are read in JSON: an element with others in it is an object, one without is
a text. Names are told without their namespace. What comes several times in a row is one: of each leaf the first text
counts, so that the properties a WebDAV server has stand beside those it has not (RFC 4918, 9.1: one `propstat` for each
status)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from moisson.engine.lists.leaves import steps_of

_DEEPEST = 12


def xml_rows(content: bytes, pointer: str, most: int) -> tuple[Mapping[str, Any], ...] | None:
    """The elements at a pointer (`/multistatus/response`), the first `most` of them; None for what is no XML, declares
    entities, or has another element at its top."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        top = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if top is None or top.getroottree().docinfo.internalDTD is not None:
        return None
    names = steps_of(pointer)
    if not names or _name(top) != names[0]:
        return None
    found = [top]
    for name in names[1:]:
        found = [child for one in found for child in one.iterchildren("*") if _name(child) == name]
    rows = (_value(one, 0) for one in found[:most])
    return tuple(row for row in rows if isinstance(row, Mapping))


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _value(element: Any, depth: int) -> Any:
    children = list(element.iterchildren("*"))
    if not children or depth >= _DEEPEST:
        return str(element.text or "").strip()
    found: dict[str, Any] = {}
    for child in children:
        name, value = _name(child), _value(child, depth + 1)
        found[name] = _together(found[name], value) if name in found else value
    return found


def _together(one: Any, other: Any) -> Any:
    """Two elements of the same name as one."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        merged = dict(one)
        for name, value in other.items():
            merged[name] = _together(merged[name], value) if name in merged else value
        return merged
    return one if one != "" else other
