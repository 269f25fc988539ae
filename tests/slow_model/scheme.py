"""The scheme a second time, slowly: members, wages, bills, receipts, cover, JHT, simple claims, and their postings E1 to E17.

It reads a diary: what came in at the counter, day by day, and nothing that the program worked out of it. Written from the
reference of the law and of the books; it shares no code with the program. Money is whole sen.
"""
import collections
import dataclasses
import datetime
import decimal
import typing

from slow_model import assess, postings, savings
from slow_model.books import FUNDS, Books, largest_remainder
from slow_model.months import age_on, each, later, month, written

SEN = 100
FUNDS_OF_SPONSOR = {"APBN": "APBN", "APBD_PROV": "APBD", "APBD_KAB": "APBD", "APBDES": "APBDes", "DBH_SAWIT": "DBH", "DBHCHT": "DBHCHT",
                    "TJSL": "CSR", "DONOR": "donatur"}
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
    number: int = 0            # in the order of enrolment

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
class Claim:
    number: str
    kind: str
    kpj: str
    event: datetime.date
    amount: int = 0
    tax: int = 0
    net: int = 0


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
    sources: list = dataclasses.field(default_factory=list)   # [receipt, {line: sen}, {place: JHT}] that stand, as they came
    less: dict = dataclasses.field(default_factory=dict)      # taken back: (kpj, month) -> {line: sen}
    payments_in: list = dataclasses.field(default_factory=list)  # their value days
    earned: set = dataclasses.field(default_factory=set)      # months
    issued: datetime.date = None
    charged: int = 0           # for delay, so far

    @property
    def name(self):
        return (*self.payer, written(self.first), self.kind, self.segment, self.version)

    @property
    def amount(self):
        return {line: sum(self.share(place)[line] for place in self.members) for line in assess.LINES}

    def share(self, place):
        """What is owed of a member still: as billed, less what was taken back."""
        less = self.less.get(place, {})
        return {line: amount - less.get(line, 0) for line, amount in self.members[place].items()}

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
        self.by_payer = collections.defaultdict(list)
        self.of_member = collections.defaultdict(list)  # contributions
        self.settled_at = {}  # whether (kpj, month) was billed to a payer who owed nothing
        self.receipts = {}   # by account, day and reference
        self.claims = {}
        self.to_pass_on = collections.Counter()  # what JKK owes JKP of what was paid, by month
        self.unbookable = set()  # (kpj, month) for which the books have no place
        self.today = None

    # The counter

    def play(self, at):
        """One line of the diary."""
        self.today = self.books.day = datetime.date.fromisoformat(at["on"])
        getattr(self, "on_" + at["do"])(at)

    def on_employer(self, at):
        employer = self.employers.setdefault(at["npp"], Employer(at["npp"]))
        employer.facts.append((month(at["month"]), Facts(at["scale"], at["risk"], at["sector"], at["industry"], at["jht"], at["jp"])))

    def on_sponsor(self, at):
        self.sponsors[at["id"]] = FUNDS_OF_SPONSOR[at["funds"]]

    def on_member(self, at):
        kpj, start = at["kpj"], month(at["from"])
        birth = datetime.date.fromisoformat(at["birth"])
        member = self.members.setdefault(kpj, Member(kpj, at["segment"], birth, start, at["citizen"], at["jkn"]))
        member.number = member.number or len(self.members)
        programmes = frozenset({"JKK", "JKM"} | ({"JHT"} if at["saves"] else set()))
        until = month(at["until"]) if "until" in at else None
        member.spells.append(Spell((at["payer_kind"], at["payer"]), programmes, at["income"], at["sector"] or "-", start, until))

    def on_wages(self, at):
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
        """Whether no contribution that was due before today is owed from months before; a charge for delay is none."""
        return not any(bill.owing() for bill in self.bills_of(payer)
                       if bill.kind != "late_charge" and bill.first < date and bill.due < self.today)

    def bills_of(self, payer):
        return self.by_payer[payer]

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
        if parts["JKP-JKM"]:
            self.unbookable.add((member.kpj, date))  # no way from JKM to JKP in the books: left to a person
            return None
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
        shares = [bill.share((kpj, date)) for bill in self.bills_of(payer)
                  if not bill.withdrawn and bill.kind != "late_charge" and (kpj, date) in bill.members]
        return {line: sum(share[line] for share in shares) for line in (*assess.LINES, "State")} if shares else None

    def on_bill(self, at):
        """Everybody's bills of a month, or those of one who pays for himself."""
        date = month(at["month"])
        for (payer, segment), people in self.standing(date).items():
            if "payer" in at and payer != tuple(at["payer"]):
                continue
            drafts = self.drafts(payer, people, date)
            for kind in ("contribution", "back_wage"):
                self.issue(payer, segment, kind, date, drafts[kind])
            self.take_back(payer, segment, date, drafts["too much"])
        for payer in [at["payer"]] if "payer" in at else list(self.by_payer):
            self.take_back_of_leavers(tuple(payer), date)

    def take_back_of_leavers(self, payer, date):
        """Whoever was billed for a month in which he was no member after all."""
        too_much = collections.defaultdict(dict)
        for bill in self.bills_of(payer):
            for kpj, day in bill.members:
                spell = self.members[kpj].spell(date) if day == date and kpj else None
                if bill.segment in ELAPSING and kpj and day == date and not (spell and spell.payer == payer):
                    too_much[bill.segment][kpj, date] = self.billed_before(payer, kpj, date)
        for segment, members in too_much.items():
            self.take_back(payer, segment, date, {place: parts for place, parts in members.items() if parts and any(parts.values())})

    def take_back(self, payer, segment, date, members):
        """What was billed too much, of the latest bill first; what had been paid of it is free on its receipts, the latest first."""
        left = {place: dict(parts) for place, parts in members.items()}
        bills = [bill for bill in sorted(self.bills_of(payer), key=lambda b: -b.number)
                 if (bill.first, bill.segment) == (date, segment) and bill.kind != "late_charge" and not bill.withdrawn]
        for place, parts in left.items():
            if self.savings_to_take(place, parts["JHT"], bills) > self.savings(place[0]):
                parts["JHT"] = 0  # the member has it already: between the employer and him
        for bill in bills:
            here = {}
            for place in bill.members.keys() & left.keys():
                share = bill.share(place)
                here[place] = {line: min(want, share[line]) for line, want in left[place].items()}
                left[place] = {line: want - here[place][line] for line, want in left[place].items()}
            if any(any(parts.values()) for parts in here.values()):
                self.make_smaller(bill, here)

    @staticmethod
    def savings_to_take(place, want, bills):
        """What of it stands on the member's account."""
        to_take = 0
        for bill in (bill for bill in bills if place in bill.members):
            owed = bill.share(place)["JHT"]
            here, want = min(want, owed), want - min(want, owed)
            to_take += max(0, bill.credited[place] - (owed - here)) if here else 0
        return to_take

    def make_smaller(self, bill, here):
        for place, parts in here.items():
            before = bill.less.setdefault(place, dict.fromkeys(parts, 0))
            for line, amount in parts.items():
                before[line] += amount
        sums = {line: sum(parts[line] for parts in here.values()) for line in (*assess.LINES, "State")}
        state = sums.pop("State")
        bill.state -= state
        number, when = bill.payer[1], written(bill.first)
        self.books.post(*postings.taken_back(number, when, bill.segment, sums, state))
        above = {line: max(0, -part) for line, part in bill.open().items() if line != "JHT"}
        over = {place: max(0, bill.credited[place] - bill.share(place)["JHT"]) for place in here}
        for receipt, parts, credits in reversed(bill.sources):
            self.give_back(bill, receipt, parts, credits, above, over)
        if not any(bill.amount.values()):
            bill.withdrawn, bill.completed = True, None
        elif not bill.owing():
            bill.completed = bill.payments_in[-1]
        else:
            bill.completed = None

    def give_back(self, bill, receipt, parts, credits, above, over):
        freed = {line: min(above[line], parts[line]) for line in above}
        back = {place: min(over[place], credits.get(place, 0)) for place in over}
        freed["JHT"] = sum(back.values())
        if not any(freed.values()):
            return
        for line, amount in freed.items():
            parts[line] -= amount
            bill.paid[line] -= amount
            if line in above:
                above[line] -= amount
        members = collections.Counter()
        for place, amount in back.items():
            credits[place] = credits.get(place, 0) - amount
            over[place] -= amount
            bill.credited[place] -= amount
            members[place[0]] += amount
        receipt.left += sum(freed.values())
        bill.payments.append((receipt.value, {line: -amount for line, amount in freed.items()}))
        self.to_pass_on[written(bill.first)] -= freed["JKP"]
        credits_back = {kpj: amount for kpj, amount in members.items() if amount}
        self.books.post(*postings.freed(self.today.isoformat(), receipt.name, bill.payer[1], written(bill.first), freed, credits_back),
                        about=receipt.name)

    def drafts(self, payer, people, date):
        drafts = {"contribution": {}, "back_wage": {}, "too much": {}}
        settled = self.settled(payer, date)
        for member, spell in sorted(people, key=lambda pair: pair[0].number):
            before = self.billed_before(payer, member.kpj, date)
            if before is None:
                self.settled_at[member.kpj, date] = settled
            elif member.segment not in ELAPSING:
                continue
            owed = self.owed(member, spell, date, len(people), self.settled_at[member.kpj, date])
            if owed is None:
                continue
            if before is None:
                drafts["contribution"][member.kpj, date] = owed
            else:
                more = {line: max(0, owed[line] - before[line]) for line in before}
                less = {line: max(0, before[line] - owed[line]) for line in before}
                for kind, parts in (("back_wage", more), ("too much", less)):
                    if any(parts.values()):
                        drafts[kind][member.kpj, date] = parts
        return drafts

    def issue(self, payer, segment, kind, date, members):
        bill = Bill(0, payer, kind, segment, date, max([day for _, day in members], default=date), 0, None, members)
        amount = bill.amount
        state = sum(parts["State"] for parts in members.values())
        if not members or any(part < 0 for part in amount.values()) or state < 0 or not any(amount.values()):
            return None
        same = [b for b in self.bills_of(payer) if (b.first, b.kind, b.segment) == (date, kind, segment)]
        bill.version = len(same) + (kind != "contribution")
        bill.due = self.law.due_date(segment, date if kind == "contribution" else max(date, self.today.replace(day=1)))
        bill.issued, bill.state = self.today, state
        self.add(bill)
        if segment in ELAPSING:
            self.books.post(*postings.billed(payer[1], written(date), segment, amount, state))
        return bill

    def add(self, bill):
        bill.number = len(self.bills) + 1
        self.bills[bill.name] = bill
        self.by_payer[bill.payer].append(bill)
        if bill.kind != "late_charge":
            for kpj in {kpj for kpj, _ in bill.members}:
                self.of_member[kpj].append(bill)

    def on_advance(self, at):
        """Months that have not come, on one bill; each as the law has it for that month."""
        member, first = self.members[at["kpj"]], month(at["first"])
        payer, shares = ("person", at["kpj"]), {}
        for date in each(first, later(first, at["months"])):
            spell = member.spell(date)
            if spell is None or self.billed_before(payer, member.kpj, date) is not None:
                continue
            settled = self.settled_at[member.kpj, date] = self.settled(payer, date)
            shares[member.kpj, date] = self.owed(member, spell, date, 1, settled)
        if shares:
            self.issue(payer, member.segment, "contribution", min(day for _, day in shares), shares)

    def on_earn(self, at):
        """Months that have come, of bills that are paid whole, are income or savings now (E5)."""
        until = month(at["until"])
        for bill in self.bills.values():
            if bill.segment in ELAPSING or bill.kind == "late_charge" or bill.completed is None:
                continue
            span = (bill.payer[1], written(bill.first), written(bill.last))
            for date in sorted({day for _, day in bill.members if day <= until} - bill.earned):
                bill.earned.add(date)
                shares = {kpj: parts for (kpj, day), parts in bill.members.items() if day == date}
                parts = {line: sum(share[line] for share in shares.values()) for line in assess.LINES}
                credits = {kpj: share["JHT"] for kpj, share in shares.items() if share["JHT"]}
                self.books.post(*postings.earned(span, bill.segment, parts, credits))

    def on_charge(self, _):
        """Every rupiah of wage earners' contributions is charged for the months until it came, or until today."""
        charges = collections.defaultdict(lambda: dict.fromkeys(assess.LINES, 0))
        for bill in self.bills.values():
            if bill.segment not in ELAPSING or bill.kind == "late_charge" or bill.withdrawn:
                continue
            since = bill.first if bill.kind == "contribution" else max(bill.first, bill.issued.replace(day=1))
            parts = [(sum(paid.values()), day) for day, paid in bill.payments] + [(bill.owing(), self.today)]
            total = sum(self.charge_of(bill.segment, since, day, amount) for amount, day in parts)
            more = max(0, total - bill.charged)
            bill.charged += more
            for line, part in charge_parts(more, bill.amount).items():
                charges[bill.payer, bill.segment][line] += part
        for (payer, segment), parts in charges.items():
            if any(parts.values()):
                self.issue_charge(payer, segment, parts)

    def charge_of(self, segment, since, day, amount):
        """What went back to the payer is charged the other way."""
        charge = self.law.late_charge(segment, since, day, abs(amount) // SEN) * SEN if amount else 0
        return charge if amount > 0 else -charge

    def issue_charge(self, payer, segment, parts):
        date = self.today.replace(day=1)
        version = sum(b.kind == "late_charge" and b.first == date and b.segment == segment for b in self.bills_of(payer))
        self.add(Bill(0, payer, "late_charge", segment, date, date, version, self.law.due_date(segment, date), {("", date): parts}))

    # Receipts

    def on_statement(self, at):
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

    def on_allocate(self, at):
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
        given = self.credit(bill, parts["JHT"])
        credits = collections.Counter()
        for place, part in given.items():
            credits[place[0]] += part
        for line, part in parts.items():
            bill.paid[line] += part
        if bill.segment in ELAPSING and bill.kind != "late_charge":
            self.to_pass_on[written(bill.first)] += parts["JKP"]
        bill.payments.append((receipt.value, parts))
        bill.payments_in.append(receipt.value)
        bill.sources.append((receipt, dict(parts), given))
        if not bill.owing():
            bill.completed = receipt.value
        day, number = self.today.isoformat(), bill.payer[1]
        funds = list(postings.allocated(receipt.name, parts))
        if bill.kind == "late_charge":
            funds += postings.charged(day, number, parts)
        elif bill.segment in ELAPSING:
            funds += postings.paid_wages(day, number, written(bill.first), parts, credits)
        else:
            funds += postings.paid_ahead(day, (number, written(bill.first), written(bill.last)), parts)
        self.books.post(*funds, about=receipt.name)

    def credit(self, bill, amount):
        """Which member's savings a part for JHT is: in proportion to what is open of each."""
        if bill.kind == "late_charge" or bill.segment not in ELAPSING:
            return {}
        places = list(bill.members)
        open_parts = [bill.share(place)["JHT"] - bill.credited[place] for place in places]
        given = {place: part for place, part in zip(places, largest_remainder(amount, open_parts, SEN)) if part}
        for place, part in given.items():
            bill.credited[place] += part
        return given

    def on_refund(self, at):
        receipt = self.receipts[tuple(at["receipt"])]
        self.books.post(*postings.refunded(receipt.name, receipt.account, receipt.name, receipt.left))
        receipt.left = 0

    def on_sweep(self, _):
        """What clearing owes goes to the custodian, and with it what JKK owes JKP of what was paid."""
        funds = [(fund, day, amount) for fund in FUNDS for day, amount in self.books.of(fund, "1410").items()]
        if funds:
            self.books.post(*postings.swept("BANK", "KUSTODIAN", funds))
        if self.to_pass_on:
            self.books.post(*postings.passed_on(self.to_pass_on, "KUSTODIAN"))
        self.to_pass_on.clear()

    # Cover

    def paid_on(self, kpj, date):
        """The value day that completed the contribution of this month, or None; a difference of wages changes nobody's cover."""
        bills = [bill for bill in self.of_member[kpj] if (kpj, date) in bill.members and bill.kind == "contribution" and not bill.withdrawn]
        days = [bill.completed for bill in bills]
        return max(days) if days and all(days) else None

    def cover(self, kpj, until, known_on):
        """Every month of a membership before `until`, with the reason why it is covered or not, as known on a day."""
        member = self.members[kpj]
        months = [date for date in each(member.enrolled, max(until, later(known_on.replace(day=1)))) if member.spell(date)]
        due = lambda date, day: self.law.due_date(member.segment, date) < day  # noqa: E731
        paid = self.counting(member, months, due, known_on)
        reasons = {}
        for place, date in enumerate(months):
            if date >= until:
                break
            behind = 0
            while place - behind >= 0 and months[place - behind] not in paid and due(months[place - behind], known_on):
                behind += 1
            reasons[date] = self.reason(member, date in paid, any(first in paid for first in months[:place + 1]),
                                        due(date, known_on), behind)
        return reasons

    def counting(self, member, months, due, known_on):
        """Months whose contribution counts as paid: outside employment, money for a gap that the law has closed does not."""
        receipts = collections.defaultdict(list)
        for date in months:
            day = self.paid_on(member.kpj, date)
            if day and day <= known_on:
                receipts[day].append(date)
        paid = set()
        for day in sorted(receipts):
            paid |= {date for date in receipts[day] if self.counts(member, months, due, paid, date, day)}
        return paid

    def counts(self, member, months, due, paid, date, day):
        if member.segment in ELAPSING or date >= day.replace(day=1):
            return True
        place = months.index(date)
        first = last = place
        while first > 0 and months[first - 1] not in paid and due(months[first - 1], day):
            first -= 1
        while last + 1 < len(months) and months[last + 1] not in paid and due(months[last + 1], day):
            last += 1
        unpaid = sum(due(one, day) for one in months[first:last + 1])
        return self.law.ask("Bulan kosong dapat dibayar", {"Bulan menunggak berturut": decimal.Decimal(unpaid)})

    def reason(self, member, paid, begun, due, behind):
        if paid:
            return "lunas"
        if member.segment in ELAPSING:
            return "tunggakan pemberi kerja" if due else "belum jatuh tempo"
        if not begun:
            return "belum membayar"
        word = self.law.ask("Perlindungan BPU", {"Bulan menunggak berturut": decimal.Decimal(behind)})
        return {"aktif": "belum jatuh tempo"}.get(word, word)

    # Savings

    def savings(self, kpj):
        return -self.books.balance["JHT", "2310", kpj]

    def on_credit(self, at):
        """A month's return: to each account what it earned, and what is left of the whole to nobody yet (E9)."""
        first = month(at["month"])
        after, rate = later(first), savings.monthly_rate(at["rate"])
        self.books.day = after - datetime.timedelta(days=1)
        returns, whole = {}, 0
        for kpj, moves in self.books.savings.items():
            basis, earned = savings.month_of_savings(moves, first, after, rate)
            whole += basis
            if earned:
                returns[kpj] = earned
        rest = whole * rate // savings.ONE - sum(returns.values())
        self.books.post(*postings.returns_credited(at["month"][:4], returns, rest))

    def on_close(self, _):
        """Closing moves income and expense to the result: the comparison leaves it out."""

    # Claims

    def on_endow(self, at):
        fund, amount = at["fund"], at["amount"]
        self.books.post((fund, [("1110", "KUSTODIAN", amount), ("3110", "", -amount)]))
        self.books.post(*postings.filled(fund, "KUSTODIAN", "MANFAAT", amount))

    def on_claim(self, at):
        member, event = self.members[at["kpj"]], datetime.date.fromisoformat(at["event"])
        claim = self.claims[at["claim"]] = Claim(at["claim"], at["kind"], at["kpj"], event)
        self.assess(claim, member)

    def on_wage_told(self, at):
        """No list ever told the wage before the accident: somebody does now."""
        claim = self.claims[at["claim"]]
        member = self.members[claim.kpj]
        self.wages.setdefault((member.kpj, claim.event.replace(day=1)), at["wage"])
        self.assess(claim, member)
        del self.wages[member.kpj, claim.event.replace(day=1)]

    def assess(self, claim, member):
        claim.amount, claim.tax = getattr(self, "assess_" + claim.kind.lower())(member, claim.event)
        if claim.amount and claim.kind != "JHT":
            self.books.post(*postings.claimed(claim.kind, claim.number, "manfaat", claim.amount))

    def assess_jht(self, member, event):
        facts = {"Sebab pembayaran JHT": "mengundurkan diri", "Usia": decimal.Decimal(age_on(member.birth, self.today)),
                 "Bekerja kembali": False, "Tanggal berhenti": event, "Tanggal klaim": self.today,
                 "Saldo JHT": decimal.Decimal(self.savings(member.kpj)) / SEN, "Pernah mengambil JHT sebagian": False,
                 "Bulan sejak JHT sebagian": decimal.Decimal(0)}
        amount = int(self.law.exact("Pembayaran JHT sekaligus", facts) * SEN)
        return amount, int(self.law.exact("Pajak JHT", facts)) * SEN

    def assess_jkm(self, member, event):
        covered, paid = self.months_covered(member, event)
        facts = {"Segmen": member.segment, "Tanggal meninggal": event, "Kepesertaan JKM berlaku": bool(covered and covered[-1]),
                 "Meninggal akibat kecelakaan kerja": False, "Meninggal akibat kejahatan ahli waris": False,
                 "Bulan kepesertaan JKM": decimal.Decimal(sum(covered)), "Bulan terbayar JKM": decimal.Decimal(paid)}
        return int(self.law.exact("Manfaat JKM", facts)) * SEN, 0

    def assess_jkk(self, member, event):
        covered, _ = self.months_covered(member, event)
        if not covered or not covered[-1]:
            return 0, 0
        if member.segment in ELAPSING:
            before = later(event.replace(day=1), -1)
            base = self.wage_of(member, before) or self.wage_of(member, event.replace(day=1))
            if base is None:
                return 0, 0
        else:
            base = int(self.law.ask("Dasar upah BPU", {"Penghasilan": decimal.Decimal(member.spells[-1].income // SEN)})) * SEN
        facts = {"Akibat kecelakaan": "meninggal", "Segmen": member.segment, "Tanggal kejadian": event,
                 "Upah dasar": decimal.Decimal(base // SEN)}
        return int(self.law.exact("Manfaat JKK kematian", facts)) * SEN, 0

    def months_covered(self, member, event):
        """For each month up to that of the event whether it was covered, as known today; and how many were paid."""
        reasons = self.cover(member.kpj, later(event.replace(day=1)), self.today)
        paid = sum(reason == "lunas" for reason in reasons.values())
        return [reason not in ("nonaktif", "belum membayar") for reason in reasons.values()], paid

    def on_granted(self, at):
        claim = self.claims[at["claim"]]
        if not claim.amount:
            raise AssertionError(f"{claim}: granted, though the law gives nothing")
        if claim.kind == "JHT":
            net = (claim.amount - claim.tax) // SEN * SEN
            sen = claim.amount - claim.tax - net
            lines = [("2310", claim.kpj, claim.amount), ("2440", claim.number, -claim.tax), ("2110", claim.number, -net), ("5510", "", -sen)]
            self.books.post(("JHT", lines), about=claim.number)
            claim.net = net
        else:
            self.books.post(*postings.approved(claim.kind, claim.number, "manfaat", claim.amount, claim.amount), about=claim.number)
            claim.net = claim.amount

    def on_rejected(self, at):
        if self.claims[at["claim"]].amount:
            raise AssertionError(f"{self.claims[at['claim']]}: rejected, though the law gives something")

    def on_refused(self, at):
        """Not even a claim: nobody was a member."""

    def on_paid(self, at):
        claim = self.claims[at["claim"]]
        self.books.post(*postings.paid_out(claim.kind, claim.number, "MANFAAT", claim.net))


def charge_parts(charge, parts):
    """As the bill that it is for, what goes on to JKP counted with JKK (E15)."""
    whole = {**parts, "JKK": parts["JKK"] + parts["JKP"], "JKP": 0}
    return dict(zip(assess.LINES, largest_remainder(charge, [whole[line] for line in assess.LINES], SEN)))


def oldest_first(bills):
    return sorted(bills, key=lambda bill: (bill.kind == "late_charge", bill.first, bill.due, bill.number))
