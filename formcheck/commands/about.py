"""What the options say about a set: whose it is, when it was done, and a note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from formcheck.errors import UsageError
from formcheck.messages import _
from formcheck.sanitize import printable


@dataclass(frozen=True, slots=True)
class About:
    """What the set does not show: whose it is, when it was done (None: now), and a note."""

    person: str | None = None
    when: datetime | None = None
    note: str | None = None


def about_from(person: str | None, when: str | None, note: str | None, *, stored: bool, paged: bool) -> About:
    """Parse what the options say about the set. Raises UsageError, also where nothing would show it."""
    if not (stored or paged) and any(x is not None for x in (person, when, note)):
        raise UsageError(_("--person, --when and --note need --store or --html"))
    return About(person_from(person), day_from(when, "--when"), (note or "").strip() or None)


def person_from(name: str | None) -> str | None:
    """A name without surrounding blanks. Raises UsageError if it is empty or not printable."""
    if name is None:
        return None
    name = name.strip()
    if not name or not printable(name):
        raise UsageError(_("--person needs a name of printable letters"))
    return name


def day_from(text: str | None, option: str, *, end: bool = False) -> datetime | None:
    """The first or last moment of a local day; `30d` means 30 days ago. Raises UsageError."""
    if text is None:
        return None
    from formcheck.history.store import YEARS

    try:
        if text[-1:] == "d" and text[:-1].isdecimal():
            at, whole_day = datetime.now().astimezone() - timedelta(days=int(text[:-1])), True
        else:
            at, whole_day = datetime.fromisoformat(text).astimezone(), len(text) <= len("2026-03-01")
        if not YEARS[0] <= at.year <= YEARS[1]:
            raise ValueError("no history reads such a year again")
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            _('{option} "{text}" is not a day; write 2026-03-01, or 30d for 30 days ago').format(
                option=option, text=text
            )
        ) from None
    if not whole_day:
        return at
    return at.replace(hour=23, minute=59, second=59) if end else at.replace(hour=0, minute=0, second=0, microsecond=0)
