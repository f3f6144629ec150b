"""What servers say about their limits in the headers of an answer."""

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from time import time

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_STYLES = ("x-ratelimit-{part}-{what}", "anthropic-ratelimit-{what}-{part}")


def about_limits(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that anything is read from; mostly there is none."""
    return {name: value for name, value in headers.items() if "ratelimit" in name or name == "retry-after"}


def limit_of(headers: Mapping[str, str], what: str) -> float | None:
    """How many ``what`` (``requests``, ``tokens``) a minute are allowed; None where nothing is said."""
    limit = _number(_header(headers, what, "limit"))
    return limit or None


def wait_of(headers: Mapping[str, str]) -> float:
    """Seconds until the next request may be sent: what Retry-After says, or the reset of a limit that is used up."""
    waits = [_seconds(headers.get("retry-after", ""))]
    waits += [
        _seconds(_header(headers, what, "reset"))
        for what in ("requests", "tokens")
        if _number(_header(headers, what, "remaining")) == 0
    ]
    return max(waits)


def _header(headers: Mapping[str, str], what: str, part: str) -> str:
    names = (style.format(part=part, what=what) for style in _STYLES)
    return next((headers[name] for name in names if name in headers), "")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _seconds(text: str) -> float:
    """Seconds from now: a number, ``1m30s``, an HTTP date or a moment in ISO 8601; 0 for anything else."""
    number = _number(text)
    if number is not None:
        return max(0.0, number)
    parts = _DURATION.findall(text)
    if parts and "".join(map("".join, parts)) == text:
        return sum(float(amount) * _UNITS[unit] for amount, unit in parts)
    for read in (parsedate_to_datetime, dt.datetime.fromisoformat):
        try:
            return max(0.0, read(text).timestamp() - time())
        except (ValueError, TypeError, OverflowError):
            continue
    return 0.0
