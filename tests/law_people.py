"""Random people for whom the law is asked twice: by the program and by law_reference."""
import csv
import datetime
import decimal
import re
import xml.etree.ElementTree as ET

from law_reference import DMN, Figure, Law, Refused, text_of

DECISIONS = ["Iuran JKK BPU", "Iuran JKM BPU", "Iuran JHT BPU", "Iuran JKK normal", "Iuran JKK", "Iuran JKM", "Iuran JHT pekerja",
             "Iuran JP pekerja", "Iuran JP pemberi kerja", "Iuran JKP pemerintah", "Iuran pemberi kerja", "Iuran pekerja",
             "Iuran ditagih"]


class Inputs:
    """Of every input of the law: whether words, truth values, months or numbers, and where tables change their answer."""

    def __init__(self, folder):
        self.types, self.edges = {}, set()
        for path in sorted(folder.glob("*/*.dmn")):
            root = ET.parse(path).getroot()
            items = {i.get("name"): (i.findtext(f"{DMN}typeRef"), text_of(i, "allowedValues")) for i in root.findall(f"{DMN}itemDefinition")}
            for element in root.findall(f"{DMN}inputData"):
                kind = element.find(f"{DMN}variable").get("typeRef")
                self.types[element.get("name")] = items.get(kind, (kind, ""))
            for cell in root.iter(f"{DMN}inputEntry"):
                for number in re.findall(r"(?<![\w\"-])\d+(?![\w\"-])", cell.findtext(f"{DMN}text") or ""):
                    self.edges.add(int(number))
        for path in folder.glob("parameters/*/*.yaml"):
            self.edges.update(int(value) for _, value in Figure(path).values if not isinstance(value, bool) and value >= 1000)
        self.edges = sorted(self.edges)

    def draw(self, random, name, months):
        kind, allowed = self.types[name]
        if kind == "boolean":
            return random.random() < 0.5
        if kind == "string":
            return random.choice(re.findall(r'"([^"]*)"', allowed))
        if kind == "date":
            return random.choice(months)
        low, high = (int(n) for n in re.fullmatch(r"\[(\d+)\.\.(\d+)\]", allowed).groups())
        if random.random() < 0.5:
            near = [e + step for e in self.edges for step in (-1, 0, 1) if low <= e + step <= high]
            return decimal.Decimal(random.choice(near or [low, high]))
        return decimal.Decimal(random.randint(low, min(high, random.choice([low + 10, 3_000_000, 30_000_000, high]))))


def written(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return format(value.normalize(), "f")
    return value


def answer(law, decision, facts, known):
    try:
        return written(law.ask(decision, facts, known))
    except Refused as refused:
        return f"!{refused}"


def ask_twice(test, random, people, months_each, path="fix"):
    """Writes the people, asks the program for all, and compares every answer with the reference."""
    folder = test.law_folder
    law, inputs = Law(folder), Inputs(folder)
    names = sorted(set().union(*(law.inputs_of(decision) for decision in DECISIONS)))
    months = [datetime.date(year, month, 1) for year in range(2015, 2028) for month in range(1, 13)][6:]
    cases = []
    for _ in range(people):
        person = {name: inputs.draw(random, name, months) for name in names}
        start = random.randrange(len(months) - months_each + 1)
        cases += [{**person, "Bulan iuran": month} for month in months[start:start + months_each]]
    with open(test.folder / "cases.csv", "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(names)
        rows.writerows([written(case[name]) for name in names] for case in cases)
    words = [word for decision in DECISIONS for word in ("--decision", decision)]
    test.done(test.program("law", "run", "--law", folder, "--in", test.folder / "cases.csv", "--out", test.folder / "answers.csv",
                           "--path", path, *words, timeout=3000))
    answered = refused = 0
    with open(test.folder / "answers.csv", newline="", encoding="utf-8") as file:
        for case, row in zip(cases, csv.DictReader(file), strict=True):
            known = {}
            for decision in DECISIONS:
                expected = answer(law, decision, case, known)
                if expected != row[decision]:
                    test.fail(f"{decision}: program {row[decision]}, reference {expected}, for {case}")
                answered += 1
                refused += expected.startswith("!")
    return answered, refused
