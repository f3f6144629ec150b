"""Articles from compressed files and from Parquet: read like plain ones, and told when they are cut off."""

import datetime as dt
import gzip
import json
import sys
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from syriaevents.errors import ConfigError
from syriaevents.reading.articles import ArticleFailure, read_articles
from syriaevents.schema import Article

NEWS = "The army took two villages near the city of Hama on Monday, residents said."
ROWS = [{"id": f"a{number}", "text": f"{NEWS} İdlib {number}", "published": "2024-12-02"} for number in range(200)]
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()


def read(*paths: Path, **options: Any) -> list[Article | ArticleFailure]:
    return list(read_articles(paths, **options))


def packed(name: str, data: bytes) -> bytes:
    if name.endswith(".gz"):
        return gzip.compress(data)
    return bytes(pa.compress(data, codec="zstd", asbytes=True))


def parquet(path: Path, rows: list[dict[str, Any]] = ROWS) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "A.JSONL.GZ"])
def test_a_packed_table_is_read_like_a_plain_one(tmp_path: Path, name: str) -> None:
    """Each row, with its line."""
    (tmp_path / "plain.jsonl").write_bytes(LINES)
    (tmp_path / name).write_bytes(packed(name.lower(), LINES))

    assert read(tmp_path / "plain.jsonl") == read(tmp_path / name)


@pytest.mark.parametrize("name", ["report.txt.gz", "report.txt.zst"])
def test_a_packed_text_file_is_an_article(tmp_path: Path, name: str) -> None:
    """Its id is the name without both endings."""
    (tmp_path / name).write_bytes(packed(name, NEWS.encode()))
    [article] = read(tmp_path)

    assert isinstance(article, Article)
    assert ("report", NEWS) == (article.id, article.text)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_a_packed_file_that_is_cut_off_gives_what_stood_before(tmp_path: Path, name: str) -> None:
    """Then one failure says so; other files are read."""
    noise = b"".join(json.dumps({"text": f"{NEWS} {hash(str(n))}"}).encode() + b"\n" for n in range(20_000))
    whole = packed(name, noise)
    (tmp_path / name).write_bytes(whole[: len(whole) * 2 // 3])
    (tmp_path / "b.txt").write_text(NEWS, "utf-8")
    *rows, cut, other = read(tmp_path)

    assert len(rows) > 100
    assert all(isinstance(row, Article) for row in rows[:100])
    assert isinstance(cut, ArticleFailure)
    assert "cut off or damaged" in cut.reason or "cannot be read" in cut.reason
    assert isinstance(other, Article)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.txt.zst", "a.parquet"])
def test_a_file_that_is_not_what_its_name_says(tmp_path: Path, name: str) -> None:
    """One failure, no traceback."""
    (tmp_path / name).write_text("nothing of the kind", "utf-8")
    [failed] = read(tmp_path)
    assert isinstance(failed, ArticleFailure)


def test_parquet_rows_are_articles(tmp_path: Path) -> None:
    """With mapped columns, days and numbers as ids; other columns are not read."""
    day = dt.date(2024, 12, 2)
    rows = [{"id": 7, "body": NEWS, "published": day, "junk": b"\xff"}, {"id": 8, "body": None, "published": None}]
    first, second = read(parquet(tmp_path / "a.parquet", rows), columns={"text": "body"})

    assert isinstance(first, Article)
    assert ("7", NEWS, day) == (first.id, first.text, first.published)
    assert ArticleFailure(f"{tmp_path}/a.parquet:2", "is empty") == second


def test_a_parquet_file_without_the_text_column(tmp_path: Path) -> None:
    """Told once, with the columns it has."""
    [failed] = read(parquet(tmp_path / "a.parquet", [{"body": NEWS}]))
    assert isinstance(failed, ArticleFailure)
    assert "has no column 'text'; its columns are 'body'" in failed.reason


def test_parquet_is_read_a_batch_at_a_time(tmp_path: Path) -> None:
    """All rows come, in their order."""
    assert [row["id"] for row in ROWS] == [
        one.id for one in read(parquet(tmp_path / "a.parquet")) if isinstance(one, Article)
    ]


@pytest.mark.parametrize("name", ["a.parquet", "a.txt.zst"])
def test_a_missing_extra_is_named(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One clear message says how to get it."""
    (tmp_path / name).write_bytes(b"anything")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigError, match=r"pip install 'syriaevents\[export\]'"):
        read(tmp_path / name)


def test_the_files_can_be_followed(tmp_path: Path) -> None:
    """Each open file is shown, so that its position tells how far reading is."""
    (tmp_path / "a.jsonl").write_bytes(LINES)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(LINES))
    files: list[BinaryIO] = []
    positions = [files[-1].tell() for _ in read_articles([tmp_path], follow=files.append)]

    assert 2 == len(files)
    assert sorted(positions[:200]) == positions[:200]
    assert len(LINES) >= positions[199] > positions[0] - 1 >= 0


def test_an_unknown_ending_under_a_packed_one_is_refused(tmp_path: Path) -> None:
    """Packed archives and pictures are no articles."""
    (tmp_path / "a.tar.gz").write_bytes(gzip.compress(b"x"))
    [failed] = read(tmp_path / "a.tar.gz")
    assert isinstance(failed, ArticleFailure)
    assert "is not of a kind that is read" in failed.reason
