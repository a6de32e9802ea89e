"""In-memory files that are closed after each test."""

import os
from collections.abc import Callable, Iterator

import pytest

from reports.cleaning.outcome import Cleaned, Outcome
from reports.cleaning.parent import clean, memory_file


@pytest.fixture
def in_memory() -> Iterator[Callable[[bytes], int]]:
    """Puts bytes into an in-memory file."""
    opened: list[int] = []

    def put(content: bytes) -> int:
        memory = memory_file()
        opened.append(memory)
        with os.fdopen(os.dup(memory), "wb") as file:
            file.write(content)
        return memory

    yield put
    for memory in opened:
        os.close(memory)


@pytest.fixture
def cleaned(in_memory: Callable[[bytes], int]) -> Callable[[bytes], tuple[Outcome, bytes]]:
    """Cleans bytes; what became of them, and the copy (empty when there is none)."""

    def run(content: bytes) -> tuple[Outcome, bytes]:
        outcome = clean(in_memory(content))
        if not isinstance(outcome, Cleaned):
            return outcome, b""
        with os.fdopen(outcome.memory, "rb") as copy:
            copy.seek(0)
            return outcome, copy.read()

    return run
