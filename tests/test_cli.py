"""The command line: streams, exit statuses, and inputs that are wrong, hostile or cut short."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pydantic import BaseModel

import syriaevents
from syriaevents import cli
from syriaevents.cli import arguments as shared_arguments
from syriaevents.engines.llm import SMALL, STRONG, Ability, Reply
from syriaevents.errors import ConfigError, Refused
from syriaevents.prompting.prompts import Message
from syriaevents.schema import Extraction, Usage

T = TypeVar("T", bound=BaseModel)
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and pipes")

ARTICLE = "Omar Haddad warned that the road to Sarmin was closed.\nGovernment forces shelled Sarmin on Monday.\n"
ANSWER = {
    "statements": [{"sentence": 1, "who": "Omar Haddad", "act": "warn", "to": None, "about": None}],
    "movements": [{"sentence": 2, "who": "Government forces", "action": "shelling", "where": "Sarmin"}],
    "initiatives": [],
}


@dataclass
class FakeModel:
    """Answers every window alike; raises what it is given when a window holds the word."""

    ability: Ability = STRONG
    name: str = "fake"
    trouble: dict[str, BaseException] = field(default_factory=dict)
    closed: bool = False

    async def ask(self, messages: Sequence[Message], response_model: type[T]) -> Reply[T]:
        usage = Usage(prompt_tokens=100, completion_tokens=10, requests=1)
        for word, error in self.trouble.items():
            if word in messages[-1]["content"]:
                if isinstance(error, Refused):
                    return Reply(None, error, usage)
                raise error
        return Reply(response_model.model_validate(ANSWER), None, usage)

    async def close(self) -> None:
        self.closed = True


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    """The model that any command gets."""
    fake = FakeModel()
    monkeypatch.setenv("SYRIAEVENTS_MODEL", "fake/model")
    monkeypatch.setattr(shared_arguments, "open_model", lambda _spec, **_options: fake)
    return fake


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def command(*arguments: object) -> Ended:
        status = cli.main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return Ended(status, told.out, told.err)

    return command


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A text file with two sentences."""
    path = tmp_path / "sarmin.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def tables(*rows: dict[str, str]) -> str:
    """Rows as JSONL."""
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def test_results_go_to_standard_output_and_the_rest_to_standard_error(
    run: Run, model: FakeModel, article: Path
) -> None:
    """The table is on standard output; the summary is on standard error."""
    ended = run("extract", article)

    assert 0 == ended.status
    assert "Omar Haddad" in ended.out
    assert "[2] 55–98" in ended.out
    assert "1 article: 1 statement, 1 military movement" in ended.err
    assert "1 article:" not in ended.out
    assert model.closed


def test_quiet_leaves_errors_only(run: Run, model: FakeModel, article: Path) -> None:
    """With --quiet nothing is on standard error when nothing went wrong."""
    assert "" == run("extract", article, "--quiet").err


def test_a_line_of_jsonl_is_an_extraction(run: Run, model: FakeModel, article: Path) -> None:
    """JSONL is read back as the same records."""
    ended = run("extract", article, "--format", "jsonl", "--published", "2024-12-02")
    result = Extraction.model_validate_json(ended.out)

    assert ["Omar Haddad"] == [statement.speaker.mention for statement in result.statements]
    assert "2024-12-02" == str(result.article.published)


def test_json_is_one_array(run: Run, model: FakeModel, article: Path) -> None:
    """Two articles are an array of two."""
    ended = run("extract", article, article, "--format", "json")

    assert ["sarmin", "sarmin"] == [item["article"]["id"] for item in json.loads(ended.out)]


@pytest.mark.parametrize(("name", "start"), [("r.jsonl", "{"), ("r.json", "["), ("r.txt", "Omar Haddad")])
def test_the_ending_of_out_names_the_format(
    run: Run, model: FakeModel, article: Path, tmp_path: Path, name: str, start: str
) -> None:
    """Without --format, --out r.jsonl writes JSON Lines, and nothing else stays in the folder."""
    ended = run("extract", article, "--out", tmp_path / name)

    assert (0, "") == (ended.status, ended.out)
    assert (tmp_path / name).read_text("utf-8").startswith(start)
    assert {"sarmin.txt", name} == {path.name for path in tmp_path.iterdir()}


def test_a_table_in_a_file_is_plain(run: Run, model: FakeModel, article: Path, tmp_path: Path) -> None:
    """No escape sequence is written into a file."""
    run("extract", article, "--out", tmp_path / "r.txt")

    assert "\x1b" not in (tmp_path / "r.txt").read_text("utf-8")


def test_one_failed_article_costs_no_other(run: Run, model: FakeModel, tmp_path: Path) -> None:
    """What the model refuses is told; the rest is written; the exit status is 1."""
    model.trouble["forbidden"] = Refused("fake: the model declined to answer.")
    rows = tables({"id": "a", "text": ARTICLE}, {"id": "b", "text": "A forbidden text."}, {"id": "c", "text": ARTICLE})
    (tmp_path / "rows.jsonl").write_text(rows, "utf-8")

    ended = run("extract", tmp_path / "rows.jsonl", "--format", "jsonl")

    assert 1 == ended.status
    assert ["a", "c"] == [json.loads(line)["article"]["id"] for line in ended.out.splitlines()]
    assert "b: fake: the model declined to answer." in ended.err
    assert "2 articles, 1 failed" in ended.err


def test_one_by_one_tells_the_same(run: Run, model: FakeModel, tmp_path: Path) -> None:
    """With --concurrency 1 a failure costs no other article either."""
    model.trouble["forbidden"] = Refused("no.")
    rows = tables({"id": "a", "text": "A forbidden text."}, {"id": "b", "text": ARTICLE})
    (tmp_path / "rows.jsonl").write_text(rows, "utf-8")

    ended = run("extract", tmp_path / "rows.jsonl", "--format", "jsonl", "--concurrency", 1)

    assert (1, "b") == (ended.status, json.loads(ended.out)["article"]["id"])


def test_a_small_model_gets_one_article_at_a_time(run: Run, model: FakeModel, article: Path) -> None:
    """The brief way of asking works from the command too."""
    model.ability = SMALL

    assert 0 == run("extract", article).status


def test_a_model_that_fails_for_all_stops_the_command(run: Run, model: FakeModel, article: Path) -> None:
    """A refused key is wrong configuration: exit status 2, one message."""
    model.trouble["Sarmin"] = ConfigError("fake: the server does not accept the key.")

    for several in (1, 8):
        ended = run("extract", article, article, "--concurrency", several, "--format", "jsonl")
        assert (2, "", "fake: the server does not accept the key.\n") == (ended.status, ended.out, ended.err)


def test_sentences_that_were_not_read_are_told(run: Run, model: FakeModel, tmp_path: Path) -> None:
    """The article is done, and standard error says which sentences the model gave no answer about."""
    model.trouble["shelled"] = Refused("declined.")
    model.ability = SMALL
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    ended = run("extract", tmp_path / "a.txt")

    assert 0 == ended.status
    assert "a: 1 sentence not read, from sentence 2 on: declined." in ended.err


def test_columns_of_a_table_are_named(run: Run, model: FakeModel, tmp_path: Path) -> None:
    """--column text=body reads the column body."""
    (tmp_path / "rows.csv").write_text(f'key,body\n7,"{ARTICLE.strip()}"\n', "utf-8")

    ended = run("extract", tmp_path / "rows.csv", "--column", "text=body", "--column", "id=key", "--format", "jsonl")

    assert "7" == json.loads(ended.out)["article"]["id"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.txt"], "nowhere.txt does not exist."),
        (["{article}", "--published", "yesterday"], "is not a day such as 2024-12-02"),
        (["{article}", "--column", "body"], "give OURS=THEIRS"),
        (["{article}", "--column", "body=text"], "OURS is one of id, title"),
        (["{article}", "--out", "{folder}"], "is a folder; name a file"),
        (["{article}", "--out", "{folder}/no/r.jsonl"], "does not exist; make it first"),
        (["{article}", "--concurrency", "0"], "concurrency"),
        (["{article}", "--max-tokens", "none"], "max-tokens"),
        (["{article}", "--format", "xml"], "format"),
        (["{article}", "--nonsense"], "nonsense"),
        ([], "PATH"),
    ],
)
def test_wrong_use_is_told_in_words(run: Run, model: FakeModel, article: Path, arguments: list[str], told: str) -> None:
    """Exit status 2, a message that says what is wrong, nothing on standard output, no traceback."""
    filled = [argument.format(article=article, folder=article.parent) for argument in arguments]
    ended = run("extract", *filled)

    assert (2, "") == (ended.status, ended.out)
    assert told in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("spec", ["nosuch", "nosuch/model", "http://127.0.0.1:9/v1", "local:/nowhere.gguf"])
def test_an_unknown_model_is_wrong_use(run: Run, article: Path, spec: str) -> None:
    """Exit status 2, and no article is reported as failed."""
    ended = run("extract", article, "--model", spec)

    assert (2, "") == (ended.status, ended.out)
    assert "Traceback" not in ended.err
    assert ended.err.strip()


def test_a_missing_key_is_wrong_use(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider without its key: exit status 2 before anything is sent."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    ended = run("extract", article, "--model", "openai/gpt-5-mini")

    assert (2, "") == (ended.status, ended.out)
    assert "openai/gpt-5-mini" in ended.err


def test_an_unwritable_out_is_wrong_use(
    run: Run, model: FakeModel, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permission denied is told before the model is asked."""
    monkeypatch.setattr("syriaevents.cli.output.os.access", lambda *_: False)
    ended = run("extract", article, "--out", article.parent / "r.jsonl")

    assert 2 == ended.status
    assert "permission denied" in ended.err


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("form", ["jsonl", "table", "json"])
def test_a_full_disk_is_told(run: Run, model: FakeModel, article: Path, form: str) -> None:
    """A write that fails ends the command with one line."""
    ended = run("extract", article, "--out", "/dev/full", "--format", form)

    assert 2 == ended.status
    assert "/dev/full cannot be written: No space left on device." in ended.err
    assert "Traceback" not in ended.err


def test_inputs_that_are_no_articles_are_told_one_by_one(run: Run, model: FakeModel, tmp_path: Path) -> None:
    """Empty, binary and half-written inputs fail alone; the good row is written; the exit status is 1."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "half.jsonl").write_text(tables({"id": "good", "text": ARTICLE}) + '{"text": "hal', "utf-8")

    ended = run("extract", tmp_path, "--format", "jsonl")

    assert 1 == ended.status
    assert ["good"] == [json.loads(line)["article"]["id"] for line in ended.out.splitlines()]
    assert all(name in ended.err for name in ("empty.txt is empty", "binary.txt", "half.jsonl:2"))


def test_a_folder_without_articles_is_a_failure(run: Run, model: FakeModel, tmp_path: Path) -> None:
    """It is told, and the exit status is 1."""
    ended = run("extract", tmp_path)

    assert (1, "") == (ended.status, ended.out)
    assert "holds no file to read" in ended.err


def test_a_missing_path_beside_a_good_one_is_a_failure(run: Run, model: FakeModel, article: Path) -> None:
    """The good one is done; the exit status is 1."""
    ended = run("extract", article.parent / "nowhere.txt", article, "--format", "jsonl")

    assert (1, 1) == (ended.status, len(ended.out.splitlines()))


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_hostile_text_does_not_drive_the_terminal(run: Run, model: FakeModel, tmp_path: Path, form: str) -> None:
    """Escapes and direction marks are not printed raw, and markup is printed as it stands."""
    text = "Omar Haddad warned \x1b]0;owned\x07 \x1b[31mof [red]fire[/red] \u202eevil\u202c."
    text += "\nGovernment forces shelled Sarmin."
    (tmp_path / "hostile.jsonl").write_text(tables({"id": "\x1b[2Jx", "text": text}), "utf-8")

    ended = run("extract", tmp_path / "hostile.jsonl", "--format", form)

    assert 0 == ended.status
    assert "\x1b" not in ended.out + ended.err
    assert "[red]fire[/red]" in ended.out
    if form == "table":
        assert "\u202e" not in ended.out
    else:
        assert text == json.loads(ended.out)["article"]["text"]


def test_an_unexpected_error_is_one_line(
    run: Run, model: FakeModel, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its type and how to see more; SYRIAEVENTS_DEBUG=1 lets it through."""
    model.trouble["Sarmin"] = ZeroDivisionError("secret")
    ended = run("extract", article)

    assert 70 == ended.status
    assert "ZeroDivisionError" in ended.err
    assert "secret" not in ended.err
    assert 1 == len(ended.err.splitlines())

    monkeypatch.setenv("SYRIAEVENTS_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("extract", article)


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_an_interrupt_keeps_what_was_finished(run: Run, model: FakeModel, tmp_path: Path, form: str) -> None:
    """Ctrl-C: the finished articles are in the file, the exit status is 130."""
    model.trouble["slow"] = KeyboardInterrupt()
    rows = tables({"id": "a", "text": ARTICLE}, {"id": "b", "text": "A slow text."})
    (tmp_path / "rows.jsonl").write_text(rows, "utf-8")

    ended = run("extract", tmp_path / "rows.jsonl", "--out", tmp_path / "r", "--format", form, "--concurrency", 1)
    written = json.loads((tmp_path / "r").read_text("utf-8"))

    assert 130 == ended.status
    assert "What was finished has been written." in ended.err
    assert "a" == (written[0] if form == "json" else written)["article"]["id"]


def test_weights_are_joined_before_the_model_is_opened(
    run: Run, model: FakeModel, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The embedded engine's weights are joined where the wait can be shown."""
    joined: list[Any] = []
    monkeypatch.setattr(shared_arguments, "is_joined", lambda: False)
    monkeypatch.setattr(shared_arguments, "weights_path", joined.append)
    monkeypatch.setattr("syriaevents.cli.arguments.importlib.util.find_spec", lambda _name: True)

    assert 0 == run("extract", article, "--model", "local").status
    assert 1 == len(joined)


def test_the_version_is_told(run: Run) -> None:
    """--version prints name and version."""
    assert Ended(0, f"syriaevents {syriaevents.__version__}\n", "") == run("--version")


@pytest.mark.parametrize("arguments", [["-h"], ["extract", "-h"], ["schema", "--help"], ["doctor", "-h"]])
def test_help_is_on_standard_output(run: Run, arguments: list[str]) -> None:
    """Help is a result: standard output, exit status 0."""
    ended = run(*arguments)

    assert (0, "") == (ended.status, ended.err)
    assert "Usage: syriaevents" in ended.out


def test_the_schema_is_printed_written_and_checked(run: Run, tmp_path: Path) -> None:
    """Schema prints; --out writes; --check agrees, and differs with exit status 1 after a change."""
    assert "Extraction" == json.loads(run("schema").out)["title"]
    assert 0 == run("schema", "--out", tmp_path).status
    assert 0 == run("schema", "--check", tmp_path).status

    (tmp_path / "actor.json").write_text("{}", "utf-8")
    ended = run("schema", "--check", tmp_path)
    assert (1, True) == (ended.status, "actor.json differs" in ended.err)


def test_doctor_reports(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server named in the environment is an engine: exit status 0."""
    monkeypatch.setenv("SYRIAEVENTS_MODEL", "http://127.0.0.1:1/v1#m")
    ended = run("doctor")

    assert (0, "") == (ended.status, ended.err)
    assert "http://127.0.0.1:1/v1#m" in ended.out


class _Slow(BaseHTTPRequestHandler):
    """Answers the first question at once and hangs on the others."""

    asked = threading.Event()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.asked.is_set():
            time.sleep(60)
        self.asked.set()
        message = {"role": "assistant", "content": json.dumps(ANSWER)}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        body = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def slow_server() -> Iterator[str]:
    """The address of a server that hangs after its first answer."""
    _Slow.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1#m"
    server.shutdown()


COMMAND = (sys.executable, "-c", "import sys; from syriaevents.cli import main; sys.exit(main())")


@POSIX
def test_ctrl_c_ends_a_real_process_at_once(slow_server: str, tmp_path: Path) -> None:
    """SIGINT while the server hangs: what was finished is in the file, exit status 130, no traceback."""
    (tmp_path / "rows.jsonl").write_text(tables({"id": "a", "text": ARTICLE}, {"id": "b", "text": ARTICLE}), "utf-8")
    out = tmp_path / "r.jsonl"
    arguments = (
        "extract",
        str(tmp_path / "rows.jsonl"),
        "--model",
        slow_server,
        "--out",
        str(out),
        "--concurrency",
        "1",
    )
    process = subprocess.Popen((*COMMAND, *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not (out.exists() and out.read_text("utf-8").endswith("\n")):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)

    assert (130, "Interrupted. What was finished has been written.\n") == (process.returncode, told)
    assert "a" == json.loads(out.read_text("utf-8"))["article"]["id"]


@POSIX
def test_a_closed_pipe_is_silent() -> None:
    """As with `| head`: no message, no traceback."""
    reader, writer = socket.socketpair()
    reader.close()
    with writer:
        ended = subprocess.run((*COMMAND, "schema"), stdout=writer.fileno(), stderr=subprocess.PIPE, check=False)

    assert (141, b"") == (ended.returncode, ended.stderr)
