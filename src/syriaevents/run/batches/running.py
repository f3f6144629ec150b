"""A run in batches, put together."""

import contextlib
from dataclasses import dataclass

from syriaevents.engines.batch_api import BatchApi
from syriaevents.engines.deferred import DeferredClient
from syriaevents.engines.llm import TIMEOUT, open_model
from syriaevents.engines.model import Model, Retry
from syriaevents.errors import ConfigError, ModelError, ServerError, Waiting
from syriaevents.extract import extract_article
from syriaevents.run.batches.ledger import Ledger
from syriaevents.run.batches.rounds import PATIENCE, Patience, Rounds
from syriaevents.run.batches.spool import MAX_REQUESTS, Spool
from syriaevents.run.batches.waiting import WaitingRoom
from syriaevents.run.conducting import Conductor
from syriaevents.run.stopping import Why
from syriaevents.store.journal import Store


@dataclass(frozen=True, slots=True)
class Batching:
    """What a run in batches has besides a conductor."""

    model: Model
    """Answers from what has come, and notes what it is asked."""
    api: BatchApi
    ledger: Ledger
    spool: Spool
    room: WaitingRoom
    wait: bool
    """Whether the run stays until the last batch has ended."""
    patience: Patience
    quiet: bool = False
    """Whether the comings and goings of batches are left untold."""

    async def conduct(self, conductor: Conductor) -> None:
        """Go round until no article waits, or until all is sent; an error that ends the run becomes its reason."""
        say = _nothing if self.quiet else conductor.teller.say
        rounds = Rounds(self.api, self.ledger, self.spool, conductor.stop, say, self.patience)
        begun = False

        async def go_over() -> int:
            nonlocal begun
            if not begun:
                begun = True
                await self._forget_dead(conductor)
                await conductor.conduct()
            await conductor.go_on(self.room.ready())
            return self.room.count()

        try:
            await rounds.work(go_over, wait=self.wait)
        except ConfigError as error:
            conductor.stop.because_of(error)
        except ServerError as error:
            conductor.stop.now(Why.FAILURES, str(error))

    async def _forget_dead(self, conductor: Conductor) -> None:
        """Where dead letters are to be asked about again: forget the answers that they came to grief over."""
        plan = conductor.plan
        for dead in conductor.store.failed(dead=True) if plan.retry_failed else ():
            with self.spool.seen() as keys, contextlib.suppress(ModelError, Waiting):  # as the last time
                await extract_article(dead.article, self.model, max_tokens=plan.article_tokens, actors=plan.actors)
            self.ledger.forget(keys)
        self.ledger.commit()


def batching(
    store: Store,
    spec: str | None,
    *,
    wait: bool = True,
    most: int = MAX_REQUESTS,
    patience: Patience = PATIENCE,
    quiet: bool = False,
    timeout: float = TIMEOUT,
) -> Batching:
    """Batches of a store's run, ``most`` requests each; ``timeout`` is how many seconds the server may be silent.

    Raises ConfigError where the model has no Batch API.
    """
    ledger = Ledger(store)
    spool = Spool(store.path.with_name(f"{store.path.name}-batches"), ledger, most)
    model = open_model(spec, retry=Retry(attempts=1), http_client=DeferredClient(spool.answer_to), timeout=timeout)
    return Batching(model, BatchApi(model), ledger, spool, WaitingRoom(store), wait, patience, quiet)


def _nothing(_line: str) -> None:
    """Tell nobody."""
