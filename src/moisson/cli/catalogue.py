"""`moisson catalogue`: search the portals, count them, take in newer lists. Shapes: docs/catalogue.md."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from moisson.catalogue import Catalogue, Category, Portal
from moisson.catalogue.catalogue import LETTERS
from moisson.catalogue.records import RecordNotUsable
from moisson.catalogue.sources.errors import SourceNotReachable, SourceNotUsable
from moisson.catalogue.update import Lists, default_lists, update
from moisson.cli.installation import data_dir as data_dir_option

_data_dir = data_dir_option("Folder with what `update` brought.")


class CatalogueError(click.ClickException):
    """The person can mend it: a list that cannot be read, a damaged overlay."""

    exit_code = 2


@click.group("catalogue")
def catalogue_group() -> None:
    """Which portals exist."""


@catalogue_group.command("search")
@click.argument("words", nargs=-1)
@click.option("--country", metavar="FR", help="ISO 3166 code of a country.")
@click.option(
    "--category", type=click.Choice([category.value for category in Category]), help="Kind of supplier."
)
@click.option(
    "--letter", type=click.Choice(LETTERS, case_sensitive=False), help="First letter, # for digits."
)
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(min=0), default=0)
@click.option("--json", "as_json", is_flag=True, help="One list of objects.")
@_data_dir
def search_command(
    words: tuple[str, ...],
    country: str | None,
    category: str | None,
    letter: str | None,
    limit: int,
    offset: int,
    as_json: bool,
    data_dir: Path,
) -> None:
    """Portals that fit WORDS, best first; typos and missing accents do no harm."""
    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise click.BadParameter("two letters are expected, like FR", param_hint="--country")
    catalogue = _load(data_dir)
    page = catalogue.search(
        " ".join(words), country=country, category=category, letter=letter, limit=limit, offset=offset
    )
    if as_json:
        click.echo(
            json.dumps([_shown(catalogue, portal) for portal in page.portals], ensure_ascii=False, indent=1)
        )
        return
    for portal in page.portals:
        places = "worldwide" if portal.worldwide else ",".join(portal.countries) or "?"
        click.echo(
            f"{portal.name}  ·  {portal.sign_in_url or portal.website}  ·  {places}  ·  {portal.category.label}"
        )
    click.echo(f"{len(page.portals)} of {page.total}", err=True)


@catalogue_group.command("stats")
@click.option("--json", "as_json", is_flag=True, help="One object.")
@_data_dir
def stats_command(as_json: bool, data_dir: Path) -> None:
    """How many portals are known, by country and category."""
    stats = _load(data_dir).stats()
    if as_json:
        click.echo(json.dumps(asdict(stats), ensure_ascii=False, indent=1))
        return
    click.echo(f"{stats.portals} portals, {stats.with_sign_in_page} with a known sign-in page")
    click.echo("  ".join(f"{country} {number}" for country, number in list(stats.by_country.items())[:20]))
    for slug, number in stats.by_category.items():
        click.echo(f"{number:7d}  {Category(slug).label}")


@catalogue_group.command("update")
@click.option(
    "--nsi",
    metavar="PATH|URL",
    help="name-suggestion-index: .tgz, package folder, nsi.json or wikidata.json.",
)
@click.option("--twofactor", metavar="PATH|URL", help="2fa.directory: all.json of version 3 or 4.")
@click.option("--file", "own", metavar="PATH|URL", help="Portals of your own: JSON, JSON lines or CSV.")
@click.option("--json", "as_json", is_flag=True, help="One object with the counts.")
@_data_dir
def update_command(
    nsi: str | None, twofactor: str | None, own: str | None, as_json: bool, data_dir: Path
) -> None:
    """Take in newer lists; without options the public ones, from the internet.

    What is kept by hand and what connections here learned always wins.
    """
    lists = Lists(nsi=nsi, twofactor=twofactor, own=own)
    if lists == Lists():
        lists = default_lists()
    try:
        updated = update(data_dir, lists)
        total = len(Catalogue.load(data_dir))
    except SourceNotReachable as error:
        raise CatalogueError(
            f"{error}\nNothing was changed. Try again later, or fetch the list elsewhere and name its path here."
        ) from error
    except (SourceNotUsable, RecordNotUsable) as error:
        raise CatalogueError(
            f"{error}\nNothing was changed. The file you gave has to be mended or replaced."
        ) from error
    except OSError as error:
        raise CatalogueError(
            f"{data_dir} cannot be written: {error.strerror}. Nothing was changed."
        ) from error
    counts = {
        "portals": total,
        "organisations": updated.organisations,
        "own": updated.own,
        "second_factors": updated.second_factors,
        "path": str(updated.path),
    }
    if as_json:
        click.echo(json.dumps(counts))
        return
    click.echo(
        f"{total} portals. In {updated.path}: {updated.organisations} organisations, "
        f"{updated.own} of your own, second factors for {updated.second_factors} domains."
    )


def _load(data_dir: Path) -> Catalogue:
    try:
        return Catalogue.load(data_dir)
    except RecordNotUsable as error:
        raise CatalogueError(str(error)) from error


def _shown(catalogue: Catalogue, portal: Portal) -> dict[str, object]:
    return {
        "name": portal.name,
        "slug": portal.slug,
        "website": portal.website,
        "sign_in_url": portal.sign_in_url,
        "countries": list(portal.countries),
        "category": portal.category.value,
        "state": catalogue.state(portal).kind.value,
    }
