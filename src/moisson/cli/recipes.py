"""`moisson recipes`: what was learned about portals, shown, shared as signed packs, and taken in from others."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from moisson.cli.fetch_state import places_in, replace_places_in
from moisson.cli.installation import data_dir as data_dir_option
from moisson.engine.recipes import Recipe, kept_recipe, recipe_before, rolled_back
from moisson.engine.recipes.curated import CuratedFolder, NotTrusted
from moisson.engine.recipes.pack import PackNotUsable, best_of_each, read_pack, write_pack
from moisson.engine.recipes.shelf import written
from moisson.engine.recipes.signing import KeyNotUsable, fingerprint, new_key, public_of, sign
from moisson.vault import VaultError, files

_data_dir = data_dir_option("Folder of the installation; imported packs and trusted keys stand in it.")
_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, path_type=Path)


class RecipesError(click.ClickException):
    """The person can mend it: a key, a pack or a signature that does not fit. Nothing was changed."""

    exit_code = 2


@click.group("recipes")
def recipes_group() -> None:
    """What was learned about portals: show it, share it, take it in."""


@recipes_group.command("key")
@click.argument("path", type=_NEW_FILE)
def key_command(path: Path) -> None:
    """Make a key to sign packs with: the private half in PATH (keep it to yourself), the public half in PATH.pub."""
    public = path.with_name(path.name + ".pub")
    if public.exists():
        raise RecipesError(f"{public} is there already; nothing was changed.")
    pem = new_key()
    try:
        files.make_private_folder(path.parent)
        files.write_new(path, pem)
    except FileExistsError:
        raise RecipesError(f"{path} is there already; nothing was changed.") from None
    public.write_bytes(public_of(pem))
    click.echo(f"{public}\n{fingerprint(public_of(pem))}")


@recipes_group.command("export")
@click.argument("pack", type=_NEW_FILE)
@click.option(
    "--key", type=_FILE, required=True, help="Private key to sign with (see `moisson recipes key`)."
)
@click.option(
    "--state",
    "states",
    type=_FILE,
    multiple=True,
    help="State file of `moisson fetch`; without one, all connections of the installation.",
)
@click.option("--portal", "portals", multiple=True, metavar="HOST", help="Only this portal.")
@_data_dir
def export_command(
    pack: Path, key: Path, states: tuple[Path, ...], portals: tuple[str, ...], data_dir: Path
) -> None:
    """Write the learned recipes to PACK and their signature to PACK.sig. They hold nothing personal and no secret."""
    learned = _of_states(states) if states else _of_installation(data_dir)
    chosen = [one for one in best_of_each(learned) if not portals or one.portal in portals]
    missing = sorted(set(portals) - {one.portal for one in chosen})
    if missing:
        raise RecipesError(f"No recipe was learned for {', '.join(missing)}. Nothing was written.")
    if not chosen:
        raise RecipesError(
            "No recipe was learned yet: a visit that finds documents learns one. Nothing was written."
        )
    content = write_pack(chosen)
    try:
        signature = sign(content, key.read_bytes())
    except KeyNotUsable as error:
        raise RecipesError(f"{key}: {error}. Nothing was written.") from None
    pack.write_bytes(content)
    pack.with_name(pack.name + ".sig").write_bytes(signature)
    click.echo(f"{len(chosen)} recipes in {pack}, signature in {pack}.sig")


@recipes_group.command("trust")
@click.argument("key", type=_FILE)
@click.option("--name", help="Whose key it is; the file's name unless told.")
@_data_dir
def trust_command(key: Path, name: str | None, data_dir: Path) -> None:
    """Trust the packs that are signed by KEY (a public key). Compare the fingerprint with its owner first."""
    try:
        trusted = _folder(data_dir).trust(name or key.stem, key.read_bytes())
    except KeyNotUsable as error:
        raise RecipesError(f"{key}: {error}. Nothing was changed.") from None
    click.echo(f"{trusted.name}\n{trusted.fingerprint}")


@recipes_group.command("distrust")
@click.argument("name")
@_data_dir
def distrust_command(name: str, data_dir: Path) -> None:
    """Take the trust in a key back: packs signed by it count no more."""
    if not _folder(data_dir).distrust(name):
        raise RecipesError(f"Nobody is trusted here as {name}.")
    click.echo(f"{name} is no longer trusted.")


@recipes_group.command("import")
@click.argument("pack", type=_FILE)
@click.option("--signature", type=_FILE, help="Its detached signature; PACK.sig unless told.")
@_data_dir
def import_command(pack: Path, signature: Path | None, data_dir: Path) -> None:
    """Take in a PACK whose signature is by a trusted key. A portal's own learned recipe always goes before it."""
    beside = signature or pack.with_name(pack.name + ".sig")
    if not beside.exists():
        raise RecipesError(f"{beside} is missing: a pack is only taken in with its signature.")
    try:
        taken = _folder(data_dir).take_in(pack.read_bytes(), beside.read_bytes())
    except NotTrusted:
        raise RecipesError(
            f"{pack} is not signed by a key that is trusted here, or was changed after it was signed. Nothing was "
            "taken in. If you know its maker, compare fingerprints and run: moisson recipes trust KEY.pub"
        ) from None
    except PackNotUsable as error:
        raise RecipesError(f"{pack} cannot be read ({error}). Nothing was taken in.") from None
    click.echo(f"{len(taken.recipes)} recipes, signed by {taken.signer}")


@recipes_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="One list of objects.")
@_data_dir
def list_command(as_json: bool, data_dir: Path) -> None:
    """The imported recipes that count now, and whose they are."""
    rows, seen = [], set()
    for pack in _folder(data_dir).packs():
        for recipe in pack.recipes:
            if recipe.portal not in seen:
                seen.add(recipe.portal)
                rows.append(
                    {
                        "portal": recipe.portal,
                        "version": recipe.version,
                        "mode": recipe.mode,
                        "lists": len(recipe.lists),
                        "signed_by": pack.signer,
                    }
                )
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(
            f"{row['portal']}  ·  version {row['version']}  ·  {row['mode']}  ·  {row['lists']} lists  ·  {row['signed_by']}"
        )
    click.echo(f"{len(rows)} recipes", err=True)


@recipes_group.command("show")
@click.argument("file", type=_FILE)
@click.option("--before", is_flag=True, help="The recipe that was in force before.")
def show_command(file: Path, before: bool) -> None:
    """The recipe in a state file of `moisson fetch`, or those of a pack, as JSON."""
    content = file.read_bytes()
    if content[:1] in (b"{", b"\n", b" "):
        try:
            shown: object = read_pack(content).model_dump(mode="json", exclude_defaults=True)
        except PackNotUsable as error:
            raise RecipesError(f"{file} cannot be read ({error}).") from None
    else:
        places = _places(file)
        recipe = recipe_before(places) if before else kept_recipe(places)
        if recipe is None:
            raise RecipesError(f"{file} holds no {'earlier ' if before else ''}recipe.")
        shown = written(recipe)
    click.echo(json.dumps(shown, ensure_ascii=False, indent=2))


@recipes_group.command("rollback")
@click.argument("state", type=_FILE)
def rollback_command(state: Path) -> None:
    """Put the recipe before in force again in a state file of `moisson fetch`; once more brings the newer one back."""
    places = rolled_back(_places(state) or {})
    if places is None:
        raise RecipesError(f"{state} holds no earlier recipe. Nothing was changed.")
    replace_places_in(state, places)
    now = kept_recipe(places)
    click.echo(f"version {now.version if now else '?'} is in force again")


def _folder(data_dir: Path) -> CuratedFolder:
    return CuratedFolder(data_dir / "recipes")


def _places(state: Path) -> dict[str, Any] | None:
    try:
        return places_in(state)
    except (VaultError, ValueError) as error:
        raise RecipesError(str(error)) from None


def _of_states(states: Iterable[Path]) -> list[Recipe]:
    return [recipe for state in states if (recipe := kept_recipe(_places(state))) is not None]


def _of_installation(data_dir: Path) -> list[Recipe]:
    """Those of all connections, whoever's they are: a recipe says nothing about anybody."""
    if not data_dir.is_dir():
        raise RecipesError(
            f"{data_dir} is no data folder of Moisson. Name one with --data-dir, or give --state."
        )
    os.environ["MOISSON_DATA"] = str(data_dir)
    from moisson.cli.starting import set_up_django

    set_up_django()
    from django.db import DatabaseError

    from moisson.portals.learned import learned_places

    try:
        return [recipe for places in learned_places() if (recipe := kept_recipe(places)) is not None]
    except DatabaseError:
        raise RecipesError(
            f"The installation in {data_dir} has not been started yet, or by another version. Run `moisson up` once."
        ) from None
