"""The program against the slow model of the scheme: months of a made-up town, played through both from one diary.

Bills by payer and month with what was paid of each part, every account's debits and credits, savings of every member, and
covered months with their reasons agree to the sen.
"""
import unittest

from slow_model.compare import compare
from support import ROOT, ProgramTest


class SlowModel(ProgramTest):
    def rehearsed(self, *options):
        url = "sqlite:" + str(self.folder / "books.db")
        self.done(self.program("rehearse", "--db", url, "--out", self.out, "--lang", "en", *options, timeout=6 * 3600))
        found, scheme = compare(ROOT / "legislation", self.out)
        self.assertEqual(found[:12], [], f"{len(found)} differences")
        return scheme

    # Goal: a town of a few dozen people over the months in which relief begins and ends, with processes that die.
    def test_agrees_on_a_small_town(self):
        scheme = self.rehearsed("--seed", 3, "--months", 14, "--month", "2025-10", "--deaths", 40)
        kinds = {bill.kind for bill in scheme.bills.values()}
        self.assertEqual(kinds, {"contribution", "back_wage", "late_charge"})
        self.assertGreater(len(scheme.bills), 150)
        corrected = [bill for bill in scheme.bills.values() if bill.less]
        self.assertTrue([bill for bill in corrected if bill.completed], "wages corrected down after they were paid")
        self.assertTrue([bill for bill in corrected if any(sum(parts.values()) < 0 for _, parts in bill.payments)])
        self.assertTrue(scheme.books.savings)

    # Goal: what the model does not know is noticed: one rupiah more on one bill is a difference.
    def test_notices_one_rupiah(self):
        self.rehearsed("--seed", 2, "--months", 2, "--month", "2026-01")
        path = self.out / "tables/contribution_bill.csv"
        rows = path.read_text().splitlines()
        column = rows[0].split(",").index("jkm")
        fields = rows[1].split(",")
        fields[column] = str(int(fields[column]) + 100)
        path.write_text("\n".join([rows[0], ",".join(fields), *rows[2:]]) + "\n")
        found, _ = compare(ROOT / "legislation", self.out)
        self.assertEqual(len(found), 1, found)


if __name__ == "__main__":
    unittest.main()
