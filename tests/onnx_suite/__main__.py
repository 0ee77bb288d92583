"""Run the suite in every mode, and record what comes of each test.

    python -m tests.onnx_suite [MODE ...] [--only PATTERN] [--write]

Prints what is new: tests whose outcome is not the recorded one. ``--write`` records the outcomes and makes
docs/operators.md anew; nothing that is wrong or crashes is ever recorded.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.onnx_suite import operators, suite


def main() -> None:
    """Run, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "modes", nargs="*", default=list(suite.MODES), metavar="MODE", help=f"of {', '.join(suite.MODES)}"
    )
    parser.add_argument("--only", default="", metavar="PATTERN", help="a regular expression for the names of tests")
    parser.add_argument("--write", action="store_true", help="record the outcomes, make docs/operators.md")
    arguments = parser.parse_args()
    bad = 0
    for mode in arguments.modes:
        chosen = [name for name in suite.names(mode) if re.search(arguments.only, name)]
        before = suite.recorded(mode)
        with ProcessPoolExecutor(mp_context=multiprocessing.get_context("fork")) as pool:
            outcomes = dict(zip(chosen, pool.map(partial(suite.run, mode=mode), chosen), strict=True))
        for name, outcome in outcomes.items():
            if before.get(name) != outcome:
                print(f"{mode} {name}: {outcome.result} {outcome.reason}")
        counts = Counter(outcome.result for outcome in outcomes.values())
        bad += counts["wrong"] + counts["crashed"]
        print(f"{mode}: {', '.join(f'{count} {result}' for result, count in counts.most_common())}", flush=True)
        if arguments.write:
            good = {name: o for name, o in outcomes.items() if o.result in suite.RIGHT}
            suite.record(mode, {**before, **good} if arguments.only else good)
    if arguments.write:
        operators.PAGE.write_text(operators.page())
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
