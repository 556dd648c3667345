"""Codes from a secret: the right ones, and none twice."""

import base64
import hashlib
import hmac
import struct

import pyotp
import pytest

from moisson.engine.totp import SecretUnusable, authenticator, fresh_code
from moisson.vault import Secret

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B, in base32


class Clock:
    def __init__(self, now: float) -> None:
        self.now = now
        self.waited: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds


async def test_the_codes_of_the_standard() -> None:
    clock = Clock(1111111109 - 10)
    code, step = await fresh_code(Secret(SECRET), None, now=clock, wait=clock.wait)
    assert code.reveal() == pyotp.TOTP(SECRET).at(1111111099)
    assert (step, clock.waited) == (1111111099 // 30, [])


async def test_a_window_is_never_used_twice() -> None:
    clock = Clock(1000 * 30 + 5)
    _, step = await fresh_code(Secret(SECRET), 1000, now=clock, wait=clock.wait)
    assert step == 1001
    assert 25 <= sum(clock.waited) <= 26


async def test_a_code_about_to_end_is_not_sent() -> None:
    clock = Clock(1000 * 30 + 29)
    _, step = await fresh_code(Secret(SECRET), None, now=clock, wait=clock.wait)
    assert step == 1001


async def test_a_step_far_in_the_future_does_not_stop_anybody() -> None:
    clock = Clock(1000 * 30)
    _, step = await fresh_code(Secret(SECRET), 99_999, now=clock, wait=clock.wait)
    assert (step, clock.waited) == (1000, [])


@pytest.mark.parametrize(
    "spelling",
    [
        "gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
        "GEZDGNBV-GY3TQOJQ-GEZDGNBV-GY3TQOJQ",
        f"otpauth://totp/A:b?secret={SECRET}&issuer=A",
    ],
)
def test_secrets_are_read_as_people_copy_them(spelling: str) -> None:
    assert authenticator(Secret(spelling)).at(59) == pyotp.TOTP(SECRET).at(59)


def test_an_unusable_secret_is_not_quoted() -> None:
    with pytest.raises(SecretUnusable) as caught:
        authenticator(Secret("not base32 at all!"))
    assert "not base32 at all" not in str(caught.value)


def test_secrets_of_eighty_bits_are_what_many_portals_give_out() -> None:
    """Against the steps of RFC 4226, 5.3, done here by hand."""
    short = "JBSWY3DPEHPK3PXP"
    digest = hmac.new(base64.b32decode(short), struct.pack(">Q", 59 // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    code = (struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000
    assert authenticator(Secret(short)).at(59) == f"{code:06d}"
