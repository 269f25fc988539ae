"""A slow, independent model of the main job behind linkage: gap, choice, roster, bills, coverage.

Reads the same files as `payung run`, its links.csv and legislation/, and follows the law and the proof in plain
Python, one person at a time. Shares no code and no data structure with the program.
"""
import collections
import csv
import datetime
import decimal
import functools

from law_reference import Law
from support import ROOT

LAW = Law(ROOT / "legislation")
# The word of the law for each kind of payer.
FUNDS = {"APBN": "APBN", "APBD_PROV": "APBD", "APBD_KAB": "APBD", "APBDES": "APBDes", "DBH_SAWIT": "DBH", "DBHCHT": "DBHCHT",
         "TJSL": "CSR", "DONOR": "donatur"}


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def month_number(text):
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def age(born, month):
    on = datetime.date(month // 12, month % 12 + 1, 1)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def born_of(row):
    text = row["tgl_lahir"]
    try:
        if "-" in text:
            return datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return None


@functools.lru_cache(maxsize=None)
def price(payer, sector, month):
    """JKK + JKM of a new worker in row 1 of the table of incomes, rupiah, by the law of the month."""
    group = LAW.ask("Sektor keringanan BPU", {"Lapangan usaha": sector or "-"})
    facts = {"Penghasilan": decimal.Decimal(0), "Bulan iuran": datetime.date(month // 12, month % 12 + 1, 1), "Sektor": group,
             "Sumber dana": FUNDS[payer], "Tunggakan lunas": True}
    return int(LAW.ask("Iuran JKK BPU", facts) + LAW.ask("Iuran JKM BPU", facts))


@functools.lru_cache(maxsize=None)
def clause(name):
    """A clause of the test of who is a vulnerable worker, as the nation has it."""
    return LAW.ask(name, {"Wilayah": "nasional", "Skema": "nasional"})


def active(account, month):
    return (account["status"] or "AKTIF").upper() == "AKTIF" and \
        (not account["mulai"] or month_number(account["mulai"]) <= month) and \
        (not account["akhir"] or month <= month_number(account["akhir"]))


class Job:
    def __init__(self, registry, membership, budgets, links, month):
        self.month = month_number(month)
        self.persons = {row["id"]: row for path in registry for row in read(path)}
        accounts = {row["kpj"]: row for path in membership for row in read(path)}
        self.linked = collections.defaultdict(list)
        for link in read(links):
            self.linked[link["reg_id"]].append(accounts[link["acc_id"]])
        self.budgets = read(budgets)

    def protected(self, reg_id):
        return any(active(account, self.month) for account in self.linked[reg_id])

    def vulnerable(self, row):
        born, ages = born_of(row), clause("Klausul umur")
        if born is None or not ages["Usia minimum"] <= age(born, self.month) <= ages["Usia maksimum"]:
            return False
        statuses, earning = clause("Klausul status pekerjaan"), row["penghasilan"].isdigit() and int(row["penghasilan"]) > 0
        allowed = statuses["Kode"] + (statuses["Kode bila berpenghasilan"] if earning else [])
        if row["status_pekerjaan"] not in {str(code) for code in allowed}:
            return False
        return row["desil"].isdigit() and 1 <= int(row["desil"]) <= clause("Klausul desil")["Desil maksimum"]

    def gap(self):
        return {reg_id for reg_id, row in self.persons.items() if self.vulnerable(row) and not self.protected(reg_id)}

    def months(self, budget):
        first = month_number(budget["mulai"])
        return range(first, first + int(budget["bulan"]))

    def cost(self, budget, row):
        return sum(price(budget["jenis"], row["lapangan_usaha"], m) for m in self.months(budget))

    def may_pay(self, budget, row):
        area = budget["wilayah"].replace(".", "")
        return row["kode_desa"].replace(".", "").startswith(area) and \
            (not budget["lapangan_usaha"] or row["lapangan_usaha"] in budget["lapangan_usaha"]) and \
            (not budget["desil_maks"] or int(row["desil"]) <= int(budget["desil_maks"])) and \
            age(born_of(row), month_number(budget["mulai"])) <= 64

    def slots(self):
        """Workers each source can pay. Only for sources with one price: then the matroid is exact."""
        slots = {}
        for budget in self.budgets:
            costs = {self.cost(budget, row) for row in self.persons.values() if row["desil"] and born_of(row) and self.may_pay(budget, row)}
            assert len(costs) <= 1, f"{budget['sumber']} has several prices; use the program's other tests"
            slots[budget["sumber"]] = int(budget["pagu"]) // costs.pop() if costs else 0
        return slots

    def greedy(self, ranked):
        """The workers covered when `ranked` are taken in turn and each found room if room can be made."""
        slots, paid, chosen = self.slots(), {}, set()
        members = collections.defaultdict(set)
        sources = {reg_id: [b["sumber"] for b in self.budgets if self.may_pay(b, self.persons[reg_id])] for reg_id in ranked}
        dead = set()  # sources from which no path leads to room: that stays so

        def make_room(reg_id):
            came, waiting = {}, collections.deque()
            for source in sources[reg_id]:
                if source not in dead and source not in came:
                    came[source] = (None, reg_id)
                    waiting.append(source)
            while waiting:
                source = waiting.popleft()
                if len(members[source]) < slots[source]:
                    while source is not None:
                        before, mover = came[source]
                        if mover in paid:
                            members[paid[mover]].discard(mover)
                        paid[mover] = source
                        members[source].add(mover)
                        source = before
                    return True
                for mover in members[source]:
                    for other in sources[mover]:
                        if other not in came and other not in dead:
                            came[other] = (source, mover)
                            waiting.append(other)
            dead.update(came)
            return False

        for reg_id in ranked:
            if make_room(reg_id):
                chosen.add(reg_id)
        return chosen
