"""The slow model on a large town: ten thousand persons over all months that the calendars reach, and other seeds of small ones."""
import os
import random
import unittest

from test_slow_model import SlowModel as Small


class LargeTown(Small):
    test_agrees_on_a_small_town = test_notices_one_rupiah = None

    # Goal: B6, ten thousand persons: labour-intensive employers of fifty workers and more are among them.
    def test_agrees_on_ten_thousand_persons(self):
        scheme = self.rehearsed("--seed", 7, "--months", 22, "--month", "2025-02", "--employers", 120, "--workers", 9000,
                                "--self-paying", 200, "--sponsored", 800)
        self.assertGreater(len(scheme.members), 9_900)

    # Goal: towns of other seeds, printed so that they can be played again.
    def test_agrees_on_other_towns(self):
        draw = random.Random(os.environ.get("PAYUNG_SEED"))
        for _ in range(20):
            seed = draw.randrange(1, 1_000_000)
            with self.subTest(seed=seed):
                self.setUp()
                self.rehearsed("--seed", seed, "--months", 22, "--month", "2025-02", "--deaths", 30)
                self.tearDown()


if __name__ == "__main__":
    unittest.main()
