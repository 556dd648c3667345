"""A second, slower look at the lines that the first was unsure of: cut out, put together as one small picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from PIL import Image

from moisson.reading.ocr.recogniser import Recogniser, Seen

_UNSURE = 0.97  # of lines above, few are misread
_UNSURE_NAME = 0.99  # in the head of a page, where names stand, which nothing else corrects
_HEAD = 8  # lines
_NOTHING = 0.4  # below is what a pen, a stamp or a picture left
_SENTENCE = 60  # letters; longer lines say little of who, when and how much
_HEIGHT = 44  # pixels of a line in the picture: the models look at 48
_FREE = 30  # pixels around a line, on which nothing is written,
_BESIDE = 120  # and more between two in one row, lest they be taken for one
_WIDTH = 1600  # pixels of that picture
_ALL = 5000  # pixels of all lines together, at most: half a second
_EDGE = 0.1  # of a line's height, what is cut out around it
_LEVEL = 0.25  # of that height, so far from the middle may a piece of it be
_SURER = 0.3  # of what the first look lacked of being sure, the second must have more: it errs too


@dataclass(frozen=True, slots=True)
class _Cut:
    """A line cut out, and where it stands in the picture of them."""

    index: int  # among all lines
    picture: Image.Image
    left: int
    top: int

    def holds(self, seen: Seen) -> bool:
        """Not what the edge has of the line above or below."""
        middle = (seen.top + seen.bottom) / 2
        return (
            self.left - _FREE <= seen.left
            and seen.right <= self.left + self.picture.width + _FREE
            and abs(middle - self.top - _HEIGHT / 2) < _LEVEL * _HEIGHT
        )


def looked_again(picture: Image.Image, seen: Sequence[Seen], recogniser: Recogniser) -> Sequence[Seen]:
    """`seen` in `picture`, with the texts of unsure lines as the slower look has them, as many as there is time for."""
    cuts = _cuts(picture, seen, _unsure(seen))
    if not cuts:
        return seen
    found = recogniser.recognise_slowly(_together(cuts))
    better = list(seen)
    for cut in cuts:
        pieces = sorted((each for each in found if cut.holds(each)), key=lambda each: each.left)
        letters = sum(len(each.text) for each in pieces)
        if not letters:
            continue
        confidence = sum(each.confidence * len(each.text) for each in pieces) / letters
        first = seen[cut.index].confidence
        if confidence >= first + _SURER * (1 - first):
            text = with_blanks_of(seen[cut.index].text, " ".join(each.text for each in pieces))
            better[cut.index] = replace(seen[cut.index], text=text, confidence=confidence)
    return better


def with_blanks_of(first: str, second: str) -> str:
    """`second` with the blanks of `first` too, where both have the same letters around them: the larger model sees letters
    better and leaves out blanks."""
    one, other = first.replace(" ", ""), second.replace(" ", "")
    ends = _ends_of_words(second)
    near = {end + step for end in ends for step in (-1, 0, 1)}
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    for end in _ends_of_words(first):
        for block in blocks:
            at = end - block.a + block.b
            if (
                block.a <= end <= block.a + block.size
                and block.size > 1
                and 0 < at < len(other)
                and at not in near
            ):
                ends.add(at)
                break
    cuts = [0, *sorted(ends), len(other)]
    return " ".join(other[begin:end] for begin, end in pairwise(cuts) if begin < end)


def _ends_of_words(text: str) -> set[int]:
    """How many letters stand before each blank between words."""
    ends, letters = set(), 0
    for word in text.split():
        letters += len(word)
        ends.add(letters)
    return ends - {letters}


def _unsure(seen: Sequence[Seen]) -> list[int]:
    """Where they are in `seen`: those of the head first, then the worst that are not hopeless, sentences last."""
    head = set(sorted(range(len(seen)), key=lambda at: seen[at].top)[:_HEAD])
    found = [
        at
        for at, each in enumerate(seen)
        if _NOTHING <= each.confidence < (_UNSURE_NAME if at in head else _UNSURE)
    ]
    return sorted(found, key=lambda at: (len(seen[at].text) > _SENTENCE, at not in head, seen[at].confidence))


def _cuts(picture: Image.Image, seen: Sequence[Seen], wanted: Sequence[int]) -> list[_Cut]:
    """Lines side by side from left to right, as in words of a text, in rows of one height."""
    cuts: list[_Cut] = []
    left, top, width = _FREE, _FREE, 0
    for at in wanted:
        line = _cut_out(picture, seen[at])
        if line is None:
            continue
        width += line.width
        if width > _ALL:
            break
        if left > _FREE and left + line.width > _WIDTH:
            left, top = _FREE, top + _HEIGHT + _FREE
        cuts.append(_Cut(at, line, left, top))
        left += line.width + _BESIDE
    return cuts


def _cut_out(picture: Image.Image, seen: Seen) -> Image.Image | None:
    """None for what stands on its side."""
    height = seen.bottom - seen.top
    if height <= 1 or seen.right - seen.left < 0.4 * height:
        return None
    edge = _EDGE * height
    box = (
        max(0, int(seen.left - 2 * edge)),
        max(0, int(seen.top - edge)),
        min(picture.width, int(seen.right + 2 * edge) + 1),
        min(picture.height, int(seen.bottom + edge) + 1),
    )
    cut = picture.crop(box)
    return cut.resize((max(1, round(cut.width * _HEIGHT / cut.height)), _HEIGHT), Image.Resampling.BICUBIC)


def _together(cuts: Sequence[_Cut]) -> Image.Image:
    width = max(cut.left + cut.picture.width for cut in cuts) + _FREE
    height = max(cut.top for cut in cuts) + _HEIGHT + _FREE
    picture = Image.new("RGB", (width, height), "white")
    for cut in cuts:
        picture.paste(cut.picture, (cut.left, cut.top))
    return picture
