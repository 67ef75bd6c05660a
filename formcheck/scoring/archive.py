"""Read clips and labels from local folders, or from addresses such as s3://bucket/clips through fsspec.

Other modules do not see the difference. fsspec finds keys and endpoints in its own settings or those of the service.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any
from urllib.parse import unquote

from formcheck.errors import SourceError
from formcheck.messages import _

MOST_BYTES = 64 << 30  # of a downloaded file: a larger one is no clip, and would fill the disk
LONGEST_REASON = 160

_one_at_a_time = Lock()  # two threads that import fsspec at once may deadlock


def is_address(where: str) -> bool:
    return "://" in where


def name_of(where: str) -> str:
    """The name of a file or folder, without its path."""
    if not is_address(where):
        return Path(where).name
    name = PurePosixPath(where).name
    return unquote(name) if where.startswith("http") else name


def sibling(where: str, name: str) -> str:
    """A file of the given name in the same folder."""
    return where[: where.rindex("/") + 1] + name if is_address(where) else str(Path(where).with_name(name))


def folder_of(where: str) -> str:
    return where[: where.rindex("/") + 1] if is_address(where) else str(Path(where).parent)


def list_files(folder: str) -> list[str]:
    """The paths of all files in a folder, sorted by name. Raises SourceError."""
    if not is_address(folder):
        try:
            return sorted(map(str, Path(folder).iterdir()), key=name_of)
        except OSError as e:
            raise SourceError(
                _("{folder} cannot be read ({why}); check its name and permissions").format(
                    folder=folder, why=e.strerror
                )
            ) from e
    with _reaching(folder):
        files, path = _opened(folder)
        return sorted((files.unstrip_protocol(p) for p in files.ls(path, detail=False)), key=name_of)


@contextmanager
def fetched(where: str, longest_s: float, most_bytes: int = MOST_BYTES) -> Iterator[Path]:
    """A local file: the file itself, or a temporary copy of the one at the address.

    Raises SourceError if it cannot be downloaded completely within longest_s seconds.
    """
    if not is_address(where):
        yield Path(where)
        return
    with ExitStack() as stack:
        with _reaching(where):
            folder = stack.enter_context(TemporaryDirectory(prefix="formcheck-", ignore_cleanup_errors=True))
            copy = Path(folder) / Path(name_of(where)).name
            _fetch(where, copy, longest_s, most_bytes)
        yield copy


def _fetch(where: str, copy: Path, longest_s: float, most_bytes: int) -> None:
    files, path = _opened(where)
    from fsspec.callbacks import Callback  # after _opened, which loads all of fsspec

    until = time.monotonic() + longest_s

    class Limits(Callback):  # type: ignore[misc]
        def relative_update(self, inc: int = 1) -> None:
            self.value += inc
            if time.monotonic() > until:
                raise ValueError(
                    _("it took longer than {seconds:.0f} s").format(seconds=longest_s)
                )  # fsspec would replace a TimeoutError
            if self.value > most_bytes:
                raise ValueError(_("it is larger than {size} MB").format(size=most_bytes >> 20))

    limits = Limits()
    files.get_file(path, str(copy), callback=limits)
    got = copy.stat().st_size
    if limits.size is not None and got < limits.size:  # more is fine: it was compressed
        raise EOFError(_("only {got} of {size} bytes arrived").format(got=got, size=limits.size))


def _opened(where: str) -> tuple[Any, str]:
    with _one_at_a_time:
        from fsspec.core import url_to_fs

        files, path = url_to_fs(where, use_listings_cache=False)
    return files, path


@contextmanager
def _reaching(where: str) -> Iterator[None]:
    """Turn any download error into one sentence: each kind of archive raises its own exceptions."""
    if "::" in where:
        raise SourceError(_("{where} is a chained address; use a plain one").format(where=where))
    try:
        yield
    except ImportError as e:
        need = _("{where} needs a package that is not installed ({why})").format(where=where, why=_reason(e))
        raise SourceError(
            _("{need}; install it with: pip install 'fsspec[http]', for s3:// also s3fs").format(need=need)
        ) from e
    except Exception as e:
        raise SourceError(
            _("{where} cannot be downloaded ({why}); check the address and its permissions").format(
                where=where, why=_reason(e)
            )
        ) from e


def _reason(e: BaseException) -> str:
    if isinstance(e, FileNotFoundError):
        return _("not found")
    if isinstance(e, TimeoutError):
        return _("no answer in time")
    said = " ".join(str(e).split()) or type(e).__name__
    return said if len(said) <= LONGEST_REASON else f"{said[:LONGEST_REASON]}…"


def absolute(where: str) -> str:
    """The same path, independent of the current folder."""
    return where if is_address(where) else str(Path(where).absolute())
