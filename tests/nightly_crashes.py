"""The long tier of the proofs that the books survive: power cuts, kills and failing disks, in worlds that change each night."""
import os
import pathlib
import subprocess
import time
import unittest

from support import PAYUNG

STORAGE_TEST = pathlib.Path(PAYUNG).parent / "src/storage/storage_test"


class Crashes(unittest.TestCase):
    def run_long(self, tests, seconds):
        seed = int(time.time()) // 86400  # A failure prints the seed that shows it again.
        result = subprocess.run([str(STORAGE_TEST), f"--gtest_filter={tests}", "--gtest_color=no"],
                                env=dict(os.environ, PAYUNG_LONG=str(seconds), PAYUNG_SEED=str(seed * 1_000_000)),
                                text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=4 * seconds + 3600)
        self.assertEqual(result.returncode, 0, result.stdout[-8000:])
        self.assertIn("PASSED", result.stdout)

    def test_a_million_power_cuts(self):
        self.run_long("PowerCut.*", 3600)

    def test_two_thousand_kills_on_each_engine(self):
        self.run_long("*KillTest.*", 1800)


if __name__ == "__main__":
    unittest.main()
