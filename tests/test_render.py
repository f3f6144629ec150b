"""Extractions for people: terminal tables, notebook views, one-line summaries, and hostile text in all of them."""

import datetime as dt
import io
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriaevents.cli.progress import Bars
from syriaevents.cli.render import console_for, print_result
from syriaevents.schema import (
    Actor,
    Article,
    Assertion,
    Casualties,
    Date,
    DiplomaticAction,
    DiplomaticInitiative,
    Extraction,
    Meta,
    MilitaryAction,
    MilitaryMovement,
    Place,
    Range,
    Ref,
    Rejected,
    Span,
    SpeechAct,
    Statement,
    Status,
    Unread,
)
from syriaevents.schema.display import heading, sections
from syriaevents.schema.visible import EVIDENCE_LENGTH, shortened, visible

TEXT = "Omar Haddad warned of a flood. Forces shelled Sarmin. حلب اليوم."
META = Meta(model="fake", prompt_version="1")


def span(start: int, end: int, sentence: int = 1, text: str = TEXT) -> Span:
    """Evidence out of the text."""
    return Span(sentence=sentence, start=start, end=end, text=text[start:end])


def statement(evidence: Span, who: str = "Omar Haddad") -> Statement:
    """A warning."""
    return Statement(id="s1", speaker=Ref(mention=who, actor_id="haddad"), act=SpeechAct.WARN, evidence=(evidence,))


MOVEMENT = MilitaryMovement(
    id="m1",
    actor=Ref(mention="Forces"),
    action=MilitaryAction.SHELLING,
    target=Ref(mention="the town"),
    place=Place(mention="Sarmin", name="Sarmīn", near=True),
    origin=Place(mention="Idlib", name="Idlib"),
    destination=Place(mention="Hama"),
    force_size=Range(low=20, high=30),
    casualties=Casualties(killed=Range(low=3), wounded=Range(best=1200)),
    date=Date(mention="Monday", start=dt.date(2024, 12, 2), end=dt.date(2024, 12, 2)),
    assertion=Assertion.CLAIMED,
    attributed_to=Ref(mention="a monitor"),
    evidence=(span(31, 53, 2),),
)
INITIATIVE = DiplomaticInitiative(
    id="d1",
    initiators=(Ref(mention="Norland"),),
    counterparts=(Ref(mention="Sudland"), Ref(mention="Westland")),
    mediator=Ref(mention="Ostland"),
    action=DiplomaticAction.MEET,
    status=Status.PLANNED,
    topic="borders",
    date=Date(mention="in spring"),
    evidence=(span(54, 63, 3),),
)
ALL = Extraction(
    article=Article(id="a1", title="A flood", text=TEXT, source="Example Wire", published="2024-12-03"),
    actors=(Actor(id="haddad", name="Omar al-Haddad"),),
    statements=(statement(span(0, 30)),),
    military_movements=(MOVEMENT,),
    diplomatic_initiatives=(INITIATIVE,),
    rejected=(Rejected(type="statement", draft={}, reason="no"),),
    meta=META.model_copy(
        update={"uncovered": (span(0, 4), span(5, 9)), "unread": (Unread(first=4, last=9, reason="?"),)}
    ),
)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def printed(extraction: Extraction, stream: io.StringIO) -> str:
    """What the terminal gets."""
    print_result(extraction, console_for(stream))
    return stream.getvalue()


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same terminal for every test."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")


def test_a_row_tells_who_did_what_to_whom_and_where() -> None:
    """Everything that stands in a record is in its row, in words."""
    rows = {section.title: section.rows[0] for section in sections(ALL)}
    said, moved, met = rows["Statements"], rows["Military movements"], rows["Diplomatic initiatives"]

    assert ("Omar Haddad (Omar al-Haddad)", "warn") == (said.who, said.act)
    assert "shelling, claimed, says a monitor, 20–30 strong, at least 3 killed, 1,200 wounded" == moved.act
    assert "near Sarmin (Sarmīn), from Idlib, to Hama, 2024-12-02" == moved.where
    assert ("meet (planned), borders", "Sudland, Westland, through Ostland") == (met.act, met.towards)
    assert "in spring" == met.where


def test_the_evidence_keeps_its_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much the other columns have to say, what a record rests on begins in the left part of the line."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    heads = [line for line in printed(ALL, io.StringIO()).splitlines() if line.startswith("Who ")]
    assert 3 == len(heads)
    assert max(head.index("Evidence") for head in heads) <= 62


@pytest.mark.parametrize(
    ("number", "told"),
    [(Range(high=5), "at most 5 killed"), (Range(), ""), (Range(best=2), "2 killed")],
)
def test_ranges_are_told_in_words(number: Range, told: str) -> None:
    """An open range names its known end only."""
    movement = MOVEMENT.model_copy(update={"casualties": Casualties(killed=number), "force_size": None})
    row = sections(ALL.model_copy(update={"military_movements": (movement,)}))[1].rows[0]

    assert ", ".join(filter(None, ("shelling, claimed, says a monitor", told))) == row.act


def test_a_date_of_several_days_has_both_ends() -> None:
    """First and last day are shown."""
    days = Date(mention="this week", start=dt.date(2024, 12, 2), end=dt.date(2024, 12, 8))
    said = ALL.statements[0].model_copy(update={"date": days})
    row = sections(ALL.model_copy(update={"statements": (said,)}))[0].rows[0]

    assert "2024-12-02 to 2024-12-08" == row.where


def test_a_table_shows_evidence_and_what_was_left_out() -> None:
    """Sentence number, offsets and words of the evidence; then rejected, uncovered and unread."""
    text = printed(ALL, io.StringIO())

    assert "[1] 0–30 Omar Haddad warned of a flood." in text
    assert "1 rejected" in text
    assert "2 quotations without a statement, in sentences 1" in text
    assert "sentences 4–9 not read: ?" in text


def test_an_article_without_records_says_so() -> None:
    """No table, one line."""
    assert "no record found" in printed(Extraction(article=Article(text="Rain."), meta=META), io.StringIO())


def test_colour_is_for_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file gets none, also with FORCE_COLOR; a terminal does; NO_COLOR turns it off."""
    assert "\x1b" not in printed(ALL, io.StringIO())
    assert "\x1b[36m" in printed(ALL, Terminal())

    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[36m" not in printed(ALL, Terminal())


def test_a_heading_falls_back_to_the_text() -> None:
    """Without a title the text's beginning stands for it."""
    assert "Rain fell. · 7" == heading(Extraction(article=Article(id="7", text="\nRain fell."), meta=META))


def test_the_repr_is_one_short_line() -> None:
    """Title and counts; the same for str()."""
    told = "<Extraction 'A flood': 1 statement, 1 military movement, 1 diplomatic initiative; 1 rejected>"

    assert (told, told) == (repr(ALL), str(ALL))


def test_html_is_escaped_and_knows_directions() -> None:
    """No tag of the article survives; cells have their own direction."""
    hostile = "<script>alert(1)</script> & \"quoted\" 'single'"
    record = statement(span(0, len(hostile), text=hostile), who=hostile)
    article = Article(id="a", title=hostile, text=hostile)
    html = Extraction(article=article, statements=(record,), meta=META)._repr_html_()

    assert "<script" not in html
    assert '"quoted"' not in html
    assert "&lt;script&gt;" in html
    assert 'dir="auto"' in html
    assert "حلب" in ALL._repr_html_()


@given(st.text(alphabet=st.characters(), max_size=60))
def test_no_character_that_acts_is_shown(text: str) -> None:
    """Controls, direction marks, line separators and half surrogates never reach the screen."""
    shown = visible(text)

    assert not [char for char in shown if unicodedata.category(char) in {"Cc", "Cs", "Co", "Zl", "Zp"}]
    assert not re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", shown)


@given(st.text(max_size=400), st.integers(min_value=5, max_value=200))
def test_shortened_text_is_never_longer_than_asked(text: str, length: int) -> None:
    """It fits, and text that fits is only made visible."""
    short = shortened(text, length)

    assert len(short) <= length
    assert short.endswith("…") or short == visible(text).strip()


def test_readable_text_stays_as_it_is() -> None:
    """Arabic, Turkish and joined Persian letters are shown untouched; a long word is cut in the middle."""
    for text in ("قصف الجيش مدينة حلب", "İdlib'de ateşkes", "می‌روند"):
        assert text == visible(text)
    assert "␛[31m" == visible("\x1b[31m")
    assert "a␡�b c" == visible("a\x7f\x9bb\u2028c")
    assert EVIDENCE_LENGTH == len(shortened("x" * 500))


def test_a_terminal_gets_no_escape_of_an_article() -> None:
    """Rich markup and escapes in every shown field come out as text."""
    bad = "\x1b[2J[bold red]Omar[/bold red]\u202e [link=http://x]y[/link]"
    record = statement(span(0, len(bad), text=bad), who=bad).model_copy(update={"about": bad})
    article = Article(id=bad, title=bad, text=bad, source=bad)
    text = printed(Extraction(article=article, statements=(record,), meta=META), io.StringIO())

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[bold red]Omar[/bold red]" in text


def test_a_bar_follows_sentences_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Title and sentences are on standard error, hostile titles as text; hiding takes the bar away."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    article = Article(title="[red]Flood\x1b[2J", text="x")
    with Bars() as bars:
        bars.joining(5, 10)
        bars.article(article)
        bars.sentences(3, 7)
        bars.hide()
        bars.finished(several=False)
        bars.article(article)
        bars.finished(several=True)
    told = terminal.getvalue()

    assert "1: [red]Flood␛[2J" in told
    assert "3/7" in told
    assert "2: [red]Flood" in told
    assert "2 finished" in told


@pytest.mark.parametrize(("stream", "quiet"), [(io.StringIO(), False), (Terminal(), True)])
def test_no_bar_without_a_terminal_or_when_quiet(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, quiet: bool
) -> None:
    """Nothing at all is written."""
    monkeypatch.setattr("sys.stderr", stream)
    with Bars(quiet=quiet) as bars:
        bars.article(Article(text="x"))
        bars.sentences(1, 2)

    assert "" == stream.getvalue()
