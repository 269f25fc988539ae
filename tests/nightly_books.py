"""The long tier of the proofs of the books: a million random operations against a model, concurrent commands, on both engines."""
import unittest

from long_tier import run_long


class Books(unittest.TestCase):
    def test_a_million_random_operations_against_the_model(self):
        run_long(self, "storage", "*RandomBooksTest.*", 3600)

    def test_concurrent_commands(self):
        run_long(self, "storage", "*AnomalyTest.*", 3600)


if __name__ == "__main__":
    unittest.main()
