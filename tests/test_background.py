"""Plain calls of asynchronous code."""

import asyncio

import pytest

from syriaevents.background import BackgroundLoop


async def answer() -> int:
    await asyncio.sleep(0)
    return 42


async def fail() -> None:
    raise LookupError("nothing there")


def test_a_result_is_handed_on() -> None:
    """What the work returns, the call returns, time after time."""
    loop = BackgroundLoop()
    assert [42, 42] == [loop.run(answer()), loop.run(answer())]
    loop.stop()


def test_an_error_is_handed_on() -> None:
    """What the work raises, the call raises."""
    loop = BackgroundLoop()
    with pytest.raises(LookupError, match="nothing there"):
        loop.run(fail())
    loop.stop()


def test_a_running_loop_is_no_hindrance() -> None:
    """In a notebook, where a loop runs already, plain calls work too."""

    async def notebook() -> int:
        return BackgroundLoop().run(answer())

    assert asyncio.run(notebook()) == 42


def test_what_still_runs_ends_with_the_loop() -> None:
    """It is cancelled, and gets to give back what it holds."""
    loop, given_back = BackgroundLoop(), []

    async def hold() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            given_back.append(True)

    async def begin() -> "asyncio.Task[None]":
        task = asyncio.create_task(hold())
        await asyncio.sleep(0)
        return task

    task = loop.run(begin())
    loop.stop()
    assert task.cancelled()
    assert given_back == [True]
