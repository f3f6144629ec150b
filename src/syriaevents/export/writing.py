"""Results into a file or a folder of one of the formats: streamed, whole or not at all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import MappingProxyType

from syriaevents.errors import ConfigError
from syriaevents.export import codebooks, database, delimited, events, geojson, graph, jsonlines, parquet
from syriaevents.export.distinct import Distinct
from syriaevents.export.landing import landed, sign
from syriaevents.schema import SCHEMA_VERSION, Event, Extraction


class Format(StrEnum):
    """What results can be written as."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    GEOJSON = "geojson"
    GRAPHML = "graphml"
    DUCKDB = "duckdb"
    ACLED = "acled"
    PLOVER = "plover"
    UCDP = "ucdp"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many things of each sort, and the results that were not written as they came."""

    counts: Mapping[str, int]
    repeated: int
    """Results left out: their article had come before."""
    renamed: int
    """Articles written under another id: another text had theirs."""


_FOLDERS = {Format.CSV: delimited.write_folder, Format.PARQUET: parquet.write_folder}
_WRITERS: Mapping[Format, Callable[[Iterable[Extraction], Path], dict[str, int]]] = MappingProxyType(
    {
        **_FOLDERS,
        Format.JSONL: jsonlines.write_file,
        Format.GEOJSON: geojson.write_file,
        Format.GRAPHML: graph.write_file,
        Format.DUCKDB: database.write_file,
        **{form: partial(codebooks.write_file, form.value) for form in (Format.ACLED, Format.PLOVER, Format.UCDP)},
    }
)


_WITH_EVENTS: Mapping[Format, Callable[[Iterable[Event], Path], dict[str, int]]] = MappingProxyType(
    {Format.CSV: events.write_csv, Format.PARQUET: events.write_parquet, Format.DUCKDB: events.write_duckdb}
)


def write(
    results: Iterable[Extraction], form: Format | str, out: Path | str, *, linked: Iterable[Event] | None = None
) -> Written:
    """Write results to ``out``: a folder for ``csv`` and ``parquet``, one file for every other format.

    Results are taken one after another; only ``graphml`` holds them all at once. What stood at ``out`` is replaced when
    all is written, and stays when something goes wrong. An article is written once, and no two under one id; see
    :class:`syriaevents.export.distinct.Distinct`. ``linked`` are events of the results
    (:func:`syriaevents.link.linking.link`), which go into tables of their own in ``csv``, ``parquet`` and ``duckdb``;
    they are taken when the results are written.

    Raises:
        ConfigError: ``out`` cannot be written or holds what no export wrote, there is no such format, or its extra is
            missing.
    """
    form, out = _format(form), Path(out)
    if linked is not None and form not in _WITH_EVENTS:
        raise ConfigError(
            f"Events go into {', '.join(_WITH_EVENTS)}, not into {form}; leave them out or write another."
        )
    once = results if isinstance(results, Distinct) else Distinct(results)
    with landed(out, folder=form in _FOLDERS) as new:
        counts = _WRITERS[form](once, new)
        if linked is not None:
            counts |= _WITH_EVENTS[form](linked, new)
        if form in _FOLDERS:
            sign(new, form=form.value, rows=counts, more={"schema_version": SCHEMA_VERSION})
    return Written(counts, once.repeated, once.renamed)


def _format(name: str) -> Format:
    try:
        return Format(name)
    except ValueError:
        raise ConfigError(f"{name!r} is no format of export; there are {', '.join(Format)}.") from None
