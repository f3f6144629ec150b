"""Extractions for the report's tests: invented, hostile, overlapping, or very many."""

from pathlib import Path
from typing import Any

from recorded import result_of
from sample_results import mention, span

from syriaevents.schema import Extraction

RECORDED = ("en_hama_front", "ar_ariha_truce", "tr_suhne_siege", "en_crossing_reopens")

HOSTILE_WORDS = (
    "<script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "</textarea></script><!-- <svg onload=alert(1)> &amp; &lt;b&gt;",
    "=HYPERLINK(1) +1 -1 @SUM(1)",
    "W" * 10_000,
    "left \u202eturned\u202c right \u2067isolated\u2069 end",
    "{{ 7*7 }} {% raw %} ${7*7} \u2028 line and \u2029 paragraph",
    "\U0001f54a dove and \U0001f54a\U0001f54a two",
)


def recorded() -> list[Extraction]:
    """Examples of each language, as the engine answered."""
    return [result_of(name) for name in RECORDED]


def town(name: str, lat: float, lon: float, precision: int = 1) -> dict[str, Any]:
    """A place with a point."""
    return {"mention": name, "name": name, "lat": lat, "lon": lon, "country": "SY", "precision": precision}


def extraction(text: str, **fields: Any) -> Extraction:
    """An extraction of a text, from JSON."""
    article = {"text": text, **fields.pop("article", {})}
    return Extraction.model_validate(
        {"article": article, "meta": {"model": "m", "prompt_version": "1"}, **fields}, strict=False
    )


def hostile() -> Extraction:
    """Every hostile word as evidence, name, title, place, topic, draft and reason."""
    text = "\n".join(HOSTILE_WORDS)
    evil = HOSTILE_WORDS[1]
    return extraction(
        text,
        article={"id": '"><h1>id</h1>', "title": HOSTILE_WORDS[0], "source": evil, "url": "javascript:alert(1)", "language": "en"},
        actors=[{"id": "local:x", "name": evil, "mentions": [mention(text, "<script>")]}],
        statements=[
            {"id": f"s{at}", "speaker": {"mention": words, "actor_id": "local:x"}, "act": "report", "about": words, "evidence": [span(text, words)]}
            for at, words in enumerate(HOSTILE_WORDS)
        ],
        military_movements=[
            {"id": "m", "actor": {"mention": evil}, "action": "advance", "place": town(HOSTILE_WORDS[4], 35, 38), "weapons": [evil], "evidence": [span(text, evil)]}
        ],
        rejected=[{"type": "statement", "draft": {"who": evil, "extra": {"deep": evil}}, "reason": evil}],
    )  # fmt: skip


OVERLAPPING = (
    "The \U0001f6e1 guards of Tell Amra left the hill, and the council said: “We thank them for leaving, all of them.”\n"
    "They went from Tell Amra to Wadi Sirr on Monday.\n\n“Nobody asked us about any of this,” a shepherd remarked."
)


def overlapping() -> Extraction:
    """Nested and overlapping evidence of all types, behind a character that JavaScript counts twice."""
    text = OVERLAPPING
    day = {"mention": "Monday", "start": "2025-03-03", "end": "2025-03-03", "precision": 1}
    return extraction(
        text,
        article={"id": "overlapping", "title": "Guards leave Tell Amra", "source": "The Sample Post", "published": "2025-03-04", "language": "en"},
        actors=[
            {"id": "local:council", "name": "the council", "mentions": [mention(text, "the council")]},
            {"id": "local:guards", "name": "guards of Tell Amra", "kind": "armed_group", "mentions": [mention(text, "guards of Tell Amra")]},
        ],
        statements=[
            {"id": "s1", "speaker": {"mention": "the council", "actor_id": "local:council"}, "addressee": {"mention": "guards of Tell Amra", "actor_id": "local:guards"}, "act": "support", "direct": True,
             "quotes": [span(text, "We thank them for leaving, all of them.")], "evidence": [span(text, text.split("\n")[0])], "confidence": 0.82},
        ],
        military_movements=[
            {"id": "m1", "actor": {"mention": "guards of Tell Amra", "actor_id": "local:guards"}, "action": "withdraw", "evidence": [span(text, "guards of Tell Amra left the hill")]},
            {"id": "m2", "actor": {"mention": "guards of Tell Amra", "actor_id": "local:guards"}, "action": "withdraw", "date": day, "origin": town("Tell Amra", 35.5, 37.0), "destination": town("Wadi Sirr", 34.6, 38.2, 3),
             "force_size": {"low": 200, "best": 200}, "casualties": {"killed": {"low": 2, "high": 4}}, "assertion": "claimed", "attributed_to": {"mention": "the council", "actor_id": "local:council"},
             "evidence": [span(text, "left the hill"), span(text, "They went from Tell Amra to Wadi Sirr on Monday.", 2)], "codes": {"cameo": "08", "plover": "RETREAT", "plover_mode": "withdraw", "acled_event": "Strategic developments"}},
        ],
        diplomatic_initiatives=[
            {"id": "d1", "initiators": [{"mention": "the council", "actor_id": "local:council"}], "counterparts": [{"mention": "guards of Tell Amra", "actor_id": "local:guards"}], "action": "meet", "status": "completed", "topic": "leaving", "conditions": ["all of them"],
             "evidence": [span(text, "the hill, and the council said: “We thank")]},
        ],
        rejected=[{"type": "military_movement", "draft": {"sentence": 2, "who": "the army", "action": "attack", "where": None}, "reason": "the actor 'the army' does not stand in sentence 2 or near it"}],
        meta={"model": "m", "prompt_version": "1", "uncovered": [span(text, "Nobody asked us about any of this,", 3)], "unread": [{"first": 3, "last": 3, "reason": "no usable answer"}]},
    )  # fmt: skip


def many(count: int) -> list[Extraction]:
    """So many articles, each with its own words and day, with seven records each."""
    return [_numbered(at) for at in range(count)]


def _numbered(at: int) -> Extraction:
    speaker, force, village = f"Speaker {at % 90}", f"Brigade {at % 40}", f"Village {at % 200}"
    lines = [f"{speaker} said on day {at} that item {n} of the list was delivered to {village}." for n in range(4)]
    lines += [f"{force} moved into {village} with {n + 2} trucks, article {at}." for n in range(2)]
    lines += [f"{speaker} invited {force} to talks about {village}, article {at}."]
    text = "\n\n".join(lines)
    day = f"20{14 + at % 11:02}-{1 + at % 12:02}-{1 + at % 28:02}"
    where = town(village, 33.0 + (at % 40) / 10, 36.5 + (at % 50) / 10)
    return extraction(
        text,
        article={"id": f"article-{at}", "title": f"Sample {at}", "source": f"Outlet {at % 7}", "published": day, "language": "en"},
        statements=[
            {"id": f"s{at}-{n}", "speaker": {"mention": speaker}, "act": ("report", "announce", "warn", "deny")[n], "evidence": [span(text, line, n + 1)]}
            for n, line in enumerate(lines[:4])
        ],
        military_movements=[
            {"id": f"m{at}-{n}", "actor": {"mention": force}, "action": "advance", "destination": where, "evidence": [span(text, line, n + 5)]}
            for n, line in enumerate(lines[4:6])
        ],
        diplomatic_initiatives=[
            {"id": f"d{at}", "initiators": [{"mention": speaker}], "counterparts": [{"mention": force}], "action": "invite", "status": "proposed", "evidence": [span(text, lines[6], 7)]}
        ],
    )  # fmt: skip


def written(results: list[Extraction], path: Path) -> Path:
    """Extractions as JSON Lines."""
    path.write_text("".join(f"{result.model_dump_json()}\n" for result in results), encoding="utf-8")
    return path
