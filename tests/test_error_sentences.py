"""Every way to fail has a sentence in both languages, with the same words in braces, under a name of its own."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXT = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
CODE = re.compile(r"^PAYUNG_(?:CODE|ERROR)\(\s*(\w+),\s*" + TEXT + r",\s*" + TEXT + r"\)", re.S | re.M)


def joined(literals):
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))


def codes():
    files = [ROOT / "src/base/error_codes.def", *sorted((ROOT / "src").glob("*/*errors.h"))]
    for path in files:
        text = path.read_text()
        found = CODE.findall(text)
        if len(found) != len(re.findall(r"^PAYUNG_(?:CODE|ERROR)\(", text, re.M)):
            raise AssertionError(f"{path}: a sentence that is not two texts")
        yield from ((path, name, joined(first), joined(second)) for name, first, second in found)


class ErrorSentences(unittest.TestCase):
    def test_both_languages_say_the_same(self):
        for path, name, indonesian, english in codes():
            with self.subTest(code=name, file=path.name):
                self.assertTrue(indonesian.endswith(".") and english.endswith("."))
                self.assertEqual(len(set(re.findall(r"{\w+}", indonesian))), len(set(re.findall(r"{\w+}", english))))
                self.assertNotEqual(indonesian, english)

    def test_names_are_used_once(self):
        names = [name for _, name, _, _ in codes()]
        self.assertEqual(len(names), len(set(names)))
        self.assertGreater(len(names), 100)


if __name__ == "__main__":
    unittest.main()
