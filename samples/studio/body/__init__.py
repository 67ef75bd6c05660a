"""A body and its movements: shape, joints, clothes, and the movements by name."""

from .bird_dog import BirdDog
from .calf_raise import CalfRaise
from .clamshell import Clamshell
from .glute_bridge import GluteBridge
from .movement import Moment, Movement, View
from .other import Squat, Standing, TwoLegRdl, Waving
from .plank import Plank
from .prone_y import ProneY
from .push_up import PushUp
from .rdl import SingleLegRdl
from .side_leg_raise import SideLegRaise
from .wall_angel import WallAngel

__all__ = ["EXERCISES", "MOVEMENTS", "OTHERS", "Moment", "Movement", "Standing", "View", "Waving"]

_EXERCISES = (WallAngel, ProneY, Clamshell, SingleLegRdl, CalfRaise, GluteBridge, Plank, PushUp, BirdDog, SideLegRaise)
EXERCISES: dict[str, type[Movement]] = {m.name: m for m in _EXERCISES}
OTHERS: dict[str, type[Movement]] = {m.name: m for m in (Squat, TwoLegRdl, Standing, Waving)}
MOVEMENTS = EXERCISES | OTHERS
