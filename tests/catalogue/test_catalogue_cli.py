"""`moisson catalogue`: the shapes that scripts rely on."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from moisson.catalogue import Category, StateKind
from moisson.catalogue.storage import OVERLAY
from moisson.cli.catalogue import catalogue_group


@pytest.fixture
def run(tmp_path: Path):  # type: ignore[no-untyped-def]
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(catalogue_group, arguments, env={"MOISSON_DATA": str(tmp_path / "data")})

    return run


def test_search_gives_one_list_of_objects(run) -> None:  # type: ignore[no-untyped-def]
    result = run("search", "oragne", "--country", "FR", "--category", "telecom", "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found[0] == {
        "name": "Orange",
        "slug": "orange_fr",
        "website": "https://www.orange.fr/",
        "sign_in_url": "https://login.orange.fr/",
        "countries": ["FR"],
        "category": "telecom",
        "state": "sign_in_page_known",
    }
    assert all(set(one) == set(found[0]) for one in found)
    assert {one["category"] for one in found} == {"telecom"}
    assert {one["state"] for one in found} <= {kind.value for kind in StateKind}


def test_several_words_need_no_quotes(run) -> None:  # type: ignore[no-untyped-def]
    result = run("search", "deutsche", "telecom", "--json", "--limit", "1")
    assert [one["slug"] for one in json.loads(result.stdout)] == ["telekom_de"]


def test_an_unknown_sign_in_page_is_null_and_nothing_found_is_an_empty_list(run) -> None:  # type: ignore[no-untyped-def]
    unknown = json.loads(run("search", "mobilevikings.be", "--json").stdout)[0]
    assert (unknown["sign_in_url"], unknown["state"]) == (None, "listed")
    nothing = run("search", "qqxxzzwwyy", "--json")
    assert (json.loads(nothing.stdout), nothing.exit_code) == ([], 0)


def test_stats_have_four_counts(run) -> None:  # type: ignore[no-untyped-def]
    stats = json.loads(run("stats", "--json").stdout)
    assert set(stats) == {"portals", "with_sign_in_page", "by_country", "by_category"}
    assert stats["portals"] >= 12_000
    assert set(stats["by_category"]) == {category.value for category in Category}
    assert stats["by_country"]["FR"] > 500


def test_plain_output_is_for_people(run) -> None:  # type: ignore[no-untyped-def]
    assert "https://login.orange.fr/" in run("search", "orange", "--limit", "1").stdout
    assert "portals" in run("stats").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "x", "--category", "nope"),
        ("search", "x", "--country", "France"),
        ("search", "x", "--limit", "-1"),
    ],
)
def test_wrong_usage_ends_with_2(run, arguments: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    assert run(*arguments).exit_code == 2


def test_update_with_a_file_of_ones_own_and_search_after_it(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    own = tmp_path / "own.csv"
    own.write_text("website,name,category\nhttps://kunde.fährhaus.example/login,Fährhaus,travel\n", "utf-8")
    result = run("update", "--file", str(own), "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["own"] == 1
    found = json.loads(run("search", "faehrhaus", "--json", "--limit", "1").stdout)[0]
    assert (found["name"], found["state"]) == ("Fährhaus", "sign_in_page_known")


def test_a_broken_list_ends_with_2_and_says_whose_move_it_is(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    broken = tmp_path / "broken.json"
    broken.write_text("<html>")
    result = run("update", "--twofactor", str(broken))
    assert result.exit_code == 2
    assert "Nothing was changed" in result.stderr and "mended" in result.stderr
    assert not (tmp_path / "data" / OVERLAY).exists()


def test_a_damaged_overlay_is_named(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / OVERLAY).write_bytes(b"not xz")
    result = run("search", "orange")
    assert result.exit_code == 2
    assert OVERLAY in result.stderr
