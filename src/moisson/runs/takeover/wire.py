"""What passes between the pages and the worker that holds the browser, sealed on its way with a key of the one offer.

A picture is its description as one line of JSON and the JPEG after it. A sealed question holds the moment and a number
of its own, so that one caught on the way cannot be sent again.
"""

from __future__ import annotations

import json
import secrets
import time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from moisson.engine.takeover import Act, Go, Key, Picture, Pointer, Text, Wheel
from moisson.vault import DataKey, VaultError, open_, seal

QUESTION, ANSWER = "takeover question", "takeover answer"
MOST_ACTS = 120  # in one message
LARGEST_MESSAGE = 64 * 1024  # bytes of the hands' message
_LATE = 60.0  # seconds after which a question is void


class NotOurs(Exception):
    """The message is not sealed with the key of this offer, is too old, or says nothing known."""


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


_Place = Annotated[float, Field(ge=0, le=1)]
_Pause = Annotated[float, Field(ge=0, le=1)]


class _Pointer(_Told):
    kind: Literal["move", "down", "up"]
    x: _Place
    y: _Place
    button: Literal["left", "middle", "right"] = "left"
    presses: Annotated[int, Field(ge=1, le=3)] = 1
    after: _Pause = 0

    def hand(self) -> Pointer:
        return Pointer(self.kind, self.x, self.y, self.button, self.presses)


class _Wheel(_Told):
    kind: Literal["wheel"]
    x: _Place
    y: _Place
    right: Annotated[float, Field(ge=-4000, le=4000)] = 0
    down: Annotated[float, Field(ge=-4000, le=4000)] = 0
    after: _Pause = 0

    def hand(self) -> Wheel:
        return Wheel(self.x, self.y, self.right, self.down)


class _Key(_Told):
    kind: Literal["press", "release"]
    name: Annotated[str, Field(min_length=1, max_length=20)]
    after: _Pause = 0

    def hand(self) -> Key:
        return Key("down" if self.kind == "press" else "up", self.name)


class _Text(_Told):
    kind: Literal["text"]
    text: Annotated[str, Field(min_length=1, max_length=4000)]
    after: _Pause = 0

    def hand(self) -> Text:
        return Text(self.text)


class _Go(_Told):
    kind: Literal["back", "again"]
    after: _Pause = 0

    def hand(self) -> Go:
        return Go(self.kind)


_Acts = TypeAdapter(
    Annotated[
        list[Annotated[_Pointer | _Wheel | _Key | _Text | _Go, Field(discriminator="kind")]],
        Field(max_length=MOST_ACTS),
    ]
)


def acts_of(message: bytes) -> list[Act]:
    """What the hands did, as the page tells it in JSON. Raises `NotOurs` for anything else, without quoting it."""
    if len(message) > LARGEST_MESSAGE:
        raise NotOurs
    try:
        return [Act(told.hand(), told.after) for told in _Acts.validate_json(message)]
    except (ValidationError, ValueError):
        raise NotOurs from None


def ask(key: DataKey, offer: str, question: dict[str, Any], acts: bytes = b"") -> bytes:
    head = {**question, "at": time.time(), "number": secrets.token_hex(12)}
    return seal(key, json.dumps(head).encode("utf-8") + b"\n" + acts, QUESTION, offer)


def asked(key: DataKey, offer: str, sealed: bytes) -> tuple[dict[str, Any], bytes]:
    """The question and the acts that came with it. Raises `NotOurs`."""
    try:
        head, _, acts = open_(key, sealed, QUESTION, offer).partition(b"\n")
    except (VaultError, ValueError):
        raise NotOurs from None
    question: dict[str, Any] = json.loads(head)
    if abs(time.time() - question["at"]) > _LATE:
        raise NotOurs
    return question, acts


def show(key: DataKey, offer: str, picture: Picture) -> bytes:
    head = {"number": picture.number, "width": picture.width, "height": picture.height, "host": picture.host}
    return seal(key, json.dumps(head).encode("utf-8") + b"\n" + picture.jpeg, ANSWER, offer)


def shown(key: DataKey, offer: str, sealed: bytes) -> Picture:
    """Raises `NotOurs`."""
    try:
        head, _, jpeg = open_(key, sealed, ANSWER, offer).partition(b"\n")
    except (VaultError, ValueError):
        raise NotOurs from None
    return Picture(jpeg=jpeg, **json.loads(head))
