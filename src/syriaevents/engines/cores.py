"""How many threads are worth computing with."""

import math
import os
import sys
from pathlib import Path


def usable_cores(root: Path = Path("/sys")) -> int:
    """Return the number of cores worth computing on, at least 1.

    Counted are the physical cores (two threads of one core only slow each other down) that this process may run on,
    and no more than a container's quota allows: threads beyond it spin while they wait for those that were stopped.
    """
    cpus = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))
    cores = {_siblings(root, cpu) for cpu in cpus}
    return max(1, min(len(cores), _quota(root)))


def _siblings(root: Path, cpu: int) -> str:
    """Return the name of the physical core that a CPU belongs to; the CPU's own number where that is not told."""
    try:
        return (root / f"devices/system/cpu/cpu{cpu}/topology/thread_siblings_list").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return str(cpu)


def _quota(root: Path) -> int:
    """Return how many CPUs' time the control group may use (Linux, cgroup version 2), rounded up."""
    try:
        quota, period = (root / "fs/cgroup/cpu.max").read_text("ascii").split()
        return math.ceil(int(quota) / int(period))
    except (OSError, ValueError, ZeroDivisionError):  # no file, or "max": no limit
        return sys.maxsize
