"""The monthly return on savings: balance x ((1 + r)^(1/12) - 1), cut to the sen; the month's rate with 18 decimals, cut too."""
import collections
import decimal

ONE = 10**18


def monthly_rate(yearly):
    """Parts of 10^18, by the twelfth root of a whole number: the largest m with (ONE + m)^12 <= (1 + r) * ONE^12."""
    target = (1 + decimal.Decimal(yearly)) * decimal.Decimal(10)**6
    target = int(target) * ONE**12 // 10**6
    low, high = 0, ONE
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if (ONE + middle)**12 <= target else (low, middle - 1)
    return low


def month_of_savings(moves, first, after, rate):
    """What one account earns in [first, after): `moves` are (day, about, sen), what came in positive.

    What left it earns nothing, whole, whatever came in meanwhile. What one receipt brought and one claim took is summed first: what
    was taken back in its own month is as if it had never been.
    """
    opening = sum(amount for day, _, amount in moves if day < first)
    matters = collections.Counter()
    for day, about, amount in moves:
        if first <= day < after:
            matters[about] += amount
    basis = max(0, opening - sum(-amount for amount in matters.values() if amount < 0))
    return basis, basis * rate // ONE
