"""Every state and every kind of error has a sentence, a word, and one button; in all languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from moisson.catalogue import Category, ExtraField, SecondFactor
from moisson.catalogue.address import AddressNotUsable
from moisson.engine.errors import Mover, VisitError
from moisson.portals import catalogue_words
from moisson.portals.models import Connection, ConnectionState
from moisson.portals.states import FACES, Move, face, face_of
from moisson.portals.texts import ADDRESS_SENTENCES


def family(error: type[VisitError]) -> Iterator[type[VisitError]]:
    for child in error.__subclasses__():
        if "kind" in vars(child):
            yield child
        yield from family(child)


KINDS = sorted({error.kind for error in family(VisitError)})


@pytest.mark.parametrize(
    "kind", [*ConnectionState.values, *KINDS, "complete", "nothing_new", "failed", "cancelled"]
)
def test_every_kind_has_a_face_of_its_own(kind: str) -> None:
    assert kind in FACES
    shown = FACES[kind]
    assert shown.word and shown.sentence and shown.icon
    assert bool(shown.label) == (shown.move is not Move.NOTHING)


def test_the_persons_moves_are_the_errors_whose_mover_is_the_person() -> None:
    for error in family(VisitError):
        if error.mover is Mover.PERSON:
            assert FACES[error.kind].move is not Move.NOTHING, error.kind


def test_icons_stand_in_the_sprite() -> None:
    from pathlib import Path

    import moisson.web

    sprite = (Path(moisson.web.__file__).parent / "static/moisson/icons.svg").read_text()
    assert all(f'id="{shown.icon}"' in sprite for shown in FACES.values())


@pytest.mark.parametrize("language", ["fr", "de"])
def test_all_of_it_is_translated(language: str) -> None:
    with translation.override("en"):
        english = [str(shown.sentence) for shown in FACES.values()]
    with translation.override(language):
        for shown, said in zip(FACES.values(), english, strict=True):
            assert str(shown.sentence) != said
        for label in [kind.label for each in (Category, ExtraField, SecondFactor) for kind in each]:
            assert label in catalogue_words.LABELS


def test_paused_wins_and_the_finer_reason_comes_before_the_state() -> None:
    assert face(Connection(state="connected", paused=True)) is FACES["paused"]
    assert face(Connection(state="connected", state_reason="download_failed")) is FACES["download_failed"]
    assert face(Connection(state="connected")) is FACES["connected"]
    assert face_of("action_needed:unheard_of") is FACES["action_needed"]
    assert face_of("unheard_of") is FACES["failed"]


def test_every_reason_against_an_address_has_a_sentence() -> None:
    assert set(AddressNotUsable.SENTENCES) == set(ADDRESS_SENTENCES)
