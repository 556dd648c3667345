"""Signature Version 4 of AWS, for requests whose body is known and whose path needs no encoding.

Source: AWS IAM user guide, "Create a signed AWS API request"; checked against AWS's published example `get-vanilla` and
against github.com/boto/botocore (`auth.py`).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import parse_qsl, quote, urlsplit

from moisson.engine.drivers.api import Call
from moisson.vault.secret import Secret

_ALGORITHM = "AWS4-HMAC-SHA256"


def signature(
    call: Call, key_id: str, secret: Secret, *, region: str, service: str, now: datetime, token: str = ""
) -> Mapping[str, str]:
    """The headers that prove the call. `now` is UTC; `token` is that of temporary credentials."""
    stamp, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
    parts = urlsplit(call.url)
    added = {"X-Amz-Date": stamp, **({"X-Amz-Security-Token": token} if token else {})}
    signed = {
        name.lower(): " ".join(value.split())
        for name, value in {"Host": parts.netloc, **call.headers, **added}.items()
        if name.lower() in ("host", "content-type") or name.lower().startswith("x-amz-")
    }
    names = ";".join(sorted(signed))
    query = sorted((quote(k, safe="-_.~"), quote(v, safe="-_.~")) for k, v in parse_qsl(parts.query, True))
    canonical = "\n".join(
        (
            call.method,
            parts.path or "/",
            "&".join(f"{name}={value}" for name, value in query),
            *(f"{name}:{signed[name]}" for name in sorted(signed)),
            "",
            names,
            hashlib.sha256(call.body or b"").hexdigest(),
        )
    )
    scope = f"{day}/{region}/{service}/aws4_request"
    to_sign = f"{_ALGORITHM}\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = f"AWS4{secret.reveal()}".encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    proof = hmac.digest(key, to_sign.encode(), "sha256").hex()
    credential = f"{_ALGORITHM} Credential={key_id}/{scope}, SignedHeaders={names}, Signature={proof}"
    return {**added, "Authorization": credential}
