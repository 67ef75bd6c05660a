"""Clips judged on other machines: a Dask scheduler hands them to whoever works for it.

Every machine needs formcheck and the clips, under the same paths or at an address, and runs a Dask worker with a thread
a core. A clip still gets a process of its own there, so one that crashes or hangs takes nothing else with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import local

from formcheck.errors import FormcheckError
from formcheck.scoring.batch import ANY_CORE, Answer, Done, Job, Worker

CONNECT_S = 10.0
_here = local()


def judge_here(job: Job, timeout_s: float) -> Answer:
    """On the other machine: the thread's own process, kept for the next clip."""
    if not hasattr(_here, "worker"):
        _here.worker = Worker(ANY_CORE, timeout_s)
    answer: Answer = _here.worker.ask(job)
    return answer


def run(jobs: Sequence[Job], address: str, timeout_s: float, done: Done = lambda i, a: None) -> list[Answer | None]:
    """As batch.run. Raises FormcheckError without Dask or without an answer from the address."""
    try:
        from distributed import Client, as_completed
    except ImportError as e:
        raise FormcheckError("--scheduler needs Dask; install it with: pip install distributed 'fsspec[http]'") from e
    try:
        client = Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as e:
        raise FormcheckError(f"no Dask scheduler answers at {address}; start one with: dask scheduler") from e
    answers: list[Answer | None] = [None] * len(jobs)
    with client:
        futures = {client.submit(judge_here, job, timeout_s, pure=False): i for i, job in enumerate(jobs)}
        try:
            for future in as_completed(futures, loop=client.loop):
                i, trouble = futures[future], future.exception()
                answer = future.result() if trouble is None else Answer(None, f"Dask: {trouble}", "Crashed", 0.0)
                answers[i] = answer
                done(i, answer)
        except KeyboardInterrupt:
            client.cancel(list(futures))
    return answers
