"""One article, one model, typed records.

Run with the embedded engine (``pip install 'syriaevents[local]'``) or name another model:
``SYRIAEVENTS_MODEL=openai/gpt-5-mini python examples/quickstart.py``
"""

from syriaevents import Article, Extractor

ARTICLE = Article(
    published="2025-03-07",
    text=(
        "Government troops shelled the outskirts of Saraqib on Thursday, killing at least four people, according to "
        "the Orontes Documentation Centre. “We will not leave our homes,” said Salim Qabbani, a shopkeeper. "
        "Oman offered to host talks between the two sides next week."
    ),
)


def main() -> None:
    """Extract and print."""
    with Extractor() as extractor:
        result = extractor.extract(ARTICLE)
    for statement in result.statements:
        print(f"{statement.speaker.mention} → {statement.act}: {statement.evidence[0].text}")
    for movement in result.military_movements:
        place = movement.place
        where = f"{place.mention} ({place.lat}, {place.lon})" if place else "no place told"
        print(f"{movement.actor.mention} → {movement.action} at {where}, {movement.date and movement.date.start}")
    for initiative in result.diplomatic_initiatives:
        print(f"{initiative.initiators[0].mention} → {initiative.action} ({initiative.status})")
    for span in (span for statement in result.statements for span in statement.evidence):
        assert result.article.text[span.start : span.end] == span.text


if __name__ == "__main__":
    main()
