"""Write the JSON Schemas of the output files next to this file: `python docs/schemas.py`."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import TypeAdapter

from formcheck.exercises.declaration import ExerciseFile
from formcheck.history.document import History
from formcheck.history.exchange import SetLine
from formcheck.result import Result
from formcheck.scoring.figures import Score

HERE = Path(__file__).parent
MODELS = {"result": Result, "score": Score, "set": SetLine, "history": History, "exercise": ExerciseFile}


def text(name: str) -> str:
    """The text of NAME.schema.json."""
    schema = TypeAdapter(MODELS[name]).json_schema(mode="validation" if name == "exercise" else "serialization")
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps({"$schema": dialect, **schema}, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name in MODELS:
        (HERE / f"{name}.schema.json").write_text(text(name), encoding="utf-8")
