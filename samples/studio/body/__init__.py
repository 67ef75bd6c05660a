"""A body and its movements: shape, joints, clothes, and the movements by name."""

from .ankle_alphabet import AnkleAlphabet
from .ankle_pump import AnklePump
from .bent_over_row import BentOverRow
from .bird_dog import BirdDog
from .blade_squeeze import BladeSqueeze
from .calf_raise import CalfRaise
from .clamshell import Clamshell
from .doorway_stretch import DoorwayStretch
from .external_rotation import ExternalRotation
from .glute_bridge import GluteBridge
from .lateral_walk import LateralWalk
from .leg_swing import HipMobility
from .movement import Moment, Movement, View
from .other import Squat, Standing, TwoLegRdl, Waving
from .overhead_lift import OverheadLift
from .plank import Plank
from .prone_y import ProneY
from .pull_up import PullUp
from .push_up import PushUp
from .rdl import SingleLegRdl
from .shrug import Shrug
from .side_leg_raise import SideLegRaise
from .wall_angel import WallAngel

__all__ = ["EXERCISES", "MOVEMENTS", "OTHERS", "Moment", "Movement", "Standing", "View", "Waving"]

_EXERCISES = (
    *(WallAngel, ProneY, Clamshell, SingleLegRdl, CalfRaise, GluteBridge, Plank, PushUp, BirdDog, SideLegRaise),
    *(BentOverRow, OverheadLift, Shrug, PullUp, ExternalRotation, LateralWalk, HipMobility, AnklePump),
    *(DoorwayStretch, BladeSqueeze, AnkleAlphabet),
)
EXERCISES: dict[str, type[Movement]] = {m.name: m for m in _EXERCISES}
OTHERS: dict[str, type[Movement]] = {m.name: m for m in (Squat, TwoLegRdl, Standing, Waving)}
MOVEMENTS = EXERCISES | OTHERS
