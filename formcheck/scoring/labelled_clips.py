"""LabelledMovement clips: find them, make jobs of them, and score the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePath
from unicodedata import normalize

from formcheck.capture.formats import is_clip
from formcheck.errors import FormcheckError, SourceError, UsageError
from formcheck.exercises import AUTO, find
from formcheck.messages import _
from formcheck.result import Result
from formcheck.sanitize import readable
from formcheck.scoring.against_labels import ClipScore, compare, named_otherwise
from formcheck.scoring.archive import absolute, fetched, folder_of, is_address, list_files, name_of, sibling
from formcheck.scoring.batch import Answer, Job
from formcheck.scoring.labels import ENDING, MOST_BYTES, Labels
from formcheck.scoring.worker import UNKNOWN

MISSED = 3  # exit code if something is not as labelled
AT_ONCE = 32  # label files read in parallel
LABELS_S = 60.0  # time limit for downloading a label file


@dataclass(frozen=True, slots=True)
class Case:
    """A clip (a path or an address), its labels, and a unique name."""

    clip: str
    labels: Labels
    stem: str

    @property
    def name(self) -> str:
        return name_of(self.clip)

    def job(self, model: str, landmarks_dir: Path | None, *, recognise: bool = False) -> Job:
        """The job for a worker anywhere: of the labels, only exercise, variant and height, or only the height."""
        return {
            "clip": absolute(self.clip),
            "exercise": AUTO if recognise else self.labels.exercise,
            "variant": None if recognise else self.labels.variant,
            "height_cm": self.labels.height_cm,
            "model": model,
            "landmarks_dir": absolute(str(landmarks_dir)) if landmarks_dir else None,
        }

    @property
    def nobody_is_right(self) -> bool:
        """Whether the labels expect that no person is found."""
        return self.labels.allowed == (0, 0) or not self.labels.suited


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """A clip that cannot be scored, because its labels are unreadable or the clip is missing."""

    stem: str
    error: str


def found(paths: Sequence[str | Path]) -> list[Case | Unlabelled]:
    """The labelled clips of folders, label files and clips, or of their addresses; unusable ones as Unlabelled.

    Raises SourceError if no clip can be scored.
    """
    clips: dict[str, str | None] = {}  # by label file
    for given in map(str, paths):
        path = given if is_address(given) else str(Path(given))
        clips.update(_of_folder(path) if _is_folder(path) else _of_file(path))
    with ThreadPoolExecutor(AT_ONCE) as pool:  # reading small files is mostly waiting
        every = list(pool.map(_case, clips, clips.values(), _stems(list(clips))))
    bad = [c for c in every if isinstance(c, Unlabelled)]
    if bad and len(bad) == len(every):
        raise SourceError(bad[0].error)
    return every


def cases(paths: Sequence[str | Path]) -> list[Case]:
    """The same, but raises SourceError for any unusable clip."""
    every = found(paths)
    for case in every:
        if isinstance(case, Unlabelled):
            raise SourceError(case.error)
    return [case for case in every if isinstance(case, Case)]


def one_of(paths: Sequence[str | Path], clip: str) -> Case:
    """The labelled clip at a path or address, or of that name among the paths. Raises UsageError if there is none."""
    if is_address(clip) or Path(clip).is_file():
        return cases([clip])[0]
    known = {c.stem: c for c in found(paths)}
    stem = normalize("NFC", readable(clip).removesuffix(ENDING))
    case = known.get(stem) or known.get(stem.rpartition(".")[0])
    if case is None:
        near = get_close_matches(clip, known, 1, 0.6)
        hint = (
            _("did you mean {near}?").format(near=near[0])
            if near
            else _("there are {names}").format(names=", ".join(known) or "none")
        )
        raise UsageError(_("there is no labelled clip {clip}; {hint}").format(clip=clip, hint=hint))
    if isinstance(case, Unlabelled):
        raise SourceError(case.error)
    return case


def outcome(case: Case, answer: Answer) -> tuple[ClipScore | None, str | None]:
    """The score, or the error; neither if no person was found and the labels expect that."""
    if answer.result is not None:
        result = Result.model_validate(answer.result)
        if result.exercise != case.labels.exercise:
            return named_otherwise(case.stem, case.labels, result.exercise), None
        return compare(case.stem, case.labels, result), None
    if answer.kind == UNKNOWN:
        return named_otherwise(case.stem, case.labels, None), None
    if answer.kind == "NobodySeen" and case.nobody_is_right:
        return None, None
    return None, answer.error


def _is_folder(where: str) -> bool:
    """An address is a folder unless it ends like a file: asking the archive would need a request each."""
    name = name_of(where)
    if is_address(where):
        return where.endswith("/") or not (name.endswith(ENDING) or is_clip(name))
    try:
        return Path(where).is_dir()
    except OSError as e:
        raise SourceError(
            _("{where} cannot be read ({why}); check its name and permissions").format(where=where, why=e.strerror)
        ) from e


def _of_folder(folder: str) -> dict[str, str | None]:
    """The clips of a folder by their label files, without hidden files."""
    every = [place for place in list_files(folder) if not name_of(place).startswith(".")]
    labels = [place for place in every if name_of(place).endswith(ENDING)]
    if not labels:
        said = _("{folder} contains no label files (NAME{ending} next to NAME.mp4)")
        inside = [] if is_address(folder) else sorted({p.parent.name for p in Path(folder).glob(f"*/*{ENDING}")})
        if inside:
            said = _("{folder} contains no label files (NAME{ending}), but its folders do ({inside}); name them")
        raise SourceError(said.format(folder=folder, ending=ENDING, inside=", ".join(inside)))
    clips = _by_stem(every)
    return {label: clips.get(_stem(label)) for label in labels}


def _of_file(place: str) -> dict[str, str | None]:
    """The clip of a label file, or the labels of a clip."""
    name = name_of(place)
    if name.endswith(ENDING):
        return {place: _by_stem(list_files(folder_of(place))).get(_stem(place))}
    label = sibling(place, f"{PurePath(place).stem}{ENDING}")
    if is_address(place):
        return {label: place}
    if not Path(place).exists():
        raise SourceError(_("{place} does not exist; check the name").format(place=place))
    if not Path(label).exists():
        beside = (p for p in list_files(folder_of(place)) if p.endswith(ENDING) and _stem(p) == _stem(label))
        if same := next(beside, None):
            return {same: place}
        raise SourceError(_("{name} has no labels: {label} is missing").format(name=name, label=name_of(label)))
    return {label: place}


def _by_stem(places: Sequence[str]) -> dict[str, str]:
    """The clips among the paths by their stems; the first one of each stem."""
    clips: dict[str, str] = {}
    for place in places:
        if is_clip(name := name_of(place)):
            clips.setdefault(normalize("NFC", Path(name).stem), place)
    return clips


def _stem(label: str) -> str:
    """One spelling of letters with accents, whatever system wrote the name."""
    return normalize("NFC", name_of(label).removesuffix(ENDING))


def _stems(labels: Sequence[str]) -> list[str]:
    """Unique names of the clips, each with as many leading folders as needed."""
    paths = [[*folder_of(label).rstrip("/").split("/"), _stem(label)] for label in labels]
    names = [path[-1] for path in paths]
    for depth in range(2, max(map(len, paths), default=0) + 1):
        often = Counter(names)
        names = [n if often[n] == 1 else "/".join(path[-depth:]) for n, path in zip(names, paths, strict=True)]
    return [readable(n) for n in names]


def _case(label: str, clip: str | None, stem: str) -> Case | Unlabelled:
    try:
        if clip is None:
            raise SourceError(
                _("{label} has no clip next to it ({label2}.mp4 or another format)").format(
                    label=name_of(label), label2=_stem(label)
                )
            )
        with fetched(label, LABELS_S, MOST_BYTES) as path:
            known = Labels.read(path)
        find(known.exercise)
    except FormcheckError as e:
        return Unlabelled(stem, str(e))
    return Case(clip, known, stem)
