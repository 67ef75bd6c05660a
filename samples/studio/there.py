"""When an acted fault counts: its true deviation, compared with limit and interval.

The limits and intervals are those of the exercise files, in true degrees, seconds and lengths; others where landmarks
read a fault larger or smaller than it is (elbows, a back off the wall, knees, a drop). A fault is there from limit plus
interval on; within the interval of the limit nobody can tell, and it is neither missed nor falsely raised. T is the
trunk, shoulder to hip as the landmarks have it, FOOT the foot, heel to toe (Drillis & Contini 1966), both as shares of
the stature.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .truth import TrueRep

T, FOOT = 0.275, 0.152
TAPS = 0.9  # a tap reaches the floor from this strength on

Measures = Mapping[str, Mapping[str, float]]
Standing = Literal["there", "borderline", "no"]


@dataclass(frozen=True)
class Limit:
    """What is true of a fault: its measure (of the true measures and the stature in cm), and from where it is one."""

    measure: Callable[[Measures, float], float]
    limit: float
    interval: float
    below: bool = False

    def standing(self, measures: Measures, stature: float) -> Standing:
        return standing(self.measure(measures, stature), self.limit, self.interval, below=self.below)


def standing(value: float, limit: float, interval: float, *, below: bool) -> Standing:
    beyond = limit - value if below else value - limit
    return "there" if beyond >= interval else "borderline" if beyond > -interval else "no"


def _change(name: str) -> Callable[[Measures, float], float]:
    return lambda m, _: abs(m[name]["change"])


def _sides(name: str, at: str, m: Measures) -> tuple[float, float]:
    return m[f"{name}_left"][at], m[f"{name}_right"][at]


def _peak(name: str) -> Callable[[Measures, float], float]:
    return lambda m, _: m[name]["extreme"]


def _start(name: str) -> Callable[[Measures, float], float]:
    return lambda m, _: m[name]["start"]


def _uneven(m: Measures, _: float) -> float:
    left, right = _sides("arm_elevation", "extreme", m)
    return abs(left - right)


def _off_square(m: Measures, _: float) -> float:
    return abs(sum(_sides("elbow_flexion", "start", m)) / 2 - 90)


def _off_wall(m: Measures, stature: float) -> float:
    return sum(_sides("wrist_gap_cm", "change", m)) / 2 / (T * stature)


def _hangs(m: Measures, _: float) -> float:
    return m["trunk_inclination"]["extreme"] - m["free_leg_inclination"]["extreme"]


def _knees_bend(m: Measures, _: float) -> float:
    return max(_sides("knee_flexion", "change", m))


def _elbows_bend(m: Measures, _: float) -> float:
    return sum(_sides("elbow_flexion", "extreme", m)) / 2


def _off_the_y(m: Measures, _: float) -> float:
    return abs(m["y_angle"]["extreme"] - 38.5)


def _feet_part(m: Measures, stature: float) -> float:
    return m["ankle_gap_cm"]["change"] / (T * stature)


def _standing_knee(m: Measures, _: float) -> float:
    return m["stance_knee_flexion"]["extreme"]


def _to_and_fro(name: str) -> Callable[[Measures, float], float]:
    """Of what goes as far one way as the other."""
    return lambda m, _: 2 * abs(m[name]["change"])


def _heel_rise(m: Measures, stature: float) -> float:
    return m["heel_rise_cm"]["change"] / (FOOT * stature)


THERE: dict[str, dict[str, Limit]] = {
    "wall_angel": {
        "partial": Limit(_change("arm_elevation"), 49, 3.4, below=True),  # 50.7 and 3 in the landmarks
        "asymmetric": Limit(_uneven, 12, 3),
        "lean": Limit(_change("trunk_lean"), 5, 1),
        "elbow_closed": Limit(_off_square, 38, 3),  # 43 in the landmarks
        "elbow_open": Limit(_off_square, 38, 3),
        "off_wall": Limit(_off_wall, 0.15, 0.03),
        "back_off": Limit(_change("trunk_hinge"), 5, 1),
        "lumbar_arch": Limit(_change("trunk_hinge"), 5, 1),
    },
    "prone_y_raise": {
        "partial": Limit(_change("arm_lift_vs_trunk"), 0.88 * 18, 3.2, below=True),
        "trunk_lift": Limit(_change("trunk_lift"), 5.7, 1.6),  # 0.1 and 0.028 T
        "bent_elbows": Limit(_elbows_bend, 35, 7),
        "too_narrow": Limit(_off_the_y, 15.5, 3.3),
        "too_wide": Limit(_off_the_y, 15.5, 3.3),
    },
    "clamshell": {
        "partial": Limit(_change("knee_opening"), 30, 3.75, below=True),
        "feet_apart": Limit(_feet_part, 0.2, 0.02),
    },
    "single_leg_rdl": {
        "partial": Limit(_change("trunk_inclination"), 0.75 * 75, 2.8, below=True),
        "knee_bent": Limit(_change("stance_knee_flexion"), 36, 7.5),  # 33 and 6.5 in the landmarks
        "knee_locked": Limit(_standing_knee, 9.5, 5, below=True),  # 14 and 4 in the landmarks
        "leg_low": Limit(_hangs, 7, 3.4),
    },
    "calf_raise": {
        "partial": Limit(_heel_rise, 0.78 * 0.30, 0.0325, below=True),
        "bent_knees": Limit(_knees_bend, 12, 3),
        "forward_lean": Limit(_change("trunk_inclination"), 5.5, 1),
    },
    "bird_dog": {
        "partial": Limit(_peak("leg_lean"), 75, 4, below=True),
        "leg_low": Limit(_peak("leg_lean"), 75, 4, below=True),
        "leg_high": Limit(_peak("leg_lean"), 112, 4),
        "arm_low": Limit(_peak("arm_angle"), 150, 4, below=True),
    },
    "side_leg_raise": {
        "partial": Limit(_change("leg_opening"), 24, 3, below=True),
        "knee_bend": Limit(_peak("knee_flexion"), 22, 5),
    },
    "push_up": {
        "partial": Limit(_peak("elbow_angle"), 110, 7),
        "no_lockout": Limit(_start("elbow_angle"), 150, 6, below=True),
        "sag": Limit(_peak("hip_deviation"), -0.05, 0.012, below=True),
        "pike": Limit(_peak("hip_deviation"), 0.06, 0.012),
        "head_drop": Limit(_peak("neck_flexion"), 28, 4),
    },
    "glute_bridge": {
        "partial": Limit(
            _peak("hip_angle"), 156, 4, below=True
        ),  # 160 in the landmarks, whose hips are further in front
        # 198 and 5 in the landmarks, whose hips read 7 to 15 further up, which depends on the body
        "overarch": Limit(_peak("hip_angle"), 187, 6),
    },
    "bent_over_row": {
        "torso_swing": Limit(_change("trunk_inclination"), 14, 3),
        "too_upright": Limit(_start("trunk_inclination"), 36, 5, below=True),
    },
    "overhead_lift": {
        "partial": Limit(_peak("arm_elevation"), 0.88 * 155, 6, below=True),
        "uneven": Limit(_peak("wrists_apart"), 0.17, 0.04),
        "lean": Limit(_change("trunk_aside"), 7, 2),
        "legs": Limit(_change("knee_flexion"), 41, 8),  # 22 and 4 in the landmarks, of a short dip
    },
    "shrug": {"bent_elbow": Limit(_peak("elbow_bend"), 42, 6)},
    "pull_up": {
        "partial": Limit(_peak("nose_over_hands"), 0.02, 0.06, below=True),
        "no_hang": Limit(_start("elbow_bend"), 65, 10),
        "swing": Limit(_to_and_fro("hips_back"), 0.45, 0.08),
    },
    "external_rotation": {
        "elbow_out": Limit(_change("elbow_outward"), 0.27, 0.04),  # 0.2 in the landmarks
        "twist": Limit(_change("trunk_turn"), 22, 5),
    },
    "lateral_walk": {
        "feet_together": Limit(_start("opening"), -0.03, 0.04, below=True),
        "sway": Limit(_to_and_fro("trunk_aside"), 15, 3),
    },
    "hip_mobility": {"trunk": Limit(_change("trunk_forward"), 22, 4)},
    "ankle_pump": {"knee": Limit(_change("knee_angle"), 24, 4)},  # by the lower leg, 7.5 and 1.2 in the landmarks
}
LESS_OF_ALL = {("bird_dog", "partial"): ("leg_low", "arm_low")}  # half the range is as many faults as limbs are low
BENCH = Limit(_change("arm_lift_vs_trunk"), 0.7 * 80, 7.8, below=True)
# seconds of the first phase and the second, 5 % to 95 %, and their interval: less, in two of three, is let go
CONTROLLED = (0.0, 0.0, 0.06)
LET_GO = {
    "wall_angel": (0.38, 0.38, 0.06),
    "prone_y_raise": (0.33, 0.33, 0.06),
    "clamshell": (0.27, 0.27, 0.06),  # 0.33 in the landmarks
    "single_leg_rdl": (0.45, 0.45, 0.06),
    "glute_bridge": (0.35, 0.35, 0.06),
    "push_up": (0.3, 0.3, 0.06),
    "bird_dog": (0.35, 0.35, 0.06),
    "side_leg_raise": (0.3, 0.3, 0.06),
    "bent_over_row": (0.25, 0.25, 0.06),
    "overhead_lift": (0.25, 0.33, 0.06),
    "shrug": (0.2, 0.2, 0.06),
    "pull_up": (0.18, 0.31, 0.06),
    "external_rotation": (0.2, 0.2, 0.06),
    "calf_raise": (0.0, 0.28, 0.08),  # 0.36 and 0.06 in the landmarks
}


@dataclass(frozen=True)
class Span:
    """A fault of a hold: its measure, from where it is one, and for how long it must last."""

    measure: str
    limit: float
    interval: float
    below: bool = False
    lasting_s: float = 1.0
    doubt_s: float = 0.3

    def beyond(self, value: float, by: float = 0.0) -> bool:
        """By so many intervals."""
        over = self.limit - value if self.below else value - self.limit
        return over >= by * self.interval


SPANS: dict[str, dict[str, Span]] = {  # in lengths of the line from shoulders to ankles
    "plank": {
        # -11 and 17 degrees in the landmarks, which read 240 degrees times it, less 2 to 8 (six bodies)
        "sag": Span("hip_deviation", -0.033, 0.012, below=True),
        "pike": Span("hip_deviation", 0.09, 0.015),
        "head_drop": Span("neck_flexion", 28, 4),
    },
    "doorway_stretch": {  # lengths of the trunk
        "lean": Span("aside", 13, 2),  # 11 in the landmarks
        "elbow_low": Span("elbow_above_shoulder", -0.3, 0.05, below=True),
        "elbow_high": Span("elbow_above_shoulder", 0.15, 0.05),
    },
    "ankle_alphabet": {"leg_moves": Span("knee_off_cm", 2.5, 0.8)},  # half of what a circle reads across
    "blade_squeeze": {"arch": Span("leans_back", 10, 3)},  # 7 and 2 in the landmarks, from the trunk of the start
}


def faults_there(kind: str, variant: str, stature: float, reps: Sequence[TrueRep]) -> list[dict[str, Standing]]:
    """Of each repetition, how the acted faults stand to their limits; stature in cm."""
    first, second, interval = LET_GO.get(kind, CONTROLLED)
    over = [max(first - (r.top_start - r.start), second - (r.end - r.top_end)) for r in reps]
    alone = [standing(x, 0.0, interval, below=False) for x in over]
    habit = [alone[max(0, i - 2) : i + 3].count("there") > 1 for i in range(len(alone))]
    quick: list[Standing] = ["borderline" if q == "there" and not h else q for q, h in zip(alone, habit, strict=True)]

    def stands(fault: str, strength: float, r: TrueRep, let_go: Standing) -> Standing:
        if fault in ("fast", "drop"):
            return let_go
        if fault == "foot_tap":
            return "there" if strength >= TAPS else "borderline"
        limit = BENCH if (variant, fault) == ("bench", "partial") else THERE[kind].get(fault)
        return limit.standing(r.measures, stature) if limit else "there"

    def acted(r: TrueRep) -> dict[str, float]:
        return r.rep.faults | {part: s for f, s in r.rep.faults.items() for part in LESS_OF_ALL.get((kind, f), ())}

    return [
        {f: stands(f, strength, r, q) for f, strength in acted(r).items()} for r, q in zip(reps, quick, strict=True)
    ]
