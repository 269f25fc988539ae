"""The long tier of the proofs that the books survive: power cuts, kills and failing disks, in worlds that change each night."""
import os
import pathlib
import subprocess
import time
import unittest

from support import PAYUNG

BUILD = pathlib.Path(PAYUNG).parent
SCALE = os.environ.get("PAYUNG_SCALE", "1")  # 100: a hundredth of everything, to see that it still runs


class Crashes(unittest.TestCase):
    def run_long(self, module, tests, seconds):
        seed = int(time.time()) // 86400 * 1_000_000  # A failure prints the seed that shows it again.
        program = BUILD / f"src/{module}/{module}_test"
        bounded = max(1, seconds // int(SCALE))
        result = subprocess.run([str(program), f"--gtest_filter={tests}", "--gtest_color=no"],
                                env=dict(os.environ, PAYUNG_LONG=str(bounded), PAYUNG_SEED=str(seed)),
                                text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=4 * bounded + 3600)
        self.assertEqual(result.returncode, 0, result.stdout[-8000:])
        self.assertIn("PASSED", result.stdout)
        self.assertNotIn("Running 0 tests", result.stdout)

    def test_a_million_power_cuts(self):
        self.run_long("storage", "PowerCut.*", 3600)

    def test_power_cuts_under_imports_and_migrations(self):
        self.run_long("storage", "ImportPowerCut.*", 3600)

    def test_power_cuts_under_commands(self):
        self.run_long("office", "*RosterCrashTest.power*:*BillCutTest.*", 3600)

    def test_two_thousand_kills_on_each_engine(self):
        self.run_long("storage", "*KillTest.posting*:*KillTest.migrating*:*QueueKillTest.*", 1800)

    def test_imports_killed_two_hundred_times(self):
        self.run_long("storage", "*ImportKillTest.*:*StagedLoadTest.a_load_is_killed*", 3600)
        self.run_long("office", "*RosterCrashTest.an_approval*:*StatementCrashTest.*", 3600)

    def test_twenty_thousand_commands_each_done_once(self):
        self.run_long("office", "*DeskCrashTest.*", 3600)

    def test_every_call_of_a_migration_that_fails(self):
        self.run_long("storage", "DiskFaultTest.*", 3600)

    def test_twenty_drills_of_fifty_thousand_persons(self):
        self.run_long("storage", "*BackupTest.twenty_drills*", 1800)


if __name__ == "__main__":
    unittest.main()
