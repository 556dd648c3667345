"""Authenticator secrets, from whatever people paste or photograph."""

from __future__ import annotations

import base64
import io

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from moisson.portals import otp, texts
from moisson.portals.otp import SecretNotUsable, secret_from_picture, secret_from_text

SECRET = "JBSWY3DPEHPK3PXP"


def qr(text: str, kind: str = "PNG", **changes: object) -> io.BytesIO:
    drawn = io.BytesIO()
    segno.make(text).save(drawn, kind="png", scale=5, **changes)
    if kind == "PNG":
        drawn.seek(0)
        return drawn
    file = io.BytesIO()
    Image.open(drawn).convert("RGB").save(file, kind)
    file.seek(0)
    return file


@given(st.binary(min_size=5, max_size=64), st.sampled_from(["", " ", "-"]), st.booleans())
def test_whatever_the_grouping_the_same_secret(raw: bytes, between: str, lower: bool) -> None:
    plain = base64.b32encode(raw).decode().rstrip("=")
    typed = between.join(plain[start : start + 4] for start in range(0, len(plain), 4))
    assert secret_from_text(typed.lower() if lower else typed).reveal() == plain


@settings(max_examples=15, deadline=None)
@given(st.binary(min_size=10, max_size=32), st.sampled_from(["PNG", "JPEG", "WEBP", "GIF", "BMP"]))
def test_through_a_picture_and_back(raw: bytes, kind: str) -> None:
    plain = base64.b32encode(raw).decode().rstrip("=")
    address = f"otpauth://totp/Portail:camille%40exemple.fr?secret={plain}&issuer=Portail"
    assert secret_from_picture(qr(address, kind)).reveal() == plain


def test_a_see_through_picture_is_read() -> None:
    assert secret_from_picture(qr(f"otpauth://totp/x?secret={SECRET}", light=None)).reveal() == SECRET


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("otpauth-migration://offline?data=abc", "migration"),
        (f"otpauth://hotp/x?secret={SECRET}", "counter"),
        (f"otpauth://totp/x?secret={SECRET}&period=60", "unusual"),
        (f"otpauth://totp/x?secret={SECRET}&algorithm=SHA256", "unusual"),
        ("otpauth://totp/x", "not_base32"),
        ("123456", "too_short"),
        ("mon mot de passe, 189", "not_base32"),
        ("", "not_base32"),
    ],
)
def test_what_cannot_be_used_says_why(text: str, reason: str) -> None:
    with pytest.raises(SecretNotUsable) as raised:
        secret_from_text(text)
    assert raised.value.reason == reason
    assert raised.value.reason in texts.OTP_SENTENCES
    assert SECRET not in str(raised.value)


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    try:
        secret_from_text(text)
    except SecretNotUsable as error:
        assert error.reason in texts.OTP_SENTENCES


@given(st.binary(max_size=400))
def test_any_file_is_answered(content: bytes) -> None:
    with pytest.raises(SecretNotUsable):
        secret_from_picture(io.BytesIO(content))


def test_a_picture_of_enormous_size_is_not_opened() -> None:
    file = io.BytesIO()
    Image.new("1", (9000, 9000)).save(file, "PNG")
    assert otp.MOST_PIXELS < 9000 * 9000
    file.seek(0)
    with pytest.raises(SecretNotUsable, match="picture_too_large"):
        secret_from_picture(file)
