"""Types of headers have names of their own: two of one name in one program destroy each other without a word from the compiler."""
import collections
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
TYPE = re.compile(r"^(?:struct|class|enum class) (\w+)(?: final)?(?: :[^;]*)? \{", re.M)


class Names(unittest.TestCase):
    def test_types_of_headers_are_named_once(self):
        seen = collections.defaultdict(list)
        for path in sorted((ROOT / "src").rglob("*.h")):
            text = path.read_text()
            space = re.findall(r"^namespace ([\w:]+) \{", text, re.M)
            for name in TYPE.findall(text):
                seen[(space[0] if space else "", name)].append(str(path.relative_to(ROOT)))
        self.assertGreater(len(seen), 200)
        twice = {name: places for (_, name), places in seen.items() if len(places) > 1}
        self.assertEqual(twice, {})


if __name__ == "__main__":
    unittest.main()
