"""The catalogue's files: the packaged lists, the hand-kept portals, and the overlay in the data folder."""

import json
import lzma
import os
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from . import records
from .kinds import SecondFactor, Source
from .merge import lay_over, with_second_factors
from .portal import Portal

OVERLAY = "catalogue.jsonl.xz"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Overlay:
    """What `moisson catalogue update` brought: newer organisations, portals of one's own, second factors by domain."""

    organisations: tuple[Portal, ...] = ()
    own: tuple[Portal, ...] = ()
    second_factors: dict[str, tuple[SecondFactor, ...]] = field(default_factory=dict)


def load_portals(data_dir: Path | None) -> list[Portal]:
    """All portals, one for each domain: packaged organisations < imported ones < own file < hand-kept."""
    overlay = read_overlay(data_dir) if data_dir is not None else Overlay()
    by_domain = {portal.domain: portal for portal in packaged_organisations()}
    by_domain.update({portal.domain: portal for portal in overlay.organisations})
    for better in (overlay.own, hand_kept()):
        for portal in better:
            below = by_domain.get(portal.domain)
            by_domain[portal.domain] = lay_over(portal, below) if below is not None else portal
    return with_second_factors(by_domain.values(), overlay.second_factors)


def packaged_organisations() -> Iterator[Portal]:
    """The organisations built from name-suggestion-index."""
    packed = _data().joinpath("organisations.jsonl.xz").read_bytes()
    return records.parse_lines(lzma.decompress(packed).decode("utf-8").splitlines(), Source.NSI)


def hand_kept() -> list[Portal]:
    """The hand-kept portals; each file's order is its order of popularity."""
    portals: list[Portal] = []
    folder = _data().joinpath("portals")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            for place, entry in enumerate(tomllib.loads(file.read_text("utf-8"))["portal"], start=1):
                portal = records.portal_from(entry, Source.KEPT)
                portals.append(replace(portal, popularity=place))
    return portals


def packaged_version() -> str:
    """Which release of name-suggestion-index the packaged organisations come from."""
    return str(_data().joinpath("organisations.version").read_text("utf-8")).strip()


def read_overlay(data_dir: Path) -> Overlay:
    """The overlay of a data folder, empty where there is none. Raises `records.RecordNotUsable` if damaged."""
    path = data_dir / OVERLAY
    if not path.is_file():
        return Overlay()
    try:
        lines = lzma.decompress(path.read_bytes()).decode("utf-8").splitlines()
        entries: list[dict[str, Any]] = [json.loads(line) for line in lines if line]
    except (lzma.LZMAError, UnicodeDecodeError, json.JSONDecodeError, EOFError) as error:
        raise records.RecordNotUsable(f"{path} is damaged ({error}); delete it and update again") from error
    organisations: list[Portal] = []
    own: list[Portal] = []
    factors: dict[str, tuple[SecondFactor, ...]] = {}
    for entry in entries:
        match entry.get("kind"):
            case "organisation":
                organisations.append(records.portal_from(entry["portal"], Source.NSI))
            case "own":
                own.append(records.portal_from(entry["portal"], Source.FILE))
            case "second_factors":
                factors[entry["domain"]] = tuple(SecondFactor(kind) for kind in entry["methods"])
            case "meta" if entry.get("format") != _FORMAT:
                raise records.RecordNotUsable(
                    f"{path} is of another version of Moisson; delete it and update again"
                )
    return Overlay(tuple(organisations), tuple(own), factors)


def write_overlay(data_dir: Path, overlay: Overlay) -> Path:
    """Replace the overlay as a whole or not at all; returns its path."""
    lines = [json.dumps({"kind": "meta", "format": _FORMAT})]
    for kind, portals in (("organisation", overlay.organisations), ("own", overlay.own)):
        lines.extend(f'{{"kind":"{kind}","portal":{records.dumps(portal)}}}' for portal in portals)
    for domain, methods in sorted(overlay.second_factors.items()):
        entry = {"kind": "second_factors", "domain": domain, "methods": [str(method) for method in methods]}
        lines.append(json.dumps(entry))
    packed = lzma.compress("\n".join(lines).encode("utf-8"), preset=6)
    data_dir.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=OVERLAY, dir=data_dir)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(data_dir / OVERLAY)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return data_dir / OVERLAY


def _data() -> Any:
    return files("moisson.catalogue").joinpath("data")
