"""A Secret gives its value to `reveal()` and to nothing else."""

from __future__ import annotations

import copy
import dataclasses
import json
import logging
import pickle
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.vault import Secret

CANARY = "kanari-7Qz!ü"


@given(st.text())
def test_reveal_gives_the_value_back(value: str) -> None:
    assert Secret(value).reveal() == value
    assert bool(Secret(value)) == bool(value)


@given(st.text(), st.text())
def test_secrets_are_equal_when_their_values_are(a: str, b: str) -> None:
    assert (Secret(a) == Secret(b)) == (a == b)
    assert Secret(a) == Secret(a)
    assert Secret(a) != a


@dataclasses.dataclass(frozen=True)
class Holder:
    username: str
    password: Secret


def test_no_usual_way_of_showing_shows_it(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret(CANARY)
    holder = Holder("camille", secret)
    logging.getLogger("t").warning("%s %r", secret, holder)
    shown = [
        repr(secret),
        str(secret),
        f"{secret} {secret:>40} {secret!r}",
        "{:x^9}".format(secret),  # noqa: UP032
        "%s %r" % (secret, secret),  # noqa: UP031
        repr(holder),
        repr([secret]),
        json.dumps({"password": secret}, default=str),
        caplog.text,
        repr([getattr(secret, name, None) for name in dir(secret)]),
    ]
    assert "camille" in caplog.text
    assert not [text for text in shown if CANARY in text]


@pytest.mark.parametrize(
    "leak",
    [
        pickle.dumps,
        copy.copy,
        copy.deepcopy,
        json.dumps,
        vars,
        hash,
        len,
        lambda s: dataclasses.asdict(Holder("c", s)),
    ],
)
def test_ways_to_carry_it_away_are_refused_without_showing_it(leak) -> None:
    with pytest.raises(TypeError) as error:
        leak(Secret(CANARY))
    assert CANARY not in "".join(traceback.format_exception(error.value))


def test_it_does_not_change() -> None:
    secret = Secret(CANARY)
    with pytest.raises(AttributeError):
        secret._reveal = lambda: "other"
    with pytest.raises(AttributeError):
        secret.more = 1
    with pytest.raises(AttributeError):
        del secret._reveal


def test_only_strings_are_held() -> None:
    with pytest.raises(TypeError):
        Secret(b"bytes")  # type: ignore[arg-type]
