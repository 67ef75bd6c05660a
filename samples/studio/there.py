"""When an acted fault is there: from which true deviation on. Milder ones are acted, and not labelled.

The limits are those of the exercise files, in true degrees, seconds and lengths; others where landmarks read a fault
larger or smaller than it is (elbows, a back off the wall, a locked knee). T is the trunk, shoulder to hip as the
landmarks have it, FOOT the foot, heel to toe (Drillis & Contini 1966), both as shares of the stature.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .truth import TrueRep

T, FOOT = 0.275, 0.152
TAPS = 0.9  # a tap reaches the floor from this strength on

Measures = Mapping[str, Mapping[str, float]]
Deviation = Callable[[Measures, float], bool]  # of the true measures and the stature in cm


def _change(name: str, least: float) -> Deviation:
    return lambda m, _: abs(m[name]["change"]) > least


def _under(name: str, least: float) -> Deviation:
    """A range that is too small."""
    return lambda m, _: abs(m[name]["change"]) < least


def _sides(name: str, at: str, m: Measures) -> tuple[float, float]:
    return m[f"{name}_left"][at], m[f"{name}_right"][at]


def _uneven(m: Measures, _: float) -> bool:
    left, right = _sides("arm_elevation", "extreme", m)
    return abs(left - right) > 12


def _off_square(m: Measures, _: float) -> bool:
    return abs(sum(_sides("elbow_flexion", "start", m)) / 2 - 90) > 38  # 43 in the landmarks


def _off_wall(m: Measures, stature: float) -> bool:
    return sum(_sides("wrist_gap_cm", "change", m)) / 2 > 0.15 * T * stature


def _hangs(m: Measures, _: float) -> bool:
    return m["trunk_inclination"]["extreme"] - m["free_leg_inclination"]["extreme"] > 7


def _knees_bend(m: Measures, _: float) -> bool:
    return max(_sides("knee_flexion", "change", m)) > 12


THERE: dict[str, dict[str, Deviation]] = {
    "wall_angel": {
        "partial": _under("arm_elevation", 0.845 * 60),
        "asymmetric": _uneven,
        "lean": _change("trunk_lean", 5),
        "elbow_closed": _off_square,
        "elbow_open": _off_square,
        "off_wall": _off_wall,
        "back_off": _change("trunk_hinge", 5),
        "lumbar_arch": _change("trunk_hinge", 5),
    },
    "prone_y_raise": {
        "partial": _under("arm_lift_vs_trunk", 0.85 * 18),
        "trunk_lift": _change("trunk_lift", 5.7),  # 0.1 T
        "bent_elbows": lambda m, _: sum(_sides("elbow_flexion", "extreme", m)) / 2 > 35,
        "too_narrow": lambda m, _: m["y_angle"]["extreme"] < 23,
        "too_wide": lambda m, _: m["y_angle"]["extreme"] > 54,
    },
    "clamshell": {
        "partial": _under("knee_opening", 30),
        "feet_apart": lambda m, stature: m["ankle_gap_cm"]["change"] > 0.2 * T * stature,
    },
    "single_leg_rdl": {
        "partial": _under("trunk_inclination", 0.75 * 75),
        "knee_bent": _change("stance_knee_flexion", 32),
        "knee_locked": lambda m, _: m["stance_knee_flexion"]["extreme"] < 5,
        "leg_low": _hangs,
    },
    "calf_raise": {
        "partial": lambda m, stature: m["heel_rise_cm"]["change"] < 0.75 * 0.30 * FOOT * stature,
        "bent_knees": _knees_bend,
        "forward_lean": _change("trunk_inclination", 5.5),
    },
}
BENCH_LIFT = 0.7 * 80
# seconds of the first phase and the second, 5 % to 95 %: less is rushed, in two of three repetitions
RUSHED = {
    "wall_angel": (0.9, 0.9),
    "prone_y_raise": (0.66, 0.66),
    "clamshell": (0.8, 0.8),
    "single_leg_rdl": (0.99, 0.5),
    "calf_raise": (0.0, 0.8),
}


def faults_there(kind: str, variant: str, stature: float, reps: Sequence[TrueRep]) -> list[list[str]]:
    """Of each repetition, the acted faults that go far enough to be one; stature in cm."""
    first, second = RUSHED[kind]
    quick = [r.top_start - r.start < first or r.end - r.top_end < second for r in reps]
    habit = [q and sum(quick[max(0, i - 2) : i + 3]) > 1 for i, q in enumerate(quick)]

    def there(fault: str, strength: float, r: TrueRep, rushed: bool) -> bool:
        if fault in ("fast", "drop"):
            return rushed
        if fault == "foot_tap":
            return strength >= TAPS
        if (variant, fault) == ("bench", "partial"):
            return abs(r.measures["arm_lift_vs_trunk"]["change"]) < BENCH_LIFT
        test = THERE[kind].get(fault)
        return test is None or test(r.measures, stature)

    return [
        [f for f, strength in r.rep.faults.items() if there(f, strength, r, rushed)]
        for r, rushed in zip(reps, habit, strict=True)
    ]
