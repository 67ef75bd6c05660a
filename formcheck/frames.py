"""Tables for pandas, which is not installed with formcheck."""

from __future__ import annotations

from typing import Any

from formcheck.messages import _


def pandas_module() -> Any:
    """The module pandas. Raises ImportError with what to install."""
    try:
        import pandas
    except ImportError as e:
        raise ImportError(_("to_dataframe() needs pandas; install it with: pip install pandas")) from e
    return pandas
