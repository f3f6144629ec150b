"""What is told at the end of a run."""

import time
from pathlib import Path

from syriaevents.run.running import Outcome
from syriaevents.schema.display import counted


def summary(outcome: Outcome, store: Path) -> str:
    """A few lines: this run, the store, and how to go on."""
    counts, met, totals, stop = outcome.counts, outcome.met, outcome.totals, outcome.stop
    usage = totals.usage
    cost = f"{totals.usd:.2f} US dollars" if totals.usd is not None else "cost unknown"
    both = (
        f"{counted(counts.done, 'article')} answered in {time.monotonic() - counts.started:.0f} s, "
        f"{met.done_before:,} had a result already, {met.unreadable:,} could not be read.\n"
        f"{store}: {counted(totals.done, 'article')} with a result, {totals.dead + totals.failed_open:,} failed, "
        f"{totals.copies:,} further copies; {counted(totals.statements, 'statement')}, "
        f"{counted(totals.military_movements, 'military movement')}, "
        f"{counted(totals.diplomatic_initiatives, 'diplomatic initiative')}, {totals.rejected:,} rejected; "
        f"{usage.prompt_tokens:,} tokens sent ({usage.cached_tokens:,} cached), "
        f"{usage.completion_tokens:,} answered; {cost}."
    )
    told = [both]
    if outcome.waiting:
        told.append(
            f"{counted(outcome.waiting, 'article')} wait for answers that come in a batch. "
            "Run the same command again to collect them."
        )
    if stop:
        told.append(f"Stopped: {stop.reason.rstrip('.')}. Run the same command again to go on.")
    if totals.dead:
        told.append(
            f"{counted(totals.dead, 'article')} failed for good (table failures); --retry-failed asks about them again."
        )
    return "\n".join(told)
