from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.stretch import Cost
from vault.tuning import choose_cost, measure_cpu

MIB = 1024  # KiB


class Machine:
    """One that takes so many milliseconds for a MiB and a pass, and some to begin with."""

    def __init__(self, speed: float, start: float = 0) -> None:
        self.speed, self.start = speed, start
        self.asked: Counter[Cost] = Counter()

    def __call__(self, cost: Cost) -> float:
        self.asked[cost] += 1
        return (self.start + self.speed * cost.rounds * cost.memory_kib / MIB) / 1000


def is_safe(cost: Cost) -> bool:
    least = {64 * MIB: 1, 46 * MIB: 1, 19 * MIB: 2}
    return cost.lanes == 1 and cost.rounds >= least[cost.memory_kib]


speeds = st.floats(0.01, 100)
targets = st.floats(0.001, 5)


@given(speeds, st.floats(0, 20), targets)
def test_what_is_chosen_is_safe_and_not_over_the_target_unless_nothing_is(
    speed: float, start: float, target: float
) -> None:
    machine = Machine(speed, start)
    cost, seconds = choose_cost(machine, target=target)
    assert is_safe(cost)
    assert seconds == machine(cost)
    if seconds > target:
        assert cost == Cost(19 * MIB, 2, 1)
        for cost in (Cost(64 * MIB, 1, 1), Cost(46 * MIB, 1, 1)):
            assert machine(cost) > target


@given(speeds, st.floats(0, 20), targets)
def test_neither_more_memory_nor_another_pass_would_fit(
    speed: float, start: float, target: float
) -> None:
    machine = Machine(speed, start)
    cost, _ = choose_cost(machine, target=target)
    for memory, least in ((64 * MIB, 1), (46 * MIB, 1)):
        if memory > cost.memory_kib:
            assert machine(Cost(memory, least, 1)) > target
    if cost.rounds < 1023:
        assert machine(Cost(cost.memory_kib, cost.rounds + 1, 1)) > target


@given(speeds, targets)
def test_few_measurements_are_enough(speed: float, target: float) -> None:
    machine = Machine(speed)
    choose_cost(machine, target=target)
    assert machine.asked.total() <= 25


@pytest.mark.parametrize(
    ("speed", "target", "expected"),
    [
        (1, 0.1, Cost(64 * MIB, 1, 1)),  # though five passes over 19 MiB would be nearer
        (1, 0.064, Cost(64 * MIB, 1, 1)),
        (1, 0.063, Cost(46 * MIB, 1, 1)),
        (1, 0.045, Cost(19 * MIB, 2, 1)),
        (1, 0.046, Cost(46 * MIB, 1, 1)),
        (1, 0.038, Cost(19 * MIB, 2, 1)),
        (1, 0.128, Cost(64 * MIB, 2, 1)),
    ],
)
def test_the_most_memory_that_fits_is_chosen(speed: float, target: float, expected: Cost) -> None:
    assert choose_cost(Machine(speed), target=target)[0] == expected


@pytest.mark.parametrize("target", [0, 0.001, 0.0379])
def test_a_target_that_cannot_be_met_gives_the_quickest_that_is_safe(target: float) -> None:
    cost, seconds = choose_cost(Machine(1), target=target)
    assert cost == Cost(19 * MIB, 2, 1)
    assert seconds > target


def test_a_clock_that_stands_still_ends_the_search() -> None:
    cost, seconds = choose_cost(Machine(0), target=0.1)
    assert cost.rounds <= 1024
    assert seconds == 0


def test_a_real_measurement_is_some_time_of_the_cpu() -> None:
    assert 0 < measure_cpu(Cost(memory_kib=8 * MIB, rounds=1, lanes=1)) < 60
