"""The pages of progress, filled in: one HTML file each, nothing loaded from elsewhere."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from formcheck import __version__
from formcheck.exercises import SAFETY


def page(template: str, **content: Any) -> str:
    """A page of ours, filled in; what is put in is escaped."""
    environment = Environment(
        loader=PackageLoader("formcheck.output", "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template(f"{template}.html.jinja").render(
        safety=SAFETY, version=__version__, script_src="'none'", **content
    )
