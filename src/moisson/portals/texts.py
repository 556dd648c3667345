"""Sentences for keys that the lower storey speaks in: addresses, proxies, authenticator secrets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ADDRESS_SENTENCES = {
    "empty": _("Enter the address of the portal's sign-in page."),
    "too_long": _("This address is too long."),
    "scheme": _("Only web addresses that begin with https:// can be portals."),
    "credentials": _(
        "This address carries a user name or password. Leave them out, they have their own fields."
    ),
    "host": _("This address has no usable host name. Copy it from your browser's address bar."),
    "port": _("This address has an impossible port number."),
    "not_encrypted": _("This address is not encrypted (http://). A password must not travel that way."),
}

PROXY_SENTENCES = {
    "scheme": _("A proxy’s address begins with http://, https:// or socks5://."),
    "host": _("The proxy’s address names no host."),
    "port": _("The proxy’s port is a number from 1 to 65535."),
}

OTP_SENTENCES = {
    "migration": _(
        "This is an export of Google Authenticator, which holds all your accounts. Take the QR code that the portal "
        "itself shows when you set up its second factor, or its secret key in letters."
    ),
    "no_code": _("No QR code was found in this picture. Crop it to the code, or take a sharper picture."),
    "other_code": _("This QR code is not one for an authenticator app."),
    "several_codes": _("There is more than one authenticator code in this picture. Crop it to the right one."),
    "picture_too_large": _("This picture is too large. A screenshot of the code is enough."),
    "not_a_picture": _("This file is not a picture that can be read (PNG, JPEG, WebP, GIF or BMP)."),
    "counter": _("This code counts up instead of following the clock; such codes cannot be used here."),
    "unusual": _("This authenticator code uses unusual settings (not six digits every 30 seconds), which are not supported."),
    "not_base32": _("This is not a secret key of an authenticator app. It consists of the letters A to Z and digits 2 to 7."),
    "too_short": _("This secret key is too short. Enter the key from the set-up, not a six-digit code."),
}  # fmt: skip
