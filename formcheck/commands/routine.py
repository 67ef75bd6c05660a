"""formcheck routine: show bundled routines and your own, and write a template for a new one."""

from __future__ import annotations

import json
from pathlib import Path

from formcheck.atomic import AtomicFile
from formcheck.commands.console import Console
from formcheck.commands.stdout import to_stdout
from formcheck.errors import OutputError
from formcheck.history.balance import SideBalance, balances
from formcheck.history.performance import performances
from formcheck.history.store import Filter, Store, default_place
from formcheck.messages import _
from formcheck.output.terminal import routine as terminal
from formcheck.routine.read import BUILTIN, load, template
from formcheck.sanitize import shown


def show(name: str | None, person: str | None, db: Path | None, *, as_json: bool) -> None:
    """Print one routine, or the list of bundled ones."""
    found = [load(n) for n in ([name] if name else BUILTIN)]
    with to_stdout():
        if as_json:
            plain = [r.model_dump(mode="json") | {"seconds": round(r.seconds)} for r in found]
            print(json.dumps(plain[0] if name else plain, indent=2, ensure_ascii=False))
            return
        console = Console()
        if name:
            terminal.show(found[0], balances_of(person, db), console)
        else:
            terminal.list_all(dict(zip(BUILTIN, found, strict=True)), console)


def balances_of(person: str | None, db: Path | None) -> list[SideBalance]:
    place = db or default_place()
    if not place.exists():
        return []
    with Store(place, reads_only=True) as store:
        sets = store.sets(Filter(person=person))
    return balances(p for s in sets for p in performances(s) if person or s.person is None)


def new(place: Path) -> None:
    """Write the template; an existing file is never overwritten."""
    if place.exists():
        raise OutputError(_("{place} already exists; name another file").format(place=place))
    if place.suffix.lower() != ".toml":
        raise OutputError(_("{place} must end in .toml, the format of routines").format(place=place))
    AtomicFile(place).write(template())
    print(shown(_("wrote {place}; edit it, then check it with formcheck routine show {place}").format(place=place)))
