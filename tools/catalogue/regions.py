"""Builds src/moisson/catalogue/data/regions.json: countries of each UN region, from the npm package
@rapideditor/country-coder (ISC), whose codes name-suggestion-index uses.

    npm pack @rapideditor/country-coder && tar xzf rapideditor-country-coder-*.tgz
    python tools/catalogue/regions.py package/src/data/borders.json
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "src/moisson/catalogue/data/regions.json"
# Names in use that are no region code.
OTHER_NAMES = {
    "conus": ["US"],
    "crimea": ["UA"],
    "northern cyprus": ["CY"],
    "q23681": ["CY"],
    "q644636": ["CY"],
    "mainland china": ["CN"],
    "eth": ["ET"],
    "khm": ["KH"],
    "sba": ["CY"],
    "q35": ["DK"],
    "aldi-sued.geojson": ["DE"],
    "konsum-dresden.geojson": ["DE"],
    "konsum-leipzig.geojson": ["DE"],
    "london-cycles.geojson": ["GB"],
    "miltonkeynes-cycles.geojson": ["GB"],
}
STADTMOBIL = "berlin hannover karlsruhe rhein-main rhein-neckar rhein-ruhr stuttgart suedbaden trier"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("borders", type=Path)
    features = json.loads(parser.parse_args().borders.read_text("utf-8"))["features"]
    groups: dict[str, set[str]] = defaultdict(set)
    countries: set[str] = set()
    for feature in features:
        properties = feature["properties"]
        code = properties.get("iso1A2", "")
        if properties.get("isoStatus") == "excRes":
            # "Metropolitan France" and the like stand for the country they belong to.
            code = properties.get("country", "")
        elif len(code) == 2 and code not in ("EU", "UN"):
            countries.add(code)
        if len(code) != 2 or code in ("EU", "UN"):
            continue
        for group in properties.get("groups", []):
            if group.isdigit():
                groups[group].add(code)
    regions = {code: sorted(members) for code, members in sorted(groups.items())}
    regions |= OTHER_NAMES | {f"stadtmobil-{place}.geojson": ["DE"] for place in STADTMOBIL.split()}
    data = {"countries": sorted(countries), "regions": regions}
    TARGET.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
