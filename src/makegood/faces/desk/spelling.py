"""Spell amounts, days, moments and states as the desk shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from makegood.core import clock
from makegood.core.money import Money
from makegood.faces.desk.strings import _

_DAY_SECONDS = 86_400


def amount(money: Money) -> str:
    """An amount without its currency, for a column that names it once: 1,234.50."""
    return f"{money.amount:,.2f}"


def money(sum_: Money) -> str:
    """An amount with its currency: USD 1,234.50."""
    return f"{sum_.currency} {amount(sum_)}"


def signed(money: Money) -> str:
    """An amount in a sum, what is taken off with a minus as long as a plus: −121.37."""
    return f"−{amount(-money)}" if money.cents < 0 else amount(money)


def day(when: date | datetime) -> str:
    """A day with its distance from today: Tue 9 Jun, in 3 days."""
    found = clock.local(when).date() if isinstance(when, datetime) else when
    return f"{plain_day(found)}, {distance(found)}"


def plain_day(when: date) -> str:
    """A day: Tue 9 Jun, with its year when that is another one."""
    year = "" if when.year == clock.today().year else f" {when.year}"
    return f"{when:%a} {when.day} {when:%b}{year}"


def distance(when: date) -> str:
    """How far a day is: today, in 3 days, 2 days ago."""
    days = (when - clock.today()).days
    if days == 0:
        return _("today")
    if days in (1, -1):
        return _("tomorrow") if days == 1 else _("yesterday")
    told = _("in {days} days") if days > 0 else _("{days} days ago")
    return told.format(days=abs(days))


def moment(when: datetime) -> str:
    """A moment where the company is: Tue 9 Jun, 14:05."""
    local = clock.local(when)
    return f"{plain_day(local.date())}, {local:%H:%M}"


def span(when: datetime) -> str:
    """How long until or since a moment: in 20 h, 4 min ago."""
    seconds = (when - clock.now()).total_seconds()
    size = abs(seconds)
    if size < 60:
        return _("now")
    if size < 5400:
        text = _("{count} min").format(count=f"{size / 60:.0f}")
    elif size < 2 * _DAY_SECONDS:
        text = _("{count} h").format(count=f"{size / 3600:.0f}")
    else:
        text = _("{count} days").format(count=f"{size / _DAY_SECONDS:.0f}")
    return (_("in {span}") if seconds > 0 else _("{span} ago")).format(span=text)


def urgency(due: datetime) -> str:
    """How a time still to come looks: wrong when it passed, attention within a day, else calm."""
    left = (due - clock.now()).total_seconds()
    return "wrong" if left <= 0 else "attention" if left <= _DAY_SECONDS else ""


def plain(number: Decimal) -> str:
    """A number without zeros that say nothing: 30 for 30.00, never 3E+1."""
    return f"{number.normalize():f}"


def words(name: object) -> str:
    """A name of the code as words: part_shipped becomes "Part shipped"."""
    text = str(name).rpartition(".")[2].replace("_", " ").strip()
    return text[:1].upper() + text[1:]


FILTERS: dict[str, Callable[..., str]] = {
    "amount": amount,
    "money": money,
    "signed": signed,
    "day": day,
    "plain_day": plain_day,
    "moment": moment,
    "plain": plain,
    "span": span,
    "urgency": urgency,
    "words": words,
}
