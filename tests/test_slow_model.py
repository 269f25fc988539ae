"""The program against the slow model of the scheme: months of a made-up town, played through both from one diary.

Bills by payer and month with what was paid of each part, every account's debits and credits, savings of every member, and
covered months with their reasons agree to the sen.
"""
import os
import unittest

from slow_model.compare import compare
from support import ROOT, ProgramTest

LONG = os.environ.get("PAYUNG_LONG")


class SlowModel(ProgramTest):
    def rehearsed(self, *options, database="sqlite"):
        url = "sqlite:" + str(self.folder / "books.db")
        self.done(self.program("rehearse", "--db", url, "--out", self.out, "--lang", "en", *options, timeout=3600))

    def agree(self):
        found, scheme = compare(ROOT / "legislation", self.out)
        self.assertEqual(found[:12], [], f"{len(found)} differences")
        return scheme

    # Goal: a town of a few dozen people, over the months in which relief begins and ends, processes dying.
    def test_agrees_on_a_small_town(self):
        for seed in (1, 2):
            with self.subTest(seed=seed):
                self.setUp()
                self.rehearsed("--seed", seed, "--months", 16, "--month", "2025-09", "--deaths", 20)
                scheme = self.agree()
                self.assertGreater(len(scheme.bills), 200)
                self.assertTrue(any(bill.kind == "late_charge" for bill in scheme.bills.values()))
                self.assertTrue(any(bill.kind == "back_wage" for bill in scheme.bills.values()))
                self.tearDown()


if __name__ == "__main__":
    unittest.main()
