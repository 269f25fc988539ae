"""The law a second time for 10,000 random people in 36 months each."""
import random
import unittest

from law_people import ask_twice
from long_tier import part
from test_law import LawTest


class TenThousandPeople(LawTest):
    def test_the_program_and_the_reference_agree(self):
        people = part(1_000)
        for seed in range(10):
            with self.subTest(seed=seed):
                answered, _ = ask_twice(self, random.Random(seed), people=people, months_each=36)
                self.assertEqual(answered, people * 36 * 13)


if __name__ == "__main__":
    unittest.main()
