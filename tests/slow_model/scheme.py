"""The scheme a second time, slowly: members, wages, bills, receipts, cover, JHT, simple claims, and their postings E1 to E17.

It reads a diary: what came in at the counter, day by day, and nothing that the program worked out of it. Written from the
reference of the law and of the books; it shares no code with the program. Money is whole sen.
"""
import collections
import dataclasses
import datetime
import decimal
import typing

from slow_model import assess, postings
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
class Receipt:
    name: tuple                # account, day booked, the bank's reference
    account: str
    value: datetime.date
    amount: int
    payer: list                # [kind, number], or None
    codes: list                # names of bills
    left: int = 0

    def __post_init__(self):
        self.left = self.amount


@dataclasses.dataclass
class Bill:
    number: int
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

    def settled(self, payer, date):
        """Whether nothing is owed from months before."""
        return not any(bill.owing() for bill in self.bills_of(payer) if bill.first < date)

    def bills_of(self, payer):
        return [bill for bill in self.bills.values() if bill.payer == payer]

    def owed(self, member, spell, date, workers, settled):
        """What is owed for one member in one month, in sen, or None where the law gives no answer."""
        kind, number = spell.payer
        if member.segment in ELAPSING:
            wage, fact = self.wage_of(member, date), self.employers[number].on(date)
            if wage is None or fact is None:
                return None
            member.pension_age_reached = assess.pension_age_reached(self.law, member.birth, date)
            facts = assess.wage_earner_facts(member, fact, date, wage // SEN, workers, settled)
        else:
            member.relief_sector = self.law.ask("Sektor keringanan BPU", {"Lapangan usaha": spell.sector})
            member.programmes = spell.programmes
            source = self.sponsors[number] if kind == "sponsor" else "mandiri"
            facts = assess.own_account_facts(member, date, spell.income // SEN, source, settled)
        parts = {line: amount * SEN for line, amount in assess.owed(self.law, facts).items()}
        return parts if sum(parts[line] for line in assess.LINES) else None

    def standing(self, date):
        """Members of a month by who pays and in which segment."""
        groups = collections.defaultdict(list)
        for member in self.members.values():
            spell = member.spell(date)
            if spell and not (member.died and month(member.died.isoformat()) < date):
                groups[spell.payer, member.segment].append((member, spell))
        return groups

    def billed_before(self, payer, kpj, date):
        total = collections.Counter()
        for bill in self.bills_of(payer):
            if not bill.withdrawn and bill.kind != "late_charge":
                total.update(bill.members.get((kpj, date), {}))
        return total

    # Receipts

    def statement(self, at):
        for line in at["lines"]:
            name = (at["account"], line["booked"], line["reference"])
            if name in self.receipts:
                continue  # the bank sent it twice
            receipt = Receipt(name, at["account"], datetime.date.fromisoformat(line["value"]), line["amount"], line.get("payer"),
                              [tuple(code) for code in line.get("codes", [])])
            self.receipts[name] = receipt
            self.books.post(*postings.received(at["account"], name, receipt.amount))
            found = self.match(receipt)
            if found:
                self.allocate(receipt, found, receipt.amount)

    def match(self, receipt):
        """4.3 of the reference of the books: by code, by amount, by the oldest that add up; else left to a person."""
        named = [self.bills[code] for code in receipt.codes]
        if any(not bill.owing() for bill in named):
            return []
        if named and sum(bill.owing() for bill in named) == receipt.amount:
            return named
        payers = {bill.payer for bill in named} | ({tuple(receipt.payer)} if receipt.payer else set())
        open_bills = oldest_first([bill for payer in payers for bill in self.bills_of(payer) if bill.owing()])
        if len({bill.payer for bill in open_bills}) != 1:
            return []
        same = [bill for bill in open_bills if bill.owing() == receipt.amount]
        runs = [open_bills[:n] for n in range(1, len(open_bills) + 1) if sum(b.owing() for b in open_bills[:n]) == receipt.amount]
        for found in ([same] if len(same) == 1 else []) + runs[:1]:
            if all(bill in found for bill in named):
                return found
        return []

    def by_hand(self, at):
        receipt = self.receipts[tuple(at["receipt"])]
        bills = [self.bills[tuple(name)] for name in at["bills"]]
        self.allocate(receipt, bills, min(receipt.left, sum(bill.owing() for bill in bills)))

    def allocate(self, receipt, bills, amount):
        """In proportion to what is open; charges come after everything else."""
        receipt.left -= amount
        for charges in (False, True):
            here = [bill for bill in oldest_first(bills) if (bill.kind == "late_charge") == charges]
            places = [(line, bill) for line in assess.LINES for bill in here]
            open_parts = [bill.open()[line] for line, bill in places]
            given = largest_remainder(min(amount, sum(open_parts)), open_parts, SEN)
            amount -= sum(given)
            for bill in here:
                parts = {line: part for (line, owner), part in zip(places, given) if owner is bill}
                if sum(parts.values()):
                    self.pay(receipt, bill, parts)

    def pay(self, receipt, bill, parts):
        credits = self.credit(bill, parts["JHT"])
        for line, part in parts.items():
            bill.paid[line] += part
        bill.payments.append((receipt.value, parts))
        if not bill.owing():
            bill.completed = receipt.value
        day, number = receipt.value.isoformat(), bill.payer[1]
        funds = list(postings.allocated(receipt.name, parts))
        if bill.kind == "late_charge":
            funds += postings.charged(day, number, parts)
        elif bill.segment in ELAPSING:
            funds += postings.paid_wages(day, number, written(bill.first), parts, credits)
        elif bill.first < bill.last:
            funds += postings.paid_ahead(day, (number, written(bill.first), written(bill.last)), parts)
        else:
            funds += postings.paid_own(day, bill.segment, parts, credits)
        self.books.post(*funds)

    def credit(self, bill, amount):
        """Which member's savings a part for JHT is: in proportion to what is open of each."""
        if bill.kind == "late_charge":
            return {}
        places = list(bill.members)
        open_parts = [bill.members[place]["JHT"] - bill.credited[place] for place in places]
        given = largest_remainder(amount, open_parts, SEN)
        credits = collections.Counter()
        for place, part in zip(places, given):
            bill.credited[place] += part
            if part:
                credits[place[0]] += part
        return credits

    def refund(self, at):
        receipt = self.receipts[tuple(at["receipt"])]
        self.books.post(*postings.refunded(receipt.name, receipt.account, receipt.name, receipt.left))
        receipt.left = 0

    def sweep(self, at):
        """What clearing owes goes to the custodian, and what JKK owes JKP with it."""
        account = at["account"]
        owed = {fund: -sum(self.books.of("CLR", "2420").get(key, 0) for key in [fund]) for fund in FUNDS}
        funds = [(fund, day, amount) for fund in FUNDS if owed[fund]
                 for day, amount in self.books.of(fund, "1410").items()]
        if funds:
            self.books.post(*postings.swept(at["channel"], account, funds))

    # Cover

    def paid_for(self, kpj, date, line):
        """Whether what was billed for this member, month and line is there, to the last rupiah; None where nothing was billed."""
        bills = [bill for bill in self.bills.values() if (kpj, date) in bill.members and not bill.withdrawn and bill.kind != "late_charge"]
        if not bills:
            return None
        return all(not bill.owing() for bill in bills)

    def cover(self, kpj, date, known_on):
        """Whether somebody was protected in a month, as known on a day, and why: (reason, whether)."""
        member = self.members[kpj]
        spell = member.spell(date)
        if spell is None:
            return "not_enrolled", False
        if self.paid_for(kpj, date, None):
            return "paid", True
        if member.segment in ELAPSING:
            return "arrears", True
        if not any(self.paid_for(kpj, first, None) for first in each(member.enrolled, later(date))):
            return "not_paid_yet", False
        behind = 0
        for first in reversed(list(each(member.enrolled, later(date)))):
            if member.spell(first) is None or self.paid_for(kpj, first, None):
                break
            behind += self.law.due_date(member.segment, first) < known_on
        word = self.law.ask("Perlindungan BPU", {"Bulan menunggak berturut": decimal.Decimal(behind)})
        return ("lapsed", False) if word == "nonaktif" else ("grace", True)

    # Savings

    def savings(self, kpj):
        return -self.books.balance["JHT", "2310", kpj]


def oldest_first(bills):
    return sorted(bills, key=lambda bill: (bill.kind == "late_charge", bill.first, bill.due, bill.number))
