"""Documents of companies that do not exist, typed as text: `sheets/*.txt` has what is true of each above the line `---`.

`{vat}`, `{iban}` and `{bic}` are those of a deal (`deal: language seed`), whose check digits are right.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from moisson.reading.contract import Fields
from tests.reading.paper.deals import deal
from tests.reading.paper.judging import field_of

FOLDER = Path(__file__).parent / "sheets"


@dataclass(frozen=True)
class TypedSheet:
    """`truth`: field → value as `moisson read` prints it; rates parted by blanks, values that are as good by bars."""

    name: str
    truth: dict[str, str]
    pages: tuple[str, ...]


def judged(truth: dict[str, str], found: Fields) -> dict[str, bool]:
    """For each field that is printed, whether it was read right."""
    return {name: _right(wanted, read_as(found, name)) for name, wanted in truth.items()}


def read_as(found: Fields, name: str) -> str | None:
    """A value as the head of a sheet says it; None where nothing was read."""
    value = getattr(found, field_of(name))
    if value is None:
        return None
    if name == "vat_rates":
        return " ".join(dict.fromkeys(f"{line.rate.normalize():f}" for line in value.value))
    return str(value.value[0] if name == "iban" else value.value)


def _right(wanted: str, got: str | None) -> bool:
    return got is not None and got.casefold() in {each.strip().casefold() for each in wanted.split("|")}


def typed_sheets() -> list[TypedSheet]:
    return [_sheet(path) for path in sorted(FOLDER.glob("*.txt"))]


def _sheet(path: Path) -> TypedSheet:
    head, text = path.read_text(encoding="utf-8").split("\n---\n", 1)
    truth = dict(line.split(": ", 1) for line in head.strip().splitlines())
    if "deal" in truth:
        language, seed = truth.pop("deal").split()
        made = deal(language, int(seed))
        grouped = " ".join(made.iban[at : at + 4] for at in range(0, len(made.iban), 4))
        text = text.replace("{vat}", made.vat_id).replace("{iban}", grouped).replace("{bic}", made.bic)
        own = {"{vat}": made.vat_id, "{iban}": made.iban}
        truth = {name: own.get(value, value) for name, value in truth.items()}
    return TypedSheet(path.stem, truth, tuple(text.split("\f")))
