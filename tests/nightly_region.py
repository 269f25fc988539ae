"""The demo region at full size: the same bytes with one and two threads, links as good as on the labelled files."""
import csv
import unittest

from long_tier import SCALE, part
from support import ProgramTest


class FullRegion(ProgramTest):
    def setUp(self):
        super().setUp()
        smaller = ("--workers", part(1_500_000)) if SCALE > 1 else ()
        self.done(self.program("demo", "--no-serve", "--out", self.folder / "demo", *smaller, timeout=1200))
        files = self.folder / "demo/files"
        self.registry, self.membership, self.budgets = (files / f"{name}.csv" for name in ("registry", "membership", "budgets"))

    def test_threads_do_not_matter(self):
        for threads in (1, 2):
            self.done(self.run_job("--threads", threads, out=self.folder / f"t{threads}", timeout=1200))
        for path in (self.folder / "t1").iterdir():
            if path.name not in ("summary.json", "roster.xlsx"):
                self.assertEqual(path.read_bytes(), (self.folder / "t2" / path.name).read_bytes(), path.name)

    def test_links_find_most_true_pairs_and_few_false_ones(self):
        def pairs(path, columns):
            with open(path, newline="", encoding="utf-8") as file:
                return {tuple(row[c] for c in columns) for row in csv.DictReader(file)}
        truth = pairs(self.folder / "demo/files/truth.csv", ("id", "kpj"))
        links = pairs(self.folder / "demo/out/links.csv", ("reg_id", "acc_id"))
        hits = len(truth & links)
        self.assertGreaterEqual(hits / len(links), 0.99)
        self.assertGreaterEqual(2 * hits / (len(links) + len(truth)), 0.965)


if __name__ == "__main__":
    unittest.main()
