"""The long tier of the proofs of the books: a million random operations against a model, concurrent commands, on both engines."""
import os
import pathlib
import subprocess
import time
import unittest

from support import PAYUNG

STORAGE_TEST = pathlib.Path(PAYUNG).parent / "src/storage/storage_test"


class Books(unittest.TestCase):
    def run_long(self, tests):
        seed = int(time.time()) // 86400  # A failure prints the seed that shows it again.
        result = subprocess.run([str(STORAGE_TEST), f"--gtest_filter={tests}", "--gtest_color=no"],
                                env=dict(os.environ, PAYUNG_LONG="3600", PAYUNG_SEED=str(seed)),
                                text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=4 * 3600)
        self.assertEqual(result.returncode, 0, result.stdout[-8000:])
        self.assertIn("PASSED", result.stdout)

    def test_a_million_random_operations_against_the_model(self):
        self.run_long("*RandomBooksTest.*")

    def test_concurrent_commands(self):
        self.run_long("*AnomalyTest.*")


if __name__ == "__main__":
    unittest.main()
