"""The long tier of the proofs that the books survive: power cuts, kills and failing disks, in worlds that change each night."""
import unittest

from long_tier import run_long


class Crashes(unittest.TestCase):
    def test_a_million_power_cuts(self):
        run_long(self, "storage", "PowerCut.*", 3600)

    def test_power_cuts_under_imports_and_migrations(self):
        run_long(self, "storage", "ImportPowerCut.*", 3600)

    def test_power_cuts_under_commands(self):
        run_long(self, "office", "*RosterCrashTest.power*:*BillCutTest.*", 3600)

    def test_two_thousand_kills_on_each_engine(self):
        run_long(self, "storage", "*KillTest.posting*:*KillTest.migrating*:*QueueKillTest.*", 1800)

    def test_imports_killed_two_hundred_times(self):
        run_long(self, "storage", "*ImportKillTest.*:*StagedLoadTest.a_load_is_killed*", 3600)
        run_long(self, "office", "*RosterCrashTest.an_approval*:*StatementCrashTest.*", 3600)

    def test_twenty_thousand_commands_each_done_once(self):
        run_long(self, "office", "*DeskCrashTest.*", 3600)

    def test_every_call_of_a_migration_that_fails(self):
        run_long(self, "storage", "DiskFaultTest.*", 3600)

    def test_twenty_drills_of_fifty_thousand_persons(self):
        run_long(self, "storage", "*BackupTest.twenty_drills*", 1800)


if __name__ == "__main__":
    unittest.main()
