"""Letters that recognition knows of other scripts, put back to what European documents are written in."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ELSEWHERE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Korean, Chinese and Japanese."""
_NOISE_AT_MOST = 0.1  # of all letters; a page with more is written in such a script
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}  # "：" is ":"
_ALIKE = {ord("−"): "-", ord("‐"): "-", ord("‑"): "-", ord("。"): ".", ord("、"): ",", ord("号"): "%"}


def european(texts: Sequence[str]) -> list[str]:
    """The texts of one page without what no European document has: signs of double width become plain ones, a per cent
    sign that was taken for 号 is one again, and what is left of such scripts (the squares of a QR code are read as some)
    goes. Nothing is done to a page that is written in them. A text may be empty afterwards."""
    whole = "".join(texts)
    letters = sum(letter.isalnum() for letter in whole)
    if len(_ELSEWHERE.findall(whole)) > _NOISE_AT_MOST * letters:
        return list(texts)
    return [_plain(text) for text in texts]


def _plain(text: str) -> str:
    if text.isascii():
        return text
    text = _ELSEWHERE.sub("", text.translate(_FULL_WIDTH).translate(_ALIKE))
    return " ".join(text.split())
