"""The processes of a cluster's workers, so that they can be killed. Linux only."""

import os
from pathlib import Path


def worker_processes() -> list[int]:
    """The processes of this cluster's workers that have an actor of ours."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                is_worker = b"ray::Worker" in (entry / "cmdline").read_bytes()
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                grandparent = int(Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            if is_worker and grandparent == os.getpid():
                found.append(int(entry.name))
    return found
