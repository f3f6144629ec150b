"""What the embedded engine reads once for all its starts. Its server is played by one that writes down what it is told."""

import asyncio
import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from stub_model import StubModel, small

from syriaevents.engines.prefixes import Prefixed, prefix_folder
from syriaevents.prompting.answers import answer_model
from syriaevents.prompting.drafts import Request
from syriaevents.prompting.prompts import brief_messages

KEY = "engine-key"
ANSWER_MODEL = answer_model(Request(1, brief=True))
SENTENCE = "Government troops left Saraqeb."


@dataclass
class Engine:
    """The part of llama.cpp's server that this is about; ``status`` is what it answers with, by the end of a path."""

    folder: Path
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    status: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    """How long it takes to read."""
    read: str = ""
    """The last prompt that it has read."""

    @property
    def done(self) -> list[str]:
        """What it was told to do: restore, completions, save."""
        return [path.rpartition("=")[2].rpartition("/")[2] for path, _ in self.asked]

    def answer(self, path: str, body: dict[str, Any]) -> int:
        """Do it; the status."""
        self.asked.append((path, body))
        status = next((code for end, code in self.status.items() if path.endswith(end)), 200)
        if status == 200 and path.endswith("save"):
            (self.folder / body["filename"]).write_text(self.read, encoding="utf-8")
        elif status == 200 and path.endswith("completions"):
            time.sleep(self.seconds)
            self.read = json.dumps(body["messages"])
        return status


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An engine that writes into an empty folder."""
    folder = prefix_folder(tmp_path / "cache")
    assert folder is not None
    return Engine(folder)


@pytest.fixture
def address(engine: Engine) -> Iterator[str]:
    """Where the engine listens."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known = self.headers["Authorization"] == f"Bearer {KEY}"
            self.send_response(engine.answer(self.path, body) if known else 401)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Tests print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A file of weights."""
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"GGUF")
    return path


def started(engine: Engine, address: str, weights: Path) -> Prefixed:
    """The model of an engine that has just been started."""
    server: Any = SimpleNamespace(base_url=address, api_key=KEY, model=weights)
    return Prefixed(small(lambda _messages: {}), server, engine.folder)


def ask(model: Prefixed, *languages: str) -> None:
    """Ask a question in each of these languages."""

    async def whole() -> None:
        for language in languages:
            reply = await model.ask(brief_messages(SENTENCE, language), ANSWER_MODEL)
            assert reply.error is None

    asyncio.run(whole())


def test_a_prefix_is_read_at_the_first_start_only(engine: Engine, address: str, weights: Path) -> None:
    """The next start takes up what was written down."""
    ask(started(engine, address, weights), "en", "en")
    assert ["completions", "save"] == engine.done
    ask(started(engine, address, weights), "en", "en")
    assert ["completions", "save", "restore"] == engine.done


def test_what_is_written_down_holds_no_word_of_an_article(engine: Engine, address: str, weights: Path) -> None:
    """It is the constant part of the prompt, behind which a full stop is asked about."""
    model = started(engine, address, weights)
    ask(model, "en")
    (file,) = engine.folder.iterdir()
    constant = brief_messages(SENTENCE, "en")[:-1]
    assert [*constant, {"role": "user", "content": "."}] == json.loads(file.read_text("utf-8"))
    assert isinstance(model.model, StubModel)
    assert [SENTENCE] == model.model.shown


def test_each_language_has_its_own(engine: Engine, address: str, weights: Path) -> None:
    """A change of language takes up the other one, as often as it comes."""
    ask(started(engine, address, weights), "en", "ar", "en", "ar")
    assert ["completions", "save", "completions", "save", "restore", "restore"] == engine.done
    assert 2 == len(list(engine.folder.iterdir()))


def test_other_weights_have_their_own(engine: Engine, address: str, weights: Path) -> None:
    """Also under the same name."""
    ask(started(engine, address, weights), "en")
    weights.write_bytes(b"GGUF and more")
    ask(started(engine, address, weights), "en")
    assert ["completions", "save"] * 2 == engine.done


def test_a_damaged_file_is_never_taken_up(engine: Engine, address: str, weights: Path) -> None:
    """The server would crash over it; it is made anew."""
    ask(started(engine, address, weights), "en")
    (file,) = engine.folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:10])
    ask(started(engine, address, weights), "en")
    assert ["completions", "save"] * 2 == engine.done
    assert [whole] == [one.read_bytes() for one in engine.folder.iterdir()]


def test_a_file_that_the_server_refuses_is_made_anew(engine: Engine, address: str, weights: Path) -> None:
    """Another build of the engine wrote it."""
    ask(started(engine, address, weights), "en")
    engine.status["restore"] = 400
    ask(started(engine, address, weights), "en")
    assert ["completions", "save", "restore", "completions", "save"] == engine.done


@pytest.mark.parametrize("failing", ["completions", "save"])
def test_a_server_that_will_not_costs_no_question(engine: Engine, address: str, weights: Path, failing: str) -> None:
    """Then the prefix is read with the question, as ever; nothing is left in the folder."""
    engine.status[failing] = 500
    ask(started(engine, address, weights), "en", "en")
    assert failing == engine.done[-1]
    assert [] == list(engine.folder.iterdir())


def test_a_server_that_is_gone_costs_no_question(engine: Engine, weights: Path) -> None:
    """Its own question tells it."""
    ask(started(engine, "http://127.0.0.1:9/v1", weights), "en")
    assert [] == engine.asked


def test_reading_can_be_interrupted(engine: Engine, address: str, weights: Path) -> None:
    """Whoever has had enough need not wait until it is done; the next question has it read again."""
    model = started(engine, address, weights)
    engine.seconds = 5.0

    async def interrupted() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(model.ask(brief_messages(SENTENCE, "en"), ANSWER_MODEL), 0.2)

    begun = time.monotonic()
    asyncio.run(interrupted())
    assert time.monotonic() - begun < engine.seconds
    engine.seconds = 0.0
    ask(started(engine, address, weights), "en")
    assert ["completions", "completions", "save"] == engine.done


def test_few_files_are_kept(engine: Engine, address: str, weights: Path) -> None:
    """Those used last."""
    for number in range(8):
        old = engine.folder / f"old-{number}"
        old.touch()
        os.utime(old, (number, number))
    ask(started(engine, address, weights), "en")
    assert {f"old-{number}" for number in range(3, 8)} < {one.name for one in engine.folder.iterdir()}
    assert 6 == len(list(engine.folder.iterdir()))


def test_it_is_the_model_that_it_holds(engine: Engine, address: str, weights: Path) -> None:
    """By name and ability, and closed with it."""
    model = started(engine, address, weights)
    assert ("stub", small(lambda _messages: {}).ability) == (model.name, model.ability)
    asyncio.run(model.close())
    assert isinstance(model.model, StubModel)
    assert 1 == model.model.closed


def test_without_a_folder_there_is_none(tmp_path: Path) -> None:
    """A cache that cannot be written to is no error."""
    (tmp_path / "file").touch()
    assert prefix_folder(tmp_path / "file") is None
