"""The monthly return on savings: balance x ((1 + r)^(1/12) - 1), cut to the sen; the month's rate with 18 decimals, cut too."""
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
    """What one account earns in [first, after): `moves` are (day, sen), what came in positive.

    What left it beyond what came in earns nothing: what was taken back and paid again in one month is as if it had stayed.
    """
    opening = sum(amount for day, amount in moves if day < first)
    left = max(0, -sum(amount for day, amount in moves if first <= day < after))
    basis = max(0, opening - left)
    return basis, basis * rate // ONE
