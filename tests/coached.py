"""Sets made up for the coach: `python coached.py` prints what is handed to the voice, in the language of LANGUAGE."""

from __future__ import annotations

import json
from dataclasses import replace

import people

from formcheck.exercises import EXERCISES, find
from formcheck.live.coach import Coach
from formcheck.motion.pose import Pose
from formcheck.motion.session import Session
from formcheck.source import LandmarkFrame

FAST = {"up": 0.5, "hold": 0.2, "down": 0.4}
SLOW = {"up": 3.0, "hold": 1.0, "down": 2.0}


def watched(exercise: str, poses: list[Pose]) -> Coach:
    session, coach = Session(find(exercise), 16 / 9), Coach(find(exercise), find(exercise).tempo)
    for pose in poses:
        session.push(pose)
        coach.push(LandmarkFrame.nobody(pose.t), session)
    return coach


def hinges(moves: list[dict[str, float]]) -> list[Pose]:
    """Single-leg hinges from the side, each with its own timing."""
    poses: list[Pose] = []
    for how in moves:
        at = people.movement(1, **how)
        seconds = sum({"rest": 0.8, "up": 1.5, "hold": 0.8, "down": 1.5, **how}.values())
        start = poses[-1].t + 1 / 30 if poses else 0.0
        rep = people.filmed(lambda t, at=at: people.figure(hinge=75 * at(t), free_leg=75 * at(t)), seconds, yaw=90)
        poses += [replace(p, t=p.t + start) for p in rep]
    return poses + people.filmed(
        lambda t: people.figure(free_leg=0.0), poses[-1].t + 2, yaw=90, start=poses[-1].t + 1 / 30
    )


def spoken() -> dict[str, object]:
    """The words of a set with a fault that is corrected, and the cues of all exercises."""
    coach = watched("single-leg-rdl", hinges([FAST, FAST, SLOW, SLOW, SLOW]))
    cues = {f"{e.name} {c.id}": c.say for e in EXERCISES.values() for c in e.cues}
    return {"set": [u.text for u in coach.said], "cues": cues}


if __name__ == "__main__":
    print(json.dumps(spoken()))
