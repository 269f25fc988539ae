"""The law and random models on the three paths of the engine, at length: no difference may be found."""
import unittest

from long_tier import part, run_tests


class ThreePaths(unittest.TestCase):
    def test_all_decisions_of_the_law(self):
        run_tests(self, "legislation", "PlanAgreement.the_law*", 8 * 3600, PAYUNG_DIFFERENTIAL_ROWS=str(part(1_000_000)))

    def test_contributions_of_all_segments(self):
        run_tests(self, "legislation", "PlanAgreement.contributions*", 8 * 3600, PAYUNG_DIFFERENTIAL_ROWS=str(part(10_000_000)))

    def test_random_models(self):
        run_tests(self, "rules", "Agreement.*", 8 * 3600, PAYUNG_DIFFERENTIAL_SEEDS=str(part(3_000)))


if __name__ == "__main__":
    unittest.main()
