"""Wall angel, filmed from the front: the arms slide up the wall from a W to overhead and back."""

from math import inf

from formcheck.exercises.measures import wall_angel as own
from formcheck.exercises.references import EC, G2, WA1, WA2, WA7
from formcheck.messages import N_, _
from formcheck.motion import form, gates, signals
from formcheck.motion.cue import Cue
from formcheck.motion.evidence import at_rest, at_top
from formcheck.motion.highlight import FOREARMS, TORSO, Shows
from formcheck.motion.pose import Part, Side
from formcheck.motion.spec import Exercise, Gate, Range, RepSignal, Tempo, ViewSupport
from formcheck.motion.thresholds import RushedPhase, ShortRange, Threshold
from formcheck.motion.view import Posture, View

ARMS = (Part.SHOULDER, Part.ELBOW, Part.HIP)
FRONT = frozenset({View.FRONT})
CORNER = frozenset({View.OBLIQUE})
SIDE = frozenset({View.SIDE})

TOO_MUCH = 1.25  # degrees that the change reads too large, fitted on rendered truth

WALL_ANGEL = Exercise(
    name="wall-angel",
    title=_("Wall angel"),
    posture=Posture.UPRIGHT,
    start=_("Stand with your back against the wall, arms bent at right angles in a W."),
    movement=_("Slowly slide the arms up the wall until they are overhead, then back down to the W."),
    how_to=(
        _("Stand with hips, upper back and head against the wall, heels a hand's length in front of it."),
        _("Bend the elbows to right angles and lay the arms on the wall, upper arms level with the shoulders: a W."),
        _("Slide the arms up slowly, as far as they stay on the wall."),
        _("Pause, then slide back down to the W just as slowly."),
    ),
    camera=_("Film from the front, lens at chest height, 2 to 2.5 m away, with room for the arms overhead."),
    clearance=(0.75, 0.0),  # the hands overhead
    tempo=Tempo(3, 1, 3, "guide"),
    limb=(Part.SHOULDER, Part.ELBOW, Part.WRIST),
    rep_signals=(
        # counted right in all rendered and filmed clips with a travel of 65 degrees
        RepSignal(
            name=N_("arm elevation"), signal=signals.mean_arm_elevation, travel=65, unit="deg", views=FRONT, needs=ARMS
        ),
        # turned away, the arms' widths are foreshortened and their heights are not
        RepSignal(
            name=N_("arm elevation by height"),
            signal=signals.elbow_height_elevation,
            travel=52,
            unit="deg",
            views=CORNER | SIDE,
            needs=ARMS,
            edges=signals.elbow_height_share,
        ),
    ),
    ranges=(
        Range(
            name=N_("arm elevation"),
            unit="deg",
            measure=lambda w: w.peak_change(signals.mean_arm_elevation) - TOO_MUCH,
            targets={"": 60},  # from level to 150 degrees, the adult mean (Gill et al. 2020, n = 2404)
            uncertainty=5.0,
            views=FRONT,
        ),
    ),
    gates=(
        Gate(measure=gates.tilt, within=(-inf, 25), say=_("the trunk is not upright")),
        Gate(
            measure=gates.hips_move,
            by_place=True,
            within=(-inf, 0.35),
            clearly=(-inf, 0.7),
            say=_("the hips move too far for an exercise at a wall"),
        ),
        Gate(measure=gates.highest_arms, within=(105, inf), say=_("the arms stay below the shoulders")),
        Gate(
            measure=gates.lowest_arms, within=(25, inf), say=_("the arms hang at the start: start in a W")
        ),  # filmed: 44 and more
        Gate(measure=own.wrists_over_elbows, within=(0.05, inf), say=_("the forearms do not point up")),
        # presses 0.13 to 0.19 in 3 of 5 films; angels 0.38 and more, acted narrow ones 0.26
        Gate(
            measure=own.hands_out,
            within=(0.22, inf),
            views=FRONT | CORNER,
            say=_("the hands begin at the shoulders: that is a press"),
        ),
    ),
    tells=(
        # angels 0.12 at most, presses 0.17 to 0.41; the hands from the side 0.05 and 0.13
        Gate(
            measure=own.elbows_with_weights,
            within=(-inf, 0.16),
            views=FRONT | CORNER,
            say=_("the elbows begin in front of the body: that is a press"),
        ),
        Gate(
            measure=own.hands_with_weights,
            within=(-inf, 0.09),
            views=SIDE,
            say=_("the hands begin in front of the body: that is a press"),
        ),
    ),
    # presses begin at 66 degrees at most and stretch by 81 and more; of wall angels the narrow ones do too
    alike=(
        Gate(
            measure=own.like_a_press,
            within=(1, inf),
            say=_(
                "These may be overhead lifts: with narrow arms both look the same, and the camera does not see whether "
                "your back is at a wall."
            ),
        ),
    ),
    views={
        View.FRONT: ViewSupport("must", "must", ("short", "uneven", "fast", "elbow-90", "lean"), ("forearm-tilt",)),
        View.OBLIQUE: ViewSupport("must", None, ("fast", "arms-off-wall")),
        View.SIDE: ViewSupport("must", None, ("fast", "back-off")),
    },
    cues=(
        Cue(
            id="short",
            say=_("Slide a little higher"),
            meaning=_("The arms stop short of overhead."),
            severity=1,
            references=(G2, WA2),
            # within 3 degrees of 5; acted 0.65 to 0.83, clean 0.86 and more
            signs=(ShortRange(0.845, uncertainty=0.6),),
            unless=("uneven",),
            shows=Shows(Part.SHOULDER, Part.ELBOW, "rest", side="worse"),
            good=_("You slide all the way up"),
            about="arms' reach",
        ),
        Cue(
            id="uneven",
            say=_("Move both arms together"),
            meaning=_("One arm lags or stays lower."),
            severity=2,
            references=(G2,),
            signs=(
                Threshold(
                    measure=at_top(own.arms_uneven),
                    limit=12,
                    uncertainty=3,
                    unit="deg",
                    why=_("acted 25 to 47, clean 8 at most, filmed 4"),
                    views=FRONT,
                    near=(0, 8),
                ),
            ),
            shows=Shows(Part.SHOULDER, Part.ELBOW, "mirror", side="worse"),
            good=_("Both arms rise equally high"),
            about="arms' evenness",
        ),
        Cue(
            id="fast",
            say=_("Slower, three seconds each way"),
            meaning=_("Up or down is rushed."),
            severity=2,
            references=(G2, WA1, WA2),
            signs=(
                # let go the arms fall in 0.28 s; an even 2 s each way reads 1.0 to 1.2 s and is not rushed for 3
                RushedPhase(
                    {"concentric": 0.38, "eccentric": 0.38}, {"concentric": 0.3, "eccentric": 0.3}, FRONT | CORNER
                ),
                # from the side the top reads 0.2 s too long at either end: clean 0.77 and more, thrown 0.3
                RushedPhase({"concentric": 0.35, "eccentric": 0.35}, {"concentric": 0.24, "eccentric": 0.24}, SIDE),
            ),
            unless=("back-off",),  # it moves what the side reads: ways of 1 s as 0.6
            good=_("You take your time both ways"),
            about="tempo",
        ),
        Cue(
            id="elbow-90",
            say=_("Bend elbows to ninety degrees"),
            meaning=_("The elbows are not square at the bottom."),
            severity=2,
            references=(G2, WA2),
            signs=(
                Threshold(
                    measure=at_rest(own.elbows_off_square),
                    limit=43,
                    uncertainty=3,
                    unit="deg",
                    why=_("acted 45 to 67; a correct film is 39 off"),
                    near=(0, 15),
                ),
            ),
            shows=Shows(Part.ELBOW, Part.WRIST, "square", Part.SHOULDER, "worse"),
            good=_("Your elbows are square at the bottom"),
            about="elbows",
        ),
        Cue(
            id="lean",
            say=_("Stay tall, don't lean"),
            meaning=_("The trunk bends sideways to gain height."),
            severity=2,
            references=(EC,),
            signs=(
                Threshold(
                    measure=form.trunk_sways,
                    limit=5,
                    uncertainty=1,
                    unit="deg",
                    why=_("acted 12, clean 1.3 at most, filmed 1.6"),
                    near=(0, 2.5),
                ),
            ),
            shows=Shows(Part.HIP, Part.SHOULDER, "rest"),
            good=_("Your trunk does not tip sideways"),
            about="trunk",
            limb=TORSO,
        ),
        Cue(
            id="forearm-tilt",
            say=_("Keep wrists over elbows"),
            meaning=_("The hands tip inwards or forwards."),
            severity=2,
            references=(G2, WA1),
            signs=(
                Threshold(
                    measure=at_rest(own.forearms_tilt),
                    limit=25,
                    uncertainty=5,
                    unit="deg",
                    why=_("clean 14 at most, filmed 16"),
                    near=(0, 16),
                ),
            ),
            unless=("elbow-90",),
            shows=Shows(Part.ELBOW, Part.WRIST, "trunk", side="worse"),
            about="elbows",
            limb=FOREARMS,
        ),
        Cue(
            id="arms-off-wall",
            say=_("Keep hands on the wall"),
            meaning=_("Hands or elbows leave the wall."),
            severity=1,
            references=(G2, WA1, WA2),
            signs=(
                Threshold(
                    measure=at_top(own.wrists_come_forward),
                    limit=0.15,
                    uncertainty=0.03,
                    unit="T",
                    why=_("acted mildly 0.21, clean 0.05 at most"),
                    near=(-inf, 0.07),
                ),
            ),
            good=_("Your hands do not come forward as they rise"),
            about="hands",
            limb=FOREARMS,
        ),
        Cue(
            id="back-off",
            say=_("Ribs down, back on the wall"),
            meaning=_("The back leaves the wall."),
            severity=2,
            references=(G2, WA1, WA7),
            signs=(
                Threshold(
                    measure=own.back_leaves_wall,
                    limit=0.033,
                    uncertainty=0.008,
                    unit="T",
                    why=_("arched from 0.052, leaning 0.084, clean 0.018 at most"),
                    near=(-inf, 0.02),
                ),
            ),
            good=_("Your back stays in place"),
            about="back",
            limb=TORSO,
        ),
    ),
    guide=_(
        "standing with your back against the wall, with your arms bent at 90-degree angles, and slowly raising your "
        "arms overhead, sliding them along the wall"
    ),
    both_of=lambda w: (
        w.peak_change(lambda t: signals.arm_elevation(t, Side.LEFT)) - TOO_MUCH,
        w.peak_change(lambda t: signals.arm_elevation(t, Side.RIGHT)) - TOO_MUCH,
    ),
    of_side=signals.arm_elevation,
    weights={"range": 0.30, "tempo": 0.20, "symmetry": 0.10, "form": 0.25},
    unseen={
        "bottom-short": _("arms that do not return to the start cannot be detected reliably yet"),
        "shrug": _("shrugged shoulders cannot be detected reliably yet"),
        "sink": _("knees bending to fake range cannot be detected reliably yet"),
        "head-forward": _("a head poking forward cannot be detected reliably yet"),
        "lumbar-arch": _("an arched lower back does not show, as no landmark lies between hip and shoulder"),
        "wall-contact": _("no landmark shows whether the back of the hand touches the wall"),
    },
)
