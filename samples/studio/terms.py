"""What the label format calls the studio's views, variants, faults and ranges, and what each view can judge."""

from __future__ import annotations

FAULT_ID = {
    "wall_angel": {
        "partial": "short",
        "off_wall": "arms-off-wall",
        "lumbar_arch": "back-off",
        "back_off": "back-off",
        "lean": "lean",
        "elbow_closed": "elbow-90",
        "elbow_open": "elbow-90",
        "shrug": "shrug",
        "asymmetric": "uneven",
        "fast": "fast",
    },
    "prone_y_raise": {
        "partial": "short",
        "bent_elbows": "bent-elbow",
        "neck_extension": "head-up",
        "too_narrow": "angle",
        "too_wide": "angle",
        "trunk_lift": "chest-lift",
        "jerky": "swing",
        "fast": "fast",
    },
    "clamshell": {"partial": "short", "pelvis_roll": "roll-back", "feet_apart": "feet-apart", "fast": "fast"},
    "single_leg_rdl": {
        "partial": "short",
        "rounded_back": "round",
        "knee_bent": "squat",
        "knee_locked": "locked",
        "hip_open": "hip-open",
        "leg_low": "leg-drop",
        "foot_tap": "touch",
        "fast": "fast",
    },
    "calf_raise": {
        "partial": "short",
        "bent_knees": "knee-bend",
        "fast": "drop",
        "drop": "drop",
        "bounce": "bounce",
        "roll_out": "roll-out",
        "uneven": "uneven",
        "forward_lean": "lean",
    },
    "glute_bridge": {"partial": "short", "overarch": "overarch", "fast": "fast"},
    "plank": {"sag": "sag", "pike": "pike", "head_drop": "head"},
    "bird_dog": {
        "partial": "",  # what of it is there is said as a low leg and a low arm
        "leg_low": "leg-low",
        "leg_high": "leg-high",
        "arm_low": "arm-low",
        "same_side": "same-side",
        "fast": "fast",
    },
    "side_leg_raise": {
        "partial": "short",
        "pelvis_roll": "roll-back",
        "knee_bend": "knee-bend",
        "leg_forward": "flex",
        "fast": "fast",
    },
    "push_up": {
        "partial": "shallow",
        "no_lockout": "no-lockout",
        "sag": "sag",
        "pike": "pike",
        "head_drop": "head",
        "fast": "fast",
    },
    "bent_over_row": {
        "torso_swing": "torso-swing",
        "too_upright": "too-upright",
        "fast": "fast",
    },
    "overhead_lift": {"partial": "short", "uneven": "uneven", "lean": "lean", "legs": "legs", "fast": "fast"},
    "shrug": {"bent_elbow": "bent-elbow", "fast": "fast"},
    "pull_up": {"partial": "low", "no_hang": "no-hang", "swing": "swing", "fast": "fast"},
    "external_rotation": {"elbow_out": "elbow-out", "twist": "twist", "fast": "fast"},
    "lateral_walk": {"feet_together": "feet-together", "sway": "sway"},
    "hip_mobility": {"trunk": "trunk"},
    "ankle_pump": {"knee": "knee"},
    "doorway_stretch": {"lean": "lean", "elbow_low": "elbow-low", "elbow_high": "elbow-high"},
    "blade_squeeze": {"arch": "arch"},
    "ankle_alphabet": {"leg_moves": "leg-moves"},
}
# our view -> the contract's, where the names differ
VIEW = {
    "front_close": "front",
    "front_high": "front",
    "front_low": "front",
    "side_high": "side",
    "side_far": "side",
    "side_left": "side",
    "side_right": "side",
    "oblique_right": "oblique",
    "oblique_feet": "oblique",
    "oblique_head": "oblique",
    "top": "above",
    "feet": "foot-end",
    "head": "head-end",
    "head_high": "head-end",
}
# what a camera there can judge, after the contract's table: c count and time, r range
CAN = {
    "wall_angel": {"front": "cr", "front_close": "cr", "oblique": "c", "side": "c"},
    "prone_y_raise": {"side": "cr", "side_high": "cr", "oblique": "", "head_high": "", "top": ""},
    "clamshell": {"front": "cr", "front_low": "cr", "front_high": "c", "feet": "", "head": ""},
    "single_leg_rdl": {"side": "cr", "side_far": "cr", "oblique": "cr", "front": "c", "back": ""},
    "calf_raise": {"side": "cr", "oblique": "cr", "front": "cr", "back": "c"},
    "glute_bridge": {
        "side": "cr",
        "side_right": "cr",
        "side_high": "cr",
        "oblique": "c",
        "oblique_head": "c",
        "feet": "",
        "head": "",
    },
    "plank": {
        "side": "cr",
        "side_left": "cr",
        "side_high": "cr",
        "oblique": "c",
        "oblique_feet": "c",
        "head": "",
        "feet": "",
    },
}
# name and unit of the range, and the measure behind it
CAN["push_up"] = CAN["bird_dog"] = CAN["plank"]
CAN["side_leg_raise"] = {"front": "cr", "front_high": "cr", "front_low": "cr", "back": "c", "feet": "", "head": ""}
CAN["bent_over_row"] = {"side": "cr", "side_right": "cr", "oblique": "", "front": "", "back": ""}
CAN["overhead_lift"] = {"front": "cr", "back": "r", "oblique": "", "side": ""}
CAN["shrug"] = {"front": "cr", "oblique": "r", "side": ""}
CAN["pull_up"] = dict.fromkeys(("front", "back", "oblique", "side"), "cr")
CAN["external_rotation"] = {"front": "cr", "oblique": "cr", "oblique_right": "cr"}
CAN["lateral_walk"] = {"front": "cr", "back": "r", "oblique": ""}
CAN["hip_mobility"] = {"side": "cr", "side_right": "cr", "oblique": "r", "oblique_right": "r"}
CAN["ankle_pump"] = {"side": "cr", "side_left": "cr", "oblique": ""}
CAN["ankle_alphabet"] = {"front": "cr", "oblique": "cr", "side": ""}
CAN["doorway_stretch"] = {"back": "cr", "oblique": ""}
CAN["blade_squeeze"] = {"side": "cr", "side_right": "cr"}
RANGE = {
    "wall_angel": ("arm elevation", "deg", "arm_elevation"),
    "prone_y_raise": ("arm lift", "deg", "arm_lift_vs_trunk"),
    "clamshell": ("knee opening", "deg", "knee_opening"),
    "single_leg_rdl": ("trunk inclination", "deg", "trunk_inclination"),
    "calf_raise": ("heel rise", "cm", "heel_rise_cm"),
    "glute_bridge": ("hip extension", "deg", "hip_angle"),
    "push_up": ("elbow bend", "deg", "elbow_bend"),
    "bird_dog": ("leg height", "deg", "leg_lean"),  # of the whole leg, as the exercise measures it
    "side_leg_raise": ("leg opening", "deg", "leg_opening"),
    "bent_over_row": ("elbow height", "T", "elbow_height"),
    "overhead_lift": ("arm elevation", "deg", "arm_elevation"),
    "shrug": ("shoulder rise", "T", "shoulder_rise"),
    "pull_up": ("rise", "T", "rise"),
    "external_rotation": ("swing of the hand", "T", "hand_outward"),
    "lateral_walk": ("opening of the feet", "T", "opening"),
    "hip_mobility": ("swing, back to front", "deg", "thigh_ahead"),
    "ankle_pump": ("foot movement", "deg", "ankle_angle"),
}
AT_TOP = {"bird_dog", "overhead_lift", "push_up"}  # the range is the value there, not the change
BEGINS_BY_LOWERING = {"single_leg_rdl", "push_up"}
ONE_SIDED = {
    ("clamshell", ""),
    ("clamshell", "hand"),
    ("single_leg_rdl", ""),
    ("calf_raise", "single"),
    ("glute_bridge", "single"),
    ("bird_dog", ""),
    ("bird_dog", "one"),
    ("side_leg_raise", ""),
    ("bent_over_row", "one"),
    ("external_rotation", ""),
    ("lateral_walk", ""),
    ("hip_mobility", ""),
    ("ankle_pump", ""),
}
VARIANT = {
    "prone_y_raise": {"": "floor", "bench": "bench"},
    "calf_raise": {"": "double", "single": "single-leg", "wall": "double", "bar": "double"},
    "glute_bridge": {"": "double", "single": "single-leg"},
    "push_up": {"": "floor", "knees": "knees"},
    "bent_over_row": {"": "both-arms", "one": "one-arm"},
    "external_rotation": {"": "single", "both": "both"},
}
