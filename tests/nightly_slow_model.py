"""The slow model on a large town: ten thousand persons over 36 months, and other seeds of small ones over all months that the
calendars reach (January 2020 to November 2026).

From February 2021 to January 2025 part of the contribution for JKM went to JKP; the books' reference knows no such flow, so those
months of members of JKP are billed by neither: they are counted and printed.
"""
import os
import random
import unittest

import test_slow_model
from long_tier import part


class LargeTown(test_slow_model.SlowModel):
    test_agrees_on_a_small_town = test_notices_one_rupiah = None

    # Goal: B6, ten thousand persons: labour-intensive employers of fifty workers and more are among them.
    def test_agrees_on_ten_thousand_persons(self):
        scheme = self.rehearsed("--seed", 7, "--months", 36, "--month", "2023-12", "--employers", part(120, 2), "--workers", part(9000),
                                "--self-paying", part(200), "--sponsored", part(800))
        print(f"{len(scheme.members):,} members, {len(scheme.bills):,} bills, {len(scheme.unbookable):,} months that the books know not")
        self.assertGreater(len(scheme.members), part(9_900))

    # Goal: towns of other seeds, printed so that they can be played again.
    def test_agrees_on_other_towns(self):
        draw = random.Random(os.environ.get("PAYUNG_SEED"))
        for _ in range(part(20)):
            seed = draw.randrange(1, 1_000_000)
            with self.subTest(seed=seed):
                self.setUp()
                self.rehearsed("--seed", seed, "--months", 83, "--month", "2020-01", "--deaths", 30)
                self.tearDown()
                print(f"seed {seed}: agrees")


if __name__ == "__main__":
    unittest.main()
