"""Which modules are there, and what each wants to know; what cannot be loaded is told with the reason."""

from __future__ import annotations

from typing import Any

from woob.core.woob import WoobBase
from woob.exceptions import ModuleLoadError

from moisson.engine.woob.inside.backend import DOCUMENTS
from moisson.engine.woob.inside.filling import described


def modules(folder: str | None) -> dict[str, Any]:
    loader: Any = WoobBase(modules_path=folder).modules_loader
    found, failed = [], []
    for name in sorted(set(loader.iter_existing_module_names())):
        try:
            loaded = loader.get_or_load_module(name)
        except ModuleLoadError as error:
            failed.append({"name": name, "why": str(error)[:300]})
            continue
        if loaded.has_caps(DOCUMENTS):
            found.append(
                {
                    "name": name,
                    "title": str(loaded.description),
                    "site": loaded.website,
                    "license": str(loaded.license),
                    "fields": described(loaded.config),
                }
            )
    return {"modules": found, "failed": failed}
