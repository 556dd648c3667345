"""What a kind of destination is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django import forms
from django.utils.functional import Promise

from moisson.vault import Secret


@dataclass(frozen=True, slots=True)
class Handed:
    """One file. `name`: a path of safe names between slashes, with its ending; `read` gives the original bytes and raises
    `Rejected` where the archive has lost them."""

    name: str
    sha256: str
    size: int  # bytes
    content_type: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is handed on together: a document and what belongs to it. `id` is the delivery's, the same at each try; `subject`
    and `text` are for those that write a letter to it."""

    id: UUID
    files: Sequence[Handed]
    made_at: datetime
    subject: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A destination as its kind sees it. `folder`: the organisation's own folder on this server."""

    settings: Mapping[str, Any]
    secrets: Mapping[str, Secret]
    folder: str = ""


class Threshold(Protocol):
    """Written down before the moment from which on the other side may have the parcel, and kept through a kill."""

    @property
    def crossed(self) -> bool:
        """Whether an earlier try came so far."""

    def cross(self) -> None: ...

    def step_back(self) -> None:
        """The other side said that it has not taken it."""


class Kind(Protocol):
    """One way of handing on. `secrets` names the fields of its form that go into the vault, `bound_to` those that say where
    they are sent: where one of them changes, the secrets are asked anew."""

    name: str
    label: str | Promise
    says: str | Promise  # what it is for, in one sentence
    icon: str
    form: type[forms.Form]
    secrets: tuple[str, ...]
    bound_to: tuple[str, ...]

    def leads_to(self, settings: Mapping[str, Any], folder: str) -> str:
        """Where a destination of this kind is, for people."""

    def hand_on(self, place: Place, parcel: Parcel, threshold: Threshold) -> Sequence[str]:
        """Where each file has arrived. Done again after a kill it must not double anything. Raises `NotHandedOn`, whose
        details hold no secret."""
