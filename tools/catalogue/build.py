"""Builds src/moisson/catalogue/data/organisations.jsonl.xz from the npm package name-suggestion-index.

    npm pack name-suggestion-index
    python tools/catalogue/build.py name-suggestion-index-8.0.20260918.tgz

The output depends on the package alone: the same package gives the same bytes.
"""

import argparse
import lzma
from collections import Counter
from pathlib import Path

from moisson.catalogue import records
from moisson.catalogue.sources import nsi, nsi_package

DATA = Path(__file__).resolve().parents[2] / "src/moisson/catalogue/data"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help="the .tgz, its unpacked folder, or its nsi.json")
    package = nsi_package.read(parser.parse_args().package)
    portals = nsi.portals(package.nsi, package.wikidata)
    text = "".join(records.dumps(portal) + "\n" for portal in portals)
    target = DATA / "organisations.jsonl.xz"
    target.write_bytes(lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))
    (DATA / "organisations.version").write_text(f"name-suggestion-index {package.version}\n", "utf-8")
    if package.licence:
        (DATA / "LICENSE-name-suggestion-index.txt").write_text(package.licence, "utf-8")
    by_category = Counter(portal.category.value for portal in portals)
    print(f"{len(portals)} organisations, {target.stat().st_size} bytes, version {package.version}")
    print(f"worldwide {sum(p.worldwide for p in portals)}, "
          f"country unknown {sum(not p.worldwide and not p.countries for p in portals)}")  # fmt: skip
    print(dict(by_category.most_common()))


if __name__ == "__main__":
    main()
