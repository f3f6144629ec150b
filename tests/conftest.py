"""What every test runs under: no network but loopback, and no settings from the user's environment."""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from fault_server import Behaviour, FaultServer, serving
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")

SETTINGS = ("SYRIAEVENTS_MODEL", "SYRIAEVENTS_API_KEY", "SYRIAEVENTS_WINDOW")


class NetworkBlocked(RuntimeError):
    """A test tried to leave this machine."""


def _is_here(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) else None
    if not isinstance(host, str):
        return True  # a socket file of this machine
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Connections to anything but loopback fail with a clear error."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if not _is_here(address):
            raise NetworkBlocked(f"Tests run offline; this one tried to connect to {address!r}.")
        return connect(self, address)

    return guarded


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own settings do not change what tests do."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def fault_server() -> Iterator[Callable[..., FaultServer]]:
    """Start servers that answer from a script; they are closed after the test."""
    with ExitStack() as stack:

        def start(*script: Behaviour) -> FaultServer:
            return stack.enter_context(serving(*script))

        yield start
