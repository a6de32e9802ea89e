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
        assert machine(Cost(46 * MIB, 1, 1)) > target


@given(speeds, st.floats(0, 20), targets)
def test_no_other_cost_is_nearer_to_the_target(speed: float, start: float, target: float) -> None:
    machine = Machine(speed, start)
    _, seconds = choose_cost(machine, target=target)
    for memory in (64 * MIB, 46 * MIB, 19 * MIB):
        for rounds in range(2, 1024):
            other = machine(Cost(memory, rounds, 1))
            assert not seconds < other <= target


@given(speeds, targets)
def test_few_measurements_are_enough(speed: float, target: float) -> None:
    machine = Machine(speed)
    choose_cost(machine, target=target)
    assert machine.asked.total() <= 3 * 22


@pytest.mark.parametrize(
    ("speed", "target", "expected"),
    [
        (1, 0.1, Cost(19 * MIB, 5, 1)),  # 95 ms, before 92 and 64
        (1, 0.064, Cost(64 * MIB, 1, 1)),
        (1, 0.063, Cost(19 * MIB, 3, 1)),
        (1, 0.046, Cost(46 * MIB, 1, 1)),
        (1, 0.038, Cost(19 * MIB, 2, 1)),
        (1, 0.128, Cost(64 * MIB, 2, 1)),
        (1, 19 * 64 * 46 / 1000, Cost(64 * MIB, 19 * 46, 1)),  # all alike: the most memory
    ],
)
def test_the_nearest_is_chosen_of_all_memories(speed: float, target: float, expected: Cost) -> None:
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
