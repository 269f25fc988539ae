"""The law for the slow model: the reference evaluator, asked once for each kind of person and stretch of months.

Between two days that stand anywhere in legislation/, an answer that depends on the month alone cannot change, so answers are
kept by the stretch in which the month lies.
"""
import bisect
import datetime
import decimal
import re

from law_reference import Figure, Law, Refused, day, next_working_day

MONTH = "Bulan iuran"


class SlowLaw:
    def __init__(self, folder):
        self.law = Law(folder)
        self.edges = sorted(edges_of(folder))
        self.inputs, self.kept = {}, {}
        self.holidays = {day(text) for path in folder.glob("calendars/*.yaml")
                         for text in re.findall(r"date: (\d{4}-\d\d-\d\d)", path.read_text(encoding="utf-8"))}

    def ask(self, decision, facts):
        """The answer of one decision; facts that it cannot need are not looked at."""
        if decision not in self.inputs:
            self.inputs[decision] = sorted(self.law.inputs_of(decision))
        key = (decision, *(self.stretch(facts[name]) if name == MONTH else facts[name]
                           for name in self.inputs[decision] if name in facts))
        if key not in self.kept:
            self.kept[key] = self.law.ask(decision, facts)
        return self.kept[key]

    def stretch(self, month):
        return bisect.bisect_right(self.edges, month)

    def exact(self, decision, facts):
        """For answers that are days, or count them: nothing is kept."""
        return self.law.ask(decision, facts)

    def due_date(self, segment, month):
        facts = {"Segmen": segment, MONTH: month, "Hari libur": self.holidays}
        key = ("due", segment, month)
        if key not in self.kept:
            self.kept[key] = self.exact("Jatuh tempo iuran", facts)
        return self.kept[key]

    def months_late(self, segment, month, paid_on):
        facts = {"Segmen": segment, MONTH: month, "Hari libur": self.holidays, "Tanggal bayar": paid_on}
        return int(self.exact("Bulan terlambat", facts))

    def late_charge(self, segment, month, paid_on, owed):
        """Whole rupiah on `owed` rupiah of that month that came on that day."""
        facts = {"Segmen": segment, MONTH: month, "Hari libur": self.holidays, "Tanggal bayar": paid_on,
                 "Iuran terutang": decimal.Decimal(owed)}
        return int(self.exact("Denda iuran", facts))


def edges_of(folder):
    """Every first day of a month on which, or on the day after which, something may change."""
    for path in folder.glob("*/*.dmn"):
        for text in re.findall(r'date\(&?[quot;"]*(\d{4}-\d\d-\d\d)', path.read_text(encoding="utf-8")):
            yield day(text)
            yield day(text) + datetime.timedelta(days=1)
    for path in folder.glob("parameters/*/*.yaml"):
        figure = Figure(path)
        yield from (first for first, _ in figure.values)
        if figure.until:
            yield figure.until


__all__ = ["MONTH", "Refused", "SlowLaw", "next_working_day"]
