"""How fast and how forgiving the catalogue's search is, in process and on the full data.

    python bench/catalogue_search.py [--queries 3000] [--seed 1]

Prints milliseconds p50/p95/p99 by kind of query and over all, the share of misspelt names found in the first ten, the
start-up time, and memory.
"""

import argparse
import random
import resource
import statistics
import string
import time
from collections.abc import Callable
from pathlib import Path

from moisson.catalogue import Catalogue, Portal
from moisson.catalogue.folding import fold

COUNTRIES = ("FR", "DE", "AT", "CH", "BE", "ES", "IT", "NL", "GB", "US")
KINDS = (
    "exact",
    "prefix",
    "typo",
    "two_typos",
    "accents",
    "domain",
    "words",
    "country",
    "nonsense",
    "letter",
    "browse",
)


def misspell(rng: random.Random, text: str, times: int) -> str:
    """Delete, swap, double or replace a letter, so many times."""
    letters = list(text)
    for _ in range(times):
        place = rng.randrange(len(letters) - 1)
        match rng.randrange(4):
            case 0:
                del letters[place]
            case 1:
                letters[place], letters[place + 1] = letters[place + 1], letters[place]
            case 2:
                letters.insert(place, letters[place])
            case _:
                letters[place] = rng.choice(string.ascii_lowercase)
    return "".join(letters)


def query(rng: random.Random, kind: str, portal: Portal) -> tuple[str, dict[str, str]]:
    name = fold(portal.name) or portal.domain
    match kind:
        case "prefix":
            return name[: rng.randint(1, 4)], {}
        case "typo":
            return (misspell(rng, name, 1) if len(name) > 4 else name), {}
        case "two_typos":
            return (misspell(rng, name, 2) if len(name) > 6 else name), {}
        case "accents":
            return portal.name.upper(), {}
        case "domain":
            return portal.domain, {}
        case "words":
            return " ".join(name.split()[:3][::-1]), {}
        case "country":
            return name[:6], {"country": rng.choice(COUNTRIES)}
        case "nonsense":
            return "".join(rng.choices(string.ascii_lowercase, k=rng.randint(3, 12))), {}
        case "letter":
            return "", {"letter": rng.choice(string.ascii_uppercase), "country": rng.choice(COUNTRIES)}
        case "browse":
            return "", {
                "category": rng.choice(("telecom", "energy", "retail")),
                "country": rng.choice(COUNTRIES),
            }
        case _:
            return portal.name, {}


def percentiles(milliseconds: list[float]) -> str:
    cuts = statistics.quantiles(milliseconds, n=100, method="inclusive")
    return f"p50 {cuts[49]:5.2f}  p95 {cuts[94]:5.2f}  p99 {cuts[98]:5.2f}  max {max(milliseconds):6.2f} ms"


def memory() -> str:
    status = Path("/proc/self/status").read_text()
    now = int(status.split("VmRSS:")[1].split()[0]) // 1024
    return f"{now} MB now, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most"


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock and of this thread's processor time, which a busy machine distorts less."""
    start, start_of_work = time.perf_counter(), time.thread_time()
    work()
    return (time.perf_counter() - start) * 1000, (time.thread_time() - start_of_work) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)

    print(f"before loading: {memory()}")
    start = time.perf_counter()
    catalogue = Catalogue.load()
    print(f"load {time.perf_counter() - start:.2f} s, {len(catalogue)} portals, {memory()}")
    print(f"search tables {timed(catalogue.warm)[0] / 1000:.2f} s, {memory()}")

    portals = [portal for portal in catalogue if len(fold(portal.name)) >= 3]
    durations: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    for number in range(options.queries):
        kind = KINDS[number % len(KINDS)]
        words, filters = query(rng, kind, rng.choice(portals))
        durations[kind].append(timed(lambda: catalogue.search(words, limit=20, **filters)))  # type: ignore[arg-type]  # noqa: B023
    durations["all"] = [one for values in durations.values() for one in values]
    for kind, values in durations.items():
        clock, work = zip(*values, strict=True)
        print(f"{kind:10} {percentiles(list(clock))}   processor {percentiles(list(work))}")

    long_names = [portal for portal in portals if len(fold(portal.name)) >= 8 and portal.name.isascii()]
    kept = [portal for portal in long_names if portal.popularity]
    for label, pool, typos in (
        ("all", long_names, 1),
        ("all", long_names, 2),
        ("kept", kept, 1),
        ("kept", kept, 2),
    ):
        sample = rng.sample(pool, min(500, len(pool)))
        # A chain has an entry for each country under one name: any of them is a hit.
        found = sum(
            any(
                fold(portal.name) == fold(hit.name)
                for hit in catalogue.search(misspell(rng, fold(portal.name), typos), limit=10).portals
            )
            for portal in sample
        )
        print(
            f"in the first ten with {typos} typo(s), {label} names of 8 letters and more: {found / len(sample):.1%}"
        )


if __name__ == "__main__":
    main()
