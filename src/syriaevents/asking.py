"""One article's windows → drafts: ask, split what was cut off, ask again about what was bad.

A window that cannot be answered costs only itself; it is told in the result. A server that fails,
a key that is refused and a budget that is used up end the article.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from syriaevents.drafts import Answer, Draft, Request, Unfit, answer_model
from syriaevents.errors import BudgetExceeded, ModelError, ServerError, Truncated
from syriaevents.grounding import ground
from syriaevents.llm import Model
from syriaevents.prompts import Message, brief_messages, whole_messages
from syriaevents.schema import Unread, Usage
from syriaevents.source import Source
from syriaevents.windows import Window, brief_windows, whole_windows

Progress = Callable[[int, int], None]
"""Told after each window: sentences done, sentences in all."""


@dataclass(slots=True)
class Asked:
    """What came of asking about one article."""

    drafts: list[Draft] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    usage: Usage = Usage()


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
        """Ask about every window, then once more about the quotations that no statement took."""
        windows = self._windows()
        total = len(self.source.sentences)
        failed: list[ModelError] = []
        for window in windows:
            failed += await self._ask(window)
            if progress:
                progress(window.sentences[-1].number, total)
        if failed and len(failed) >= len(windows):
            raise failed[0]
        await self._ask_uncovered()
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
        except Truncated as error:
            halves = window.halves()
            if halves is None:
                return [self._note(window, error)]
            failed = [failure for half in halves for failure in await self._ask(half)]
            return failed[:1] if len(failed) > 1 else []
        except (ServerError, BudgetExceeded):
            raise
        except ModelError as error:
            return [self._note(window, error)]
        answer = await self._reask(window, messages, answer)
        self.asked.drafts += answer.drafts
        self.asked.unfit += answer.unfit
        return []

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
        answer: Answer = reply.answer.read()
        numbers = [sentence.number for sentence in window.sentences]
        drafts = tuple(draft.model_copy(update={"sentence": numbers[draft.sentence - 1]}) for draft in answer.drafts)
        return Answer(drafts=drafts, unfit=answer.unfit)

    async def _reask(self, window: Window, messages: list[Message], answer: Answer) -> Answer:
        """Ask again for the bad records alone, with the reasons; the good ones stand."""
        for _ in range(self.model.ability.reasks):
            good, bad = self._sort(answer)
            if not bad:
                break
            again = [
                *messages,
                {"role": "assistant", "content": json.dumps([raw for raw, _ in bad], ensure_ascii=False)},
                {"role": "user", "content": _objection([reason for _, reason in bad])},
            ]
            try:
                mended = await self._answer(window, again)
            except (Truncated, ServerError, BudgetExceeded):
                break
            except ModelError:
                break
            if not (mended.drafts or mended.unfit):
                break
            answer = Answer(drafts=(*good, *mended.drafts), unfit=mended.unfit)
        return answer

    def _sort(self, answer: Answer) -> tuple[list[Draft], list[tuple[object, str]]]:
        """Drafts that the text bears out, and the raw form and reason of each that it does not."""
        good: list[Draft] = []
        bad: list[tuple[object, str]] = [(unfit.raw, unfit.reason) for unfit in answer.unfit]
        for draft in answer.drafts:
            result = ground(self.source, [draft])
            if result.statements or result.movements or result.initiatives:
                good.append(draft)
            else:
                bad.append((draft.model_dump(mode="json", exclude_defaults=True), result.rejected[-1].reason))
        return good, bad

    async def _ask_uncovered(self) -> None:
        """Ask once more for the speakers of quotations that no statement took."""
        missed = ground(self.source, self.asked.drafts).uncovered
        numbers = sorted({span.sentence for span in missed})
        for number in numbers:
            sentence = self.source.sentences[number - 1]
            request = Request(1, military=(), diplomatic=(), statements=1, most_statements=1, brief=True)
            before = self.source.sentences[max(0, number - 3) : number - 1]
            context = " ".join(other.text for other in before if not other.boilerplate)
            messages = brief_messages(f"{context} {sentence.text}", self.language)
            try:
                answer = await self._answer(Window((sentence,), request), messages)
            except (ServerError, BudgetExceeded):
                raise
            except ModelError:
                continue  # the quotation stays listed as uncovered
            self.asked.drafts += answer.drafts

    def _note(self, window: Window, error: ModelError) -> ModelError:
        first, last = window.sentences[0].number, window.sentences[-1].number
        self.asked.unread.append(Unread(first=first, last=last, reason=str(error)))
        return error


def _spent(usage: Usage) -> int:
    return usage.prompt_tokens - usage.cached_tokens + usage.completion_tokens


def _objection(reasons: Sequence[str]) -> str:
    return (
        "These records are not borne out by the sentences:\n"
        + "\n".join(f"- {reason}" for reason in reasons)
        + "\nAnswer with these records alone, mended; leave out what cannot be mended."
    )
