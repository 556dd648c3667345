"""Takes the content and the signatures out of a .p7m (CMS signed data, RFC 5652), in DER, BER or base64."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from asn1crypto import cms  # type: ignore[import-untyped]

from moisson.reading.einvoice.signatures import FAULTS, Signature, signatures_of

SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
DEPTH = 3  # files are signed again by a second person, and the first signature is inside
ARMOUR = re.compile(rb"-----(BEGIN|END)[^-\r\n]*-----")
BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")


@dataclass(frozen=True, slots=True)
class Opened:
    """What was signed, and the signatures, the outermost first."""

    content: bytes
    signatures: tuple[Signature, ...]


def is_signed(data: bytes) -> bool:
    """Whether the bytes begin like signed data, plainly or in base64."""
    return _der(data[:400], whole=False) is not None


def opened(data: bytes) -> Opened | None:
    """None where nothing can be taken out (damaged, or signed apart from its content)."""
    signatures: tuple[Signature, ...] = ()
    for _ in range(DEPTH):
        der = _der(data, whole=True)
        if der is None:
            return None
        try:
            info = cms.ContentInfo.load(der)
            content = info["content"]["encap_content_info"]["content"].native
        except FAULTS:
            return None
        if not isinstance(content, bytes):
            return None
        signatures += signatures_of(info["content"], content)
        if not is_signed(content):
            return Opened(content, signatures)
        data = content
    return None


def _der(data: bytes, *, whole: bool) -> bytes | None:
    """Its binary form, or None where it is no signed data; `whole` False: the beginning is enough."""
    if data[:1] == b"\x30" and SIGNED_DATA in data[:40]:
        return data
    text = ARMOUR.sub(b"", data).strip()
    if not text.startswith(b"M") or not BASE64.fullmatch(text):
        return None
    packed = b"".join(text.split())
    if not whole:
        packed = packed[: len(packed) // 4 * 4]
    try:
        der = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        return None
    return der if der[:1] == b"\x30" and SIGNED_DATA in der[:40] else None
