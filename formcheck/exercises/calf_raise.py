"""Standing calf raise, filmed from the side: rise onto the balls of the feet, pause, lower slowly."""

from math import inf

from formcheck.exercises.measures import calf_raise as own
from formcheck.exercises.references import CR1, CR2, CR6, CR7, CR8, CR10, CR12, G2
from formcheck.messages import N_, _
from formcheck.motion import form, gates, signals
from formcheck.motion.camera_shake import MOVES, STANDS, camera_moves, height_over_toes
from formcheck.motion.cue import Cue
from formcheck.motion.evidence import at_top
from formcheck.motion.highlight import FEET, LEG, TORSO, Shows
from formcheck.motion.pose import Part
from formcheck.motion.spec import Exercise, Gate, Range, RepSignal, Tempo, ViewSupport
from formcheck.motion.thresholds import RangeDecline, RushedPhase, ShortRange, Threshold
from formcheck.motion.view import Posture, View
from formcheck.motion.vocabulary import measure

ANY = frozenset({View.FRONT, View.OBLIQUE, View.SIDE, View.BACK})
SIDE = frozenset({View.SIDE})
TOES = ANY - {View.BACK}  # which hides them

# body rise in the picture over heel rise, fitted on rendered truth; the ankle lies nearer the toes' pivot
BODY_PER_HEEL, BODY_PER_HEEL_FRONT = 0.70, 0.80


TARGETS = {"double": 0.30, "single-leg": 0.30}  # 7.5 to 8 cm; a maximal single-leg raise is 9 to 14 [CR2]

CALF_RAISE = Exercise(
    name="calf-raise",
    title=_("Calf raise"),
    posture=Posture.UPRIGHT,
    start=_("Stand tall, feet hip-width apart, fingertips on a wall if you like."),
    movement=_("Rise onto the balls of your feet with straight knees, pause, lower slowly."),
    how_to=(
        _("Stand a small step from a wall, fingertips on it, feet hip-width apart."),
        _("Rise onto the balls of both feet with straight knees, weight on the big and second toes."),
        _("Pause for a second at the top."),
        _("Lower slowly until the heels touch the floor."),
        _("For more, use one leg at a time, or lower more slowly."),
    ),
    camera=_("Film from the side, lens at knee to hip height, 2 to 2.5 m away, the whole body in the picture."),
    clearance=(0.15, 0.0),  # the body rises
    tempo=Tempo(2, 1, 2, "guide"),
    variants=("double", "single-leg"),
    variant_of=lambda w: "single-leg" if own.on_one_leg(w) else "double",
    side_label=_("on the {side} leg"),
    side_of=own.working_side,
    both_sides_in=("double",),
    limb=(Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE),
    rep_signals=(
        # the body's rise: counts every clip, where the heel over the toe counts half of them
        RepSignal(
            name=N_("body rise"),
            signal=signals.upright_height,
            travel=0.10,
            unit="trunk",
            views=ANY,
            needs=(Part.SHOULDER, Part.HIP),
            gates=(Gate(measure=camera_moves, within=(-inf, MOVES), say=_("the camera moves"), views=TOES),),
        ),
        # in a hand that shakes; elsewhere the toe's own noise is in it, and one raise of eight is lost
        RepSignal(
            name=N_("body over toes"),
            signal=height_over_toes,
            travel=0.10,
            unit="trunk",
            views=TOES,
            needs=(Part.SHOULDER, Part.HIP, Part.TOE),
            gates=(Gate(measure=camera_moves, within=(STANDS, inf), say=_("the camera is still")),),
            moved=True,
        ),
        # heels that rise while the knees bend hardly lift the body: still a repetition, a faulty one
        RepSignal(
            name=N_("heel rise"),
            signal=signals.heel_height,
            travel=0.10,
            unit="trunk",
            views=SIDE,
            needs=(Part.HEEL, Part.TOE),
            gates=(
                Gate(measure=gates.knees_bend, within=(own.BENT, inf), say=_("only the heel landmark moved")),
                Gate(measure=gates.body_rises, within=(0.008, inf), say=_("the body does not rise")),
            ),
        ),
    ),
    ranges=(
        Range(
            name=N_("heel rise"),
            unit="foot lengths",
            measure=own.heel_rise(BODY_PER_HEEL),
            targets=TARGETS,
            uncertainty=0.05,
            views=SIDE,
            unit_per_height=own.FOOT,
            degraded_by=own.blur,
        ),
        Range(
            name=N_("heel rise"),
            unit="foot lengths",
            measure=own.heel_rise(BODY_PER_HEEL),
            targets=TARGETS,
            uncertainty=0.045,
            views=frozenset({View.OBLIQUE}),
            unit_per_height=own.FOOT,
            degraded_by=own.blur,
        ),
        Range(
            name=N_("heel rise"),
            unit="foot lengths",
            measure=own.heel_rise(BODY_PER_HEEL_FRONT),
            targets=TARGETS,
            uncertainty=0.038,
            views=frozenset({View.FRONT}),
            unit_per_height=own.FOOT,
            degraded_by=own.blur,
        ),
    ),
    gates=(
        Gate(measure=gates.least_knee_range, within=(-inf, 35), say=_("the knees bend: that is a squat")),
        # raises 11 at most, filmed at a wall 10; squats 37 and more
        Gate(measure=gates.trunk_bends, within=(-inf, 20), say=_("the trunk bends forward")),
        Gate(measure=gates.tilt, within=(-inf, own.LEANS), clearly=(-inf, 55), say=_("the trunk leans far forward")),
        # raises 161 and more, leaning at a wall too; nearly sitting on the floor 119
        Gate(measure=measure("typical(lean(hip, ankle, of=middle))"), within=(140, inf), say=_("you are not standing")),
        # raises 0.76 and more, filmed shrugs 0.23 to 0.5
        Gate(
            measure=gates.body_follows,
            within=(0.62, inf),
            say=_("the shoulders rise without the body: that is a shrug"),
        ),
        Gate(
            measure=gates.steadiest_foot_moves,
            by_place=True,
            within=(-inf, 0.30),
            clearly=(-inf, 0.5),
            say=_("the feet are walking"),
        ),
        Gate(
            measure=gates.hips_sideways,
            by_place=True,
            within=(-inf, 0.35),
            clearly=(-inf, 0.6),
            say=_("the hips move sideways"),
        ),
        Gate(
            measure=gates.trunk_grows,
            by_place=True,
            within=(-inf, 0.35),
            clearly=(-inf, 0.5),
            say=_("the body turns or comes closer to the camera"),
        ),
        Gate(measure=gates.body_rises, within=(-inf, 0.45), say=_("the body rises too far for a calf raise")),
        # turns show 54 degrees and more, raises 16 at most; from behind the model itself turns people round
        Gate(measure=gates.body_turns, within=(-inf, 40), say=_("the body turns around"), views=ANY - {View.BACK}),
        # a hand that pushes off a wall moves an arm by 47: where the whole body rises, that is no other exercise
        Gate(measure=gates.arms_move, within=(-inf, 35), clearly=(-inf, 70), say=_("the arms go up and down")),
        # calf raises show 14 at most, wall angels from the side 20 and more
        Gate(measure=gates.elbows_move, within=(-inf, 19), clearly=(-inf, 60), say=_("the arms go up and down")),
        Gate(measure=gates.leg_length, within=(1.0, inf), say=_("the legs are not straight below the body")),
    ),
    views={
        View.SIDE: ViewSupport("must", "must", ("short", "knee-bend", "lean", "drop"), ("no-hold", "fade")),
        View.OBLIQUE: ViewSupport("must", "must", ("short", "drop"), ("knee-bend", "fade")),
        View.FRONT: ViewSupport("must", "must", ("short", "drop"), ("roll-out", "fade")),
        View.BACK: ViewSupport("must", None, ("drop",)),
    },
    cues=(
        Cue(
            id="short",
            say=_("Higher onto your toes"),
            meaning=_("The heels stay low."),
            severity=1,
            references=(CR8,),
            # small ones within 0.9 cm, of 1.3; acted 0.55 to 0.71, clean 0.79 and more
            signs=(ShortRange(0.78, uncertainty=0.65, own=0.75),),
            unless=("knee-bend", "lean"),
            good=_("You rise high"),
            about="heel rise",
        ),
        Cue(
            id="knee-bend",
            say=_("Knees straight"),
            meaning=_("The knees bend at the top."),
            severity=2,
            references=(CR1, CR2, CR8),
            signs=(
                Threshold(
                    measure=at_top(gates.knees_bend),
                    limit=own.BENT,
                    uncertainty=3,
                    unit="deg",
                    why=_("acted 20 to 22, clean 1.7 at most, filmed 5.1"),
                    near=(-inf, 6),
                ),
            ),
            shows=Shows(Part.KNEE, Part.ANKLE, "rest", Part.HIP, "near"),
            good=_("Your knees do not bend"),
            about="knees",
            limb=LEG,
        ),
        Cue(
            id="lean",
            say=_("Straight up, not forward"),
            meaning=_("The trunk leans forward."),
            severity=2,
            references=(CR2, CR7, CR8),
            signs=(
                Threshold(
                    measure=form.trunk_sways,
                    limit=5.5,
                    uncertainty=1,
                    unit="deg",
                    why=_("acted 8.2 to 9.3, clean 1.5 at most, filmed 3.2"),
                    near=(0, 3.3),
                ),
            ),
            shows=Shows(Part.HIP, Part.SHOULDER, "rest"),
            good=_("Your trunk stays steady"),
            about="trunk",
            limb=TORSO,
        ),
        Cue(
            id="drop",
            say=_("Lower slowly"),
            meaning=_("The heels drop instead of coming down slowly."),
            severity=2,
            references=(G2, CR1),
            # let go the heels read 0.25 to 0.28 s, nine tenths held 0.37; trainers lower in 0.4 to 0.8
            signs=(RushedPhase({"eccentric": 0.36}, {"eccentric": 0.4}),),
            good=_("You take your time coming down"),
            about="tempo",
        ),
        Cue(
            id="no-hold",
            say=_("Pause one second at the top"),
            meaning=_("There is no pause at the top."),
            severity=1,
            references=(CR1,),
            signs=(RushedPhase({"hold": 0.3}, {"hold": 0.3}),),
            good=_("You pause at the top"),
            about="hold",
        ),
        Cue(
            id="fade",
            say=_("Reps are getting lower, finish here"),
            meaning=_("The last reps are smaller."),
            severity=1,
            references=(CR8, CR10),
            signs=(RangeDecline(),),
            about="heel rise",
        ),
        Cue(
            id="roll-out",
            say=_("Press through the big toe"),
            meaning=_("The ankles roll outwards."),
            severity=1,
            references=(CR6, CR7, CR12),
            signs=(
                Threshold(
                    measure=at_top(own.ankles_roll_out),
                    limit=0.06,
                    uncertainty=0.014,
                    unit="leg",
                    why=_("acted 0.05 to 0.08, clean 0.03, filmed 0.05"),
                ),
            ),
            about="ankles",
            limb=FEET,
        ),
    ),
    guide=_("perform calf raises on a single leg or use a slow tempo to maximize time under tension"),
    weights={"range": 0.35, "tempo": 0.20, "form": 0.25},
    unseen={
        "no-rise": _("heels rising while the body stays down cannot be detected reliably yet"),
        "bounce": _("a rebound from the floor cannot be detected reliably yet"),
        "bottom": _("heels that do not come down cannot be detected reliably yet"),
        "uneven": _("one heel higher than the other does not show in the landmarks"),
        "feet-turn": _("the landmarks do not show how a foot is turned"),
        "foot-down": _("a free foot touching down cannot be detected reliably yet"),
    },
)
