"""A real PostgreSQL server on loopback, in a folder of its own, for as long as a block runs."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

_DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def programs() -> Path | None:
    """The folder with initdb and postgres: on the PATH, or where Debian puts them; None where there are none."""
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else next(iter(_DEBIAN), None)


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The address of a server with an empty database; both are gone after the block.

    PostgreSQL refuses to run as root, so that root starts it as the user ``postgres``.
    """
    binaries = programs()
    assert binaries is not None
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        shutil.chown(folder, user)
        data = Path(folder, "data")
        _run(user, binaries / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
        port = _free_port()
        options = f"-h 127.0.0.1 -p {port} -k {folder} -F"
        log = Path(folder, "log")
        _run(user, binaries / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
        try:
            yield f"postgresql://tester:none@127.0.0.1:{port}/postgres"
        finally:
            _run(user, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(user: str, *command: str | Path) -> None:
    as_user = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
        **as_user,  # type: ignore[call-overload]
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
