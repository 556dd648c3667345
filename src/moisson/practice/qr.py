"""The picture an authenticator app scans."""

from __future__ import annotations

from functools import lru_cache

import pyotp
from markupsafe import Markup

from moisson.practice.facts import NAME


@lru_cache(maxsize=16)
def authenticator_qr(secret: str, username: str) -> Markup:
    """An inline SVG of the otpauth address, black on white in light and dark."""
    import segno

    address = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=NAME)
    code = segno.make(address, error="m")
    svg: str = code.svg_inline(scale=4, dark="#000", light="#fff", border=3, omitsize=True, svgclass="qr")
    return Markup(svg)
