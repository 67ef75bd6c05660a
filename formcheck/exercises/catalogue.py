"""The exercises by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from formcheck.errors import ExerciseError
from formcheck.messages import _
from formcheck.motion.spec import Exercise


class Catalogue(Mapping[str, Exercise]):
    """The built-in exercises, then the user's own, which are loaded and checked on first use."""

    def __init__(self, built_in: Sequence[Exercise]) -> None:
        self._built_in = {e.name for e in built_in}
        self._known = {e.name: e for e in built_in}
        self._loaded = False
        self._origins: dict[str, str] = {}

    def __getitem__(self, name: str) -> Exercise:
        if name not in self._built_in:
            self._load()
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        self._load()
        return iter(self._known)

    def __len__(self) -> int:
        self._load()
        return len(self._known)

    @property
    def origins(self) -> Mapping[str, str]:
        """Where the user's own exercises come from, by name."""
        self._load()
        return self._origins

    def add(self, e: Exercise, origin: str) -> None:
        """Add an exercise, replacing an earlier one of the same origin. Raises ExerciseError if it is incomplete."""
        from formcheck.exercises.check import check_exercise

        check_exercise(e)
        if e.name in self._known and self._origins.get(e.name) != origin:
            whose = self._origins.get(e.name, "formcheck")
            raise ExerciseError(
                _('there is already an exercise "{name}" from {whose}; give yours another name').format(
                    name=e.name, whose=whose
                )
            )
        self._known[e.name], self._origins[e.name] = e, origin

    def _load(self) -> None:
        if self._loaded:
            return
        from formcheck.exercises.own import own_exercises

        self._loaded = True  # first, because the loaded file may use the catalogue
        try:
            for exercise, origin in own_exercises():
                if exercise is not self._known.get(exercise.name):  # a file may import exercises of another
                    self.add(exercise, origin)
        except BaseException:
            self._loaded = False  # so that the next access raises again
            raise
