"""Who plays which role: the names of a draft, found in the sentence it cites or near it.

Where a sentence's own grammar says who speaks, the model's answer gives way to it. A pronoun means
whoever was named last. What a draft names and the text does not hold is left out, with its reason.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from syriaevents.grounding.attribution import named_speakers, pronoun_speaks
from syriaevents.grounding.names import Found, is_doing, is_person, is_pronoun, locate, same_name
from syriaevents.prompting.drafts import Draft, draft_type
from syriaevents.reading.sentences import Sentence
from syriaevents.reading.source import Source
from syriaevents.resolve.dates import find_dates
from syriaevents.schema import Place, Ref, Rejected

_FIRST_WORDS = 80
"""Characters: a name that opens a sentence is whom the pronouns after it mean."""
_NAME_WORDS = 4
"""A person's name has no more words."""
SPOKEN_BEFORE = 3
"""Sentences back in which the one meant by a pronoun, or by a quotation alone, was named."""


class Named(NamedTuple):
    """A name in a role: where it stands, and the sentence whose record it plays a role in."""

    cited: int
    found: Found


@dataclass(slots=True)
class Reading:
    """Where reading an article in order has come to."""

    source: Source
    plain: bool = False
    """Whether what a sentence tells plainly is taken from its own words, and not only from the drafts."""
    unfounded: list[tuple[Draft, str]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    speakers: list[Found] = field(default_factory=list)
    named: list[Found] = field(default_factory=list)
    roles: list[Named] = field(default_factory=list)

    def ref(self, found: Found, sentence: Sentence) -> Ref:
        """A reference by the article's own words; where they stand is remembered."""
        self.roles.append(Named(sentence.number, found))
        return _ref(found.text)

    def doubt(self, draft: Draft, reason: str) -> None:
        """Keep a draft that becomes no record, with the reason."""
        self.unfounded.append((draft, reason))
        self.reject(draft, reason)

    def reject(self, draft: Draft, reason: str) -> None:
        """Keep what is not believed, with the reason."""
        answer = draft.model_dump(mode="json", exclude_defaults=True)
        self.rejected.append(Rejected(type=draft_type(draft), draft=answer, reason=reason))


_PARTIES = frozenset({"towards", "mediator"})
"""Roles that only somebody who can act plays."""
_AND = re.compile(r",? and (?=[A-Z])| ve (?=[A-ZÇĞİÖŞÜ])")


def parties(names: Iterable[str]) -> list[str]:
    """Names one by one: "Turkey and Iran" are two parties."""
    return [part for name in names for part in _parted(name)]


@lru_cache(maxsize=4096)
def _parted(name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _AND.split(name) if part.strip())


def speaker_of(name: str, sentence: Sentence, reading: Reading) -> Found | None:
    """Who speaks: the one the model names, where the sentence's own grammar does not say otherwise."""
    outside, inside = reading.source.unquoted(sentence)
    found = who_is(name, sentence, reading, unspoken=True)
    if inside and not any(map(str.isalpha, outside)):  # a quotation alone goes on with the last speaker
        return last_of(reading.speakers, sentence) or (None if is_pronoun(name) else found)
    plain = named_speakers(outside)
    for other in plain:
        if found and same_name(found.text, other):
            return _named_in_full(found, other, sentence)
    spoken = pronoun_speaks(outside)
    if spoken:
        pronoun, place = spoken
        if pronoun == "i":  # whoever writes
            return None
        before = found is not None and 0 <= found.start - sentence.start < min(place, _FIRST_WORDS)
        if not before:  # the one named after "he said that" is whom he speaks of
            meant = [
                speaker
                for speaker in reading.speakers
                if pronoun == "they" or is_person(speaker.text) != (pronoun == "it")
            ]
            return last_of(meant, sentence) or (found if not is_pronoun(name) else None)
    if not plain:
        return found
    taken = [speaker.text for speaker in reading.speakers if speaker.sentence == sentence.number]
    left = [other for other in plain if not any(same_name(other, one) for one in taken)]
    if not left:  # all who plainly speak have their statement
        return None
    return locate(left[0], [sentence]) or found


def _named_in_full(found: Found, name: str, sentence: Sentence) -> Found:
    """An office with the name of its holder, where the sentence has that right behind it."""
    rest = name.removeprefix(found.text).split()
    if len(rest) < len(name.split()) and 0 < len(rest) <= _NAME_WORDS and all(word[0].isupper() for word in rest):
        return locate(name, [sentence]) or found
    return found


def who_is(name: str, sentence: Sentence, reading: Reading, *, unspoken: bool = False) -> Found | None:
    """The acting one: by name in the sentence or near it; by a pronoun, whoever was named last.

    With ``unspoken``, a name within a direct quotation is not meant.
    """
    if is_pronoun(name):
        stands = bool(locate(name, [sentence]))
        return last_of(reading.named, sentence) if stands else None
    source = reading.source
    speech = source.speech_of if unspoken else None
    return locate(name, (sentence,), speech) or locate(name, source.near(sentence), speech)


def last_of(found: Sequence[Found], sentence: Sentence) -> Found | None:
    """The one named last, if that was near enough to be meant."""
    if found and sentence.number - found[-1].sentence <= SPOKEN_BEFORE:
        return Found(found[-1].start, found[-1].end, found[-1].text, sentence.number)
    return None


def other_in(draft: Draft, role: str, sentence: Sentence, reading: Reading) -> Ref | None:
    """Somebody in a role that a record can do without."""
    refs = others_in(draft, role, sentence, reading)
    return refs[0] if refs else None


def others_in(draft: Draft, role: str, sentence: Sentence, reading: Reading) -> list[Ref]:
    """Everybody named in a role that a record can do without; who does not stand there is told."""
    value = getattr(draft, role)
    if not value:
        return []
    return refs_of((value,) if isinstance(value, str) else value, draft, role, sentence, reading)


def refs_of(names: Iterable[str], draft: Draft, role: str, sentence: Sentence, reading: Reading) -> list[Ref]:
    """References to those of these names in a role of a draft that stand there; the others are told."""
    refs = []
    for name in names:
        found = who_is(name, sentence, reading)
        if found and role in _PARTIES and is_doing(found.text):
            reading.reject(draft, f"{role}: {name!r} tells what is done, not who does it")
        elif found:
            refs.append(reading.ref(found, sentence))
        else:
            reading.reject(draft, f"{role}: {name!r} does not stand in the sentence or near it")
    return refs


def place_in(draft: Draft, role: str, sentence: Sentence, reading: Reading) -> Place | None:
    """A place named in a role, by the sentence's own words."""
    words = words_in(draft, role, sentence, reading)
    if words is None:
        return None
    if _is_date(words):
        reading.reject(draft, f"{role}: {words!r} is a date, not a place")
        return None
    return _place(words)


@lru_cache(maxsize=4096)
def _ref(mention: str) -> Ref:
    """Somebody by name alone; the same few names come again and again."""
    return Ref(mention=mention)


@lru_cache(maxsize=4096)
def _place(mention: str) -> Place:
    return Place(mention=mention)


@lru_cache(maxsize=4096)
def _is_date(words: str) -> bool:
    """Whether words are a date and nothing else; remembered, for the same places come again and again."""
    return any(date.end - date.start >= len(words) for date in find_dates(words, language=None, anchor=None))


def words_in(draft: Draft, role: str, sentence: Sentence, reading: Reading) -> str | None:
    """Words that must stand in the sentence itself."""
    words = all_words_in(draft, role, sentence, reading)
    return words[0] if words else None


def all_words_in(draft: Draft, role: str, sentence: Sentence, reading: Reading) -> tuple[str, ...]:
    """Words that must stand in the sentence itself; those that do not are told."""
    value = getattr(draft, role)
    if not value:
        return ()
    kept = []
    for words in (value,) if isinstance(value, str) else value:
        found = locate(words, (sentence,))
        if found:
            kept.append(found.text)
        else:
            reading.reject(draft, f"{role}: {words!r} does not stand in the sentence")
    return tuple(kept)
