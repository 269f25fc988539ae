"""What the long tiers share: running a module's tests at length, or a hundredth of it to see that they still run.

PAYUNG_SCALE=100 takes a hundredth of everything; PAYUNG_SEED another world than that of the day. A failure prints the seed that shows
it again.
"""
import os
import pathlib
import subprocess
import time

from support import PAYUNG

BUILD = pathlib.Path(PAYUNG).resolve().parent
SCALE = max(1, int(os.environ.get("PAYUNG_SCALE", "1")))
SEED = int(os.environ.get("PAYUNG_SEED", int(time.time()) // 86400 * 1_000_000))


def part(whole, least=1):
    return max(least, whole // SCALE)


def run_tests(test, module, tests, timeout, **environment):
    """One module's tests by their filter; what they printed. None that is found is a failure."""
    program = BUILD / f"src/{module}/{module}_test"
    result = subprocess.run([str(program), f"--gtest_filter={tests}", "--gtest_color=no"],
                            env={**os.environ, "PAYUNG_SEED": str(SEED), **environment},
                            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout)
    test.assertEqual(result.returncode, 0, f"PAYUNG_SEED={SEED}\n{result.stdout[-8000:]}")
    test.assertIn("PASSED", result.stdout)
    test.assertNotIn("Running 0 tests", result.stdout)
    return result.stdout


def run_long(test, module, tests, seconds):
    """Tests that know PAYUNG_LONG, bounded by that many seconds where they go on until they are told to stop."""
    bounded = part(seconds)
    return run_tests(test, module, tests, timeout=4 * bounded + 3600, PAYUNG_LONG=str(bounded))
