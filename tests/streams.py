"""Synthetic landmark streams of people exercising, and ways to damage them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from people import figure, front_support, lying_on_side, lying_prone, movement, seen, supine, walking_sideways

from formcheck.motion.pose import Pose
from formcheck.source import NOTHING_NOTED, LandmarkFrame, ModelName, ReadingNotes, SourceInfo

WIDTH, HEIGHT = 640, 360
ASPECT = WIDTH / HEIGHT
CYCLE_S = 4.6  # of people.movement


@dataclass(frozen=True)
class Form:
    """How an exercise looks: the figure over time for so many repetitions, holds or steps, and the camera's yaw."""

    of: Callable[[int], Callable[[float], np.ndarray]]
    yaw: float = 0.0
    cycle_s: float = CYCLE_S


def moving(shape: Callable[[float], np.ndarray], yaw: float = 0.0, *, hold: float = 0.8) -> Form:
    """By a full movement from 0 to 1."""

    def of(reps: int) -> Callable[[float], np.ndarray]:
        at = movement(reps, hold=hold)
        return lambda t: shape(at(t))

    return Form(of, yaw, CYCLE_S - 0.8 + hold)


FORMS = {
    "calf-raise": moving(lambda x: figure(rise=0.06 * x), 90),
    "single-leg-rdl": moving(lambda x: figure(hinge=75 * x, free_leg=8 + 62 * x), 90),
    "wall-angel": moving(lambda x: figure(elevation=80 + 70 * x)),
    "clamshell": moving(lambda x: lying_on_side(opening=0.05 + 0.4 * x)),
    "prone-y-raise": moving(lambda x: lying_prone(lift=30 * x)),
    "glute-bridge": moving(lambda x: supine(lift=x), hold=1.5),
    "plank": moving(lambda x: front_support(knees_up=x), hold=3.0),
    "lateral-walk": Form(walking_sideways, cycle_s=1.4),
}


@dataclass
class Stream:
    """Any frames as a source."""

    frames: Sequence[LandmarkFrame] = field(repr=False)
    info: SourceInfo = field(
        default_factory=lambda: SourceInfo(
            path=Path("made-up.npz"), kind="landmarks", width=WIDTH, height=HEIGHT, model=ModelName("full", "0" * 64)
        )
    )

    def __iter__(self) -> Iterator[LandmarkFrame]:
        return iter(self.frames)

    def notes(self) -> ReadingNotes:
        return NOTHING_NOTED

    def stop(self) -> None:
        pass


def recorded(frames: Sequence[LandmarkFrame], path: Path) -> Path:
    """The frames as a landmark recording."""
    from formcheck.capture.recording import Recorder  # not where OpenCV and PyAV are left out

    stream = Stream(frames)
    recorder = Recorder(path, stream.info)
    for frame in frames:
        recorder.push(frame)
    recorder.close()
    return path


def as_seen(pose: Pose) -> LandmarkFrame:
    """The output of the pose model for a pose."""
    image = np.stack([pose.xy.real / ASPECT, 1 - pose.xy.imag, np.zeros(33)], axis=1)
    return LandmarkFrame(
        pose.t,
        image.astype(np.float32),
        (pose.world * [1, -1, -1]).astype(np.float32),
        np.ones(33, np.float32),
    )


def at_work(exercise: str, reps: int, fps: float = 30.0, noise: float = 0.0005, seed: int = 0) -> list[LandmarkFrame]:
    """That many clean repetitions, holds or steps and a second of rest."""
    form, dice = FORMS[exercise], np.random.default_rng(seed)
    shape = form.of(reps)
    frames = []
    for t in np.arange(0, reps * form.cycle_s + 1, 1 / fps):
        frame = as_seen(seen(float(t), shape(float(t)), yaw=form.yaw))
        frame.image[:] += dice.normal(0, noise, (33, 3)).astype(np.float32)
        frames.append(frame)
    return frames


# damage: each takes the frames, where it begins and ends, a number to do it with, and a die

Frames = list[LandmarkFrame]
Damage = Callable[[Frames, int, int, float, np.random.Generator], Frames]


def _each(frames: Frames, a: int, b: int, change: Callable[[LandmarkFrame], LandmarkFrame]) -> Frames:
    return [*frames[:a], *map(change, frames[a:b]), *frames[b:]]


def _points(of_image: bool, of_world: bool) -> Damage:
    def overwrite(frames: Frames, a: int, b: int, x: float, dice: np.random.Generator) -> Frames:
        some = dice.choice(33, int(dice.integers(1, 34)), replace=False)

        def change(s: LandmarkFrame) -> LandmarkFrame:
            image, world = s.image.copy(), s.world.copy()
            if of_image:
                image[some] = x
            if of_world:
                world[some] = x
            return replace(s, image=image, world=world)

        return _each(frames, a, b, change)

    return overwrite


def jump(frames: Frames, a: int, b: int, x: float, dice: np.random.Generator) -> Frames:
    far = dice.normal(0, 1, 3).astype(np.float32)
    return _each(frames, a, b, lambda s: replace(s, image=s.image + far))


def shake(frames: Frames, a: int, b: int, x: float, dice: np.random.Generator) -> Frames:
    much = 10 ** dice.uniform(-4, 1)
    return _each(
        frames, a, b, lambda s: replace(s, image=s.image + dice.normal(0, much, s.image.shape).astype(np.float32))
    )


def nobody(frames: Frames, a: int, b: int, x: float, dice: np.random.Generator) -> Frames:
    return _each(frames, a, b, lambda s: LandmarkFrame.nobody(s.t))


def lost(frames: Frames, a: int, b: int, x: float, dice: np.random.Generator) -> Frames:
    return frames[:a] + frames[b:]


def doubled_times(frames: Frames, a: int, b: int, x: float, dice: np.random.Generator) -> Frames:
    return _each(frames, a, b, lambda s: replace(s, t=frames[a].t))


def backward_times(frames: Frames, a: int, b: int, x: float, dice: np.random.Generator) -> Frames:
    return _each(frames, a, b, lambda s: replace(s, t=s.t - float(dice.exponential(2))))


def broken_times(frames: Frames, a: int, b: int, x: float, dice: np.random.Generator) -> Frames:
    return _each(frames, a, b, lambda s: replace(s, t=x))


def reversed_frames(frames: Frames, a: int, b: int, x: float, dice: np.random.Generator) -> Frames:
    return [*frames[:a], *reversed(frames[a:b]), *frames[b:]]


def pause(frames: Frames, a: int, b: int, x: float, dice: np.random.Generator) -> Frames:
    long = float(dice.exponential(20))
    return _each(frames, a, len(frames), lambda s: replace(s, t=s.t + long))


def other_clock(frames: Frames, a: int, b: int, x: float, dice: np.random.Generator) -> Frames:
    scale = float(dice.choice([1e-6, 1e-3, 0.1, 10, 1e3, 1e6]))
    return _each(frames, 0, len(frames), lambda s: replace(s, t=s.t * scale))


def noise_alone(frames: Frames, a: int, b: int, x: float, dice: np.random.Generator) -> Frames:
    return _each(
        frames,
        a,
        b,
        lambda s: LandmarkFrame(
            s.t,
            dice.normal(0.5, 0.3, (33, 3)).astype(np.float32),
            dice.normal(0, 0.5, (33, 3)).astype(np.float32),
            dice.random(33).astype(np.float32),
        ),
    )


DAMAGE: dict[str, Damage] = {
    "image": _points(True, False),
    "world": _points(False, True),
    "landmarks": _points(True, True),
    **{
        f.__name__: f
        for f in (
            jump, shake, nobody, lost, doubled_times, backward_times, broken_times, reversed_frames, pause,
            other_clock, noise_alone,
        )
    },
}  # fmt: skip
