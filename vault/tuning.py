"""How much one guess may cost on the machine at hand."""

import time
from collections.abc import Callable

from vault.stretch import Cost, stretch

Measure = Callable[[Cost], float]
"""How long one Argon2id of a cost takes, in seconds."""

# Memory in KiB, and the fewest passes over it: the pairs that OWASP holds to be equally strong and
# the least that is safe (Password Storage Cheat Sheet, Argon2id), and 64 MiB above them.
_LEAST_ROUNDS = {64 * 1024: 1, 46 * 1024: 1, 19 * 1024: 2}
_MOST_ROUNDS = 1024  # ends the search when a clock stands still
_TRIES = 3


def choose_cost(measure: Measure, *, target: float) -> tuple[Cost, float]:
    """The most memory that fits into `target` seconds, with as many passes as still fit.

    And how long it takes, in seconds. Memory first, since it is what guessing machines lack. When
    even the least that is safe takes longer than the target, that one: the caller compares.
    """
    for memory, least in _LEAST_ROUNDS.items():
        cost = Cost(memory, least, lanes=1)
        if measure(cost) <= target:
            cost = _most_rounds(measure, memory, least, target)
            break
    return cost, measure(cost)


def measure_cpu(cost: Cost) -> float:
    """The seconds of CPU time that one Argon2id takes: the least of three, the others had company.

    CPU time and not a clock's, since the machine may be doing other things meanwhile.
    """
    return min(_measure_once(cost) for _ in range(_TRIES))


def _measure_once(cost: Cost) -> float:
    before = time.process_time()
    stretch(b"a secret", salt=bytes(16), cost=cost)
    return time.process_time() - before


def _most_rounds(measure: Measure, memory: int, least: int, target: float) -> Cost:
    def fits(rounds: int) -> bool:
        return measure(Cost(memory, rounds, lanes=1)) <= target

    # Doubled until it is too long, then halved in between.
    low, high = least, 2 * least
    while high < _MOST_ROUNDS and fits(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return Cost(memory, low, lanes=1)
