"""The tables and views in SQL: PostgreSQL's for whoever loads them there, DuckDB's for the one-file database."""

from collections.abc import Iterable
from typing import Any

from syriaevents.export.columns import Table
from syriaevents.export.event_tables import EVENT_TABLES
from syriaevents.export.shapes import Kind
from syriaevents.export.tables import TABLES
from syriaevents.schema import SCHEMA_VERSION

POSTGRES = {
    Kind.TEXT: "text",
    Kind.INTEGER: "bigint",
    Kind.REAL: "double precision",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.JSON: "jsonb",
    Kind.TEXTS: "jsonb",  # as CSV holds them
}
DUCKDB = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.REAL: "DOUBLE",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.DATE: "DATE",
    Kind.JSON: "JSON",
    Kind.TEXTS: "VARCHAR[]",
}

_SAID = """SELECT string_agg(e.text, ' ' ORDER BY e.position) FROM evidence e
    WHERE e.article_id = r.article_id AND e.record_type = '{type}' AND e.record_id = r.id"""
_NAMED = """SELECT string_agg(coalesce(a.name, p.mention), '; ' ORDER BY p.position) FROM parties p
    LEFT JOIN actors a ON a.article_id = p.article_id AND a.id = p.actor_id
    WHERE p.article_id = r.article_id AND p.record_type = '{type}' AND p.record_id = r.id AND p.role = '{role}'"""
_VIEWS = (
    ("statements", "statement", ("speaker", "addressee")),
    ("military_movements", "military_movement", ("actor", "target", "attributed_to")),
    ("diplomatic_initiatives", "diplomatic_initiative", ("initiator", "counterpart", "mediator")),
)


def quoted(name: str) -> str:
    """A name of a table or column, whatever words SQL keeps for itself."""
    return f'"{name}"'


def create_table(table: Table[Any], types: dict[Kind, str], constraints: Iterable[str] = ()) -> str:
    """``CREATE TABLE`` for one table."""
    lines = [
        f"  {quoted(column.name)} {types[column.kind]}{' NOT NULL' if column.required else ''}"
        for column in table.columns
    ]
    return f"CREATE TABLE {quoted(table.name)} (\n" + ",\n".join((*lines, *constraints)) + "\n);"


def comments(tables: Iterable[Table[Any]] = TABLES) -> tuple[str, ...]:
    """``COMMENT ON`` for every table and column: what it means. The same SQL for PostgreSQL and DuckDB."""
    return tuple(line for table in tables for line in _comments(table))


def views() -> tuple[str, ...]:
    """``CREATE VIEW`` for each record type: record, article, its parties' usual names, its evidence in one text.

    The same SQL for PostgreSQL and DuckDB.
    """
    return tuple(_view(*view) for view in _VIEWS)


def postgres() -> str:
    """The whole schema for PostgreSQL: tables with keys and comments, and the views."""
    head = f"-- The tables of a syriaevents export, schema version {SCHEMA_VERSION}, for PostgreSQL. Generated."
    tables: tuple[Table[Any], ...] = (*TABLES, *EVENT_TABLES)
    return "\n\n".join((head, *map(_postgres_table, tables), *views())) + "\n"


def _view(name: str, kind: str, roles: tuple[str, ...]) -> str:
    names = ",\n".join(f"  ({_NAMED.format(type=kind, role=role)}) AS {role}_name" for role in roles)
    return (
        f"CREATE VIEW {quoted(f'v_{name}')} AS\nSELECT r.*, t.title, t.source, t.url, t.published,\n{names},\n"
        f"  ({_SAID.format(type=kind)}) AS evidence\nFROM {quoted(name)} r JOIN articles t USING (article_id);"
    )


def _postgres_table(table: Table[Any]) -> str:
    key = ", ".join(quoted(column.name) for column in table.key)
    constraints = [f"  PRIMARY KEY ({key})"]
    if len(table.key) > 1:
        owner = "events" if table in EVENT_TABLES else "articles"
        constraints.append(f"  FOREIGN KEY ({quoted(table.key[0].name)}) REFERENCES {quoted(owner)} ON DELETE CASCADE")
    return "\n".join((create_table(table, POSTGRES, constraints), *_comments(table)))


def _comments(table: Table[Any]) -> list[str]:
    return [f"COMMENT ON TABLE {quoted(table.name)} IS {_literal(table.meaning)};"] + [
        f"COMMENT ON COLUMN {quoted(table.name)}.{quoted(column.name)} IS {_literal(column.meaning)};"
        for column in table.columns
    ]


def _literal(text: str) -> str:
    return "'{}'".format(text.replace("'", "''"))
