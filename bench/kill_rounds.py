"""The long form of the kill proof: kill -9 at random moments of a harvest, again and again;
in the end `moisson verify` reads the whole archive.

`python bench/kill_rounds.py --rounds 50 [--seed 1] [--scripted] [--forgetful]`. Ends with 1 at the first round that loses, doubles
or sends a second password; the seed it prints replays that round.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.up.installation import Installation
from tests.up.killing import kill_round
from tests.up.portal import EauxDuVal
from tests.zoo.serving import serve


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1, help="of the first round; the others follow")
    parser.add_argument("--scripted", action="store_true", help="a script instead of engine and browser")
    parser.add_argument(
        "--forgetful", action="store_true", help="the sign-in page shows its form to insiders too"
    )
    parser.add_argument("--requests", type=int, default=34, help="about how many a whole harvest makes")
    arguments = parser.parse_args()
    outcomes: Counter[str] = Counter()
    kills = 0
    with (
        tempfile.TemporaryDirectory(prefix="moisson-kills-") as folder,
        serve(EauxDuVal(forgetful=arguments.forgetful)) as portal,
        Installation(Path(folder) / "data", scripted=arguments.scripted) as installation,
    ):
        for seed in range(arguments.seed, arguments.seed + arguments.rounds):
            done = kill_round(installation, portal, seed, arguments.requests)
            outcomes[done.outcomes[0]] += 1
            kills += len(done.kills)
            print(
                f"round {seed}: killed at requests {done.kills}, {' then '.join(done.outcomes)}", flush=True
            )
        print(installation.verified())
    print(
        f"{arguments.rounds} rounds, {kills} kills, nothing lost, nothing twice, no second password: {dict(outcomes)}"
    )


if __name__ == "__main__":
    main()
