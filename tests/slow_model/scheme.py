"""The scheme a second time, slowly: members, wages, bills, receipts, cover, JHT, simple claims, and their postings E1 to E17.

It reads a diary: what came in at the counter, day by day, and nothing that the program worked out of it. Written from the
reference of the law and of the books; it shares no code with the program. Money is whole sen.
"""
import collections
import dataclasses
import datetime
import typing

from slow_model import assess
from slow_model.books import FUNDS, Books, largest_remainder
from slow_model.months import age_on, each, later, month, written

SEN = 100
ELAPSING = {"PU", "JAKON"}  # whose contribution is owed, and so income, before it is paid


@dataclasses.dataclass
class Employer:
    npp: str
    facts: list = dataclasses.field(default_factory=list)  # (month, Facts): the last recorded for the latest month counts

    def on(self, date):
        known = [(first, place) for place, (first, _) in enumerate(self.facts) if first <= date]
        return self.facts[max(known)[1]][1] if known else None


class Facts(typing.NamedTuple):
    scale: str
    risk: str
    sector: str
    industry: str
    jht: bool
    jp: bool


@dataclasses.dataclass
class Member:
    kpj: str
    segment: str
    birth: datetime.date
    enrolled: datetime.date
    citizen: bool = True
    jkn: bool = True
    spells: list = dataclasses.field(default_factory=list)
    died: datetime.date = None

    def spell(self, date):
        return next((s for s in self.spells if s.start <= date and (s.until is None or date < s.until)), None)


@dataclasses.dataclass
class Spell:
    payer: tuple               # (kind, number)
    programmes: frozenset
    income: int
    sector: str
    start: datetime.date
    until: datetime.date = None


@dataclasses.dataclass
class Bill:
    payer: tuple
    kind: str
    segment: str
    first: datetime.date
    last: datetime.date
    version: int
    due: datetime.date
    members: dict              # (kpj, month) -> {line: sen}
    state: int = 0             # what the State owes beside it
    paid: dict = dataclasses.field(default_factory=lambda: dict.fromkeys(assess.LINES, 0))
    credited: collections.Counter = dataclasses.field(default_factory=collections.Counter)  # JHT, by (kpj, month)
    completed: datetime.date = None
    withdrawn: bool = False
    payments: list = dataclasses.field(default_factory=list)  # (value day, {line: sen})

    @property
    def name(self):
        return (*self.payer, written(self.first), self.kind, self.segment, self.version)

    @property
    def amount(self):
        return {line: sum(parts[line] for parts in self.members.values()) for line in assess.LINES}

    def open(self):
        amount = self.amount
        return {line: amount[line] - self.paid[line] for line in assess.LINES}

    def owing(self):
        return 0 if self.withdrawn else sum(self.open().values())


class Scheme:
    def __init__(self, law):
        self.law, self.books = law, Books()
        self.employers, self.sponsors, self.members = {}, {}, {}
        self.wages = {}      # (kpj, month) -> sen, of the highest version
        self.bills = {}      # by name
        self.receipts = {}   # by (channel, reference)
        self.today = None

    # The counter

    def employer(self, at):
        employer = self.employers.setdefault(at["npp"], Employer(at["npp"]))
        employer.facts.append((month(at["month"]), Facts(at["scale"], at["risk"], at["sector"], at["industry"], at["jht"], at["jp"])))

    def sponsor(self, at):
        self.sponsors[at["id"]] = at["funds"]

    def enrol(self, at):
        kpj, start = at["kpj"], month(at["from"])
        member = self.members.setdefault(kpj, Member(kpj, at["segment"], datetime.date.fromisoformat(at["birth"]), start, at["citizen"], at["jkn"]))
        member.spells.append(Spell((at["payer_kind"], at["payer"]), frozenset(at["programmes"]), at["income"], at["sector"], start))

    def leave(self, at):
        spell = self.members[at["kpj"]].spell(month(at["until"]).replace(day=1)) or self.members[at["kpj"]].spells[-1]
        spell.until = month(at["until"])

    def wage_list(self, at):
        for kpj, wage in at["rows"]:
            self.wages[kpj, month(at["month"])] = wage

    # Bills

    def wage_of(self, member, date):
        """The last that was reported for this month or before."""
        while date >= member.enrolled:
            if (member.kpj, date) in self.wages:
                return self.wages[member.kpj, date]
            date = later(date, -1)
        return None
