"""Whether the signatures of CMS signed data fit its content, and who made them (RFC 5652, 5.4; CAdES is a use of it).

A signature that fits says that the content is what the holder of the key signed. Whether that holder is who the
certificate names is for the lists of trusted authorities to say, which are not asked here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from asn1crypto import algos, x509  # type: ignore[import-untyped]
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

DIGESTS = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
    "sha1": hashes.SHA1(),
}
MOST = 20  # signatures looked at
FAULTS = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError)


class Fit(StrEnum):
    FITS = "signature_fits"
    EXPIRED = "signature_expired"  # fits, and the certificate was not valid on the day of signing
    WRONG = "signature_wrong"
    UNKNOWN = "signature_unknown"  # a way of signing that is not known here
    MISSING = "signature_missing"  # signed data without a signature


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature. `who` and `issuer` as the certificate names them; "" where it is not in the file. `on`: the moment
    of signing, as the signer's own clock says, in UTC. `how`: the algorithm, where it is not known."""

    fit: Fit
    who: str = ""
    issuer: str = ""
    on: dt.datetime | None = None
    how: str = ""


def signatures_of(signed: Any, content: bytes) -> tuple[Signature, ...]:
    """Of an `asn1crypto.cms.SignedData` and what was signed. Never raises for what is in it."""
    try:
        infos = list(signed["signer_infos"])[:MOST]
        certificates = [each.chosen for each in signed["certificates"] or () if each.name == "certificate"]
    except FAULTS:
        return (Signature(Fit.UNKNOWN, how="CMS"),)
    if not infos:
        return (Signature(Fit.MISSING),)
    return tuple(_signature(info, certificates, content) for info in infos)


def _signature(info: Any, certificates: list[Any], content: bytes) -> Signature:
    try:
        certificate = _certificate(info["sid"], certificates)
        if certificate is None:
            return Signature(Fit.UNKNOWN, how="no certificate")
        who, issuer = _name(certificate.subject), _name(certificate.issuer)
        on = _signing_time(info)
        digest = info["digest_algorithm"]["algorithm"].native
        if digest not in DIGESTS:
            return Signature(Fit.UNKNOWN, who, issuer, on, str(digest))
        if not _content_fits(info, digest, content):
            return Signature(Fit.WRONG, who, issuer, on)
        return Signature(_fit(info, certificate, digest, content, on), who, issuer, on)
    except UnsupportedAlgorithm as error:
        return Signature(Fit.UNKNOWN, how=str(error)[:80])
    except FAULTS:
        return Signature(Fit.UNKNOWN, how="CMS")


def _certificate(sid: Any, certificates: Iterable[Any]) -> Any | None:
    for each in certificates:
        if sid.name == "issuer_and_serial_number":
            same = (
                each.serial_number == sid.chosen["serial_number"].native
                and each.issuer == sid.chosen["issuer"]
            )
        else:
            same = each.key_identifier == sid.chosen.native
        if same:
            return each
    return None


def _name(name: x509.Name) -> str:
    """The common name, and the organisation where it says something else."""
    parts = name.native
    person = parts.get("common_name") or " ".join(
        filter(None, (parts.get("given_name"), parts.get("surname")))
    )
    firm = parts.get("organization_name")
    firm = firm if isinstance(firm, str) else ""
    person = person if isinstance(person, str) else ""
    return (
        f"{person} ({firm})" if person and firm and firm != person else person or firm or name.human_friendly
    )


def _attribute(info: Any, kind: str) -> Any | None:
    for each in info["signed_attrs"] or ():
        if each["type"].native == kind:
            return each["values"][0].native
    return None


def _signing_time(info: Any) -> dt.datetime | None:
    moment = _attribute(info, "signing_time")
    return moment.astimezone(dt.UTC) if isinstance(moment, dt.datetime) else None


def _content_fits(info: Any, digest: str, content: bytes) -> bool:
    """The digest among the signed attributes is that of the content; without attributes the signature says it itself."""
    if not info["signed_attrs"]:
        return True
    said = _attribute(info, "message_digest")
    return isinstance(said, bytes) and hmac.compare_digest(said, hashlib.new(digest, content).digest())


def _fit(info: Any, certificate: Any, digest: str, content: bytes, on: dt.datetime | None) -> Fit:
    key = serialization.load_der_public_key(certificate.public_key.dump())
    # RFC 5652, 5.4: the attributes are signed as a SET OF, not under the tag they stand with.
    data = info["signed_attrs"].untag().dump() if info["signed_attrs"] else content
    mark = info["signature"].native
    way = info["signature_algorithm"]
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(mark, data, *_rsa(way, digest))
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(mark, data, ec.ECDSA(_hash(way, digest)))
        else:
            return Fit.UNKNOWN
    except InvalidSignature:
        return Fit.WRONG
    if on is not None and not certificate.not_valid_before <= on <= certificate.not_valid_after:
        return Fit.EXPIRED
    return Fit.FITS


def _rsa(way: Any, digest: str) -> tuple[padding.AsymmetricPadding, hashes.HashAlgorithm]:
    if way.signature_algo != "rsassa_pss":
        return padding.PKCS1v15(), _hash(way, digest)
    given: algos.RSASSAPSSParams = way["parameters"]
    chosen = DIGESTS[given["hash_algorithm"]["algorithm"].native]
    mask = DIGESTS[given["mask_gen_algorithm"]["parameters"]["algorithm"].native]
    return padding.PSS(padding.MGF1(mask), given["salt_length"].native), chosen


def _hash(way: Any, digest: str) -> hashes.HashAlgorithm:
    """The one the signature's algorithm names, else that of the content (`rsaEncryption` names none)."""
    try:
        return DIGESTS[way.hash_algo]
    except ValueError:
        return DIGESTS[digest]
