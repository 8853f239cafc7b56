"""`python -m tests.faults [--saves N] [--kills N] [--clients N] [--database …]`.

10,000 acknowledged saves from 50 clients on SQLite and on PostgreSQL, everything killed
20 times (the last time right after the last acknowledgement); then a site that
acknowledges before the commit, whose losses must be found.
"""

import argparse
import secrets
import sys
import tempfile
from pathlib import Path

from tests.faults.databases import KINDS, database
from tests.faults.scenario import Size, both


def one(kind: str, size: Size, seed: int) -> bool:
    """Try one database; whether nothing was lost and the wrong site was found out."""
    with tempfile.TemporaryDirectory(prefix="choudo-faults-") as name:
        folder = Path(name)
        with database(kind, folder) as store:
            report, wrong = both(store, folder, size, seed)
    print(f"{store.name}: {report}")
    print(f"{store.name}, acknowledging before the commit: {wrong}", flush=True)
    return report.lost == report.wrong_scores == 0 and wrong.lost > 0


def main() -> None:
    """Run what is asked for; exit with 1 if anything acknowledged was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=19)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--database", choices=KINDS)
    options = parser.parse_args()
    print(f"seed {options.seed}")
    size = Size(options.clients, 20, options.saves, options.kills)
    kinds = [options.database] if options.database else KINDS
    good = [one(kind, size, options.seed) for kind in kinds]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
