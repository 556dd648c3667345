"""A module's question (an exception of Woob's) as plain words, and the answers put where the module looks for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from woob.exceptions import (
    BrowserQuestion,
    BrowserRedirect,
    DecoupledValidation,
    OfflineOTPQuestion,
)

from moisson.engine.woob.inside.pipe import Pipe
from moisson.engine.woob.inside.rows import text
from moisson.engine.woob.inside.stops import Unanswered


def ask(pipe: Pipe, question: Any, config: Mapping[str, Any]) -> tuple[str, ...]:
    """Sets what was answered, and returns the names of the fields. Raises Unanswered.

    After a validation elsewhere the field `resume` is set and the module called again, as Woob's own programs do.
    """
    told = _told(question, config)
    while True:
        values = pipe.ask(say="question", **told)["values"]
        if values is None:
            raise Unanswered
        try:
            for field in getattr(question, "fields", ()):
                field.check_valid(values.get(field.id))
            _set(config, values if told["kind"] != "approval" else {"resume": True})
        except ValueError:
            continue  # it cannot be an answer; nothing was sent
        return tuple(values)


def _told(question: Any, config: Mapping[str, Any]) -> dict[str, Any]:
    """`kind`: code, offline (nothing is sent to the person), approval, redirect."""
    told: dict[str, Any] = {
        "kind": "code",
        "message": text(question, "message") or "",
        "medium": text(question, "medium_type"),
        "hint": text(question, "medium_label"),
        "expires_at": _moment(getattr(question, "expires_at", None)),
        "fields": [],
    }
    if isinstance(question, DecoupledValidation):
        return {**told, "kind": "approval"}
    if isinstance(question, BrowserRedirect):
        # What follows is the address and nothing else: it is shown to be copied.
        words = (
            f"Open this address in a browser, sign in there, and give the address it leads to: {question.url}"
        )
        return {**told, "kind": "redirect", "fields": [{"id": "auth_uri", "label": words, "choices": []}]}
    if isinstance(question, OfflineOTPQuestion):
        told |= {"kind": "offline", "medium": "totp", "input": text(question, "input")}
        if told["input"]:
            told["hint"] = told["input"]
    if isinstance(question, BrowserQuestion):
        told["fields"] = [_field(field) for field in question.fields]
    return told


def _field(field: Any) -> dict[str, Any]:
    choices = [[str(value), str(label)] for value, label in (field.choices or {}).items()]
    label = field.label or field.description or ""
    return {"id": field.id, "label": str(label), "choices": choices}


def _set(config: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name in config:
            config[name].set(value)
        elif name != "resume":
            raise LookupError(f"The module asks for {name}, for which it has no field.")


def _moment(found: Any) -> str | None:
    """With a time zone, this machine's where the module says none."""
    return found.astimezone().isoformat() if isinstance(found, datetime) else None
