"""One file of a bank, told by its bytes."""

from __future__ import annotations

import io
import zipfile

from moisson.banking import camt, mt940, ofx, table
from moisson.banking.contract import NotAStatement, Statement, Trouble

LARGEST = 30_000_000
"""Bytes, also of what a ZIP holds when it is unpacked."""
_MOST_IN_A_ZIP = 1000
_HEAD = 8192


def read_statements(data: bytes) -> list[Statement]:
    """CAMT, MT940, OFX, a table, or a ZIP of them (banks send the days of a month so). Raises NotAStatement."""
    if not data.strip():
        raise NotAStatement(Trouble.EMPTY)
    if len(data) > LARGEST:
        raise NotAStatement(Trouble.TOO_LARGE)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    head = data[:_HEAD]
    if camt.is_camt(head):
        return camt.read_camt(data)
    if ofx.is_ofx(head):
        return ofx.read_ofx(data)
    if mt940.is_mt940(head):
        return mt940.read_mt940(data)
    if (b"\x00" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff")) or head.startswith(
        (b"%PDF", b"<", b"{")
    ):
        raise NotAStatement(Trouble.UNKNOWN_FORMAT)
    return table.read_table(data)


def _zipped(data: bytes) -> list[Statement]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            inside = [one for one in file.infolist() if not one.is_dir()]
            if len(inside) > _MOST_IN_A_ZIP or sum(one.file_size for one in inside) > LARGEST:
                raise NotAStatement(Trouble.TOO_LARGE)
            found: list[Statement] = []
            for one in inside:
                with file.open(one) as member:
                    content = member.read(LARGEST + 1)
                if content.startswith(b"PK\x03\x04"):  # a ZIP in a ZIP: no bank sends it
                    raise NotAStatement(Trouble.UNKNOWN_FORMAT)
                found += read_statements(content)
            return found
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise NotAStatement(Trouble.DAMAGED, "zip") from error
