"""The lines of a batch's output and error files → answers in the ledger."""

import json
import re
from collections.abc import Mapping

from syriaevents.engines.batch_api import Batch, BatchApi
from syriaevents.engines.deferred import Answered
from syriaevents.engines.failures import OVERLOADED
from syriaevents.errors import ModelUnavailable
from syriaevents.run.batches.ledger import Ledger

_EVERY = 500  # lines between two commits
_HOPELESS = frozenset({401, 403, 404})
"""Statuses that every other request would meet too; once that is mended, these are asked again."""
_CODE = re.compile(r"[\w.-]{1,60}", re.ASCII)


async def collect(api: BatchApi, ledger: Ledger, part: str, batch: Batch) -> None:
    """Take in all answers of a batch that has ended; what it does not answer is put off.

    A download that breaks off loses nothing: what has come stands, and the rest is loaded again. Raises
    ModelUnavailable where lines say that no request can succeed.
    """
    hopeless = False
    for file in batch.files:
        count = 0
        async for line in api.lines(file):
            hopeless |= _take(ledger, part, line) in _HOPELESS
            count += 1
            if count % _EVERY == 0:
                ledger.commit()
    ledger.end(part, f"The batch ended as {batch.status}, without an answer to it.")
    if hopeless:
        raise ModelUnavailable(
            f"Batch {batch.id}: the server does not know this model, or does not accept the key. Mend that and run "
            "the same command again."
        )


def _take(ledger: Ledger, part: str, line: bytes) -> int | None:
    """Take in the answer in a line; its status."""
    try:
        row = json.loads(line)
        key = row["custom_id"]
        response = row.get("response") or {}
        status = response.get("status_code")
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # what the line was for stays unanswered, and is put off
    if isinstance(status, int) and status not in OVERLOADED | _HOPELESS:
        body = json.dumps(response.get("body"), ensure_ascii=False).encode("utf-8", "surrogatepass")
        ledger.answer(part, key, Answered(status, body))
    else:
        ledger.put_off(part, key, _cause(status, row.get("error")), counts=status not in _HOPELESS)
    return status if isinstance(status, int) else None


def _cause(status: object, error: object) -> str:
    """Why a request has no answer; the provider's own words could quote the request, so its code has to do."""
    if status is not None:
        return f"The server answered with status {status}."
    code = str(error.get("code") if isinstance(error, Mapping) else "")
    return f"The provider gave up on the request ({code if _CODE.fullmatch(code) else 'no reason is told'})."
