"""The secret of an authenticator app: typed, pasted as an address, or read from a picture of the QR code.

The address is the "Key URI Format" that authenticator apps share:
`otpauth://totp/LABEL?secret=BASE32&issuer=…&algorithm=SHA1&digits=6&period=30`.
"""

from __future__ import annotations

import base64
import binascii
import re
import warnings
from typing import BinaryIO
from urllib.parse import parse_qs, urlsplit

import zxingcpp
from PIL import Image, UnidentifiedImageError

from moisson.vault import Secret

PICTURE_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
MOST_PIXELS = 50_000_000  # a phone's photo has 12 to 48 million
_BASE32 = re.compile(r"[A-Z2-7]+")
_PLACEHOLDERS = re.compile(r"[\s\-–_=]+")


class SecretNotUsable(ValueError):
    """No authenticator secret in it; `reason` is a key of `texts.OTP_SENTENCES`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def secret_from_text(text: str) -> Secret:
    """Base32 as portals print it (spaces and dashes allowed) or an `otpauth://` address. Raises `SecretNotUsable`."""
    text = text.strip()
    lowered = text.lower()
    if lowered.startswith("otpauth-migration:"):
        raise SecretNotUsable("migration")
    if lowered.startswith("otpauth:"):
        return _from_address(text)
    return _from_base32(text)


def secret_from_picture(file: BinaryIO) -> Secret:
    """The secret of the one QR code in a picture, read in memory. Raises `SecretNotUsable`."""
    texts = {code.text for code in zxingcpp.read_barcodes(_opened(file)) if code.text}
    if not texts:
        raise SecretNotUsable("no_code")
    keys = [text for text in texts if text.lower().startswith("otpauth")]
    if not keys:
        raise SecretNotUsable("other_code")
    if len(keys) > 1:
        raise SecretNotUsable("several_codes")
    return secret_from_text(keys[0])


def _opened(file: BinaryIO) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=PICTURE_FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise SecretNotUsable("picture_too_large")
            # Codes are often drawn on a see-through ground, which would turn black.
            rgba = picture.convert("RGBA")
            white = Image.new("RGBA", rgba.size, "white")
            return Image.alpha_composite(white, rgba).convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        if isinstance(error, SecretNotUsable):
            raise
        raise SecretNotUsable("not_a_picture") from None


def _from_address(text: str) -> Secret:
    try:
        parts = urlsplit(text)
        values = {key.lower(): found[0] for key, found in parse_qs(parts.query).items()}
    except ValueError:
        raise SecretNotUsable("not_base32") from None
    if parts.netloc.lower() != "totp":
        raise SecretNotUsable("counter")
    usual = (
        values.get("algorithm", "SHA1").upper().replace("-", "") in ("SHA1", "")
        and values.get("digits", "6") == "6"
        and values.get("period", "30") == "30"
    )
    if not usual:
        raise SecretNotUsable("unusual")
    return _from_base32(values.get("secret", ""))


def _from_base32(text: str) -> Secret:
    bare = _PLACEHOLDERS.sub("", text).upper()
    if 0 < len(bare) < 8:  # a six-digit code typed into the wrong box
        raise SecretNotUsable("too_short")
    if not _BASE32.fullmatch(bare):
        raise SecretNotUsable("not_base32")
    try:
        base64.b32decode(bare + "=" * (-len(bare) % 8))
    except (binascii.Error, ValueError):
        raise SecretNotUsable("not_base32") from None
    return Secret(bare)
