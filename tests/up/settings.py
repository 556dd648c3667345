"""The settings people have; `TESTS_SCRIPTED=1` puts the visit of `tests/up/scripted.py` in the engine's place."""

from __future__ import annotations

import os

from moisson.web.settings import *  # noqa: F403

CHALLENGE_PATIENCE = 60
if os.environ.get("TESTS_SCRIPTED") == "1":
    VISITOR = "tests.up.scripted.visit"
