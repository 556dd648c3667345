"""For every test: property tests are judged by what they find, not by how busy the machine is; passwords are quickly hashed."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher
from hypothesis import HealthCheck, settings

settings.register_profile("moisson", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("moisson")

# The same algorithm at the least it costs: thousands of tests make a person, and few ask about passwords.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1
