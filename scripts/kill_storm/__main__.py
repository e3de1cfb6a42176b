"""Run the storm from the command line and print its summary as JSON; exit code 1 for a finding."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from pathlib import Path

from scripts.kill_storm.storm import Plan, run_storm

_USUAL = "postgresql://postgres@127.0.0.1:5432/postgres"


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="kill_storm", description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="sqlite")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--stories", type=int, default=60, help="how many Toms send back a washer")
    parser.add_argument("--seed", type=int, default=41)
    parser.add_argument("--postgres", default=_USUAL, help="a server where databases may be made")
    parser.add_argument("--longest", type=float, default=1800.0, help="seconds of one storm")
    parser.add_argument("--keep-in", type=Path, help="a new folder; kept with all that was left")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the programs are not left behind
    engines = ("sqlite", "postgresql") if asked.engine == "both" else (asked.engine,)
    summaries = []
    for engine in engines:
        is_postgres = engine == "postgresql"
        plan = Plan(
            kills=asked.kills, stories=asked.stories, seed=asked.seed,
            postgres=asked.postgres if is_postgres else "", workers=2 if is_postgres else 1,
            longest_seconds=asked.longest,
        )  # fmt: skip
        place = asked.keep_in / engine if asked.keep_in else None
        summaries.append(run_storm(plan, place, lambda told: print(told, file=sys.stderr)))
    print(json.dumps(summaries, indent=2))
    return 1 if any(summary["findings"] for summary in summaries) else 0


if __name__ == "__main__":
    raise SystemExit(main())
