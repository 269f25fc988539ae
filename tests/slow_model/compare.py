"""A rehearsal of the program beside the slow model: what differs, in a few lines each."""
import csv
import datetime
import json
import pathlib

from slow_model import assess
from slow_model.law import SlowLaw
from slow_model.months import month, written
from slow_model.scheme import Scheme

BOOKS = ("JKK", "JKM", "JHT", "JP", "JKP", "BPJS", "CLR")
KINDS = {"1": "contribution", "2": "late_charge", "3": "back_wage"}
SEGMENTS = {"1": "PU", "2": "BPU", "3": "PMI", "4": "JAKON"}
PARTIES = {"1": "person", "2": "employer", "3": "group", "4": "sponsor"}
COLUMNS = dict(zip(assess.LINES, ("jkk", "jkp_jkk", "jkm", "jht", "jp")))


class Outcome:
    """What `payung rehearse --out FOLDER` wrote."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def table(self, name):
        with open(self.folder / "tables" / f"{name}.csv", newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def diary(self):
        with open(self.folder / "diary.jsonl", encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def bills(self):
        parties = {row["party"]: (PARTIES[row["kind"]], row["number"]) for row in self.table("party")}
        found = {}
        for row in self.table("contribution_bill"):
            name = (*parties[row["payer"]], row["first_month"], KINDS[row["kind"]], SEGMENTS[row["segment"]], int(row["version"]))
            found[name] = {"until": row["last_month"], "due": row["due"], "state": int(row["jkp_state"]), "completed": row["completed_on"],
                           **{line: int(row[column]) for line, column in COLUMNS.items()},
                           **{f"paid {line}": int(row[f"paid_{column}"]) for line, column in COLUMNS.items()}}
        return found

    def totals(self):
        """Debits and credits by book and account, but for the closing of months and years."""
        closing = {int(row["number"]) for row in self.table("ledger_group") if row["reason"] in ("tutup-bulan", "tutup-tahun")}
        account = {row["id"]: tuple(row["path"].split(":")[:2]) for row in self.table("ledger_sub_account")}
        found = {}
        for row in self.table("ledger_line"):
            amount = int(row["amount"])
            if int(row["line"]) >> 20 in closing or int(row["period"]) < 0:
                continue
            debit, credit = found.get(account[row["sub_account"]], (0, 0))
            found[account[row["sub_account"]]] = (debit + max(0, amount), credit + max(0, -amount))
        return found

    def balances(self, book, account):
        prefix = f"{book}:{account}:"
        posted = {row["sub_account"]: int(row["posted"]) for row in self.table("ledger_balance")}
        return {row["path"][len(prefix):]: posted[row["id"]] for row in self.table("ledger_sub_account")
                if row["path"].startswith(prefix) and posted[row["id"]]}

    def cover(self):
        with open(self.folder / "cover.csv", newline="", encoding="utf-8") as file:
            return {(row["kpj"], row["month"]): row["reason"] for row in csv.DictReader(file) if row["reason"] != "tidak terdaftar"}


def model_of(law_folder, diary):
    scheme = Scheme(SlowLaw(law_folder))
    for line in diary:
        scheme.play(line)
    return scheme


def bills_of(scheme):
    found = {}
    for name, bill in scheme.bills.items():
        amount = bill.amount
        found[name] = {"until": written(bill.last), "due": bill.due.isoformat(), "state": bill.state,
                       "completed": bill.completed.isoformat() if bill.completed else "", **amount,
                       **{f"paid {line}": bill.paid[line] for line in assess.LINES}}
    return found


def cover_of(scheme, outcome):
    """Of the same months as the program told of."""
    last = datetime.date.fromisoformat(outcome.diary()[-1]["on"])
    until = max((month(m) for _, m in outcome.cover()), default=last)
    until = (until.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
    return {(kpj, written(date)): reason for kpj in scheme.members for date, reason in scheme.cover(kpj, until, last).items()}


def differences(what, program, model):
    """In a few lines: the first that differ, by key."""
    keys = sorted(key for key in {*program, *model} if program.get(key) != model.get(key))
    return [f"{what} {key}: program {program.get(key)}, model {model.get(key)}" for key in keys]


def compare(law_folder, folder):
    outcome = Outcome(folder)
    scheme = model_of(law_folder, outcome.diary())
    found = differences("bill", outcome.bills(), bills_of(scheme))
    found += differences("total", outcome.totals(), scheme.books.totals())
    found += differences("JHT", outcome.balances("JHT", "2310"), scheme.books.of("JHT", "2310"))
    found += differences("cover", outcome.cover(), cover_of(scheme, outcome))
    return found, scheme
