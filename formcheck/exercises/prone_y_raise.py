"""Prone Y raise, filmed from the side: face down, straight arms overhead in a Y, lifted in line with the body."""

from math import inf, nan

from formcheck.exercises.measures import prone_y_raise as own
from formcheck.exercises.references import G2, PY1, PY2, PY5, PY8, PY9, PY12
from formcheck.messages import N_, _
from formcheck.motion import gates, signals
from formcheck.motion.cue import Cue
from formcheck.motion.evidence import at_top
from formcheck.motion.highlight import TORSO, Shows
from formcheck.motion.pose import Part
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.spec import Exercise, Gate, Range, RepSignal, Tempo, ViewSupport
from formcheck.motion.thresholds import RushedPhase, ShortRange, Threshold
from formcheck.motion.view import Posture, View

ARMS = (Part.SHOULDER, Part.WRIST, Part.HIP)
SIDE = frozenset({View.SIDE})
TURNED = frozenset({View.OBLIQUE, View.HEAD_END, View.ABOVE})

HANGING = -0.7  # T: wrists this far below the trunk line hang from a bench: 0.87 and more, on a floor 0.38 at most
LIFTED = 0.10  # T: the shoulders over the hips; acted 0.17 to 0.37, clean 0.06 at most
OF_THE_ARMS, BLURRED = 0.66, 0.21  # true over read under a lifted chest: 0.52 to 0.79; +- 0.14 of 0.66
DEGREES_PER_T = 60.0  # wrist height to arm angle: arms 1.15 T long, in a Y, fitted on rendered truth
BY_ELBOWS = 118.0  # elbow height to arm angle, fitted likewise: right within 7 degrees, by wrists within 4.3 (90 %)


def hanging(w: RepWindow) -> bool:
    return w.view is View.SIDE and gates.rest_of(w, signals.wrists_over_trunk) < HANGING


def arm_lift(w: RepWindow) -> float:
    """Change of the arms' angle to the trunk, degrees. Floor: by height, which a Y does not foreshorten.

    On the floor a chest that lifts takes the arms along and tips the line they are measured from: a share is its doing.
    A lens that looks down on the back foreshortens heights, 30 degrees by a seventh.
    """
    if hanging(w):
        return w.peak_change(signals.arm_lift)
    lift = DEGREES_PER_T * w.peak_change(signals.wrists_over_trunk) / w.trunk
    return lift * OF_THE_ARMS if own.chest_lifts(w) > LIFTED else lift / own.back_edge_on(w)


def upper_arm_lift(w: RepWindow) -> float:
    """The same by the elbows, on the floor: rougher, but an elbow that is bent does not lower it. NaN over a bench."""
    if hanging(w):
        return nan
    return BY_ELBOWS * w.peak_change(signals.elbows_over_trunk) / w.trunk / own.back_edge_on(w)


def chest_blurs(w: RepWindow) -> float:
    """What a lifted chest adds to the interval: hanging from a bench nothing, there the arms' own angle is read."""
    return BLURRED * arm_lift(w) if own.chest_lifts(w) > LIFTED and not hanging(w) else 0.0


PRONE_Y_RAISE = Exercise(
    name="prone-y-raise",
    title=_("Prone Y raise"),
    posture=Posture.PRONE,
    start=_("Lie face down on the floor or a bench, arms straight overhead in a Y, thumbs up."),
    movement=_("Lift the arms until they are in line with your body, pause, lower slowly. The chest stays down."),
    how_to=(
        _("Lie face down on the floor or a bench, flat or inclined by up to 35 degrees, forehead down, neck long."),
        _("Stretch the arms past your head into a Y, thumbs towards the ceiling."),
        _("Lift the straight arms until they are level with your body: a little on the floor, a lot on a bench."),
        _("Pause for a second; chest and legs stay down."),
        _("Lower slowly."),
    ),
    camera=_(
        "Film from the side, lens 30 to 90 cm above the floor (70 cm or more also shows the "
        "elbows), 2 to 2.5 m away, your body across the picture."
    ),
    tempo=Tempo(2, 1, 2, "guide"),
    variants=("floor", "bench"),
    variant_of=lambda w: "bench" if hanging(w) else "floor",
    limb=(Part.SHOULDER, Part.ELBOW, Part.WRIST),
    rep_signals=(
        # both wrists: the nearer one alone jitters at the top. Floor reps travel 0.3 to 0.4 T.
        RepSignal(
            name=N_("wrists over the trunk"),
            signal=signals.wrists_over_trunk,
            travel=0.18,
            unit="trunk",
            views=SIDE,
            needs=ARMS,
        ),
        # where the trunk points at the lens its normal means nothing
        RepSignal(
            name=N_("wrists over the shoulders"),
            signal=signals.wrists_over_shoulders,
            travel=0.18,
            unit="trunk",
            views=TURNED,
            needs=ARMS,
        ),
    ),
    ranges=(
        Range(
            name=N_("arm lift"),
            unit="deg",
            measure=arm_lift,
            targets={"floor": 18, "bench": 80},
            uncertainty=5.3,
            views=SIDE,
            uncertainties={"bench": 13.0},
            degraded_by=chest_blurs,
        ),
    ),
    gates=(
        # an inclined bench of 35 degrees, on it a chest that lifts; who stands bent over stands on a leg (below)
        Gate(measure=gates.tilt, within=(40, inf), say=_("the trunk is not lying down")),
        Gate(
            measure=own.lower_leg_tilt, within=(38, inf), say=_("one leg is standing")
        ),  # lying flat 73 and more, hinging on a leg 25 at most
        Gate(
            measure=gates.hips_move,
            by_place=True,
            within=(-inf, 0.6),
            clearly=(-inf, 0.9),
            say=_("the whole body moves"),
        ),
        # Y raises 0.71 and more, with bent elbows too; hands at the head 0.21, a W 0.28
        Gate(measure=own.reach, within=(0.5, inf), say=_("the arms are not stretched overhead")),
        # filmed push-ups 0.08 to 0.14, Y raises near 1
        Gate(measure=own.hands_move, within=(0.4, inf), say=_("the hands stay where they are, as in a push-up")),
        # Y raises 0.6 at most, alternating arms and legs 1.05 and more
        Gate(
            measure=own.legs_over_arms, within=(-inf, 0.8), say=_("the legs come up too"), views=SIDE | {View.OBLIQUE}
        ),
        Gate(measure=own.hips_raised, within=(-inf, 0.35), say=_("the hips are up, as on all fours"), views=SIDE),
    ),
    views={
        View.SIDE: ViewSupport("must", "must", ("short", "chest-lift", "bent-elbow", "fast"), ("too-high", "no-hold")),
        View.ABOVE: ViewSupport("may", None, ("angle",)),
        View.OBLIQUE: ViewSupport("may"),
        View.HEAD_END: ViewSupport("may"),
    },
    cues=(
        Cue(
            id="short",
            say=_("Lift until level with your body"),
            meaning=_("The arms do not reach trunk level."),
            severity=2,
            references=(G2, PY1),
            # small ones within 3 degrees of 5.3; elbows that are up: bent arms, which wrists alone read as short
            signs=(ShortRange(0.88, uncertainty=0.6, own=0.65, shares={"bench": 0.7}, also=at_top(upper_arm_lift)),),
            unless=("chest-lift", "bent-elbow"),
            good=_("You lift your arms all the way"),
            about="arms' lift",
        ),
        Cue(
            id="chest-lift",
            say=_("Keep your chest down"),
            meaning=_("The back lifts instead of the arms."),
            severity=2,
            references=(PY1, PY2, PY9),
            signs=(
                Threshold(
                    measure=at_top(own.chest_lifts),
                    limit=LIFTED,
                    uncertainty=0.028,
                    unit="T",
                    why=_("acted 0.17 to 0.37, clean 0.06 at most"),
                    near=(-inf, 0.06),
                ),
            ),
            good=_("Your chest stays down"),
            about="chest",
            limb=TORSO,
        ),
        Cue(
            id="bent-elbow",
            say=_("Keep your arms straight"),
            meaning=_("Bent elbows break the Y."),
            severity=2,
            references=(PY1, PY12),
            signs=(
                Threshold(
                    measure=at_top(own.elbows_bend),
                    limit=35,
                    uncertainty=7,
                    unit="deg",
                    why=_("from a raised lens acted 50 to 66, read 45 to 77; clean 24 at most; a W 94 to 97 anywhere"),
                    needs=_("a higher camera that looks down on the back"),
                    near=(-inf, 24),
                ),
            ),
            shows=Shows(Part.ELBOW, Part.WRIST, "straight", Part.SHOULDER, "near"),
            good=_("Your arms stay nearly straight"),
            about="elbows",
        ),
        Cue(
            id="fast",
            say=_("Slower, two seconds each way"),
            meaning=_("Lifting or lowering is rushed."),
            severity=2,
            references=(G2, PY1, PY8),
            # let go the arms read up to 0.29 s, quick ones 0.40 and more; of a tempo 0.33 is meant: ways read 8 % short
            signs=(RushedPhase({"concentric": 0.36, "eccentric": 0.36}, {"concentric": 0.305, "eccentric": 0.305}),),
            good=_("You take your time both ways"),
            about="tempo",
        ),
        Cue(
            id="too-high",
            say=_("Lift only to body level"),
            meaning=_("The arms rise above the body."),
            severity=1,
            references=(PY2, G2),
            signs=(
                Threshold(
                    measure=at_top(own.arms_over_body),
                    limit=0.30,
                    uncertainty=0.10,
                    unit="T",
                    why=_("clean 0.26 at most"),
                ),
            ),
            unless=("chest-lift",),
            about="arms' lift",
        ),
        Cue(
            id="no-hold",
            say=_("Pause at the top"),
            meaning=_("There is no pause at the top."),
            severity=1,
            references=(PY1,),
            signs=(RushedPhase({"hold": 0.3}, {"hold": 0.3}),),
            good=_("You pause at the top"),
            about="hold",
        ),
        Cue(
            id="angle",
            say=_("Hold your arms in a Y"),
            meaning=_("The arms are too narrow or too wide for a Y."),
            severity=1,
            references=(G2, PY1, PY5),
            signs=(
                Threshold(
                    measure=at_top(own.off_the_y),
                    limit=15,
                    uncertainty=3.3,
                    unit="deg",
                    why=_("from above, from overhead: clean 27 to 31, taught 30 to 50 (PY8, PY5), narrow 7, wide 65"),
                    near=(0, 10),
                ),
            ),
            good=_("Your arms form a Y"),
            about="arms' angle",
        ),
    ),
    guide=_("extend your arms overhead into a Y shape, and raise them until they are in line with your body"),
    weights={"range": 0.30, "tempo": 0.20, "form": 0.30},
    unseen={
        "head-up": _("a neck craning back cannot be detected reliably yet"),
        "swing": _("the landmarks cannot tell a jerky lift from a smooth one"),
        "shrug": _("shoulders gliding towards the ears move less than the landmark error"),
        "thumbs": _("the landmarks do not show how a hand is turned"),
        "legs-lift": _("the ankle landmarks move as much in clean reps as when the legs lift"),
        "lumbar-arch": _("an arched lower back does not show, as no landmark lies between hip and shoulder"),
    },
)
