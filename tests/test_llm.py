"""Engines against a server that fails in every way servers fail, and the names that engines go by."""

import asyncio
import importlib.util
import json
import logging
import socket
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fault_server as faults
import httpx2
import pytest
import tenacity
from fault_server import Behaviour, FaultServer, failing, ok

from syriaevents.engines import failures, llm
from syriaevents.engines.connections import left_to_wait
from syriaevents.engines.llm import InstructorModel, Reply, Retry, open_model
from syriaevents.engines.trying import Meter, wait_after
from syriaevents.errors import (
    ConfigError,
    EmptyAnswer,
    InvalidAnswer,
    ModelError,
    ModelUnavailable,
    Refused,
    ServerError,
    Truncated,
)  # fmt: skip
from syriaevents.prompting.answers import WindowAnswer, answer_model
from syriaevents.prompting.drafts import Request
from syriaevents.prompting.prompts import whole_messages
from syriaevents.schema import Usage

Start = Callable[..., FaultServer]

KEY = "sk-very-secret-key"
TEXT = "Zaynab al-Hakawati promised lanterns."
QUICK = Retry(attempts=3, first_wait=0.01, longest_wait=5.0)
SPOKEN = {"statements": [{"who": "Zaynab al-Hakawati", "act": "promise"}]}
ONCE = Usage(
    prompt_tokens=faults.PROMPT_TOKENS,
    completion_tokens=faults.COMPLETION_TOKENS,
    cached_tokens=faults.CACHED_TOKENS,
    requests=1,
)


async def _ask(server: FaultServer, retry: Retry = QUICK, times: int = 1) -> list[Reply[WindowAnswer]]:
    model = open_model(server.spec, retry=retry)
    try:
        return [await model.ask(whole_messages([TEXT]), answer_model(Request(1))) for _ in range(times)]
    finally:
        await model.close()


def ask(server: FaultServer, retry: Retry = QUICK) -> Reply[WindowAnswer]:
    """One question to a server."""
    (reply,) = asyncio.run(_ask(server, retry))
    return reply


# -- what the server does, how often it is asked, and what comes of it ---------------------------------


def test_an_answer_is_read_after_one_request(fault_server: Start) -> None:
    """A good answer takes one request, and its tokens are counted."""
    server = fault_server(ok(SPOKEN))
    reply = ask(server)
    assert reply.answer is not None
    assert ["Zaynab al-Hakawati"] == [draft.who for draft in reply.answer.read().drafts]  # type: ignore[attr-defined]
    assert (None, ONCE, 1) == (reply.error, reply.usage, len(server.requests))


@pytest.mark.parametrize(
    "fault",
    [
        failing(408), failing(429), failing(429, retry_after="0"), failing(429, retry_after=faults.http_date(-60)),
        failing(429, retry_after="soon"), failing(500), failing(502), failing(503), failing(504), failing(529),
        faults.reset(), faults.reset_midway(),
    ],
)  # fmt: skip
def test_what_may_pass_is_tried_again(fault_server: Start, fault: Behaviour) -> None:
    """Overload, a failing server and a lost connection are tried again, and the failed call is counted."""
    server = fault_server(fault, fault, ok())
    reply = ask(server)
    assert (None, 3) == (reply.error, len(server.requests))
    assert ONCE + Usage(requests=2) == reply.usage


@pytest.mark.parametrize(
    ("fault", "told"),
    [(failing(429), "status 429"), (failing(500), "status 500"), (failing(503), "status 503"),
     (faults.reset(), "cannot be reached"), (faults.reset_midway(), "cannot be reached")],
)  # fmt: skip
def test_what_does_not_pass_is_a_server_error(fault_server: Start, fault: Behaviour, told: str) -> None:
    """When the attempts are used up, the last failure is told as a ServerError; nothing multiplies them."""
    server = fault_server(fault)
    reply = ask(server)
    assert isinstance(reply.error, ServerError)
    assert told in str(reply.error)
    assert (None, Usage(requests=3), 3) == (reply.answer, reply.usage, len(server.requests))


def test_a_server_that_does_not_answer_in_time_is_tried_again(
    fault_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A timeout is a failure that may pass."""
    monkeypatch.setattr(llm, "TIMEOUT", 0.3)
    server = fault_server(faults.slow())
    reply = ask(server, Retry(attempts=2, first_wait=0.01, longest_wait=0.1))
    assert isinstance(reply.error, ServerError)
    assert "did not answer in time" in str(reply.error)
    assert 2 == len(server.requests)


def test_a_server_that_is_not_there_is_a_server_error(fault_server: Start) -> None:
    """A refused connection is told with a question that helps."""
    server = fault_server(ok())
    spec = server.spec
    server.server_close()

    async def asked() -> Reply[WindowAnswer]:
        model = open_model(spec, retry=Retry(attempts=2, first_wait=0.01, longest_wait=0.1))
        return await model.ask(whole_messages([TEXT]), answer_model(Request(1)))

    error = asyncio.run(asked()).error
    assert isinstance(error, ServerError)
    assert "cannot be reached. Is it running" in str(error)


@pytest.mark.parametrize("value", ["1", "0.5"])
def test_retry_after_seconds_are_waited(fault_server: Start, value: str) -> None:
    """The server is not asked again before the seconds that it asked for are over."""
    server = fault_server(failing(429, retry_after=value), ok())
    assert ask(server).error is None
    assert server.waits()[0] >= float(value)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [(faults.http_date(86400), 80000, 86400), (faults.http_date(-60), 0, 0), ("2.5", 2.5, 2.5), ("-1", 0, 0),
     ("nan", 0, 0)],
    ids=["tomorrow", "past", "seconds", "negative", "no number"],
)  # fmt: skip
def test_retry_after_is_read_as_seconds(value: str, low: float, high: float) -> None:
    """A moment in Retry-After counts like seconds; one that has passed is no wait."""
    cause: Any = SimpleNamespace(response=SimpleNamespace(headers={"retry-after": value}))
    waited = failures.asked_wait(cause)
    assert waited is not None
    assert low <= waited <= high


@pytest.mark.parametrize("value", ["", "soon", "Fri, 99 Foo 99999 99:99:99 GMT"])
def test_an_unreadable_retry_after_is_none(value: str) -> None:
    """What is neither seconds nor a moment is left to the back-off."""
    cause: Any = SimpleNamespace(response=SimpleNamespace(headers={"retry-after": value}))
    assert failures.asked_wait(cause) is None


@pytest.mark.parametrize("value", ["3600", "inf", faults.http_date(3600)], ids=["seconds", "endless", "moment"])
def test_retry_after_beyond_the_longest_wait_fails_at_once(fault_server: Start, value: str) -> None:
    """A server that wants to be left alone for an hour has failed the article."""
    server = fault_server(failing(429, retry_after=value))
    assert isinstance(ask(server).error, ServerError)
    assert 1 == len(server.requests)


def test_waits_grow() -> None:
    """Without Retry-After each wait is about twice the one before, and never longer than the longest."""
    retry = Retry(6, first_wait=1.0, longest_wait=10.0)
    state = tenacity.RetryCallState(tenacity.Retrying(), None, (), {})
    waits = []
    for attempt in range(1, 7):
        state.attempt_number = attempt
        waits.append(wait_after(state, retry))
    assert all(low <= wait <= low + 1 for low, wait in zip((1, 2, 4, 8), waits, strict=False))
    assert max(waits) <= 10.0


@pytest.mark.parametrize("status", [400, 402, 413, 418, 422, 302])
def test_any_other_status_is_not_tried_again(fault_server: Start, status: int) -> None:
    """A request that the server refuses is not repeated."""
    server = fault_server(failing(status))
    reply = ask(server)
    assert isinstance(reply.error, ServerError)
    assert f"status {status}" in str(reply.error)
    assert (1, Usage(requests=1)) == (len(server.requests), reply.usage)


@pytest.mark.parametrize(("status", "told"), [(401, "key"), (403, "key"), (404, "does not know this model")])
def test_no_call_can_succeed(fault_server: Start, status: int, told: str) -> None:
    """A refused key and an unknown model end everything: they are no fault of one article."""
    server = fault_server(failing(status))
    with pytest.raises(ModelUnavailable, match=told):
        ask(server)
    assert 1 == len(server.requests)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (faults.truncated(), Truncated),
        (faults.truncated(faults.EMPTY), Truncated),
        (faults.refusal(), Refused),
        (faults.filtered(), Refused),
        (faults.no_choices(), EmptyAnswer),
        (faults.no_content(), EmptyAnswer),
        (ok(""), EmptyAnswer),
        (Behaviour(body=b'{"error": "busy"}'), EmptyAnswer),
    ],
)
def test_silence_is_told_and_not_asked_again(fault_server: Start, fault: Behaviour, kind: type[ModelError]) -> None:
    """Truncation, refusal and empty answers are typed errors after one request."""
    server = fault_server(fault, ok())
    reply = ask(server)
    assert (kind, 1, 1) == (type(reply.error), len(server.requests), reply.usage.requests)


@pytest.mark.parametrize(
    "fault", [faults.page(), Behaviour(body=b"<html>"), Behaviour(body=b"null"), Behaviour(body=b"")]
)
def test_what_is_no_completion_is_a_server_error(fault_server: Start, fault: Behaviour) -> None:
    """A proxy's page with status 200 is no answer of a model; the address is asked about."""
    server = fault_server(fault)
    reply = ask(server)
    assert isinstance(reply.error, ServerError)
    assert "Is the address right?" in str(reply.error)
    assert 1 == len(server.requests)


@pytest.mark.parametrize("junk", ["nope", '{"statements": [{"who":', "[1, 2]", '"text"', "{]" * 2000, '{"a":' * 5000])
def test_an_answer_that_is_not_json_is_asked_for_once_more(fault_server: Start, junk: str) -> None:
    """Invalid JSON is asked for again once, and the tokens of both answers are counted."""
    server = fault_server(ok(junk), ok(SPOKEN))
    reply = ask(server)
    assert reply.error is None
    assert (2, ONCE + ONCE) == (len(server.requests), reply.usage)
    assert whole_messages([TEXT]) == server.requests[1].body["messages"][: len(whole_messages([TEXT]))]


def test_an_answer_that_is_never_json_is_invalid(fault_server: Start) -> None:
    """After the second unreadable answer the window is given up."""
    server = fault_server(ok("nope"))
    reply = ask(server)
    assert (InvalidAnswer, 2, 2) == (type(reply.error), len(server.requests), reply.usage.requests)


def test_a_server_error_does_not_reach_the_model(fault_server: Start) -> None:
    """After an unreadable answer and an overload, no prompt holds the server's error."""
    server = fault_server(ok("nope"), failing(429), ok())
    reply = ask(server)
    assert (None, 3, 3) == (reply.error, len(server.requests), reply.usage.requests)
    assert not any("429" in str(request.body["messages"]) for request in server.requests)


@pytest.mark.parametrize(
    "text",
    [
        "```json\n{}\n```", "```\n{}\n```", "Sure! {}", "Sure! {} I hope that helps.", "{}\n\nDone.", "\ufeff{}",
        "  {} ",
        'First I thought {"statements": []}, but: {}',
        "I read {the text} as: {}",
    ],
)  # fmt: skip
def test_junk_around_json_is_forgiven(fault_server: Start, text: str) -> None:
    """Words and code fences around an answer cost nothing; the last object is the answer."""
    server = fault_server(ok(text.replace("{}", json.dumps(SPOKEN))))
    reply = ask(server)
    assert reply.answer is not None
    assert 1 == len(reply.answer.read().drafts)
    assert 1 == len(server.requests)


def test_wrong_sentence_numbers_are_kept_as_unfit(fault_server: Start) -> None:
    """A record of a sentence that was not shown is set apart with its reason; the good one stands."""
    records = [{"sentence": number, "who": "Zaynab", "act": "promise"} for number in (1, 7, 0, -1, "two")]
    reply = ask(fault_server(ok({"statements": records})))
    assert reply.answer is not None
    answer = reply.answer.read()
    assert (1, 4) == (len(answer.drafts), len(answer.unfit))
    assert "there is no sentence 7 among the 1 shown" in answer.unfit[0].reason


# -- notices ---------------------------------------------------------------------------------------------


def _named(model: object) -> Behaviour:
    """An answer of the model that calls itself so."""
    return Behaviour(body=json.dumps({**json.loads(ok(SPOKEN).body), "model": model}).encode())


def _warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]


def test_a_model_that_changes_under_its_name_is_told_once(
    fault_server: Start, caplog: pytest.LogCaptureFixture
) -> None:
    """The first answer of another model is told, with both names; what names no model and what comes later is not."""
    server = fault_server(*map(_named, ["first-1", None, 7, "first-1", "second\x1b[2J-2", "first-1", "third"]))
    asyncio.run(_ask(server, times=7))
    (told,) = _warnings(caplog)
    assert told.startswith(f"The server at 127.0.0.1:{server.server_port} answered with the model first-1 so far, and")
    assert "second␛[2J-2" in told


def test_a_server_that_is_away_is_told_once_until_it_answers(
    fault_server: Start, caplog: pytest.LogCaptureFixture
) -> None:
    """The first refused connection is told, with the address and how long it is tried; then the next after an answer."""
    server = fault_server(ok(SPOKEN))
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{sock.getsockname()[1]}/v1"

    async def asked() -> list[type[ModelError] | None]:
        model: Any = open_model(server.spec, retry=Retry(3, first_wait=0.01))
        there, errors = model.sdk.base_url, []
        for address in (nowhere, nowhere, there, nowhere):
            model.sdk.base_url = address
            reply = await model.ask(whole_messages([TEXT]), answer_model(Request(1)))
            errors.append(type(reply.error) if reply.error else None)
        await model.close()
        return errors

    errors = asyncio.run(asked())
    assert [True, True, False, True] == [error is not None and issubclass(error, ServerError) for error in errors]
    told = _warnings(caplog)
    assert 2 == len(told)
    assert "cannot be reached; trying again for about 0 s. Is it running" in told[0]
    assert f"127.0.0.1:{server.server_port}" in told[0]


@pytest.mark.parametrize("fault", [faults.reset(), failing(503), faults.slow()])
def test_a_server_that_fails_is_not_away(
    fault_server: Start, caplog: pytest.LogCaptureFixture, fault: Behaviour
) -> None:
    """Whoever takes a connection can be reached, whatever comes of it."""

    async def asked() -> Reply[WindowAnswer]:
        model = open_model(fault_server(fault).spec, retry=Retry(2, first_wait=0.01), timeout=0.3)
        try:
            return await model.ask(whole_messages([TEXT]), answer_model(Request(1)))
        finally:
            await model.close()

    assert isinstance(asyncio.run(asked()).error, ServerError)
    assert [] == _warnings(caplog)


def test_patience_is_the_sum_of_all_waits() -> None:
    """Each wait is twice the one before, up to the longest."""
    assert 31.0 == Retry().patience
    assert 1 + 2 + 3 + 3 == Retry(5, first_wait=1.0, longest_wait=3.0).patience
    assert 0.0 == Retry(1).patience


# -- requests --------------------------------------------------------------------------------------------


def test_connections_are_reused(fault_server: Start) -> None:
    """Calls after one another go over one connection."""
    server = fault_server(ok())
    asyncio.run(_ask(server, times=5))
    assert (5, 1) == (len(server.requests), server.connections)


def test_a_request_holds_the_window_s_schema(fault_server: Start) -> None:
    """The server is sent the model's name, the schema of the window, a token limit and temperature 0."""
    server = fault_server(ok())
    ask(server)
    body = server.requests[0].body
    assert ("stub", 0.0, llm.STRONG.answer_tokens) == (body["model"], body["temperature"], body["max_tokens"])
    assert answer_model(Request(1)).model_json_schema() == body["response_format"]["json_schema"]["schema"]
    assert whole_messages([TEXT]) == body["messages"]


def test_the_server_s_key_comes_from_the_environment(fault_server: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """SYRIAEVENTS_API_KEY is sent as a bearer token."""
    monkeypatch.setenv(llm.KEY_ENV, KEY)
    server = fault_server(ok())
    ask(server)
    headers = {name.lower(): value for name, value in server.requests[0].headers.items()}
    assert f"Bearer {KEY}" == headers["authorization"]


@pytest.mark.parametrize(
    "script",
    [[ok("nope")], [failing(401)], [failing(429)], [failing(400)], [faults.reset()], [faults.refusal()],
     [faults.page()], [ok(SPOKEN)], [faults.truncated()]],
)  # fmt: skip
def test_keys_and_article_text_stay_out_of_messages_and_logs(
    fault_server: Start,
    script: Sequence[Behaviour],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither an error nor any library's log at DEBUG holds the key or a word of the article."""
    monkeypatch.setenv(llm.KEY_ENV, KEY)
    caplog.set_level(logging.DEBUG)
    try:
        error: Any = ask(fault_server(*script)).error
    except ModelUnavailable as unavailable:
        error = unavailable
    told = f"{error!r} {error} {getattr(error, '__cause__', '')!r} {caplog.text}"
    assert KEY not in told
    assert "lanterns" not in told
    assert "Hakawati" not in told


class Recorder:
    """A pace that lets everything through and remembers what it saw."""

    def __init__(self) -> None:
        self.seen: list[object] = []

    async def wait(self, size: int) -> None:
        self.seen.append(size > 100)

    def observe(self, status: int, headers: Mapping[str, str]) -> None:
        self.seen.append((status, headers.get("retry-after")))


def test_a_pace_is_waited_for_before_every_request_and_sees_every_response(fault_server: Start) -> None:
    """Repeated requests wait too, after an overload and after an unreadable answer; statuses and headers are told."""
    server = fault_server(failing(429, retry_after="0"), ok("nope"), ok(SPOKEN))
    pace = Recorder()

    async def asked() -> Reply[WindowAnswer]:
        model = open_model(server.spec, retry=QUICK, pace=pace)
        try:
            return await model.ask(whole_messages([TEXT]), answer_model(Request(1)))
        finally:
            await model.close()

    assert asyncio.run(asked()).error is None
    assert [True, (429, "0"), True, (200, None), True, (200, None)] == pace.seen


def test_a_client_without_hooks_is_paced_before_every_attempt() -> None:
    """Where requests cannot be seen, each attempt waits."""
    pace = Recorder()

    async def busy(**_request: Any) -> None:
        raise ConnectionError

    client: Any = SimpleNamespace(create=busy, mode=SimpleNamespace(value="json"))
    model = InstructorModel("m", llm.STRONG, client, retry=Retry(2, 0.0), pace=left_to_wait(object(), pace))
    reply = asyncio.run(model.ask(whole_messages([TEXT]), answer_model(Request(1))))
    assert (ServerError, [True, True]) == (reply.error and reply.error.__class__.__base__, pace.seen)


@pytest.mark.parametrize("spec", ["http://127.0.0.1:1/v1#m", "openai/gpt-5-mini", "ollama/qwen3:8b"])
def test_requests_go_through_the_caller_s_client(spec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client of the caller's sends the requests of every model behind OpenAI's interface."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    completion = json.loads(ok(SPOKEN).body)
    sent: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(json.loads(request.content)["model"])
        return httpx2.Response(200, json=completion)

    async def asked() -> Reply[WindowAnswer]:
        http_client = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
        model = open_model(spec, http_client=http_client)
        return await model.ask(whole_messages([TEXT]), answer_model(Request(1)))

    reply = asyncio.run(asked())
    assert (None, [spec.replace("#", "/").rpartition("/")[2]]) == (reply.error, sent)


# -- names of engines --------------------------------------------------------------------------------------


def test_a_server_s_model_is_taken_for_a_strong_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """``http://…#name`` is asked about whole articles unless the environment says that it is small."""
    assert llm.STRONG == open_model("http://127.0.0.1:1/v1#qwen").ability
    monkeypatch.setenv(llm.WINDOW_ENV, "1")
    assert llm.SMALL == open_model("http://127.0.0.1:1/v1#qwen").ability


def test_results_are_marked_with_the_model_alone() -> None:
    """A server's address does not go into results."""
    assert "org/qwen3:8b" == open_model("https://models.example.org/v1#org/qwen3:8b").name


@pytest.mark.parametrize(
    "spec", ["http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1#", "http://", "http:///v1#m", "http://[::1#m",
             "http://host:port/v1#m"],
)  # fmt: skip
def test_an_address_that_is_none_is_wrong_use(spec: str) -> None:
    """An address without a model or without a host is told at once, with an example."""
    with pytest.raises(ConfigError, match="http://"):
        open_model(spec)


@pytest.mark.parametrize(
    "spec", [f"http://user:{KEY}@host/v1#m", f"http://user:{KEY}@host/v1", f"https://host/v1?api_key={KEY}#m"]
)
def test_a_key_in_an_address_is_refused(spec: str) -> None:
    """A key does not belong where it is logged; the message names the right place and not the key."""
    with pytest.raises(ConfigError, match=llm.KEY_ENV) as refused:
        open_model(spec)
    assert KEY not in str(refused.value)


def test_a_hosted_model_needs_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the provider's key the message names its variable."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ConfigError, match="OPENAI_API_KEY"):
        open_model("openai/gpt-5-mini")


def test_a_hosted_model_is_asked_by_its_name(fault_server: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """``openai/name`` sends the name, the key and the schema, and nothing of the client's own retries."""
    server = fault_server(failing(503), ok(SPOKEN))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{server.server_port}/v1")

    async def asked() -> Reply[WindowAnswer]:
        model = open_model("openai/gpt-5-mini", retry=QUICK)
        try:
            return await model.ask(whole_messages([TEXT]), answer_model(Request(1)))
        finally:
            await model.close()

    reply = asyncio.run(asked())
    body = server.requests[0].body
    assert (None, 2) == (reply.error, len(server.requests))
    assert ("gpt-5-mini", llm.STRONG.answer_tokens) == (body["model"], body["max_completion_tokens"])
    assert "json_schema" == body["response_format"]["type"]


@pytest.mark.parametrize("spec", ["ollama/qwen3:8b", "openrouter/some/model", "deepseek/deepseek-chat"])
def test_no_client_retries_by_itself(spec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each provider's client has its own retries off; the one policy is this library's."""
    monkeypatch.setenv("OPENROUTER_API_KEY", KEY)
    monkeypatch.setenv("DEEPSEEK_API_KEY", KEY)
    model = open_model(spec)
    assert isinstance(model, InstructorModel)
    assert (0, llm.TIMEOUT) == (model.sdk.max_retries, model.sdk.timeout)


@pytest.mark.parametrize("spec", ["nowhere/model", "gpt-5-mini", "openai/", "/model", "  "])
def test_an_unknown_model_is_wrong_use(spec: str) -> None:
    """A name that no provider goes by is told with the name."""
    with pytest.raises(ConfigError, match=spec.strip() or "model"):
        open_model(spec)


def test_a_provider_whose_client_is_missing_is_wrong_use() -> None:
    """The message says what to install."""
    pytest.importorskip("instructor")
    if _installed("cohere"):
        pytest.skip("the cohere client is installed")
    with pytest.raises(ConfigError, match="cohere"):
        open_model("cohere/command")


def _installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def test_without_a_model_the_three_ways_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model, no setting and no local extra: the message names the three ways to get one."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(ConfigError) as missing:
        open_model()
    for way in ("syriaevents[local]", "http://host:port/v1#name", "openai/gpt-5-mini", "SYRIAEVENTS_MODEL"):
        assert way in str(missing.value)


def test_the_environment_names_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """SYRIAEVENTS_MODEL is used where no model is given."""
    monkeypatch.setenv(llm.MODEL_ENV, "http://127.0.0.1:1/v1#mine")
    assert "mine" == open_model().name


@pytest.mark.parametrize("spec", [None, "local", "local:/weights/tiny.gguf"])
def test_local_is_the_embedded_engine(
    fault_server: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spec: str | None
) -> None:
    """``local`` starts the engine with the package's weights or the user's, and is asked sentence by sentence."""
    server = fault_server(ok())
    started: list[Path] = []

    def serve(path: Path, _engine: object) -> SimpleNamespace:
        started.append(path)
        return SimpleNamespace(base_url=f"http://127.0.0.1:{server.server_port}/v1", api_key=KEY)

    monkeypatch.setattr("importlib.util.find_spec", lambda _name: object())
    monkeypatch.setattr("syriaevents.engines.local.serve", serve)
    monkeypatch.setenv("SYRIAEVENTS_CACHE", str(tmp_path))
    monkeypatch.setattr("syriaevents.engines.weights.weights_path", lambda: Path("/cache/own.gguf"))
    model = open_model(spec)
    path = "/weights/tiny.gguf" if spec and ":" in spec else "/cache/own.gguf"
    assert ([Path(path)], llm.SMALL) == (started, model.ability)
    assert ("local:tiny.gguf" if spec and ":" in spec else "local") == model.name


def test_the_tests_cannot_leave_the_machine() -> None:
    """A connection to anywhere but loopback fails with a clear error."""
    with socket.socket() as sock, pytest.raises(RuntimeError, match="Tests run offline"):
        sock.connect(("192.0.2.1", 80))


@pytest.mark.parametrize("usage", [None, [], "much", {"prompt_tokens": "many"}, {"prompt_tokens_details": 7}])
def test_a_usage_in_no_known_shape_never_costs_the_answer(fault_server: Start, usage: object) -> None:
    """What stands beside an answer may be anything: the answer is read, and the request counted."""
    told = {**json.loads(ok(SPOKEN).body), "usage": usage}
    reply = ask(fault_server(Behaviour(body=json.dumps(told).encode())))
    assert (True, Usage(requests=1)) == (reply.answer is not None, reply.usage)


def test_a_body_that_cannot_be_unpacked_is_tried_again(fault_server: Start) -> None:
    """A damaged answer is a lost connection."""
    server = fault_server(Behaviour(body=b"damaged", headers={"Content-Encoding": "gzip"}), ok(SPOKEN))
    assert (None, 2) == (ask(server).error, len(server.requests))


def test_usage_is_read_in_every_provider_s_words() -> None:
    """Tokens are counted where a provider names them differently, and where it does not tell them."""
    meter = Meter()
    meter.answered(SimpleNamespace(usage=SimpleNamespace(input_tokens=5, output_tokens=3, cache_read_input_tokens=2)))
    meter.answered(SimpleNamespace())
    assert Usage(prompt_tokens=5, completion_tokens=3, cached_tokens=2, requests=2) == meter.usage


def test_another_provider_s_refusal_is_a_refusal() -> None:
    """A completion without choices that stopped for a refusal is one."""
    told = failures.told("m", ValueError("unreadable"), SimpleNamespace(stop_reason="refusal", content=[]))
    assert isinstance(told, Refused)


@pytest.mark.parametrize("mode", ["TOOLS", "MD_JSON", "JSON"])
def test_providers_are_asked_in_their_own_way(fault_server: Start, mode: str) -> None:
    """Where a provider is asked by a tool call or in plain JSON, the same answer comes of the same schema."""
    import instructor
    import openai

    call = {"id": "1", "type": "function", "function": {"name": "WindowAnswer", "arguments": json.dumps(SPOKEN)}}
    tool = faults.answer({"content": None, "tool_calls": [call]}, "tool_calls")
    server = fault_server(tool if mode == "TOOLS" else ok(f"```json\n{json.dumps(SPOKEN)}\n```"))

    async def asked() -> Reply[WindowAnswer]:
        base = f"http://127.0.0.1:{server.server_port}/v1"
        client = instructor.from_openai(
            openai.AsyncOpenAI(base_url=base, api_key=KEY, max_retries=0), mode=instructor.Mode[mode]
        )
        model = InstructorModel("m", llm.STRONG, client, {"model": "m"}, QUICK)
        return await model.ask(whole_messages([TEXT]), answer_model(Request(1)))

    reply = asyncio.run(asked())
    assert reply.answer is not None
    assert 1 == len(reply.answer.read().drafts)
    assert "accuse" in json.dumps(server.requests[0].body)


def test_a_client_that_fails_by_itself_is_told_as_that() -> None:
    """A fault of a client library is not blamed on the server's address."""
    told = failures.told("m", KeyError("title"), None)
    assert "m: the provider's client failed (KeyError)." == str(told)
