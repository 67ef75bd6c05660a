"""What makes a stored set the same as another."""

from __future__ import annotations

import json
from hashlib import sha256

from formcheck.result import NEW_IN_2, OLD_SCHEMA, Result


def uid_of(result: Result, person: str | None) -> str:
    """Identifies a set by its content: the same clip of the same person is stored once, whatever its name.

    Of repetitions only fields of version 1 of the result count, so that a set keeps its uid when read as version 2.
    """
    new = dict(NEW_IN_2)
    match result.kind:
        case "holds":
            new["holds"] = {"__all__": {"rom"}}  # which repeats the seconds held
        case "steps":
            del new["steps"]
    content = result.model_dump(mode="json", exclude={"formcheck": True, "source": {"path", "left_out"}, **new})
    content["schema"] = OLD_SCHEMA
    return sha256(json.dumps([person, content], sort_keys=True).encode()).hexdigest()
