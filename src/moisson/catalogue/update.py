"""Takes newer lists into the overlay of a data folder; the packaged and hand-kept files are never written."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from .merge import lay_over
from .sources import download, nsi, nsi_package, own_file, twofactor
from .sources.errors import SourceNotUsable
from .storage import Overlay, read_overlay, write_overlay

MAX_OWN_FILE_BYTES = 64_000_000
# An npm release with fewer organisations than this is broken or of an unknown form.
MIN_ORGANISATIONS = 5_000


@dataclass(frozen=True, slots=True)
class Lists:
    """What to take in: paths of local files or https addresses; None leaves that part of the overlay as it is."""

    nsi: str | None = None
    twofactor: str | None = None
    own: str | None = None


@dataclass(frozen=True, slots=True)
class Updated:
    """How many entries of each kind the overlay holds now."""

    organisations: int
    own: int
    second_factors: int
    path: Path


def update(data_dir: Path, lists: Lists, *, min_organisations: int = MIN_ORGANISATIONS) -> Updated:
    """Read all lists, then replace the overlay at once. Raises `SourceNotUsable` with the old overlay untouched.

    A list replaces what the same kind of list brought before, except a file of one's own, which adds to earlier
    ones, its entries winning. What connections here learned is not in these files and cannot be touched by them.
    """
    overlay = read_overlay(data_dir)
    if lists.nsi is not None:
        package = _nsi_package(lists.nsi)
        try:
            organisations = tuple(nsi.portals(package.nsi, package.wikidata))
        except (KeyError, TypeError, AttributeError) as error:
            raise SourceNotUsable(f"name-suggestion-index has an unknown form: {error!r}") from error
        if len(organisations) < min_organisations:
            raise SourceNotUsable(
                f"name-suggestion-index gave only {len(organisations)} organisations, "
                f"at least {min_organisations} were expected"
            )
        overlay = replace(overlay, organisations=organisations)
    if lists.twofactor is not None:
        overlay = replace(overlay, second_factors=twofactor.second_factors(_bytes(lists.twofactor)))
    if lists.own is not None:
        overlay = _with_own(overlay, lists.own)
    path = write_overlay(data_dir, overlay)
    return Updated(len(overlay.organisations), len(overlay.own), len(overlay.second_factors), path)


def _with_own(overlay: Overlay, origin: str) -> Overlay:
    by_domain = {portal.domain: portal for portal in overlay.own}
    for portal in own_file.portals(_bytes(origin), Path(origin).name):
        below = by_domain.get(portal.domain)
        by_domain[portal.domain] = lay_over(portal, below) if below is not None else portal
    return replace(overlay, own=tuple(by_domain[domain] for domain in sorted(by_domain)))


def _nsi_package(origin: str) -> nsi_package.NsiPackage:
    if not _is_address(origin):
        return nsi_package.read(Path(origin))
    if origin == download.NPM_LATEST:
        raw = download.fetch_npm_package()
    else:
        raw = download.fetch(origin, download.MAX_PACKAGE_BYTES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "name-suggestion-index.tgz"
        path.write_bytes(raw)
        return nsi_package.read(path)


def _bytes(origin: str) -> bytes:
    if _is_address(origin):
        return download.fetch(origin, download.MAX_LIST_BYTES)
    path = Path(origin)
    try:
        if path.stat().st_size > MAX_OWN_FILE_BYTES:
            raise SourceNotUsable(f"{path} is larger than {MAX_OWN_FILE_BYTES} bytes")
        return path.read_bytes()
    except OSError as error:
        raise SourceNotUsable(f"{path} cannot be read: {error.strerror}") from error


def _is_address(origin: str) -> bool:
    return "://" in origin


def default_lists() -> Lists:
    """The public lists, for people with internet."""
    return Lists(nsi=download.NPM_LATEST, twofactor=download.TWOFACTOR)
