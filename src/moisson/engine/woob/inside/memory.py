"""What a module keeps between visits: its storage, as text that belongs into the sealed session."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import yaml
from woob.tools.config.yamlconfig import WoobNoAliasDumper


class Memory:
    """Woob's `IStorage`, in memory: nothing of it is ever written to a file. Written as Woob itself does, in YAML."""

    def __init__(self, text: str | None) -> None:
        kept = yaml.safe_load(text) if text else None
        self._kept: dict[str, Any] = kept if isinstance(kept, dict) else {}

    def text(self) -> str:
        return str(yaml.dump(self._kept, Dumper=WoobNoAliasDumper))

    def load(self, what: str, name: str, default: Any = None) -> None:
        before = self._kept.setdefault(what, {}).get(name) or {}
        self._kept[what][name] = {**deepcopy(default or {}), **before}

    def save(self, what: str, name: str) -> None:
        return None

    def set(self, what: str, name: str, *args: Any) -> None:
        path = [what, name, *args[:-1]]
        self._at(path[:-1])[path[-1]] = args[-1]

    def delete(self, what: str, name: str, *args: Any) -> None:
        path = [what, name, *args]
        self._at(path[:-1]).pop(path[-1], None)

    def get(self, what: str, name: str, *args: Any, **kwargs: Any) -> Any:
        found: Any = self._kept
        for step in (what, name, *args):
            if not isinstance(found, dict) or step not in found:
                return kwargs.get("default")
            found = found[step]
        return found

    def _at(self, path: list[str]) -> dict[str, Any]:
        here = self._kept
        for step in path:
            here = here.setdefault(step, {})
        return here
