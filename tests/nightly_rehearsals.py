"""Goal B5 at length: eleven months of a thousand made-up towns, half on each engine, every second one with processes that die."""
import re
import unittest

from long_tier import SEED, part, run_tests


class Rehearsals(unittest.TestCase):
    def test_a_thousand_towns(self):
        towns = part(1_000, least=4)
        told = run_tests(self, "rehearsal", "*RehearsalOfSeeds.*", timeout=12 * 3600, PAYUNG_REHEARSALS=str(towns))
        lived = {engine: int(count) for engine, count in re.findall(r"^(sqlite|postgres): (\d+) of the seeds", told, re.M)}
        print(f"from seed {SEED}: {lived}")
        self.assertEqual(lived, {"sqlite": towns // 2, "postgres": towns // 2})


if __name__ == "__main__":
    unittest.main()
