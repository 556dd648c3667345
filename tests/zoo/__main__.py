"""Look at one portal by hand: `python -m tests.zoo NAME [--port N]`, or `--list` for all names."""

from __future__ import annotations

import argparse
import threading

from tests.zoo.families import FAMILY_PORTALS
from tests.zoo.portals import PORTALS, portal_named
from tests.zoo.serving import serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.zoo")
    parser.add_argument("name", nargs="?", help="which portal to start")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--list", action="store_true", help="print the names and kinds of all portals")
    asked = parser.parse_args()
    if asked.list or not asked.name:
        for portal in (*PORTALS, *FAMILY_PORTALS):
            print(f"{portal.name:<22} {portal.language}  wave {portal.wave}  {', '.join(portal.kinds)}")
        return
    by_name = {portal.name: portal for portal in FAMILY_PORTALS}
    with serve(by_name.get(asked.name) or portal_named(asked.name), asked.port) as running:
        truth = running.truth
        print(f"{truth.url}\nsign in as {truth.username} with {truth.password}", flush=True)
        if truth.totp_secret:
            print(f"TOTP secret {truth.totp_secret}", flush=True)
        if truth.code_source == "asked":
            print(f"code: {running.code_command}", flush=True)
        print(f"outcome {truth.outcome}, {len(truth.documents)} documents; Ctrl-C ends", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print(f"{len(running.state.requests)} requests, traps touched: {running.state.traps_touched}")


if __name__ == "__main__":
    main()
