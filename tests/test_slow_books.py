"""The slow model's own books against the worked entries of the ledger's table (E1 to E17)."""
import unittest

from slow_model import postings
from slow_model.books import Books, Wrong, largest_remainder

RP = 100


def parts(jkk, jkp, jkm, jht, jp):
    return {"JKK": jkk * RP, "JKP": jkp * RP, "JKM": jkm * RP, "JHT": jht * RP, "JP": jp * RP}


BILL = parts(15_000, 21_000, 45_000, 855_000, 450_000)


class SlowBooks(unittest.TestCase):
    def setUp(self):
        self.books = Books()

    def billed(self):
        self.books.post(*postings.billed("NPP", "2026-03", "PU", BILL, 33_000 * RP))

    def at(self, book, account):
        return sum(self.books.of(book, account).values()) // RP

    # Goal: E1, E2 and E3 leave what the reference shows: nothing in clearing, cash with the custodian, savings with the members.
    def test_a_bill_is_paid_and_swept(self):
        self.billed()
        self.assertEqual(self.at("JKK", "1310"), 36_000)
        self.books.post(*postings.received("BRI", "R1", 1_386_000 * RP), *postings.allocated("R1", BILL),
                        *postings.paid_wages("2026-04-10", "NPP", "2026-03", BILL, {f"W{i}": 285_000 * RP for i in (1, 2, 3)}))
        self.books.post(*postings.swept("BRI", "KUSTODI", [(f, "2026-04-10", a) for f, a in postings.by_fund(BILL).items()]),
                        *postings.passed_on({"2026-03": 21_000 * RP}, "KUSTODI"))
        self.assertEqual(self.at("CLR", "1130"), 0)
        self.assertEqual([self.at(f, "1110") for f in ("JKK", "JKP", "JKM", "JHT", "JP")], [15_000, 21_000, 45_000, 855_000, 450_000])
        self.assertEqual(self.books.of("JHT", "2310"), {f"W{i}": -285_000 * RP for i in (1, 2, 3)})
        debit, credit = self.books.totals()["CLR", "2220"]
        self.assertEqual((debit, credit), (1_386_000 * RP, 1_386_000 * RP))

    # Goal: a wage corrected down after it was paid and swept: income, savings and cash go back, and the money stands on the receipt.
    def test_what_was_too_much_is_the_payers_again(self):
        self.test_a_bill_is_paid_and_swept()
        less = parts(1_000, 1_400, 3_000, 57_000, 30_000)
        self.books.post(*postings.taken_back("NPP", "2026-03", "PU", less, 2_200 * RP))
        self.books.post(*postings.freed("2026-05-04", "R1", "NPP", "2026-03", less, {"W1": 57_000 * RP}))
        self.books.post(*postings.swept("BRI", "KUSTODI", [(f, "2026-05-04", -a) for f, a in postings.by_fund(less).items()]),
                        *postings.passed_on({"2026-03": -1_400 * RP}, "KUSTODI"))
        self.assertEqual(self.books.of("CLR", "2220"), {"R1": -92_400 * RP})
        self.assertEqual(self.at("CLR", "1130"), 92_400)
        self.assertEqual([self.at(f, "1110") for f in ("JKK", "JKP", "JKM", "JHT", "JP")], [14_000, 19_600, 42_000, 798_000, 420_000])
        self.assertEqual(self.books.of("JHT", "2310")["W1"], -228_000 * RP)
        self.assertEqual([self.at(f, "1310") for f in ("JKK", "JKM", "JHT", "JP")], [0, 0, 0, 0])

    # Goal: the short payment of E4 is split as the reference splits it.
    def test_a_short_payment_is_split_by_largest_remainder(self):
        self.assertEqual(largest_remainder(1_000_000, [15_000, 21_000, 45_000, 855_000, 450_000]),
                         [10_822, 15_152, 32_468, 616_883, 324_675])

    # Goal: what breaks a law of the books is refused whole.
    def test_refuses_what_is_unlawful(self):
        cases = {
            "does not add up": [("JKM", [("1110", "K", 100), ("4110", "BPU", -99)])],
            "cash below nought": [("JKM", [("5110", "x", 100), ("1120", "K", -100)])],
            "money crosses without a mirror": [("JKK", [("1410", "d", 100), ("4110", "BPU", -100)])],
        }
        for why, entries in cases.items():
            with self.subTest(why), self.assertRaises(Wrong):
                self.books.post(*entries)
        self.assertEqual(self.books.totals(), {})


if __name__ == "__main__":
    unittest.main()
