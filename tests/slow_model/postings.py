"""The worked entries E1 to E17 as functions: what each event writes into the books. Amounts in sen.

A part of a bill is {"JKK": …, "JKP": …, "JKM": …, "JHT": …, "JP": …}; "JKP" is what the employer pays for JKK and the fund of
JKK passes on, so that its receivable stands with JKK.
"""
from slow_model.assess import FUND_OF, LINES


def by_fund(parts):
    """What each fund has to get: the line for JKP is part of the contribution for JKK."""
    funds = {}
    for line in LINES:
        funds[FUND_OF[line]] = funds.get(FUND_OF[line], 0) + parts[line]
    return {fund: amount for fund, amount in funds.items() if amount}


def dr(account, key, amount):
    return (account, key, amount)


def cr(account, key, amount):
    return (account, key, -amount)


def billed(payer, month, segment, parts, state):
    """E1: wage earners owe before they pay."""
    where = f"{payer}:{month}"
    for fund, amount in by_fund(parts).items():
        against = cr("2320", where, amount) if fund == "JHT" else cr("4110", segment, amount)
        yield fund, [dr("1310", where, amount), against]
    if parts["JKP"]:
        yield "JKK", [dr("5150", month, parts["JKP"]), cr("2430", month, parts["JKP"])]
        yield "JKP", [dr("1420", month, parts["JKP"]), cr("4130", segment, parts["JKP"])]
    if state:
        yield "JKP", [dr("1330", month[:4], state), cr("4120", segment, state)]


def taken_back(payer, month, segment, parts, state):
    """E1 the other way: what was billed too much was never owed."""
    for book, lines in billed(payer, month, segment, parts, state):
        yield book, [(account, key, -amount) for account, key, amount in lines]


def freed(day, receipt, payer, month, parts, credits):
    """E2 the other way: what was paid of it is the payer's money again, on the receipt that it came with."""
    for book, lines in (*allocated(receipt, parts), *paid_wages(day, payer, month, parts, credits)):
        yield book, [(account, key, -amount) for account, key, amount in lines]


def received(channel, receipt, amount):
    """E2, first half: cash lands in clearing and is not income."""
    yield "CLR", [dr("1130", channel, amount), cr("2220", receipt, amount)]


def allocated(receipt, parts):
    """E2, second half: from the receipt to what each fund is owed by clearing."""
    funds = by_fund(parts)
    yield "CLR", [dr("2220", receipt, sum(funds.values()))] + [cr("2420", fund, amount) for fund, amount in funds.items()]


def paid_wages(day, payer, month, parts, credits):
    """A receivable is paid; what was saved is now the members' own."""
    where = f"{payer}:{month}"
    for fund, amount in by_fund(parts).items():
        yield fund, [dr("1410", day, amount), cr("1310", where, amount)]
    if parts["JHT"]:
        yield "JHT", [dr("2320", where, parts["JHT"])] + [cr("2310", kpj, amount) for kpj, amount in credits.items()]


def paid_own(day, segment, parts, credits):
    """Outside employment nothing was owed before: income of the month, or the member's savings."""
    for fund, amount in by_fund(parts).items():
        against = [cr("2310", kpj, part) for kpj, part in credits.items()] if fund == "JHT" else [cr("4110", segment, amount)]
        yield fund, [dr("1410", day, amount), *against]


def paid_ahead(day, span, parts):
    """E5: months that have not come are a liability."""
    for fund, amount in by_fund(parts).items():
        yield fund, [dr("1410", day, amount), cr("2210", span, amount)]


def earned(span, segment, parts, credits):
    """E5, at the start of each month."""
    for fund, amount in by_fund(parts).items():
        against = [cr("2310", kpj, part) for kpj, part in credits.items()] if fund == "JHT" else [cr("4110", segment, amount)]
        yield fund, [dr("2210", span, amount), *against]


def charged(day, payer, parts):
    """E15: late charges count when they are paid."""
    for fund, amount in by_fund(parts).items():
        yield fund, [dr("1410", day, amount), cr("4310", payer, amount)]


def swept(channel, account, funds):
    """E3: clearing hands over what it owes, less what it gets back; `funds` of (fund, key of 1410, amount)."""
    sums = {}
    for fund, _, amount in funds:
        sums[fund] = sums.get(fund, 0) + amount
    yield "CLR", [dr("2420", fund, amount) for fund, amount in sums.items()] + [cr("1130", channel, sum(sums.values()))]
    for fund, amount in sums.items():
        yield fund, [dr("1110", account, amount)] + [cr("1410", day, part) for owner, day, part in funds if owner == fund]


def passed_on(months, account):
    """E3: what JKK owes JKP is paid, by month of contribution; what JKP gives back goes against it."""
    total = sum(months.values())
    yield "JKK", [dr("2430", month, amount) for month, amount in months.items()] + [cr("1110", account, total)]
    yield "JKP", [dr("1110", account, total)] + [cr("1420", month, amount) for month, amount in months.items()]


def refunded(receipt, channel, payer, amount):
    """E16."""
    yield "CLR", [dr("2220", receipt, amount), cr("2230", payer, amount)]
    yield "CLR", [dr("2230", payer, amount), cr("1130", channel, amount)]


def claimed(fund, claim, kind, amount):
    """E6: the case reserve, when it is reported."""
    yield fund, [dr("5110", kind, amount), cr("2120", claim, amount)]


def approved(fund, claim, kind, reserve, amount):
    """E6: from reserve to payable; the difference to what was reserved is expense, or less of it."""
    lines = [dr("2120", claim, reserve), cr("2110", claim, amount)]
    if amount != reserve:
        lines.append(("5110", kind, amount - reserve))
    yield fund, lines


def paid_out(fund, claim, account, amount):
    yield fund, [dr("2110", claim, amount), cr("1120", account, amount)]


def returned(fund, claim, account, amount):
    """E12: the bank sent it back."""
    yield fund, [dr("1120", account, amount), cr("2110", claim, amount)]


def savings_claimed(claim, accounts, tax):
    """E11: savings become payable, less the tax that is withheld."""
    total = sum(accounts.values())
    lines = [dr("2310", kpj, amount) for kpj, amount in accounts.items()]
    yield "JHT", lines + ([cr("2440", claim, tax)] if tax else []) + [cr("2110", claim, total - tax)]


def filled(fund, custodian, account, amount):
    """Cash for benefits comes from the custodian."""
    yield fund, [dr("1120", account, amount), cr("1110", custodian, amount)]


def returns_credited(year, returns, rest):
    """E9: the return of the year, and what of it is not distributed."""
    for kpj, amount in returns.items():
        yield "JHT", [dr("5210", year, amount), cr("2310", kpj, amount)]
    if rest:
        yield "JHT", [dr("5210", year, rest), cr("2330", year, rest)]


def overpaid(fund, claim, kind, custodian, amount):
    """E17: paid too much, and paid back."""
    yield fund, [dr("1440", claim, amount), cr("5110", kind, amount)]
    yield fund, [dr("1110", custodian, amount), cr("1440", claim, amount)]
