"""One round of the kill proof, for the tests and for `bench/kill_rounds.py`."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

from tests.up.installation import Installation
from tests.zoo.serving import Running


@dataclass(frozen=True)
class Round:
    """What a round came to, for those who count."""

    seed: int
    kills: tuple[int, ...]  # at which request of each attempt
    outcomes: tuple[str, ...]
    password_tries: int


def kill_round(installation: Installation, portal: Running, seed: int, requests: int) -> Round:
    """Kills one to three times at seeded requests of a harvest, then lets it end; asserts that nothing is lost or doubled.

    `requests` is about how many requests a whole harvest makes. The program must be stopped before and is after.
    """
    dice = random.Random(seed)
    truth = portal.truth
    kills = tuple(dice.randint(1, requests) for _ in range(dice.choice((1, 1, 2, 3))))
    tries_before = len(portal.state.password_tries)
    tripwire = portal.portal.tripwire  # type: ignore[attr-defined]
    connection = installation.hand("connect", url=truth.url, username=truth.username, password=truth.password)
    run = installation.hand("fetch", connection=connection)
    for kill in kills:
        tripwire.set(kill, installation.kill)
        installation.start()
        if not tripwire.sprung.wait(1 + dice.random()):
            installation.kill()  # the visit was over, or waits: then between two requests
        installation.wait_dead()
    tripwire.disarm()
    installation.start()
    ended = installation.hand("wait", run=run)
    outcomes = [ended["outcome"]]
    tries = len(portal.state.password_tries) - tries_before
    assert tries <= 1, f"seed {seed}: {tries} passwords were sent in one run"
    if ended["outcome"] == "interrupted":
        assert ended["state"] == "action_needed" and not ended["planned"]
        run = installation.hand("fetch", connection=connection)
        ended = installation.hand("wait", run=run)
        outcomes.append(ended["outcome"])
    assert ended["outcome"] == "complete", f"seed {seed}: {ended}"
    at_home = installation.hand("home", connection=connection)
    assert Counter((number, sha) for number, sha, whole in at_home if whole) == Counter(
        (document.number, document.sha256) for document in truth.documents
    ), f"seed {seed}: not each document exactly once"
    assert Counter(map(tuple, ended["ledger"])) == Counter(
        (document.number, "downloaded", True) for document in truth.documents
    ), f"seed {seed}: the ledger is not whole"
    assert portal.state.traps_touched == []
    installation.stop()
    return Round(seed, kills, tuple(outcomes), len(portal.state.password_tries) - tries_before)
