"""Results as tables need them: every article once, and no two articles under one id."""

from collections.abc import Iterable, Iterator

from syriaevents.schema import Extraction, text_digest


class Distinct:
    """Results without those of an article that came before, by id and text.

    Another text with an id that came before is another article: it goes on as ``ID~DIGEST``, with 8 hex digits of its
    text's SHA-256, so that nothing is lost and ids still join. ``repeated`` and ``renamed`` count both while the
    results are gone through. About 150 bytes an article are remembered.
    """

    def __init__(self, results: Iterable[Extraction]) -> None:
        self.results, self.repeated, self.renamed = results, 0, 0

    def __iter__(self) -> Iterator[Extraction]:
        self.repeated = self.renamed = 0
        ids: set[int] = set()
        seen: set[int] = set()
        for result in self.results:
            article = result.article
            known, whole = hash(article.id), hash((article.id, article.text))
            if whole in seen:
                self.repeated += 1
                continue
            if known in ids:
                self.renamed += 1
                told_apart = f"{article.id}~{text_digest(article.text)[:8]}"
                yield result.model_copy(update={"article": article.model_copy(update={"id": told_apart})})
            else:
                yield result
            ids.add(known)
            seen.add(whole)
