"""Standing calf raise, filmed from the side: rise onto the balls of the feet, pause, lower slowly."""

from collections.abc import Callable
from math import inf

from formcheck.exercises.measures import calf_raise as own
from formcheck.exercises.references import CR1, CR2, CR6, CR7, CR8, CR10, CR12, G2
from formcheck.motion import form, gates, signals
from formcheck.motion.camera_shake import MOVES, STANDS, camera_moves, height_over_toes
from formcheck.motion.evidence import at_top
from formcheck.motion.highlight import FEET, LEG, TORSO, Shows
from formcheck.motion.pose import Part, Side
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.spec import Cue, Exercise, Gate, Range, RepSignal, Tempo, ViewSupport
from formcheck.motion.thresholds import RangeDecline, RushedPhase, ShortRange, Threshold
from formcheck.motion.view import Posture, View

ANY = frozenset({View.FRONT, View.OBLIQUE, View.SIDE, View.BACK})
SIDE = frozenset({View.SIDE})
TOES = ANY - {View.BACK}  # which hides them

TRUNK = 0.288  # of stature, shoulder to hip (Drillis & Contini 1966)
FOOT = 0.152  # of stature, heel to toe
BENT = 12.0  # degrees at the top over rest: clean raises show up to 7
ONE_LEG = 0.30  # T between the ankles' heights: two-leg raises from the side show up to 0.16
# body rise in the picture over heel rise, fitted on rendered truth; the ankle lies nearer the toes' pivot
BODY_PER_HEEL, BODY_PER_HEEL_FRONT = 0.70, 0.80
# ankles in the picture over heels, knees bent: 0.22 to 0.81 on rendered truth, hence the half-width in foot lengths
ANKLE_PER_HEEL, BLURRED = 0.44, 0.15
SHAKEN = 0.09  # foot lengths that a shaking hand adds to the half-width: 2.7 cm hold 90 %


def heel_rise(share: float) -> Callable[[RepWindow], float]:
    """Heel rise in foot lengths, from how far the shoulders rise: heels are seen too poorly to be measured.

    Bent knees let the body down while the heels rise: then from the ankles, which are seen poorly too.
    """

    def measure(w: RepWindow) -> float:
        if gates.knees_bend(w) > BENT:
            ankles = w.peak_change(lambda t: t.mid(Part.ANKLE).imag)
            return ankles / w.trunk * TRUNK / FOOT / ANKLE_PER_HEEL
        height = height_over_toes if camera_moves(w) > STANDS else signals.upright_height
        return w.peak_change(height) / w.trunk * TRUNK / FOOT / share

    return measure


def blur(w: RepWindow) -> float:
    """What bent knees or a shaking hand add to the interval, in foot lengths."""
    return BLURRED if gates.knees_bend(w) > BENT else SHAKEN if camera_moves(w) > STANDS else 0.0


def on_one_leg(w: RepWindow) -> bool:
    return own.ankles_apart(w) > ONE_LEG


def working_side(w: RepWindow) -> Side | None:
    return gates.standing_side(w) if on_one_leg(w) else None


TARGETS = {"double": 0.30, "single-leg": 0.30}  # 7.5 to 8 cm; a maximal single-leg raise is 9 to 14 [CR2]

CALF_RAISE = Exercise(
    name="calf-raise",
    title="Calf raise",
    posture=Posture.UPRIGHT,
    start="Stand tall, feet hip-width apart, fingertips on a wall if you like.",
    movement="Rise onto the balls of your feet with straight knees, pause, lower slowly.",
    camera="Film from the side, lens at knee to hip height, 2 to 2.5 m away, the whole body in the picture.",
    clearance=(0.15, 0.0),  # the body rises
    tempo=Tempo(2, 1, 2, "guide"),
    variants=("double", "single-leg"),
    variant_of=lambda w: "single-leg" if on_one_leg(w) else "double",
    side_label="on the {side} leg",
    side_of=working_side,
    both_sides_in=("double",),
    limb=(Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE),
    rep_signals=(
        # the body's rise: counts every clip, where the heel over the toe counts half of them
        RepSignal(
            "body rise", signals.upright_height, 0.10, "trunk", ANY, needs=(Part.SHOULDER, Part.HIP),
            gates=(Gate(camera_moves, (-inf, MOVES), "the camera moves", views=TOES),),
        ),
        # in a hand that shakes; elsewhere the toe's own noise is in it, and one raise of eight is lost
        RepSignal(
            "body over toes", height_over_toes, 0.10, "trunk", TOES, needs=(Part.SHOULDER, Part.HIP, Part.TOE),
            gates=(Gate(camera_moves, (STANDS, inf), "the camera stands still"),),
            moved=True,
        ),
        # heels that rise while the knees bend hardly lift the body: still a repetition, a faulty one
        RepSignal(
            "heel rise", signals.heel_height, 0.10, "trunk", SIDE, needs=(Part.HEEL, Part.TOE),
            gates=(
                Gate(gates.knees_bend, (BENT, inf), "only the heel's landmark moved"),
                Gate(gates.body_rises, (0.008, inf), "the body does not rise"),
            ),
        ),
    ),
    ranges=(
        Range(
            "heel rise", "foot lengths", heel_rise(BODY_PER_HEEL), TARGETS, 0.05, views=SIDE, unit_per_height=FOOT,
            degraded_by=blur,
        ),
        Range(
            "heel rise", "foot lengths", heel_rise(BODY_PER_HEEL), TARGETS, 0.045,
            views=frozenset({View.OBLIQUE}), unit_per_height=FOOT,
            degraded_by=blur,
        ),
        Range(
            "heel rise", "foot lengths", heel_rise(BODY_PER_HEEL_FRONT), TARGETS, 0.038,
            views=frozenset({View.FRONT}), unit_per_height=FOOT,
            degraded_by=blur,
        ),
    ),
    gates=(
        Gate(gates.most_tilt, (-inf, 20), "the trunk bends forward"),
        Gate(gates.steadiest_foot_moves, (-inf, 0.30), "the feet walk"),
        Gate(gates.hips_sideways, (-inf, 0.35), "the hips travel"),
        Gate(gates.trunk_grows, (-inf, 0.35), "the body turns or comes nearer"),
        Gate(gates.body_rises, (-inf, 0.45), "the body rises too far for a calf raise"),
        # turns show 54 degrees and more, raises 16 at most; from behind the model itself turns people round
        Gate(gates.body_turns, (-inf, 40), "the body turns round", views=ANY - {View.BACK}),
        Gate(gates.arms_move, (-inf, 35), "the arms go up and down"),
        # calf raises show 14 at most, wall angels from the side 20 and more
        Gate(gates.elbows_move, (-inf, 19), "the arms go up and down"),
        Gate(gates.least_knee_range, (-inf, 35), "the knees bend: that is a squat"),
        Gate(gates.leg_length, (1.0, inf), "the legs are not straight below the body"),
    ),
    views={
        View.SIDE: ViewSupport("must", "must", ("short", "knee-bend", "lean", "drop"), ("no-hold", "fade")),
        View.OBLIQUE: ViewSupport("must", "must", ("short", "drop"), ("knee-bend", "fade")),
        View.FRONT: ViewSupport("must", "must", ("short", "drop"), ("roll-out", "fade")),
        View.BACK: ViewSupport("must", None, ("drop",)),
    },
    cues=(
        Cue(
            "short", "Higher onto your toes", "The heels stay low.", 1, (CR8,),
            # small ones within 0.9 cm, of 1.3; acted 0.55 to 0.71, clean 0.79 and more
            signs=(ShortRange(0.78, uncertainty=0.65, own=0.75),),
            unless=("knee-bend", "lean"),
            good="Your body rises high",
            about="heel rise",
        ),
        Cue(
            "knee-bend", "Knees straight", "The knees bend to cheat.", 2, (CR1, CR2, CR8),
            signs=(
                Threshold(
                    at_top(gates.knees_bend), BENT, 3, "deg", "acted 20 to 22, clean 1.7 at most, filmed 5.1",
                    near=(-inf, 6),
                ),
            ),
            shows=Shows(Part.KNEE, Part.ANKLE, "rest", Part.HIP, "near"),
            good="Your knees do not bend",
            about="knees",
            limb=LEG,
        ),
        Cue(
            "lean", "Straight up, not forward", "The trunk leans forward.", 2, (CR2, CR7, CR8),
            signs=(
                Threshold(
                    form.trunk_sways, 5.5, 1, "deg", "acted 8.2 to 9.3, clean 1.5 at most, filmed 3.2", near=(0, 3.3)
                ),
            ),
            shows=Shows(Part.HIP, Part.SHOULDER, "rest"),
            good="Your trunk does not tip",
            about="trunk",
            limb=TORSO,
        ),
        Cue(
            "drop", "Lower slowly", "The heels fall instead of being lowered.", 2, (G2, CR1),
            # let go the heels read 0.25 to 0.28 s, nine tenths held 0.37; trainers lower in 0.4 to 0.8
            signs=(RushedPhase({"eccentric": 0.36}, {"eccentric": 0.4}),),
            good="You take your time coming down",
            about="tempo",
        ),
        Cue(
            "no-hold", "Hold the top for one", "There is no pause at the top.", 1, (CR1,),
            signs=(RushedPhase({"hold": 0.3}, {"hold": 0.3}),),
            good="You pause at the top",
            about="hold",
        ),
        Cue(
            "fade", "Last ones are lower, finish here", "The set tires.", 1, (CR8, CR10),
            signs=(RangeDecline(),),
            about="heel rise",
        ),
        Cue(
            "roll-out", "Press through the big toe", "The ankles roll outwards.", 1, (CR6, CR7, CR12),
            signs=(
                Threshold(
                    at_top(own.ankles_roll_out), 0.06, 0.014, "leg", "acted 0.05 to 0.08, clean 0.03, filmed 0.05"
                ),
            ),
            about="ankles",
            limb=FEET,
        ),
    ),
    guide="perform calf raises on a single leg or use a slow tempo to maximize time under tension",
    weights={"range": 0.35, "tempo": 0.20, "form": 0.25},
    unseen={
        "no-rise": "no reliable sign of heels that rise while the body stays has been found yet",
        "bounce": "no reliable sign of a rebound from the floor has been found yet",
        "bottom": "no reliable sign of heels that do not come down has been found yet",
        "uneven": "one heel higher than the other does not show in the landmarks",
        "feet-turn": "a foot's turn does not show in the landmarks",
        "foot-down": "no reliable sign of a free foot that touches down has been found yet",
    },
)  # fmt: skip
