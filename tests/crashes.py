"""Store sets until killed, repeatedly: `python crashes.py HISTORY TIMES` prints what was committed, one JSON line.

Each time a child process stores sets one by one, and writes what each is to a pipe once it is committed: its uid, since
numbers are given anew after a set that was not kept.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from sets import a_set

from formcheck.history.identity import uid_of
from formcheck.history.store import keep


def main(db: Path, times: int) -> None:
    dice = random.Random(7)
    committed: list[str] = []
    for turn in range(times):
        told, tells = os.pipe()
        child = os.fork()
        if not child:
            for i in range(10_000):
                one = a_set(seed=10_000 * turn + i)
                keep(one, db=db)
                os.write(tells, f"{uid_of(one, None)}\n".encode())
        os.close(tells)
        time.sleep(dice.uniform(0.0, 0.15))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(told) as pipe:
            committed += [line.strip() for line in pipe if line.endswith("\n")]
    print(json.dumps(committed))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
