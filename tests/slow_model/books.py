"""Six books and clearing, the slow way: dictionaries of whole numbers (sen), debit positive and credit negative.

Written from the chart of accounts and the invariants of the reference of the books: an entry stands in one book and adds up to
nought, money crosses books through mirrored pairs only, and what is owed or held cannot turn its sign.
"""
import collections

NEVER_CREDIT = {"1110", "1120", "1130"}
NEVER_DEBIT = {"2110", "2120", "2210", "2220", "2310"}
FUNDS = ("JKK", "JKM", "JHT", "JP", "JKP")


class Wrong(Exception):
    """The books would not obey their laws."""


class Books:
    def __init__(self):
        self.debit, self.credit = collections.Counter(), collections.Counter()  # by (book, account)
        self.balance = collections.Counter()                                    # by (book, account, key)
        self.savings = collections.defaultdict(list)                            # 2310: (day, what about, sen) by member
        self.day = None

    def post(self, *entries, about=""):
        """One event: entries of (book, [(account, key, sen)]), all or none; `about` a receipt or a claim."""
        moved = collections.Counter()
        for book, lines in entries:
            lines = [line for line in lines if line[2]]
            if sum(amount for _, _, amount in lines):
                raise Wrong(f"{book}: does not add up to nought: {lines}")
            for account, key, amount in lines:
                moved[book, account, key] += amount
        self.obey(moved)
        for book, lines in entries:
            for account, _, amount in (line for line in lines if line[2]):
                (self.debit if amount > 0 else self.credit)[book, account] += abs(amount)
        self.balance.update(moved)
        for (book, account, key), amount in moved.items():
            if (book, account) == ("JHT", "2310"):
                self.savings[key].append((self.day, about, -amount))

    def obey(self, moved):
        for (book, account, key), amount in moved.items():
            after = self.balance[book, account, key] + amount
            if (account in NEVER_CREDIT and after < 0) or (account in NEVER_DEBIT and after > 0):
                raise Wrong(f"{book} {account} {key}: {after}")
        total = collections.Counter()
        for (book, account, key), amount in moved.items():
            total[book, account, key if (book, account) == ("CLR", "2420") else ""] += amount
        for fund in FUNDS:
            if total["CLR", "2420", fund] != -total[fund, "1410", ""]:
                raise Wrong(f"clearing and {fund} do not mirror each other")
        if total["JKK", "2430", ""] != -total["JKP", "1420", ""]:
            raise Wrong("JKK and JKP do not mirror each other")

    def totals(self):
        """Debit and credit by book and account: the trial balance."""
        return {key: (self.debit[key], self.credit[key]) for key in sorted({*self.debit, *self.credit})}

    def of(self, book, account):
        return {key: amount for (b, a, key), amount in self.balance.items() if (b, a) == (book, account) and amount}


def largest_remainder(amount, parts, unit=1):
    """`amount` in proportion to `parts`: floors first, then a unit each to the largest remainders, the earlier part first."""
    amount, parts = amount // unit, [part // unit for part in parts]
    whole = sum(parts)
    if whole == 0 or amount == 0:
        return [0] * len(parts)
    shares = [amount * part // whole for part in parts]
    rest = amount - sum(shares)
    order = sorted(range(len(parts)), key=lambda i: (-(amount * parts[i] % whole), i))
    for i in order[:rest]:
        shares[i] += 1
    return [share * unit for share in shares]
