"""The law a second time for 10,000 random people in 36 months each."""
import random

from law_people import ask_twice
from test_law import LawTest


class TenThousandPeople(LawTest):
    def test_the_program_and_the_reference_agree(self):
        for seed in range(10):
            with self.subTest(seed=seed):
                answered, _ = ask_twice(self, random.Random(seed), people=1_000, months_each=36)
                self.assertEqual(answered, 1_000 * 36 * 13)
