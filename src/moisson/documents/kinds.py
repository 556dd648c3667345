"""What a file is, told by its bytes; what may be uploaded, shown in the page, and under which ending it is saved."""

from __future__ import annotations

import re
from pathlib import PurePath

PDF, PNG, JPEG, GIF, WEBP, TIFF, XML = (
    "application/pdf",
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/tiff",
    "application/xml",
)
# Shown by the browser itself from our own address; everything else is only ever a download.
INLINE = frozenset({PDF, PNG, JPEG, GIF, WEBP})
ENDINGS = {
    PDF: "pdf",
    PNG: "png",
    JPEG: "jpg",
    GIF: "gif",
    WEBP: "webp",
    TIFF: "tif",
    XML: "xml",
    "text/xml": "xml",
}
UPLOAD_ENDINGS = ".pdf,.xml,.png,.jpg,.jpeg,.gif,.webp,.tif,.tiff"

_XML_ROOT = re.compile(
    rb"\A\s*(?:<\?xml[^>]*\?>)?(?:\s|<!--.*?-->|<\?.*?\?>)*<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.DOTALL
)
HEAD = 4096  # bytes that suffice to tell


def kind_of(head: bytes) -> str | None:
    """The content type of a PDF, an image or an XML document from its first `HEAD` bytes; None for anything else.

    HTML and SVG are XML only in name: they can hold script, and no invoice comes as one.
    """
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return TIFF
    return XML if _is_xml(head) else None


def _is_xml(head: bytes) -> bool:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            head = head[2:].decode(encoding, "replace").encode()
    root = _XML_ROOT.match(head.removeprefix(b"\xef\xbb\xbf"))
    return root is not None and root.group(1).lower() not in (b"html", b"svg", b"script")


def ending_of(content_type: str, filename: str) -> str:
    """Without a dot; from the type, else from the name, else `bin`."""
    found = ENDINGS.get(content_type) or PurePath(filename).suffix.lstrip(".").lower()
    return found if re.fullmatch(r"[a-z0-9]{1,8}", found) else "bin"
