"""JSON Lines of articles → Parquet of results, over a Ray cluster.

``python examples/ray_dataset.py articles.jsonl results openai/gpt-5-mini``: two workers with an engine each; one row an
article, failures too. RAY_ADDRESS names a cluster; without it one is started on this machine. Needs the extra ``ray``.
"""

import sys

from syriaevents.distributed import extract_dataset
from syriaevents.distributed.cluster import joined


def main(articles: str, out: str, model: str) -> int:
    """Write the results; the number of articles that failed."""
    with joined():
        import ray

        extract_dataset(ray.data.read_json(articles, lines=True), model=model, workers=2).write_parquet(out)
        results = ray.data.read_parquet(out)
        failed = results.filter(lambda row: row["error"] is not None).take_all()
        print(f"{results.count() - len(failed)} articles, {results.sum('statements')} statements")
    for row in failed:
        print(f"{row['article_id']}: {row['cause']}", file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    sys.exit(1 if main(*sys.argv[1:4]) else 0)
