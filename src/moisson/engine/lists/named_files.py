"""The files an object names beside those that the way of all leads to: a later row may have what the first ones lacked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moisson.engine.harmless import address_speaks_of_act, speaks_of_act
from moisson.engine.lists.leaves import Scalar, at, joined, last_words, parent_of, text_of, words_of
from moisson.engine.lists.object_fields import IDENT, is_address
from moisson.engine.lists.plan import HOLE, FileStep, FileWay, filled, leaves_of
from moisson.engine.lists.ways import WayKind, way_of
from moisson.engine.page import Node
from moisson.engine.wording import any_of

_DEEPEST = 7
_MOST = 1000  # leaves of one object
_OF_A_LIST = 60  # its first elements
_INDEX = re.compile(r"(?<=/)\d+(?=/|$)")
_PAPER = re.compile(r"[^\s/\\:*?\"<>|][^\\:*?\"<>|]{0,150}\.(?:pdf|xml|zip|p7m)", re.I)
_PICTURE = re.compile(r"\b(?:avatar|logo|icon|thumb(?:nail)?|preview|cover|banner|photo)\b")
_FILE_ID = any_of(
    r"(?:\w+ )*(?:pdf|xml|ubl|facturx|zugferd|xrechnung|einvoice|e invoice|files?|attachments?|datei|anhang|beleg|fichier|piece jointe|archivo|allegato|bijlage)(?: \w+)? (?:id|uuid|guid|key|token|ref)",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Further:
    """`ways` to files that an object names; `wayless`: it names one more, and nothing says how to ask for it."""

    ways: tuple[FileWay, ...] = ()
    wayless: bool = False


def no_files_in(row: Mapping[str, Any], ways: Sequence[FileWay], page_url: str) -> frozenset[str]:
    """Of an object all of whose files are known, the leaves that look like names of files and are none of these, as
    pointers with `*` for a place in a list."""
    covered = _covered(ways)
    return frozenset(general(one) for one in _named(row, covered, page_url) if one not in covered)


def further_files(
    row: Mapping[str, Any], ways: Sequence[FileWay], no_files: frozenset[str], page_url: str
) -> Further:
    """The files that an object names beside those of `ways`; `no_files` as they were told when these were learned."""
    covered = _covered(ways)
    without = all(filled(way.steps[0], row, None, page_url) is None for way in ways)
    told = {text_of(leaf) for one in covered if isinstance(leaf := at(row, one), str | int)}
    found: dict[
        str, FileWay
    ] = {}  # by the file's bare name: an object may say it with its folder and without
    names: list[str] = []
    whole = any(HOLE.fullmatch(way.steps[-1].address) for way in ways)
    for pointer, text in _named(row, covered, page_url).items():
        listed = _along_a_list(pointer, ways)
        passed = general(pointer) in no_files and not (without and listed is not None)
        if pointer in covered or passed or text in told:
            continue
        told.add(text)
        way = listed or _by_address(pointer, text, ways) or _as_its_twin(pointer, text, row, ways)
        if way is None:
            names.append(pointer)
            continue
        same = next((one for one in found if _is_one_file(one, text)), None)
        if same is None:
            found[text] = way
        elif is_address(text) is whole:
            found[same] = way  # asked for as the known file is
    beside = {parent_of(leaf) for way in found.values() for leaf in leaves_of(way)}
    return Further(tuple(dict.fromkeys(found.values())), any(parent_of(one) not in beside for one in names))


def general(pointer: str) -> str:
    """A pointer with `*` for each place in a list."""
    return _INDEX.sub("*", pointer)


def _covered(ways: Sequence[FileWay]) -> frozenset[str]:
    return frozenset(leaf for way in ways for leaf in leaves_of(way))


def _named(row: Mapping[str, Any], covered: frozenset[str], page_url: str) -> dict[str, str]:
    """Pointer and text of each leaf that names a file, or stands in a list where a way takes one from."""
    listed = {general(one) for one in covered if _INDEX.search(one)}
    found: dict[str, str] = {}
    for place, (pointer, leaf) in enumerate(_leaves(row, "", 0)):
        if place >= _MOST:
            break
        text = text_of(leaf)
        if isinstance(leaf, bool) or not text:
            continue
        if general(pointer) in listed or _names_a_file(pointer, text, page_url):
            found[pointer] = text
    return found


def _leaves(value: Any, pointer: str, depth: int) -> Iterator[tuple[str, Scalar]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, joined(pointer, str(name)), depth + 1)
    elif isinstance(value, list):
        for place, inner in enumerate(value[:_OF_A_LIST]):
            yield from _leaves(inner, f"{pointer}/{place}", depth + 1)
    elif value is not None:
        yield pointer, value


def _names_a_file(pointer: str, text: str, page_url: str) -> bool:
    words = words_of(pointer)
    if speaks_of_act(words):
        return False
    if is_address(text):
        return _is_address_of_file(words, text, page_url)
    if _PAPER.fullmatch(text):
        return True
    return _FILE_ID.fullmatch(last_words(pointer)) is not None and len(text.split()) == 1


def _is_address_of_file(words: str, text: str, page_url: str) -> bool:
    paper = _PAPER.fullmatch(text.partition("?")[0].rsplit("/", 1)[-1]) is not None
    if address_speaks_of_act(text) or (_PICTURE.search(words) and not paper):
        return False
    way = way_of(Node("", "a", {"href": text, "title": words}, frame_url=page_url), page_url)
    return way is not None and way.kind is WayKind.FILE and way.format != "image"


def _along_a_list(pointer: str, ways: Sequence[FileWay]) -> FileWay | None:
    """The way of another element of the same list, for this one."""
    for way in ways:
        for leaf in sorted(leaves_of(way)):
            if leaf == pointer or general(leaf) != general(pointer):
                continue
            places = zip(_INDEX.finditer(leaf), _INDEX.finditer(pointer), strict=True)
            old, new = next((a, b) for a, b in places if a[0] != b[0])
            return _with_pointers(way, leaf[: old.end()], pointer[: new.end()])
    return None


def _by_address(pointer: str, text: str, ways: Sequence[FileWay]) -> FileWay | None:
    if not is_address(text):
        return None
    whole = (way.steps[0] for way in ways if HOLE.fullmatch(way.steps[0].address))
    headers = next((step.headers for step in whole if step.method == "GET"), ())
    return FileWay((FileStep("GET", f"{{{{{pointer}}}}}", None, headers),))


def _as_its_twin(pointer: str, text: str, row: Mapping[str, Any], ways: Sequence[FileWay]) -> FileWay | None:
    """The way of a file that is named in the same manner in another leaf: by a name, by an identifier."""
    for way in ways:
        others = _covered([one for one in ways if one != way])
        own = leaves_of(way) - others
        paper = _PAPER.fullmatch(text) is not None
        if paper and len(own) > 1:
            own = frozenset(
                one for one in own if _is_paper(at(row, one))
            )  # "/files/7/a.pdf" takes an identifier and a name
        if len(own) != 1:
            continue
        (leaf,) = own
        held = at(row, leaf)
        if paper:
            alike = _is_paper(held) and str(held).count("/") == text.count("/")
        else:
            alike = _FILE_ID.fullmatch(last_words(leaf)) is not None and (
                held is None or _shape(text_of(held)) == _shape(text)
            )
        if alike:
            return _with_pointers(way, leaf, pointer)
    return None


def _is_one_file(first: str, second: str) -> bool:
    """True where an object says a file's name with its folder and without: "7/a.xml", "a.xml", "/public/7/a.xml"."""
    short, long = sorted((first, second), key=len)
    return _is_paper(short) and long.endswith(f"/{short.lstrip('/')}")


def _is_paper(leaf: Any) -> bool:
    return isinstance(leaf, str) and _PAPER.fullmatch(leaf) is not None


def _shape(text: str) -> str:
    return "digits" if text.isdigit() else "ident" if IDENT.fullmatch(text) else "word"


def _with_pointers(way: FileWay, old: str, new: str) -> FileWay:
    """The way with holes for what stands at `new` instead of `old`, or below it."""

    def put(hole: re.Match[str]) -> str:
        pointer = hole["pointer"]
        if hole["source"] or not (pointer == old or pointer.startswith(f"{old}/")):
            return hole[0]
        return f"{{{{{new}{pointer[len(old) :]}}}}}"

    steps = tuple(
        FileStep(
            step.method,
            HOLE.sub(put, step.address),
            HOLE.sub(put, step.body) if step.body is not None else None,
            step.headers,
        )
        for step in way.steps
    )
    return FileWay(steps, way.inside)
