"""The schema files: what other programs need to know about the records, generated from the models.

JSON Schema for JSON Lines, SQL for databases, Parquet's own notation for Parquet. Writing and checking them needs no
extra.
"""

from pathlib import Path

from syriaevents.errors import ConfigError
from syriaevents.export import nested, sql
from syriaevents.schema import jsonschema


def texts() -> dict[str, str]:
    """Name of each schema file → what it holds."""
    return {
        **{f"{name}.json": jsonschema.text(name) for name in jsonschema.MODELS},
        "parquet.txt": nested.parquet_schema(),
        "postgresql.sql": sql.postgres(),
    }


def write(folder: Path) -> tuple[Path, ...]:
    """Write all schema files into the folder, which is made where it is missing; return their paths.

    Raises ConfigError when they cannot be written.
    """
    files = {folder / name: text for name, text in texts().items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise ConfigError(f"The schema files cannot be written into {folder}: {error.strerror or error}.") from error
    return tuple(files)


def check(folder: Path) -> list[str]:
    """What differs between the folder and the models, a line a file; empty where they agree."""
    expected = texts()
    present = {path.name: path for path in sorted(folder.iterdir())} if folder.is_dir() else {}
    missing = [f"{folder / name} is missing" for name in expected if name not in present]
    extra = [f"{path} does not belong there" for name, path in present.items() if name not in expected]
    changed = [
        f"{present[name]} differs from the models"
        for name, body in expected.items()
        if name in present and _read(present[name]) != body
    ]
    return missing + extra + changed


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
