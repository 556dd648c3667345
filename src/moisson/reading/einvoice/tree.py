"""XML into a tree, safely: no document type, no entities, nothing fetched, size bounded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any
from xml.parsers import expat

from lxml import etree

from moisson.reading.contract import Detail
from moisson.reading.sayings import detail, english

# An invoice of 15,000 lines in CII has 14 MB and 500,000 tags; attachments in UBL are what makes files large.
MAX_BYTES = 50_000_000
MAX_TAGS = 1_000_000  # opening and closing together: at most about 350 MB of memory
NEAR = 50  # elements looked at for a name: those of a group come first, and what it may repeat last
PROLOG = 64_000  # what may stand before the first element
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
ONE_BYTE = re.compile(
    rb"""<\?xml[^>]*encoding=["'](iso-8859-\d+|latin-?\d|windows-125\d|us-ascii)["']""", re.IGNORECASE
)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class Unreadable(Exception):
    """The XML cannot be read; `detail` says why."""

    def __init__(self, told: Detail) -> None:
        super().__init__(english([told]))
        self.detail = told


class TooLarge(Unreadable):
    """The XML is larger than what is read."""


class Refused(Unreadable):
    """The XML declares a document type or entities, which no e-invoice does."""


class _Seen(Exception):
    pass


@dataclass(frozen=True)
class Root:
    """What the start of an XML file says, without reading further."""

    name: str  # without prefix
    namespace: str
    doctype: bool


class Node:
    """An element, or its absence: what is looked for in an absent one is absent too. Names are without prefix, as
    writers use every prefix and some the wrong namespace."""

    def __init__(self, element: Any = None) -> None:
        self.element = element

    def __bool__(self) -> bool:
        return self.element is not None

    @cached_property
    def _children(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        if self.element is not None:
            for child in self.element:
                if isinstance(child.tag, str):
                    found.setdefault(_local(child.tag), []).append(Node(child))
        return found

    @property
    def name(self) -> str:
        return "" if self.element is None else _local(str(self.element.tag))

    @property
    def namespace(self) -> str:
        return "" if self.element is None else str(self.element.tag).rpartition("}")[0].lstrip("{")

    def all(self, path: str) -> Iterator[Node]:
        """Every element at the path (`A/B/C`), in the order of the file."""
        first, _, rest = path.partition("/")
        for child in self._children.get(first, ()):
            if rest:
                yield from child.all(rest)
            else:
                yield child

    def children(self) -> Iterator[Node]:
        """Every element right below."""
        for named in self._children.values():
            yield from named

    def first(self, path: str) -> Node:
        return next(self.all(path), Node())

    def text(self, path: str = "") -> str:
        """Its text with single blanks; "" where there is none."""
        return " ".join(self.written(path).split())

    def written(self, path: str = "") -> str:
        """Its text with its line breaks."""
        node = self.first(path) if path else self
        return "" if node.element is None else (node.element.text or "").strip()

    def attribute(self, name: str) -> str:
        return "" if self.element is None else str(self.element.get(name) or "").strip()


def root_of(data: bytes) -> Root | None:
    """The first element of an XML file; None where there is none within the first 64 kB."""
    begun: list[tuple[str, dict[str, str]]] = []
    doctype: list[bool] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        begun.append((tag, attributes))
        raise _Seen

    def declare(*_: object) -> None:
        doctype.append(True)

    # Prefixes are resolved here and not by the parser, which stops at one that nobody declared.
    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = declare
    # Entities are stepped over: what their declarations hold is never asked for.
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    data = trimmed(data[:PROLOG])
    if data.startswith(BOMS[1:]):
        # Two bytes a letter, whatever the declaration says.
        data = DECLARATION.sub("", data.decode("utf-16", "ignore"), count=1).encode()
    try:
        parser.Parse(data, False)
    except _Seen:
        tag, attributes = begun[0]
        prefix, colon, local = tag.rpartition(":")
        return Root(local, attributes.get(f"xmlns{colon}{prefix}", ""), bool(doctype))
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return None


def parse(data: bytes) -> tuple[Node, bool]:
    """The root element, and whether the file's encoding had to be guessed because it is not the declared one.

    Raises Unreadable, TooLarge, Refused.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(detail("xml_too_large", size=len(data) // 1_000_000, most=MAX_BYTES // 1_000_000))
    if data.count(b"<") > MAX_TAGS:
        raise TooLarge(detail("xml_tags", most=MAX_TAGS))
    data = trimmed(data)
    first = root_of(data)
    if first is not None and first.doctype:
        raise Refused(detail("xml_doctype"))
    mended = _misdeclared(data)
    try:
        return _parsed(data if mended is None else mended), mended is not None
    except etree.XMLSyntaxError as error:
        text = _decoded(data)
        if text is not None:
            try:
                return _parsed(DECLARATION.sub("", text, count=1).encode()), True
            except etree.XMLSyntaxError:
                pass
        raise Unreadable(detail("xml_not_well_formed", error=str(error)[:200])) from None


def _misdeclared(data: bytes) -> bytes | None:
    """The file without its declaration where that names an encoding of one byte a letter and the letters are UTF-8, which no
    text of such an encoding looks like by chance; None for any other file."""
    declared = ONE_BYTE.match(data[:200])
    if declared is None or data.isascii():
        return None
    try:
        return DECLARATION.sub("", data.decode(), count=1).encode()
    except UnicodeDecodeError:
        return None


def trimmed(data: bytes) -> bytes:
    """Without the blanks and the mark of UTF-8 that some writers put before the XML."""
    data = data.lstrip(b" \t\r\n")
    if data.startswith(BOMS[0]):
        data = data[3:].lstrip(b" \t\r\n")
    return data


def _parsed(data: bytes) -> Node:
    # `huge_tree` lifts the limit of 10 MB a text, which attachments pass; size and elements are bounded above.
    options: dict[str, bool] = {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "dtd_validation": False,
        "huge_tree": True,
        "remove_comments": True,
        "remove_pis": True,
    }
    parser = etree.XMLParser(**options)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        if not _only_names_wrong(parser):
            raise
        tree = etree.fromstring(data, etree.XMLParser(recover=True, **options))
    except ValueError as error:
        raise Unreadable(detail("xml_unreadable", error=str(error)[:200])) from None
    if tree.getroottree().docinfo.doctype:
        raise Refused(detail("xml_doctype"))
    return Node(tree)


def _only_names_wrong(parser: Any) -> bool:
    """Whether nothing but the names of namespaces is wrong: some writers put a quote or a blank in an address, or use a
    prefix that they did not declare. What such a file says is whole nevertheless."""
    faults = list(parser.error_log)
    return bool(faults) and all(each.domain_name == "NAMESPACE" for each in faults)


def local(element: Any) -> str:
    """The name of an element of lxml without its namespace; "" for what is none."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def text_of(element: Any) -> str:
    """Its text with single blanks."""
    return " ".join((element.text or "").split())


def below(element: Any, *path: str) -> str:
    """The text of the first element down the path from one of lxml, among the first of each group; "" without."""
    found = element
    for name in path:
        found = (
            None
            if found is None
            else next((each for each in islice(found, NEAR) if local(each) == name), None)
        )
    return "" if found is None else text_of(found)


def _local(tag: str) -> str:
    """Without namespace, and without a prefix that nobody declared."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def _decoded(data: bytes) -> str | None:
    """As text, where the declared encoding is not the real one."""
    for encoding in ("utf-8", "utf-16", "cp1252", "latin-1"):
        if encoding == "utf-16" and not data.startswith(BOMS[1:]):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "<" in text:
            return text
    return None
