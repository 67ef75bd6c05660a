"""Judge clips on other machines, through a Dask scheduler and its workers.

Every machine needs formcheck and the clips, at the same paths or at an address, and runs a Dask worker with one thread
per core. Each clip is judged in a separate process there, so a crash or hang affects only that clip.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import local

from formcheck.errors import FormcheckError
from formcheck.messages import _
from formcheck.processes import ANY_CORE
from formcheck.scoring.batch import Answer, Done, Job, Worker

CONNECT_S = 10.0
_here = local()


def judge_here(job: Job, timeout_s: float) -> Answer:
    """Runs on the other machine, in one process per thread, reused for the next clip."""
    if not hasattr(_here, "worker"):
        _here.worker = Worker(ANY_CORE, timeout_s)
    answer: Answer = _here.worker.ask(job)
    return answer


def run(jobs: Sequence[Job], address: str, timeout_s: float, done: Done = lambda i, a: None) -> list[Answer | None]:
    """Like batch.run. Raises FormcheckError without Dask, or if the scheduler does not answer."""
    try:
        from distributed import Client, as_completed
    except ImportError as e:
        raise FormcheckError(
            _("--scheduler needs Dask; install it with: pip install distributed 'fsspec[http]'")
        ) from e
    try:
        client = Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as e:
        raise FormcheckError(
            _("no Dask scheduler answers at {address}; start one with: dask scheduler").format(address=address)
        ) from e
    answers: list[Answer | None] = [None] * len(jobs)
    with client:
        futures = {client.submit(judge_here, job, timeout_s, pure=False): i for i, job in enumerate(jobs)}
        try:
            for future in as_completed(futures, loop=client.loop):
                i, trouble = futures.pop(future), future.exception()
                answer = (
                    future.result()
                    if trouble is None
                    else Answer(None, _("Dask: {trouble}").format(trouble=trouble), "Crashed", 0.0)
                )
                future.release()  # else the clips of a worker that dies would all be judged again
                answers[i] = answer
                done(i, answer)
        except KeyboardInterrupt:
            client.cancel(list(futures))
    return answers
