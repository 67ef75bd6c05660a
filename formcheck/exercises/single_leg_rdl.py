"""Single-leg Romanian deadlift, filmed from the side: hinge on one leg, the other swings back in line."""

from math import inf

from formcheck.exercises.measures import single_leg_rdl as own
from formcheck.exercises.references import G2, RD1, RD2, RD3, RD4, RD6, RD7, RD9, RD10, RD11, T1
from formcheck.messages import N_, _
from formcheck.motion import gates, signals
from formcheck.motion.cue import Cue
from formcheck.motion.evidence import at_top
from formcheck.motion.highlight import HIPS, LEG, OTHER_FOOT, OTHER_LEG, TORSO, Shows
from formcheck.motion.pose import Part
from formcheck.motion.spec import Exercise, Gate, Range, RepSignal, Tempo, ViewSupport
from formcheck.motion.thresholds import RushedPhase, ShortRange, Threshold
from formcheck.motion.view import Posture, View

TRUNK = (Part.SHOULDER, Part.HIP)
ACROSS = frozenset({View.SIDE, View.OBLIQUE})
END_ON = frozenset({View.FRONT, View.BACK})
CORNER = frozenset({View.OBLIQUE})
SIDE = frozenset({View.SIDE})
TWO_FEET = _("both feet stay down: lift the back foot")

# the true change against that in the picture, a line fitted on rendered truth of 45 to 88 degrees
FROM_SIDE, ALWAYS = 0.96, 5.8


SINGLE_LEG_RDL = Exercise(
    name="single-leg-rdl",
    title=_("Single-leg Romanian deadlift"),
    posture=Posture.UPRIGHT,
    start=_("Stand tall on one leg, with a soft knee."),
    movement=_(
        "Push the hips back and hinge until the trunk is about level, the free leg long behind you. Come back up."
    ),
    how_to=(
        _("Stand on one leg with a soft knee; fingertips on a wall or chair if you need it."),
        _("Push the hips back and let the trunk tip forward in one line with the free leg."),
        _("Stop when the trunk is about level, or earlier if the back of the thigh pulls. Keep the hips square."),
        _("Come back up slowly. Compare both legs."),
    ),
    camera=_("Film from the side, standing leg closer to the camera, lens at hip height, 2.5 to 3.5 m away."),
    clearance=(0.0, 1.6),  # trunk and head in front, the leg behind
    tempo=Tempo(2, 1, 3, "guide"),
    lowers_first=True,
    side_label=_("on the {side} leg"),
    side_of=gates.standing_side,
    limb=(Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE),
    rep_signals=(
        RepSignal(
            name=N_("trunk inclination"),
            signal=signals.trunk_inclination,
            travel=70,
            unit="deg",
            views=ACROSS,
            needs=TRUNK,
        ),
        # end on, the picture shows no lean: the angle in space counts, but does not measure
        RepSignal(
            name=N_("trunk inclination in space"),
            signal=signals.world_trunk_inclination,
            travel=60,
            unit="deg",
            views=END_ON,
            needs=TRUNK,
        ),
    ),
    ranges=(
        Range(
            name=N_("trunk inclination"),
            unit="deg",
            measure=lambda w: FROM_SIDE * own.hinge(w) + ALWAYS,
            targets={"": 75},
            uncertainty=3.5,
            views=frozenset({View.SIDE}),
        ),
        Range(
            name=N_("trunk inclination"),
            unit="deg",
            measure=own.hinge_from_corner,
            targets={"": 75},
            uncertainty=6.2,
            views=CORNER,
        ),
    ),
    gates=(
        # single legs part by 54 degrees and more, two-leg hinges by 10 at most
        Gate(measure=own.legs_apart, within=(30, inf), say=TWO_FEET, attempt=True, views=ACROSS, cue="two-feet"),
        Gate(measure=own.on_one_leg_end_on, within=(1, inf), say=TWO_FEET, attempt=True, views=END_ON, cue="two-feet"),
        Gate(measure=gates.least_tilt, within=(-inf, 35), say=_("the trunk never comes up")),
        Gate(
            measure=own.standing_foot_moves,
            by_place=True,
            within=(-inf, 0.5),
            clearly=(-inf, 0.8),
            say=_("the feet are walking"),
        ),
    ),
    views={
        View.SIDE: ViewSupport("must", "must", ("short", "squat", "locked", "leg-drop", "touch", "fast", "two-feet")),
        View.OBLIQUE: ViewSupport("must", "must", ("short", "fast", "two-feet"), ("hip-open",)),
        View.FRONT: ViewSupport("must", None, ("fast", "two-feet")),
        View.BACK: ViewSupport("may"),
    },
    cues=(
        Cue(
            id="short",
            say=_("Hinge a little deeper"),
            meaning=_("The hinge is too shallow."),
            severity=1,
            references=(RD4, RD9),
            signs=(ShortRange(0.75, uncertainty=0.8),),  # within 2.8 degrees of 3.5
            shows=Shows(Part.HIP, Part.SHOULDER, "rest"),
            good=_("You hinge all the way down"),
            about="hinge",
            limb=TORSO,
        ),
        Cue(
            id="squat",
            say=_("Hips back, less knee bend"),
            meaning=_("The knee bends instead of the hip."),
            severity=2,
            references=(RD1, RD2, RD3, RD7),
            signs=(
                Threshold(
                    measure=at_top(own.standing_knee_bends),
                    limit=33,
                    uncertainty=6.5,
                    unit="deg",
                    why=_("acted mildly 39, clean 25 at most, filmed up to 39; 56 once in a clean one from a corner"),
                    views=SIDE,
                    near=(-inf, 25),
                ),
            ),
            unless=("leg-drop",),  # a leg that hangs hides the standing knee
            shows=Shows(Part.KNEE, Part.ANKLE, "rest", Part.HIP, "working"),
            good=_("You hinge at the hip more than you bend the knee"),
            about="standing knee",
            limb=LEG,
        ),
        Cue(
            id="locked",
            say=_("Soften the standing knee"),
            meaning=_("The standing knee is locked."),
            severity=1,
            references=(RD6, RD1),
            signs=(
                Threshold(
                    measure=at_top(own.standing_knee_at_top),
                    limit=14,
                    uncertainty=4,
                    unit="deg",
                    why=_("acted 2 to 11, clean from 11, twice 9"),
                    below=True,
                    near=(18, 30),  # clean in the median 20; deep ones are no longer soft
                ),
            ),
            unless=("touch",),
            shows=Shows(Part.KNEE, Part.ANKLE, "straight", Part.HIP, "working"),
            good=_("Your standing knee is soft"),
            about="standing knee",
            limb=LEG,
        ),
        Cue(
            id="leg-drop",
            say=_("Back leg long and in line"),
            meaning=_("The free leg hangs below the line of the trunk."),
            severity=2,
            references=(RD7, RD11),
            signs=(
                Threshold(
                    measure=at_top(own.free_leg_hangs),
                    limit=7,
                    uncertainty=3.4,
                    unit="deg",
                    why=_("acted 15 to 25, clean 4 at most"),
                    near=(-20, 4),
                ),
            ),
            unless=("touch",),  # a foot that taps hangs while it does
            shows=Shows(Part.HIP, Part.ANKLE, "trunk", side="other"),
            good=_("Your back leg comes up in line with the trunk"),
            about="free leg",
            limb=OTHER_LEG,
        ),
        Cue(
            id="touch",
            say=_("Steady, keep the back foot up"),
            meaning=_("The free foot taps the floor."),
            severity=2,
            references=(G2, RD9),
            signs=(
                Threshold(
                    measure=own.free_foot_dips,
                    limit=0.20,
                    uncertainty=0.036,
                    unit="leg",
                    why=_("acted 0.24 to 0.43, clean 0.13 at most, shallow 0.19"),
                    near=(-inf, 0.13),
                ),
            ),
            good=_("Your free foot does not dip on the way"),
            about="free leg",
            limb=OTHER_FOOT,
        ),
        Cue(
            id="fast",
            say=_("Slower, three seconds down"),
            meaning=_("Lowering or lifting is rushed."),
            severity=2,
            references=(G2, T1),
            # pushed over, the trunk falls in 0.38 s
            signs=(RushedPhase({"concentric": 0.45, "eccentric": 0.45}, {"concentric": 0.25, "eccentric": 0.33}),),
            good=_("You take your time both ways"),
            about="tempo",
        ),
        Cue(
            id="two-feet",
            say=_("Lift the back foot"),
            meaning=_("Both feet stay down, so it is not a single-leg rep."),
            severity=3,
            references=(G2,),
            about="free leg",
            limb=OTHER_FOOT,
        ),
        Cue(
            id="hip-open",
            say=_("Square your hips to the floor"),
            meaning=_("The pelvis rotates open."),
            severity=2,
            references=(RD1, RD2, RD3, RD10),
            signs=(
                Threshold(
                    measure=at_top(own.hip_opens),
                    limit=0.09,
                    uncertainty=0.04,
                    unit="leg",
                    why=_("acted 0.14, clean 0.04 at most"),
                    views=CORNER,
                    near=(-inf, 0.06),
                ),
            ),
            about="pelvis",
            limb=HIPS,
        ),
    ),
    guide=_(
        "the single-leg version requires more balance and control, forcing smaller stabilizer muscles in the lower "
        "body and core to activate"
    ),
    weights={"range": 0.25, "tempo": 0.15, "form": 0.40},
    unseen={
        "round": _("a rounded upper back cannot be detected reliably yet"),
        "wobble": _("a standing foot that hops or sways cannot be detected reliably yet"),
        "knee-in": _("a standing knee drifting in cannot be detected reliably yet"),
        "lumbar-arch": _("an arched lower back does not show, as no landmark lies between hip and shoulder"),
        "knee-forward": _("a knee that comes too far forward looks like that of a correct hinge in the landmarks"),
        "tip": _("a trunk that tips while the hips stay looks like a correct hinge in the landmarks"),
        "twist": _("shoulders that twist against the hips look like those of a correct hinge in the landmarks"),
    },
)
