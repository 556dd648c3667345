"""Recipes of others on this machine: packs whose signature is by a key that an administrator trusts, and those keys."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from moisson.engine.recipes.model import Recipe
from moisson.engine.recipes.pack import MOST_BYTES, PackNotUsable, read_pack
from moisson.engine.recipes.shelf import mark_of
from moisson.engine.recipes.signing import KeyNotUsable, fingerprint, signed_by
from moisson.engine.sites import site_of
from moisson.vault import files

_NAME = re.compile(r"[\w][\w .@+-]{0,79}")


class NotTrusted(ValueError):
    """A pack is signed by nobody who is trusted here, or was changed after it was signed."""


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A public key (PEM) and the name an administrator gave it."""

    name: str
    pem: bytes

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.pem)


@dataclass(frozen=True, slots=True)
class Imported:
    """One pack on this machine, with whose it is."""

    path: Path
    signer: str
    recipes: tuple[Recipe, ...]


@dataclass(frozen=True, slots=True)
class CuratedFolder:
    """`trusted/NAME.pub` and `packs/*.json` with `packs/*.json.sig` below one folder of the data folder.

    Signatures are checked again at every reading: a key that is no longer trusted, or a pack that was changed on
    disk, counts no more from then on.
    """

    folder: Path

    # Keys

    def trusted(self) -> list[TrustedKey]:
        found = []
        for path in sorted((self.folder / "trusted").glob("*.pub")):
            pem = path.read_bytes()
            try:
                fingerprint(pem)
            except KeyNotUsable:
                continue
            found.append(TrustedKey(path.stem, pem))
        return found

    def trust(self, name: str, pem: bytes) -> TrustedKey:
        """Raises `KeyNotUsable`, also for a name that is no plain file name or stands for another key."""
        if not _NAME.fullmatch(name):
            raise KeyNotUsable("a name is made of letters, figures, blanks and . @ + - _")
        key = TrustedKey(name, pem)
        said = key.fingerprint
        for other in self.trusted():
            if other.name == name and other.fingerprint != said:
                raise KeyNotUsable(f"another key is already trusted as {name}")
        files.make_private_folder(self.folder / "trusted")
        files.write_over(self._key(name), pem)
        return key

    def distrust(self, name: str) -> bool:
        """Takes a key back; its packs count no more. False when nobody is trusted under that name."""
        if all(key.name != name for key in self.trusted()):
            return False
        self._key(name).unlink()
        return True

    def _key(self, name: str) -> Path:
        return self.folder / "trusted" / f"{name}.pub"

    # Packs

    def take_in(self, content: bytes, signature: bytes) -> Imported:
        """Keeps a pack whose signature is by a trusted key. Raises `NotTrusted`, `PackNotUsable`."""
        signer = self._signer(content, signature)
        if signer is None:
            raise NotTrusted("no key that is trusted here made this signature for this file")
        recipes = read_pack(content).recipes
        files.make_private_folder(self.folder / "packs")
        path = self.folder / "packs" / f"{hashlib.sha256(content).hexdigest()[:16]}.json"
        files.write_over(path.with_name(path.name + ".sig"), signature)
        files.write_over(path, content)
        return Imported(path, signer.name, recipes)

    def packs(self) -> Iterator[Imported]:
        """Those that count now, the one that came last first."""
        paths = list((self.folder / "packs").glob("*.json"))
        for path in sorted(paths, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True):
            if path.stat().st_size > MOST_BYTES:
                continue
            content = path.read_bytes()
            try:
                signature = path.with_name(path.name + ".sig").read_bytes()
                signer = self._signer(content, signature)
                if signer is not None:
                    yield Imported(path, signer.name, read_pack(content).recipes)
            except (FileNotFoundError, PackNotUsable):
                continue

    def recipe_for(self, login_url: str, set_aside: Container[str] = ()) -> Recipe | None:
        """The newest imported recipe for the portal's site whose mark is not among those set aside; None where nobody
        gave one."""
        there = _by_portal(self, self._stamp()).get(site_of(login_url), ())
        return next((recipe for recipe in there if mark_of(recipe) not in set_aside), None)

    def _stamp(self) -> tuple[tuple[str, int], ...]:
        """What changes when a pack or a key does, so that a worker reads the packs once and not at each visit."""
        there = [*(self.folder / "trusted").glob("*.pub"), *(self.folder / "packs").glob("*")]
        return tuple(sorted((path.name, path.stat().st_mtime_ns) for path in there))

    def _signer(self, content: bytes, signature: bytes) -> TrustedKey | None:
        return next((key for key in self.trusted() if signed_by(content, signature, key.pem)), None)


@lru_cache(maxsize=2)
def _by_portal(folder: CuratedFolder, stamp: tuple[tuple[str, int], ...]) -> dict[str, list[Recipe]]:
    found: dict[str, list[Recipe]] = {}
    for pack in folder.packs():
        for recipe in pack.recipes:
            found.setdefault(recipe.portal, []).append(recipe)
    return found
