"""Letters that recognition takes figures for, in what is known to be figures only."""

from __future__ import annotations

TO_FIGURES = str.maketrans("OoQDIl|SBGZ", "00001115862")
