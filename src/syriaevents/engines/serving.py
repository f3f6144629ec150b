"""The embedded engine's child process: llama.cpp's server, for as long as standard input stays open (see ``local``)."""

import contextlib
import importlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

GREETING = "syriaevents engine listens on port "


@dataclass(frozen=True)
class Job:
    """What the child is told on its standard input."""

    model: str
    api_key: str
    context: int
    threads: int
    states: str
    """Where what was read may be written down, and taken up again; empty: nowhere."""


def _run(job: Job) -> None:
    """Be the child: serve until standard input ends."""
    xllamacpp = importlib.import_module("xllamacpp")
    params = xllamacpp.CommonParams()
    params.model.path = job.model
    params.model_alias = {Path(job.model).stem}  # answers name this; a path would tell about the machine
    params.api_keys = [job.api_key]
    params.hostnames = ["127.0.0.1"]
    params.port = 0  # the system chooses a free one while binding: no race with other programs
    params.n_ctx = job.context
    params.n_parallel = 1  # a second slot only makes both slower on a few cores, and halves the context
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = job.threads
    params.cache_ram_mib = 512  # states of other prompts' prefixes; the default of 8 GB is more than a laptop has
    params.fit_params = params.warmup = False  # both only lengthen the start
    params.offline, params.ui, params.endpoint_slots = True, False, False
    if job.states:
        params.slot_save_path = f"{job.states}{os.sep}"
    params.verbosity = 1  # errors
    server = xllamacpp.Server(params)
    port = server.listening_address.rpartition(":")[2]
    with contextlib.suppress(OSError):  # the parent died meanwhile
        print(f"\n{GREETING}{port}", flush=True)
        sys.stdin.buffer.read()
    os._exit(0)  # the server's own orderly end takes seconds, and there is nothing to save


if __name__ == "__main__":
    _run(Job(**json.loads(sys.stdin.buffer.readline())))
