"""Rows of Parquet files, one at a time; of the columns only those that articles need are read."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from syriaevents.errors import ArticleError
from syriaevents.reading.files import missing_extra
from syriaevents.reading.tables import Row, missing_column

_BATCH = 64  # rows held at a time; their texts may be long


def parquet_rows(file: BinaryIO, text_column: str, wanted: Iterable[str]) -> Iterator[Row]:
    """The rows of a Parquet file; ``Row.line`` counts them from 1.

    Raises ConfigError where the extra is missing, ArticleError where the file is damaged.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415  (slow to import, and of an extra)
        from pyarrow import parquet as pq  # noqa: PLC0415
    except ImportError:
        raise missing_extra("Parquet files") from None
    try:
        table = pq.ParquetFile(file)
        names = table.schema_arrow.names
        if text_column not in names:
            yield Row(1, {}, missing_column(names, text_column))
            return
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH, columns=[name for name in wanted if name in names]):
            for cells in batch.to_pylist():
                number += 1
                yield Row(number, cells)
    except (pa.ArrowException, OSError) as error:
        raise ArticleError(f"is no Parquet file, or damaged ({str(error).partition(chr(10))[0][:80]})") from None
