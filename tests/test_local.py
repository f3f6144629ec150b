"""The embedded engine's server is started once, explained when it fails, and never left behind."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from syriaevents.engines import child
from syriaevents.engines.cores import usable_cores
from syriaevents.engines.local import Engine, LocalServer, close_all, serve
from syriaevents.engines.weights import weights_path
from syriaevents.errors import EngineUnavailable

LOCAL = pytest.mark.skipif(os.environ.get("SYRIAEVENTS_TEST_LOCAL") != "1", reason="SYRIAEVENTS_TEST_LOCAL is not 1")
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and fork")

GREET = "print('syriaevents engine listens on port 4242', flush=True)"
WAIT = "import sys; sys.stdin.buffer.read()"


def engine(script: str, start_seconds: float = 60.0, stop_seconds: float = 5.0) -> Engine:
    """Describe an engine whose child runs a Python script instead of the model's server."""
    command = (sys.executable, "-S", "-c", script)
    return Engine(command, module="json", start_seconds=start_seconds, stop_seconds=stop_seconds)


FAKE = engine(f"{GREET}; {WAIT}")


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    """Stop what a test started."""
    yield
    close_all()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """Return a file that starts like a model."""
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"GGUF\x03\x00\x00\x00")
    return path


def ended(pid: int, seconds: float = 60.0) -> bool:
    """Wait until a process that is not ours to collect is gone, or a mere zombie."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        with contextlib.suppress(OSError):
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        time.sleep(0.05)
    return False


def test_a_server_listens_on_loopback(model: Path) -> None:
    """The address is the port of the greeting, on loopback; the key is long and not in the repr."""
    server = serve(model, FAKE)
    assert "http://127.0.0.1:4242/v1" == server.base_url
    assert server.alive
    assert len(server.api_key) >= 32
    assert server.api_key not in repr(server)


def test_a_server_is_reused(model: Path) -> None:
    """The same model has one server in a process, however its path is written."""
    assert serve(model, FAKE) is serve(model.parent / "." / model.name, FAKE)


def test_another_model_has_another_server(model: Path, tmp_path: Path) -> None:
    """Two models are served side by side, with different keys."""
    other = tmp_path / "other.gguf"
    other.write_bytes(b"GGUF")
    first, second = serve(model, FAKE), serve(other, FAKE)
    assert first.pid != second.pid
    assert first.api_key != second.api_key


def test_threads_share_one_server(model: Path) -> None:
    """Threads that ask at the same time get the same server, also those that end before it is used."""
    servers: list[LocalServer] = []
    threads = [threading.Thread(target=lambda: servers.append(serve(model, FAKE))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 6 == len(servers)
    assert {servers[0].pid} == {server.pid for server in servers}
    assert servers[0].alive


def test_closing_ends_the_process(model: Path) -> None:
    """After `close` the process is gone; closing twice does nothing."""
    with serve(model, FAKE) as server:
        assert server.alive
    assert not server.alive
    server.close()


def test_a_dead_server_is_replaced(model: Path) -> None:
    """A server that died or was closed is started anew when it is next needed."""
    first = serve(model, FAKE)
    first.close()
    second = serve(model, FAKE)
    assert second.alive
    assert first.pid != second.pid


@POSIX
def test_a_stubborn_child_is_killed(model: Path) -> None:
    """A child that ignores the request to end is killed."""
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    server = serve(model, engine(f"{deaf} {GREET}; time.sleep(600)", stop_seconds=0.1))
    server.close()
    assert not server.alive


def test_the_job_comes_by_standard_input(model: Path, tmp_path: Path) -> None:
    """The child is told model, key, context, threads and folder on its standard input, not on its command line."""
    copy = tmp_path / "job.json"
    script = f"import sys; open({str(copy)!r}, 'wb').write(sys.stdin.buffer.readline()); {GREET}; {WAIT}"
    server = serve(model, replace(engine(script), states=tmp_path))
    expected = {"model": str(model.resolve()), "api_key": server.api_key, "context": 8192, "threads": usable_cores()}
    expected["states"] = str(tmp_path)
    assert expected == json.loads(copy.read_text())


def test_garbage_before_the_greeting_is_passed_over(model: Path) -> None:
    """Whatever native code prints, undecodable bytes and endless lines too, the greeting is found."""
    noise = (
        "import sys; o = sys.stdout.buffer; o.write(b'\\xff\\xfe x' * 9999 + b'\\n'); o.flush();"
        "print('syriaevents engine listens on port none'); print('oh', file=sys.stderr);"
    )
    server = serve(model, engine(f"{noise} {GREET}; {WAIT}"))
    assert "http://127.0.0.1:4242/v1" == server.base_url
    assert "port none" in server.last_words


def test_output_never_blocks_the_child(model: Path, tmp_path: Path) -> None:
    """A child that goes on printing is read to the end, and only its last lines are kept."""
    done = tmp_path / "done"
    script = f"{GREET}\nfor n in range(20000): print('line', n)\nopen({str(done)!r}, 'w').close()\n{WAIT}"
    server = serve(model, engine(script))
    deadline = time.monotonic() + 60
    while not done.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert done.exists()
    assert len(server.last_words.splitlines()) <= 12


def test_the_childs_output_is_not_ours(model: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing that the child prints reaches this program's output."""
    serve(model, engine(f"import os; os.write(1, b'out'); os.write(2, b'err'); print(); {GREET}; {WAIT}")).close()
    assert ("", "") == tuple(capfd.readouterr())


def test_a_child_that_ends_early_is_quoted(model: Path) -> None:
    """A child that ends without a greeting gives its exit status and its last words."""
    with pytest.raises(EngineUnavailable, match=r"(?s)exit status 3.*damaged.*tensor is corrupted"):
        serve(model, engine("import sys; print('tensor is corrupted', file=sys.stderr); sys.exit(3)"))


def test_a_silent_end_is_told(model: Path) -> None:
    """A child that says nothing at all still gives a whole sentence."""
    with pytest.raises(EngineUnavailable, match=r"exit status 0.*does not know\.$"):
        serve(model, engine("pass"))


@pytest.mark.parametrize("script", ["import os; os.kill(os.getpid(), 9)", "print('failed to allocate'); exit(1)"])
@POSIX
def test_short_memory_is_told(model: Path, script: str) -> None:
    """A child that the system kills, or whose allocation fails, ran out of memory."""
    with pytest.raises(EngineUnavailable, match="memory ran out"):
        serve(model, engine(script))


def test_a_child_that_hangs_is_given_up(model: Path) -> None:
    """A child that never greets is ended at the deadline, with what it said."""
    with pytest.raises(EngineUnavailable, match=r"(?s)within 2 seconds.*still thinking"):
        serve(model, engine(f"print('still thinking', flush=True); {WAIT}", start_seconds=2))


def test_an_interrupt_while_loading_ends_the_child(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the model loads passes on, and the child is ended."""
    children: list[subprocess.Popen[bytes]] = []

    def interrupted(process: subprocess.Popen[bytes], *_: object) -> int:
        children.append(process)
        raise KeyboardInterrupt

    monkeypatch.setattr(child, "_greeted", interrupted)
    with pytest.raises(KeyboardInterrupt):
        serve(model, FAKE)
    assert children[0].poll() is not None


def test_a_command_that_is_not_there_is_told(model: Path, tmp_path: Path) -> None:
    """A Python that cannot be run is an error of the engine, not a traceback."""
    with pytest.raises(EngineUnavailable, match="could not be started"):
        serve(model, Engine(command=(str(tmp_path / "no-python"),), module="json"))


def test_a_missing_extra_is_named(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without xllamacpp the message names the command that installs it."""
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(EngineUnavailable, match=r'pip install "syriaevents\[local\]"'):
        serve(model)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A path with nothing there, or a folder, is named; no process is started."""
    with pytest.raises(EngineUnavailable, match=r"no\.gguf cannot be read: No such file"):
        serve(tmp_path / "no.gguf", FAKE)
    with pytest.raises(EngineUnavailable, match="cannot be read"):
        serve(tmp_path, FAKE)


@pytest.mark.parametrize("content", [b"", b"version https://example.org/pointer", b"PK\x03\x04"])
def test_a_file_that_is_no_model_is_told(tmp_path: Path, content: bytes) -> None:
    """A file in another format is refused before a process is started."""
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    with pytest.raises(EngineUnavailable, match="not a GGUF model file"):
        serve(path, FAKE)


def test_the_child_finds_our_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child's path holds ours and this package's folder, but not the working folder."""
    found = child.environment({"HOME": "here"}, ["", "some", "place"])
    assert "here" == found["HOME"]
    assert ["some", "place", str(Path(child.__file__).parents[2])] == found["PYTHONPATH"].split(os.pathsep)


@pytest.mark.parametrize(("quota", "expected"), [("100000 100000", 1), ("150000 100000", 2), ("5 100000", 1)])
def test_a_containers_quota_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quota: str, expected: int) -> None:
    """No more threads than the control group pays for, and never none."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    (tmp_path / "fs/cgroup").mkdir(parents=True)
    (tmp_path / "fs/cgroup/cpu.max").write_text(quota)
    assert expected == usable_cores(tmp_path)


@pytest.mark.parametrize("quota", ["max 100000", "", "1 0", "x y"])
def test_no_quota_is_no_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quota: str) -> None:
    """A quota that is not set, or not readable, limits nothing."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    (tmp_path / "fs/cgroup").mkdir(parents=True)
    (tmp_path / "fs/cgroup/cpu.max").write_text(quota)
    assert 8 == usable_cores(tmp_path)


def test_two_threads_of_a_core_count_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hyper-threads of one physical core are one core."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    for cpu in range(4):
        folder = tmp_path / f"devices/system/cpu/cpu{cpu}/topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(f"{cpu % 2},{cpu % 2 + 2}\n")
    assert 2 == usable_cores(tmp_path)


def test_cores_without_affinity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no affinity, all processors count."""
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 5)
    assert 5 == usable_cores(tmp_path)


@POSIX
def test_a_forked_process_cannot_stop_the_server(model: Path) -> None:
    """A forked process gets the parent's server and does not stop it, neither by `close` nor at its exit."""
    server = serve(model, FAKE)
    child = os.fork()
    if child == 0:
        status = 1
        with contextlib.suppress(BaseException):
            same = serve(model, FAKE)
            same.close()
            close_all()
            status = 0 if same is server and same.alive else 1
        os._exit(status)
    assert 0 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert server.alive


PARENT = """
import os, sys, threading, time
from pathlib import Path
from syriaevents.engines.local import Engine, serve
engine = Engine(command=(sys.executable, "-S", "-c", sys.argv[2]), module="json") if len(sys.argv) > 2 else Engine()
servers = []
thread = threading.Thread(target=lambda: servers.append(serve(Path(sys.argv[1]), engine)))
thread.start()
thread.join()
print(servers[0].pid, flush=True)
if os.environ.get("FORK") and os.fork() == 0:
    time.sleep(20)
    os._exit(0)
if not os.environ.get("RETURN"):
    time.sleep(600)
"""


def left_behind(arguments: tuple[str, ...], number: int | None, **settings: str) -> bool:
    """Start a program that starts a server, end it by a signal (or let it return), and tell whether the server stays.

    The program runs in a process group of its own and the signal goes to the whole group, as Ctrl-C does.
    """
    program = subprocess.Popen(
        (sys.executable, "-c", PARENT, *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | settings,
        process_group=0,
    )
    assert program.stdout is not None
    server = int(program.stdout.readline())
    if number is not None:
        os.kill(server, 0)
        (os.kill if settings else os.killpg)(program.pid, number)
    program.stdout.close()
    program.wait(60)
    return not ended(server, 10.0)


@POSIX
@pytest.mark.parametrize("number", [None, signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_server_is_left_behind(model: Path, number: int | None) -> None:
    """However a program ends, by returning, Ctrl-C, SIGTERM or SIGKILL, its server ends with it."""
    settings = {"RETURN": "1"} if number is None else {}
    assert not left_behind((str(model), f"{GREET}; {WAIT}"), number, **settings)


@POSIX
def test_forked_workers_do_not_keep_the_server(model: Path) -> None:
    """A server ends with the process that started it, though a forked worker lives on."""
    assert not left_behind((str(model), f"{GREET}; {WAIT}"), signal.SIGKILL, FORK="1")


@LOCAL
def test_the_real_engine_answers() -> None:
    """The real engine keeps to a schema, answers the same twice, wants its key, and is gone when closed."""
    schema = {"type": "object", "properties": {"colour": {"enum": ["green", "purple"]}}, "required": ["colour"]}
    body = {
        "messages": [{"role": "user", "content": "Which colour has grass?"}],
        "temperature": 0,
        "max_tokens": 32,
        "response_format": {"type": "json_schema", "json_schema": {"name": "c", "schema": schema, "strict": True}},
    }
    with serve(weights_path()) as server:
        url, data = f"{server.base_url}/chat/completions", json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {server.api_key}", "Content-Type": "application/json"}
        answers = []
        for _ in range(2):
            with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=600) as answer:
                answers.append(json.load(answer)["choices"][0]["message"]["content"])
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(urllib.request.Request(url, data), timeout=600)
    assert {"colour": "green"} == json.loads(answers[0])
    assert answers[0] == answers[1]
    assert not server.alive


@LOCAL
@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_the_real_engine_is_not_left_behind(number: int) -> None:
    """The real server ends with its program after Ctrl-C and SIGKILL."""
    assert not left_behind((str(weights_path()),), number)


@LOCAL
def test_a_damaged_model_is_explained(tmp_path: Path) -> None:
    """The real engine's own words are quoted when it cannot load a file."""
    path = tmp_path / "damaged.gguf"
    path.write_bytes(b"GGUF" + bytes(1000))
    with pytest.raises(EngineUnavailable, match=r"(?s)damaged.*Its last words:.*failed to load model"):
        serve(path)
