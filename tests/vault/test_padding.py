import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.padding import padded_size

TEXT_LIMIT = 128 * 1024
BUCKETS = [512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, TEXT_LIMIT]

text_sizes = st.integers(0, TEXT_LIMIT)
file_sizes = st.integers(TEXT_LIMIT + 1, 1 << 40)


@pytest.mark.parametrize("bucket", BUCKETS)
def test_a_full_bucket_stays_and_one_byte_more_takes_the_next(bucket: int) -> None:
    assert padded_size(bucket) == bucket
    assert padded_size(bucket + 1) > bucket


def test_nothing_at_all_takes_the_smallest_bucket() -> None:
    assert padded_size(0) == 512


@given(text_sizes)
def test_a_text_is_padded_to_the_smallest_bucket_that_holds_it(size: int) -> None:
    assert padded_size(size) == min(bucket for bucket in BUCKETS if bucket >= size)


@given(st.one_of(text_sizes, file_sizes), st.one_of(text_sizes, file_sizes))
def test_more_bytes_never_take_less_room(one: int, other: int) -> None:
    fewer, more = sorted((one, other))
    assert fewer <= padded_size(fewer) <= padded_size(more)


@given(st.one_of(text_sizes, file_sizes))
def test_a_padded_size_is_its_own_padded_size(size: int) -> None:
    assert padded_size(padded_size(size)) == padded_size(size)


@given(file_sizes)
def test_a_file_grows_by_a_thirty_second_at_most(size: int) -> None:
    assert (padded_size(size) - size) * 32 <= size


@pytest.mark.parametrize(
    ("size", "padded"),
    [(131_073, 135_168), (135_168, 135_168), (1_000_000, 1_015_808), (9_000_000, 9_175_040),
     ((1 << 30) - 1, 1 << 30), ((1 << 32) + 1, (1 << 32) + (1 << 26))],
)  # fmt: skip
def test_a_file_is_padded_as_padme_says(size: int, padded: int) -> None:
    assert padded_size(size) == padded


def test_files_up_to_a_gigabyte_have_few_lengths() -> None:
    size, lengths = TEXT_LIMIT, 0
    while size < 1 << 30:
        size, lengths = padded_size(size + 1), lengths + 1
    assert lengths == 13 * 32
