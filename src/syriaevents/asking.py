"""One article's windows → drafts: ask, split what was cut off, ask again about what was bad.

A window that cannot be answered costs only itself; it is told in the result. A server that fails,
a key that is refused and a budget that is used up end the article.

Where answers come in batches, hours later, everything that can be asked without them is asked in one
go; the article is gone through again when they are there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from syriaevents.engines.model import Model
from syriaevents.errors import BudgetExceeded, ModelError, ServerError, Truncated, Waiting
from syriaevents.grounding.records import Grounded, ground
from syriaevents.grounding.roles import SPOKEN_BEFORE
from syriaevents.prompting.answers import answer_model
from syriaevents.prompting.drafts import Answer, Draft, Request, Unfit
from syriaevents.prompting.mending import Bad, as_answer, bad_draft, left_out, objection
from syriaevents.prompting.prompts import Message, brief_messages, whole_messages
from syriaevents.prompting.windows import Window, brief_windows, whole_windows
from syriaevents.reading.source import Source
from syriaevents.schema import Unread, Usage

Progress = Callable[[int, int], None]
"""Told after each window: sentences done, sentences in all."""


@dataclass(slots=True)
class Asked:
    """What came of asking about one article."""

    drafts: list[Draft] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    usage: Usage = Usage()
    waiting: Waiting | None = None
    """The first answer that is still to come."""
    _grounded: tuple[tuple[Draft, ...], tuple[Unfit, ...], Grounded] | None = None
    """What was checked last, and what came of it."""

    plain: bool = False
    """Whether what a sentence tells plainly is read from its words too, beside the drafts."""

    def grounded(self, source: Source, drafts: Sequence[Draft], unfit: Sequence[Unfit]) -> Grounded:
        """Drafts checked against the article; the same ones are not checked twice in a row."""
        asked = (tuple(drafts), tuple(unfit))
        if self._grounded is None or self._grounded[:2] != asked:
            self._grounded = (*asked, ground(source, *asked, plain=self.plain))
        return self._grounded[2]


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks one model about one article."""

    model: Model
    source: Source
    language: str | None
    budget: int | None
    """Tokens sent (those from the prompt cache left out) and answered, at the most."""
    asked: Asked = field(default_factory=Asked)

    async def ask_all(self, progress: Progress | None = None) -> Asked:
        """Ask about every window, then once more about the quotations that no statement took.

        Raises Waiting, once all is asked that can be asked by now, where answers are still to come.
        """
        self.asked.plain = self.model.ability.brief
        windows = self._windows()
        total = len(self.source.sentences)
        failed: list[ModelError] = []
        for window in windows:
            failed += await self._ask(window)
            if progress:
                progress(window.sentences[-1].number, total)
        self._require_answers()
        if failed and len(failed) >= len(windows):
            raise failed[0]
        await self._ask_uncovered()
        self._require_answers()
        if progress:
            progress(total, total)
        return self.asked

    def _windows(self) -> list[Window]:
        if self.model.ability.brief:
            return list(brief_windows(self.source))
        return list(whole_windows(self.source, self.model.ability.window))

    async def _ask(self, window: Window) -> list[ModelError]:
        """Ask about a window; an error that concerns it alone is noted and handed back."""
        messages = self._messages(window)
        try:
            answer = await self._answer(window, messages)
            if self.asked.waiting:  # what is asked again depends on the answers before
                return []
            self._keep(window, await self._reask(window, messages, answer))
        except Truncated as error:
            halves = window.halves()
            if halves is None:
                return [self._note(window, error)]
            failed = [failure for half in halves for failure in await self._ask(half)]
            return failed[:1] if len(failed) > 1 else []
        except (ServerError, BudgetExceeded):
            raise
        except Waiting as waiting:
            self._wait_for(waiting)
        except ModelError as error:
            return [self._note(window, error)]
        return []

    def _wait_for(self, waiting: Waiting) -> None:
        self.asked.waiting = self.asked.waiting or waiting

    def _require_answers(self) -> None:
        if self.asked.waiting:
            raise self.asked.waiting

    def _keep(self, window: Window, answer: Answer) -> None:
        self.asked.drafts += answer.drafts
        self.asked.unfit += [_in_article(unfit, window) for unfit in answer.unfit]

    def _messages(self, window: Window) -> list[Message]:
        texts = [sentence.text for sentence in window.sentences]
        return brief_messages(texts[0], self.language) if window.request.brief else whole_messages(texts)

    async def _answer(self, window: Window, messages: Sequence[Message]) -> Answer:
        """The model's answer with sentence numbers of the article."""
        if self.budget is not None and _spent(self.asked.usage) >= self.budget:
            raise BudgetExceeded(f"The budget of {self.budget} tokens for one article is used up.")
        reply = await self.model.ask(messages, answer_model(window.request))
        self.asked.usage += reply.usage
        if reply.answer is None:
            raise reply.error or ServerError("The model gave neither an answer nor an error.")
        answer = reply.answer.read()
        numbers = [sentence.number for sentence in window.sentences]
        return Answer(drafts=tuple(_numbered(draft, numbers) for draft in answer.drafts), unfit=answer.unfit)

    async def _reask(self, window: Window, messages: list[Message], answer: Answer) -> Answer:
        """Ask again for the bad records alone, with the reasons; the good ones stand."""
        for _ in range(self.model.ability.reasks):
            good, bad = self._sort(window, answer)
            if not bad:
                break
            again: list[Message] = [
                *messages,
                {"role": "assistant", "content": as_answer(bad)},
                {"role": "user", "content": objection(bad)},
            ]
            try:
                mended = await self._answer(window, again)
            except ModelError:
                break
            if not (mended.drafts or mended.unfit):
                continue
            left = left_out(bad, mended)
            answer = Answer(
                drafts=(*good, *mended.drafts, *(record for record in left if isinstance(record, Draft))),
                unfit=(*mended.unfit, *(record for record in left if isinstance(record, Unfit))),
            )
        return answer

    def _sort(self, window: Window, answer: Answer) -> tuple[list[Draft], list[Bad]]:
        """Drafts that the text bears out, and those that it does not, as the model knows them."""
        earliest = window.sentences[0].number - SPOKEN_BEFORE
        near = [draft for draft in self.asked.drafts if draft.sentence >= earliest]
        grounded = self.asked.grounded(self.source, (*near, *answer.drafts), self.asked.unfit)
        reasons = {id(draft): reason for draft, reason in grounded.unfounded}
        good = [draft for draft in answer.drafts if id(draft) not in reasons]
        bad = [Bad(unfit, unfit.type, unfit.raw, unfit.reason) for unfit in answer.unfit]
        bad += [bad_draft(draft, reasons[id(draft)], window) for draft in answer.drafts if id(draft) in reasons]
        return good, bad

    async def _ask_uncovered(self) -> None:
        """Ask once more for the speakers of quotations that no statement took."""
        grounded = self.asked.grounded(self.source, self.asked.drafts, self.asked.unfit)
        for number in sorted({span.sentence for span in grounded.uncovered}):
            sentence = self.source.sentences[number - 1]
            before = self.source.sentences[max(0, number - 3) : number - 1]
            text = " ".join([*(other.text for other in before if not other.boilerplate), sentence.text])
            brief = self.model.ability.brief
            request = Request(1, military=(), diplomatic=(), statements=1, most_statements=1, brief=brief)
            window = Window((sentence,), request)
            try:
                answer = await self._answer(
                    window, brief_messages(text, self.language) if brief else whole_messages([text])
                )
            except (ServerError, BudgetExceeded):
                break  # what was read stands, and the quotations stay listed as uncovered
            except Waiting as waiting:
                self._wait_for(waiting)
                continue
            except ModelError:
                continue
            self._keep(window, answer)

    def _note(self, window: Window, error: ModelError) -> ModelError:
        first, last = window.sentences[0].number, window.sentences[-1].number
        self.asked.unread.append(Unread(first=first, last=last, reason=str(error)))
        return error


def _numbered(draft: Draft, numbers: Sequence[int]) -> Draft:
    """A draft with its sentence's number in the article."""
    number = numbers[draft.sentence - 1]
    return draft if number == draft.sentence else draft.model_copy(update={"sentence": number})


def _in_article(unfit: Unfit, window: Window) -> Unfit:
    """An unfit record with its sentence's number in the article, where the window has such a sentence."""
    number = unfit.raw.get("sentence") if isinstance(unfit.raw, dict) else None
    if not isinstance(number, int) or not 1 <= number <= len(window.sentences):
        return unfit
    return unfit.model_copy(update={"raw": {**unfit.raw, "sentence": window.sentences[number - 1].number}})


def _spent(usage: Usage) -> int:
    return usage.prompt_tokens - usage.cached_tokens + usage.completion_tokens
