"""What a sentence tells plainly of a speech act, beside a small model's statement."""

import pytest

from syriaevents.grounding.records import ground
from syriaevents.grounding.speech import addressee
from syriaevents.prompting.drafts import StatementDraft
from syriaevents.reading.source import Source
from syriaevents.schema import Article, SpeechAct, Statement

QUOTED = "“We never had a list of names here,” Salim Qabbani {verb} on Monday."


def statement(text: str, act: SpeechAct, *, plain: bool = True) -> Statement:
    """The statement that a sentence by Salim Qabbani makes."""
    source = Source.of(Article(text=text, language="en"))
    draft = StatementDraft(sentence=1, who="Salim Qabbani", act=act)
    (found,) = ground(source, [draft], plain=plain).statements
    return found


@pytest.mark.parametrize(
    ("sentence", "whom"),
    [
        ("She urged Ankara to consult the opposition.", "Ankara"),
        ("He has called on the United States to let banks work.", "the United States"),
        ("She appealed to all sides to spare the roads.", "all sides"),
        ("Rafiq told foreign reporters last week that nobody was besieged.", "foreign reporters"),
        ("Without that step, he told this newspaper, nothing would follow.", "this newspaper"),
        ("He warned Damascus not to send tanks.", "Damascus"),
    ],
)
def test_words_between_the_verb_and_what_is_said_name_the_addressee(sentence: str, whom: str) -> None:
    """Whoever is urged, asked, warned or told is the addressee, as the sentence writes it."""
    assert whom == addressee(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "He warned that hospitals were short of fuel.",
        "A woman who asks to be called Rim says little.",
        "Nobody was told about the talks.",
        "The families were asked to leave.",
        "The group appealed to Turkey and to the Administration to agree.",
        "He told reporters that he had urged Ankara to wait.",
        "He asked for a meeting with the authorities.",
    ],
)
def test_no_addressee_is_told_where_it_is_not_plain(sentence: str) -> None:
    """Nobody, somebody in the passive, or two of them: nothing is said."""
    assert addressee(sentence) is None


def test_a_small_model_s_statement_gets_its_addressee() -> None:
    """The addressee that a small model is not asked about stands in the record, with its place in the text."""
    found = statement("Salim Qabbani urged Ankara to wait.", SpeechAct.APPEAL)
    assert found.addressee is not None
    assert found.addressee.mention == "Ankara"


def test_a_strong_model_s_statement_stands_as_it_is() -> None:
    """A model that reads the whole article was asked for the addressee and the act itself."""
    text = "Salim Qabbani urged Ankara to wait."
    assert statement(text, SpeechAct.APPEAL, plain=False).addressee is None
    assert statement(QUOTED.format(verb="said"), SpeechAct.ANNOUNCE, plain=False).act is SpeechAct.ANNOUNCE


@pytest.mark.parametrize(("verb", "act"), [("said", SpeechAct.COMMENT), ("announced", SpeechAct.ANNOUNCE)])
def test_a_quotation_is_announced_where_a_verb_says_so(verb: str, act: SpeechAct) -> None:
    """ "Said" beside a quotation is a comment, whatever the small model takes it for; "announced" announces."""
    assert act is statement(QUOTED.format(verb=verb), SpeechAct.ANNOUNCE).act


def test_what_is_told_without_a_quotation_may_be_announced() -> None:
    """ "The ministry said that the road was open" announces, though its verb is a plain one."""
    found = statement("Salim Qabbani said on Monday that the road was open.", SpeechAct.ANNOUNCE)
    assert found.act is SpeechAct.ANNOUNCE


def test_other_acts_stay() -> None:
    """A demand in a quotation stays a demand."""
    assert statement(QUOTED.format(verb="said"), SpeechAct.DEMAND).act is SpeechAct.DEMAND
