"""Contribution months as the first day of the month, and as text."""
import datetime


def month(text):
    return datetime.date(int(text[:4]), int(text[5:7]), 1)


def written(date):
    return f"{date.year:04}-{date.month:02}"


def later(date, months=1):
    years, index = divmod(date.year * 12 + date.month - 1 + months, 12)
    return datetime.date(years, index + 1, 1)


def between(start, end):
    """How many months from one to the other."""
    return (end.year - start.year) * 12 + end.month - start.month


def each(start, end):
    """Every month from `start` until before `end`."""
    while start < end:
        yield start
        start = later(start)


def age_on(birth, date):
    return date.year - birth.year - ((date.month, date.day) < (birth.month, birth.day))
