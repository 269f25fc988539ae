"""The law and random models on the three paths of the engine, at length: no difference may be found."""
import os
import subprocess
import unittest

from support import ROOT


class ThreePaths(unittest.TestCase):
    def run_tests(self, program, tests, **environment):
        command = [ROOT / "build/src" / program, f"--gtest_filter={tests}", "--gtest_color=no"]
        result = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True)
        self.assertEqual(result.returncode, 0, result.stdout[-4000:])

    def test_all_decisions_of_the_law(self):
        self.run_tests("legislation/legislation_test", "PlanAgreement.the_law*", PAYUNG_DIFFERENTIAL_ROWS="1000000")

    def test_contributions_of_all_segments(self):
        self.run_tests("legislation/legislation_test", "PlanAgreement.contributions*", PAYUNG_DIFFERENTIAL_ROWS="10000000")

    def test_random_models(self):
        self.run_tests("rules/rules_test", "Agreement.*", PAYUNG_DIFFERENTIAL_SEEDS="3000")
