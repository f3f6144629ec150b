"""A folder of articles → one JSONL file of statements, as a step of a pipeline.

``python examples/etl_jsonl.py examples/articles statements.jsonl``: one line a statement, with its article's id,
so that it joins with anything else that knows the article. Articles that fail are told on standard error.
"""

import asyncio
import json
import sys
from pathlib import Path

from syriaevents import Article, Extractor, Failure
from syriaevents.reading.articles import read_articles


async def main(folder: str, out: str) -> int:
    """Write the statements; the number of articles that failed."""
    failed = 0
    articles = (item for item in read_articles([folder]) if isinstance(item, Article))
    extractor = Extractor()
    with Path(out).open("w", encoding="utf-8") as file:
        async for result in extractor.aextract_many(articles, concurrency=1):
            if isinstance(result, Failure):
                failed += 1
                print(f"{result.article.id}: {result.error}", file=sys.stderr)
                continue
            for statement in result.statements:
                row = {"article": result.article.id, **statement.model_dump(mode="json")}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    await extractor.aclose()
    return failed


if __name__ == "__main__":
    sys.exit(1 if asyncio.run(main(*sys.argv[1:3])) else 0)
