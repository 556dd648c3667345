"""Settings of the tests: a data folder of their own, thrown away; everything else as people have it."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("MOISSON_DATA", tempfile.mkdtemp(prefix="moisson-test-"))

from moisson.web.settings import *
