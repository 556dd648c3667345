"""Settings of the tests: a data folder of their own, thrown away; everything else as people have it."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("MOISSON_DATA", tempfile.mkdtemp(prefix="moisson-test-"))

from moisson.web.settings import *

# A file, as people have it: SQLite's memory databases lock whole tables between threads and wait for nobody.
if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}  # noqa: F405
