"""Clamshell, filmed from the belly side: lying on the side, feet together, the top knee opens and closes."""

from math import inf

from formcheck.exercises.measures import clamshell as own
from formcheck.exercises.references import CL1, CL2, CL3, CL4, CL5, CL7, G2
from formcheck.messages import N_, _
from formcheck.motion import form, gates, signals
from formcheck.motion.cue import Cue
from formcheck.motion.evidence import at_top
from formcheck.motion.highlight import FEET, OTHER_LEG, TORSO, Shows
from formcheck.motion.pose import Floats, Part, Side, Track
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.spec import Exercise, Gate, Range, RepSignal, Tempo, ViewSupport
from formcheck.motion.thresholds import RushedPhase, ShortRange, Threshold
from formcheck.motion.view import Posture, View

LEG = (Part.HIP, Part.KNEE, Part.ANKLE)
ANY = frozenset({View.FRONT, View.OBLIQUE, View.FOOT_END, View.HEAD_END})
DEGREES_PER_T = 100.0  # knee lift to opening: knee circles 0.6 T from the hip-heel line, fitted on truth
LOOKS_DOWN = -0.55  # chest normal's rise: below this the lens looks down too steeply to size the opening


KNEE_LIFT = {Side.LEFT: N_("left knee lift"), Side.RIGHT: N_("right knee lift")}


def top_leg(side: Side) -> RepSignal:
    def lift(track: Track) -> Floats:
        return signals.knee_lift(track, side)

    # the knee's distance from the line hip-ankle: right on every clip, also where the far leg is lost
    return RepSignal(
        name=KNEE_LIFT[side],
        signal=lift,
        travel=0.28,
        unit="trunk",
        views=ANY,
        needs=LEG,
        side=side,
        gates=(Gate(measure=own.lies_higher(side), within=(0.0, inf), say=_("this is the lower leg")),),
    )


def knee_opening(w: RepWindow) -> float:
    """Degrees; NaN from a raised camera, which shortens it by a third."""
    if w.side is None or own.chest_rise(w) < LOOKS_DOWN:
        return float("nan")
    side = w.side
    return DEGREES_PER_T * w.peak_change(lambda t: signals.knee_lift(t, side)) / w.trunk


CLAMSHELL = Exercise(
    name="clamshell",
    title=_("Clamshell"),
    posture=Posture.SIDE_LYING,
    side_label=_("{side} leg on top"),
    start=_("Lie on your side, hips and knees bent, knees and heels stacked."),
    movement=_("Keep the heels together and open the top knee without rolling back, then close it slowly."),
    camera=_("Film the belly side, lens 30 to 60 cm above the floor, 1.5 to 2 m away, your body across the picture."),
    tempo=Tempo(2, 0, 2, "guide"),
    limb=LEG,
    rep_signals=(top_leg(Side.LEFT), top_leg(Side.RIGHT)),
    ranges=(
        Range(
            name=N_("knee opening"),
            unit="deg",
            measure=knee_opening,
            targets={"": 30},
            uncertainty=7.5,
            views=frozenset({View.FRONT}),
        ),
    ),
    gates=(
        # propped on the hand instead of the elbow, filmed: 28 to 41
        Gate(measure=gates.tilt, within=(45, inf), clearly=(25, inf), say=_("the trunk is not lying down")),
        Gate(
            measure=gates.shoulders_move,
            by_place=True,
            within=(-inf, 0.35),
            clearly=(-inf, 0.7),
            say=_("the whole body moves"),
        ),
        # clamshells 0.15 at most, filmed bridges 0.36 and more; along the body the hips are seen too badly
        Gate(
            measure=own.hips_over_knee,
            by_place=True,
            within=(-inf, 0.28),
            say=_("the hips come up, as in a bridge"),
            views=ANY - {View.HEAD_END},
        ),
        Gate(measure=own.chest_towards_camera, within=(0.3, inf), say=_("the chest does not face the camera")),
        Gate(
            measure=own.shoulder_line_tilt,
            within=(-inf, 50),
            say=_("the shoulders are not stacked, as when lying on the back"),
            views=frozenset({View.FRONT}),
        ),
    ),
    views={
        View.FRONT: ViewSupport("must", "must", ("short", "feet-apart", "fast"), ("roll-back", "trunk", "bottom-knee")),
        View.OBLIQUE: ViewSupport("may"),
        View.FOOT_END: ViewSupport("may"),
        View.HEAD_END: ViewSupport("may"),
    },
    cues=(
        Cue(
            id="short",
            say=_("Open the knee a bit more"),
            meaning=_("The knee opens too little."),
            severity=1,
            references=(CL2,),
            # small ones within 2 degrees of 7.5; acted 15 to 25 degrees, clean 34 and more
            signs=(ShortRange(1.0, uncertainty=0.5),),
            good=_("Your knee opens well"),
            about="knee opening",
        ),
        Cue(
            id="feet-apart",
            say=_("Keep your heels together"),
            meaning=_("The feet part, which is another exercise."),
            severity=2,
            references=(CL1, CL4),
            signs=(
                Threshold(
                    measure=at_top(own.feet_part),
                    limit=0.2,
                    uncertainty=0.02,
                    unit="T",
                    why=_("acted 0.22 to 0.42, clean 0.07; filmed, joined, 0.19"),
                    near=(-inf, 0.1),
                ),
            ),
            good=_("Your feet stay together"),
            about="feet",
            limb=FEET,
        ),
        Cue(
            id="fast",
            say=_("Slower: two up, two down"),
            meaning=_("Opening or closing is rushed."),
            severity=2,
            references=(CL1, G2),
            signs=(
                # let go the knee reads 0.20 s, held by half 0.32, 0.5 when quick and controlled
                # of a tempo 0.4 is meant: ways read 7 % short, small ones 20 %
                RushedPhase({"concentric": 0.33, "eccentric": 0.33}, {"concentric": 0.36, "eccentric": 0.36}),
            ),
            good=_("You take your time both ways"),
            about="tempo",
        ),
        Cue(
            id="roll-back",
            say=_("Keep your hips stacked"),
            meaning=_("The upper body rolls back to lift the knee."),
            severity=1,
            references=(CL1, CL3),
            signs=(
                Threshold(
                    measure=at_top(own.body_rolls_back),
                    limit=0.08,
                    uncertainty=0.025,
                    unit="T",
                    why=_("acted 0.11, clean 0.05; propped up 0.15"),
                ),
            ),
            about="trunk",
            limb=TORSO,
        ),
        Cue(
            id="trunk",
            say=_("Body still, no rocking"),
            meaning=_("The trunk rocks."),
            severity=1,
            references=(CL1, CL5),
            signs=(
                Threshold(
                    measure=form.trunk_sways,
                    limit=12,
                    uncertainty=2,
                    unit="deg",
                    why=_("clean 8 at most; a propped film shows 21"),
                ),
            ),
            shows=Shows(Part.HIP, Part.SHOULDER, "rest"),
            about="trunk",
            limb=TORSO,
        ),
        Cue(
            id="bottom-knee",
            say=_("Keep the bottom knee down"),
            meaning=_("The bottom knee lifts too."),
            severity=1,
            references=(CL7,),
            signs=(
                Threshold(
                    measure=at_top(own.lower_knee_lifts),
                    limit=0.20,
                    uncertainty=0.05,
                    unit="T",
                    why=_("clean 0.05 at most, filmed 0.14"),
                ),
            ),
            about="lower knee",
            limb=OTHER_LEG,
        ),
    ),
    guide=_(
        "Clamshells are a simple yet effective exercise for activating the gluteus medius, a small muscle located on "
        "the side of the hip"
    ),
    weights={"range": 0.25, "tempo": 0.20, "form": 0.40},
    unseen={
        "pelvis-roll": _("a pelvis rolling under a still head does not show in the landmarks"),
        "too-open": _("the landmarks cannot tell a wide opening from one helped by the pelvis"),
        "set-up": _("thighs and shins point at the camera, so hip and knee angles would be guesses"),
    },
)
