"""For every test: property tests are judged by what they find, not by how busy the machine is."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("moisson", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("moisson")
