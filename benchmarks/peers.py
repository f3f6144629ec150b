"""LangExtract and plain instructor on the same task: their prompts, their calls, their answers as claims.

Both are told what syriaevents tells its model (the record types, the closed vocabularies) and shown the same worked
examples, each in the form that it is made for; schema constraints are on for both.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from syriaevents.evaluate.claims import Claim, plain_claim
from syriaevents.prompting.prompts import Example, examples
from syriaevents.schema import Article, DiplomaticAction, MilitaryAction, RecordType, SpeechAct, Status

ANSWER_TOKENS = 3000
"""A whole article's records; without a limit a small model may never end."""
CHUNK = 1000
"""Characters that LangExtract sends at once, its default."""
CHUNK_TOKENS = 1200
"""Records of such a chunk, some three times what its sentences hold; without a limit one chunk can take minutes."""
_SECONDS = 900.0
KINDS: dict[str, RecordType] = {
    "statements": "statement",
    "movements": "military_movement",
    "initiatives": "diplomatic_initiative",
}
TASK = f"""Code a news article about the Syrian conflict. Find every one of these:
- statement: a person or body says, is quoted, claims, demands, announces, denies or is cited. who: the speaker.
  act: one of {", ".join(SpeechAct)}.
- military_movement: an armed force acts, as told, planned or claimed; a mere demand to stop is none. who: the force.
  action: one of {", ".join(MilitaryAction)}.
- diplomatic_initiative: an invitation, visit, meeting, mediation, offer, call for talks or a truce, condition,
  agreement or refusal. who: the initiator. action: one of {", ".join(DiplomaticAction)}.
  status: one of {", ".join(Status)}."""


Peer = Callable[[Article], Sequence[Claim]]
"""What a library finds in one article."""
Spent = list[int]
"""Output tokens of each call, told as it ends, so that those of an article that fails count too."""


def known_examples(language: str | None) -> list[Example]:
    """The worked examples of a language, English where it has none."""
    own = [example for example in examples() if example.language == language]
    return own or [example for example in examples() if example.language == "en"]


def _rows(example: Example) -> Iterator[tuple[RecordType, str, dict[str, Any]]]:
    """Records of an example in the order of its sentences: type, sentence, draft."""
    every = [(draft, kind) for key, kind in KINDS.items() for draft in example.answer.get(key, ())]
    for draft, kind in sorted(every, key=lambda item: item[0]["sentence"]):
        yield kind, example.sentences[draft["sentence"] - 1], draft


def _who(draft: dict[str, Any]) -> str:
    return draft["who"] if isinstance(draft["who"], str) else draft["who"][0]


@contextlib.contextmanager
def langextract(base_url: str, key: str, spent: Spent) -> Iterator[Peer]:
    """LangExtract over an OpenAI-compatible server; tokens are counted where its client calls."""
    import langextract as lx
    from langextract.prompt_validation import PromptValidationLevel
    from openai.resources.chat.completions import Completions

    create = Completions.create

    def counting(self: Completions, *arguments: Any, **options: Any) -> Any:
        completion = create(self, *arguments, **options)
        spent.append(completion.usage.completion_tokens if completion.usage else 0)
        return completion

    # A model that is handed over ready-made would go without schema constraints.
    options = {"api_key": key, "base_url": base_url, "temperature": 0.0, "max_workers": 1}
    options["max_output_tokens"] = CHUNK_TOKENS
    config = lx.factory.ModelConfig(model_id="gpt-local", provider="OpenAILanguageModel", provider_kwargs=options)

    def run(article: Article) -> Sequence[Claim]:
        found = lx.extract(
            text_or_documents=article.text, config=config, examples=_lx_examples(article.language),
            prompt_description=f"{TASK}\nUse exact words of the article, in the order in which they stand.",
            use_schema_constraints=True, max_char_buffer=CHUNK, show_progress=False,
            prompt_validation_level=PromptValidationLevel.OFF,  # two records may have the same sentence
        )  # fmt: skip
        claims = [_lx_claim(item, article.text) for item in found.extractions or ()]
        return [claim for claim in claims if claim]

    Completions.create = counting  # type: ignore[method-assign]
    try:
        yield run
    finally:
        Completions.create = create  # type: ignore[method-assign]


def _lx_examples(language: str | None) -> list[Any]:
    import langextract as lx

    return [
        lx.data.ExampleData(
            text=" ".join(example.sentences),
            extractions=[
                lx.data.Extraction(kind, text, attributes=_attributes(draft)) for kind, text, draft in _rows(example)
            ],
        )
        for example in known_examples(language)
    ]


def _attributes(draft: dict[str, Any]) -> dict[str, str]:
    return {"who": _who(draft), **{name: draft[name] for name in ("act", "action", "status") if name in draft}}


def _lx_claim(item: Any, text: str) -> Claim | None:
    if item.extraction_class not in KINDS.values():
        return None
    given = item.attributes or {}
    action = given.get("act" if item.extraction_class == "statement" else "action")
    claim = plain_claim(item.extraction_class, str(given.get("who") or ""), item.extraction_text, text, action)
    place = item.char_interval
    if claim.spans or place is None or place.start_pos is None:
        return claim
    return Claim(claim.type, claim.who, claim.text, ((place.start_pos, place.end_pos),), False, claim.fields)


@contextlib.contextmanager
def instructor(base_url: str, key: str, spent: Spent) -> Iterator[Peer]:
    """Plain instructor: one call an article, evidence copied out by the model."""
    import instructor as library
    import openai

    with openai.OpenAI(base_url=base_url, api_key=key, timeout=_SECONDS, max_retries=0) as bare:
        client = library.from_openai(bare, mode=library.Mode.JSON_SCHEMA)
        client.on("completion:response", lambda answer: spent.append(answer.usage.completion_tokens))
        response_model = _response_model()

        def run(article: Article) -> Sequence[Claim]:
            answer = client.chat.completions.create(
                model="m", temperature=0, max_tokens=ANSWER_TOKENS, max_retries=1, response_model=response_model,
                messages=[*_turns(article.language), {"role": "user", "content": article.text}],
            )  # fmt: skip
            return list(_claims(answer.model_dump(mode="json"), article.text))

        yield run


def _response_model() -> Any:
    from pydantic import BaseModel, Field

    class Evidence(BaseModel):
        evidence: str = Field(description="The sentence, word for word from the article.")
        who: str

    class StatementFound(Evidence):
        act: Literal[tuple(map(str, SpeechAct))]  # type: ignore[valid-type]

    class MovementFound(Evidence):
        action: Literal[tuple(map(str, MilitaryAction))]  # type: ignore[valid-type]

    class InitiativeFound(Evidence):
        action: Literal[tuple(map(str, DiplomaticAction))]  # type: ignore[valid-type]
        status: Literal[tuple(map(str, Status))]  # type: ignore[valid-type]

    class Found(BaseModel):
        statements: list[StatementFound]
        movements: list[MovementFound]
        initiatives: list[InitiativeFound]

    return Found


def _turns(language: str | None) -> list[dict[str, str]]:
    import json

    turns = [{"role": "system", "content": f"{TASK}\nCopy the sentence that says so word for word as evidence."}]
    for example in known_examples(language):
        found: dict[str, list[dict[str, str]]] = {key: [] for key in KINDS}
        for key, kind in KINDS.items():
            found[key] = [
                {"evidence": text, **_attributes(draft)} for other, text, draft in _rows(example) if other == kind
            ]
        turns.append({"role": "user", "content": " ".join(example.sentences)})
        turns.append({"role": "assistant", "content": json.dumps(found, ensure_ascii=False)})
    return turns


def _claims(found: dict[str, Sequence[dict[str, str]]], text: str) -> Iterator[Claim]:
    for key, kind in KINDS.items():
        for record in found[key]:
            action = record.get("act") or record.get("action")
            yield plain_claim(kind, record["who"], record["evidence"], text, action)
