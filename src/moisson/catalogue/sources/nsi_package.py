"""Opens the npm package name-suggestion-index: the .tgz as npm serves it, its folder, or one of its two files."""

import json
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import SourceNotUsable

MAX_FILE_BYTES = 80_000_000
# Where the two files are in a package, newest layout first.
_NSI = ("dist/json/nsi.min.json", "dist/json/nsi.json", "dist/nsi.min.json", "dist/nsi.json")
_WIKIDATA = (
    "dist/wikidata/wikidata.min.json",
    "dist/wikidata/wikidata.json",
    "dist/wikidata.min.json",
    "dist/wikidata.json",
)
_LICENCE = ("LICENSE.md", "LICENSE")


@dataclass(frozen=True, slots=True)
class NsiPackage:
    """The two files, parsed, with the package's version and licence text where they were found."""

    nsi: dict[str, Any]
    wikidata: dict[str, Any]
    version: str
    licence: str | None


def read(path: Path) -> NsiPackage:
    """Read a .tgz, an unpacked package, or nsi.json / wikidata.json with the other one near. Raises `SourceNotUsable`."""
    if path.is_dir():
        return _assemble(lambda name: _read_file(path / name), str(path))
    if not path.is_file():
        raise SourceNotUsable(f"{path} does not exist")
    if tarfile.is_tarfile(path):
        return _read_tar(path)
    package = next((parent for parent in path.parents if (parent / "package.json").is_file()), None)
    if package is not None:
        return read(package)
    nsi = _nearest(path, "nsi")
    wikidata = _nearest(path, "wikidata")
    if nsi is None or wikidata is None:
        raise SourceNotUsable(
            f"{path.name} needs its companion: put nsi.json and wikidata.json of name-suggestion-index into one folder"
        )
    files = {_NSI[1]: nsi, _WIKIDATA[1]: wikidata}
    return _assemble(lambda name: _read_file(files[name]) if name in files else None, str(path))


def _nearest(path: Path, stem: str) -> Path | None:
    names = [f"{stem}.json", f"{stem}.min.json"]
    if path.name in names:
        return path
    folders = (path.parent, path.parent.parent / "json", path.parent.parent / "wikidata")
    return next((folder / name for folder in folders for name in names if (folder / name).is_file()), None)


def _read_tar(path: Path) -> NsiPackage:
    try:
        with tarfile.open(path) as archive:

            def member(name: str) -> bytes | None:
                try:
                    info = archive.getmember(f"package/{name}")
                except KeyError:
                    return None
                if info.size > MAX_FILE_BYTES:
                    raise SourceNotUsable(f"{name} in {path.name} is larger than {MAX_FILE_BYTES} bytes")
                file = archive.extractfile(info)
                return file.read() if file else None

            return _assemble(member, path.name)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise SourceNotUsable(f"{path.name} is no readable package: {error}") from error


def _read_file(path: Path) -> bytes | None:
    if not path.is_file():
        return None
    if path.stat().st_size > MAX_FILE_BYTES:
        raise SourceNotUsable(f"{path} is larger than {MAX_FILE_BYTES} bytes")
    return path.read_bytes()


def _assemble(member: Callable[[str], bytes | None], origin: str) -> NsiPackage:
    nsi = _json(member, _NSI, origin, "nsi")
    wikidata = _json(member, _WIKIDATA, origin, "wikidata")
    licence = next((text for name in _LICENCE if (text := member(name))), None)
    version = str(nsi.get("_meta", {}).get("version", "unknown"))
    return NsiPackage(nsi, wikidata, version, licence.decode("utf-8") if licence else None)


def _json(
    member: Callable[[str], bytes | None], names: tuple[str, ...], origin: str, key: str
) -> dict[str, Any]:
    raw = next((found for name in names if (found := member(name)) is not None), None)
    if raw is None:
        raise SourceNotUsable(f"{origin} has no {key}.json; is it the npm package name-suggestion-index?")
    try:
        data = json.loads(raw)
    except ValueError as error:
        raise SourceNotUsable(f"{key}.json in {origin} is not JSON: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get(key), dict) or not data[key]:
        raise SourceNotUsable(f'{key}.json in {origin} has no "{key}" object')
    return data
