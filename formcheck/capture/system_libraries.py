"""The system libraries that OpenCV and MediaPipe need, and the error if one is missing."""

from __future__ import annotations

from formcheck.errors import FormcheckError
from formcheck.messages import _

APT = "apt-get install -y libgl1 libglib2.0-0 libegl1 libgles2"


def explain(error: ImportError | OSError) -> FormcheckError:
    """Turn a failed import of a native library into an error that says what to install."""
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    if ".so" in text:
        return FormcheckError(
            _("a system library is missing ({library}); on Debian or Ubuntu: {command}").format(
                library=text, command=APT
            )
        )
    return FormcheckError(_("a package is missing or broken ({library}); reinstall formcheck").format(library=text))
