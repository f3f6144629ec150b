"""Whatever goes wrong with a call, told in this library's words; keys and article text stay behind."""

import logging
from email.utils import parsedate_to_datetime
from time import time
from typing import Any

from syriaevents.errors import (
    EmptyAnswer,
    InvalidAnswer,
    ModelError,
    ModelUnavailable,
    Refused,
    ServerError,
    SyriaEventsError,
)  # fmt: skip

OVERLOADED = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""Statuses of a server that may answer later."""
_AIOHTTP = "ClientConnectionError"
"""What aiohttp calls every connection that failed."""
_NO_CONNECTION = frozenset({"ConnectError", "ConnectTimeout", "ConnectionRefusedError"})


class Overloaded(ServerError):
    """A failure that may pass: worth another try."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class Unreachable(Overloaded):
    """No connection to the server was had."""


def told(name: str, cause: BaseException, completion: Any) -> Exception:
    """What failed and what may help; ``completion`` is what the server had answered, if anything."""
    own = _raised_below(cause)
    if own is not None:
        return own
    status = getattr(cause, "status_code", None) or getattr(getattr(cause, "response", None), "status_code", None)
    if isinstance(status, int):
        return _told_status(name, status, cause)
    if _is_connection_error(cause):
        return _told_connection(name, cause)
    return _told_answer(name, completion, cause)


def _raised_below(cause: BaseException) -> SyriaEventsError | None:
    """What the client that sends the requests raised in this library's words, before the libraries wrapped it."""
    error: BaseException | None = cause
    while error is not None and not isinstance(error, SyriaEventsError):
        error = error.__cause__
    return error


def _told_status(name: str, status: int, cause: BaseException) -> Exception:
    if status in (401, 403):
        return ModelUnavailable(f"{name}: the server does not accept the key (status {status}).")
    if status == 404:
        return ModelUnavailable(f"{name}: the server does not know this model, or this address (status 404).")
    if status in OVERLOADED:
        return Overloaded(f"{name}: the server answered with status {status}.", asked_wait(cause))
    return ServerError(f"{name}: the server refused the request (status {status}).")


def asked_wait(cause: BaseException) -> float | None:
    """Seconds that the server's Retry-After header asks for."""
    headers = getattr(getattr(cause, "response", None), "headers", {})
    value = headers.get("retry-after", "")
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except (ValueError, TypeError, OverflowError):
        return None


def _is_connection_error(cause: BaseException) -> bool:
    names = {kind.__name__ for kind in type(cause).__mro__}
    return bool(names & {"APIConnectionError", "RequestError", "ConnectionError", "TimeoutError"})


def _told_connection(name: str, cause: BaseException) -> Overloaded:
    """By the names that client libraries have for it, on the error or on what it was raised from."""
    names = _names(cause)
    if _AIOHTTP in names:  # on its way here it is made a timeout, whatever it was
        late, never = "TimeoutError" in names, bool(names & {"ClientConnectorError", "ConnectionTimeoutError"})
    else:
        late, never = "Timeout" in type(cause).__name__, bool(names & _NO_CONNECTION)
    what = "did not answer in time" if late else "cannot be reached"
    return (Unreachable if never else Overloaded)(
        f"{name}: the server {what}. Is it running, and is the address right?"
    )


def _names(cause: BaseException) -> set[str]:
    """The classes of an error and of all that it was raised from."""
    names: set[str] = set()
    error: BaseException | None = cause
    while error is not None:
        names |= {kind.__name__ for kind in type(error).__mro__}
        error = error.__cause__
    return names


def _told_answer(name: str, completion: Any, cause: BaseException) -> ModelError:
    kind = silence(completion)
    if kind is Refused:
        return Refused(f"{name}: the model declined to answer, or its provider filtered the answer.")
    if kind is EmptyAnswer:
        return EmptyAnswer(f"{name}: the server answered without any text.")
    logging.getLogger(__name__).debug("unreadable answer: %s", type(cause).__name__)
    if completion is None and not isinstance(cause, ValueError):
        return ServerError(f"{name}: the provider's client failed ({type(cause).__name__}).")
    if not is_completion(completion):
        return ServerError(f"{name}: what the server answered is no chat completion. Is the address right?")
    return InvalidAnswer(f"{name}: the answer is not the JSON that was asked for, also when asked again.")


def is_completion(completion: Any) -> bool:
    """Whether a call came back with a completion, and not with some page's text or nothing that could be read."""
    return completion is not None and not isinstance(completion, str)


def silence(completion: Any) -> type[ModelError] | None:
    """Refused or EmptyAnswer, where a completion holds nothing to read; None where it does."""
    if getattr(completion, "stop_reason", None) == "refusal":
        return Refused
    if not hasattr(completion, "choices"):  # another provider's shape, or no completion at all
        return None
    choice = completion.choices[0] if completion.choices else None
    message = getattr(choice, "message", None)
    if getattr(message, "refusal", None) or getattr(choice, "finish_reason", None) == "content_filter":
        return Refused
    return None if getattr(message, "content", None) or getattr(message, "tool_calls", None) else EmptyAnswer
