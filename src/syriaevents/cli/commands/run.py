"""``syriaevents run``: any number of articles into a store; the same command again goes on."""

from pathlib import Path
from typing import Annotated

import typer

from syriaevents.cli.arguments import SEVERAL, Actors, Columns, ModelSpec, PriceTable, Published, Quiet, columns_of
from syriaevents.cli.ending import guarded
from syriaevents.engines.llm import TIMEOUT
from syriaevents.errors import ConfigError


@guarded
def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", show_default=False,
            help="Articles, as for extract. Not needed with --retry-failed: the store holds their texts.",
        ),
    ] = None,
    *,
    store: Annotated[
        Path, typer.Option("--store", metavar="RUN.db", show_default=False, help="Keep everything in this SQLite file.")
    ],
    model: ModelSpec = None,
    published: Published = None,
    column: Columns = None,
    actors: Actors = None,
    concurrency: Annotated[
        int | None,
        typer.Option(
            "--concurrency", metavar="N", min=1, show_default=False,
            help=f"Articles asked about at once, at the most; fewer while the server is overloaded. Default: 1 for a "
            f"small model, else {SEVERAL}.",
        ),
    ] = None,
    rpm: Annotated[
        float | None,
        typer.Option("--rpm", metavar="N", min=1, help="Requests a minute. Default: what the server's headers say."),
    ] = None,
    tpm: Annotated[
        float | None,
        typer.Option("--tpm", metavar="N", min=1, help="Tokens a minute. Default: what the server's headers say."),
    ] = None,
    max_tokens: Annotated[
        int | None,
        typer.Option("--max-tokens", metavar="N", min=1, help="Tokens that the store's articles may cost in all."),
    ] = None,
    max_usd: Annotated[
        float | None,
        typer.Option("--max-usd", metavar="X", min=0, help="US dollars that they may cost; needs --prices."),
    ] = None,
    prices: PriceTable = None,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="How long one answer may take to come.")
    ] = TIMEOUT,
    max_failures: Annotated[
        int, typer.Option("--max-failures", metavar="N", min=1, help="Stop after so many failures in a row.")
    ] = 20,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Ask again about articles that failed for good.")
    ] = False,
    every_copy: Annotated[
        bool, typer.Option("--every-copy", help="Ask about near copies too, instead of once for all of them.")
    ] = False,
    log_json: Annotated[
        str | None,
        typer.Option(
            "--log-json", metavar="FILE", show_default=False,
            help="Append what happens as JSON Lines; '-' is standard error. Holds no article text.",
        ),
    ] = None,
    batch: Annotated[
        bool,
        typer.Option(
            "--batch", help="Ask through the provider's Batch API: within a day, at the provider's price for batches."
        ),
    ] = False,
    wait: Annotated[
        bool,
        typer.Option(
            "--wait/--no-wait",
            help="With --batch: stay until the last batch has ended, or end when all is sent; the same command "
            "collects it.",
        ),
    ] = True,
    batch_size: Annotated[
        int | None,
        typer.Option(
            "--batch-size", metavar="N", min=1, max=50_000, show_default=False,
            help="Requests that a batch may hold. Default: 50000, which is the most.",
        ),
    ] = None,
    ray: Annotated[
        str | None,
        typer.Option(
            "--ray", metavar="[ADDRESS]", show_default=False,
            help="Ask from the workers of a Ray cluster: host:port, ray://host:port, or the one that is found, else a "
            "new one on this machine.",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", min=1, show_default=False, help="Workers. Default: one a processor."),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes", metavar="N", min=0, show_default=False,
            help="Processes that read articles and check answers beside the one that asks. Default: 2, or none for a "
            "small model or on one processor.",
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Extract from any number of articles into a store; the same command again goes on where it stopped."""
    if not paths and not retry_failed:
        raise ConfigError("Name the articles: files, folders, or '-' for standard input.")
    from syriaevents.cli.run_ways import Way
    from syriaevents.cli.running import Request, carry_out
    from syriaevents.run.conducting import Plan
    from syriaevents.run.prices import load_prices
    from syriaevents.run.running import Options

    plan = Plan(max_failures=max_failures, actors=actors, retry_failed=retry_failed)
    options = Options(max_tokens, max_usd, load_prices(prices), every_copy, published, plan, batch)
    request = Request(
        paths or [], store, model, columns_of(column), concurrency, rpm, tpm, timeout, log_json, quiet, options,
        Way(batch, wait, batch_size, ray, workers, processes),
    )  # fmt: skip
    status = carry_out(request)
    if status:
        raise typer.Exit(status)
