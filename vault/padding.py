"""How long a plaintext becomes before it is sealed, since length tells."""

_BUCKETS = tuple(512 << step for step in range(9))  # bytes: 512, then 1 to 128 KiB


def padded_size(size: int) -> int:
    """The number of bytes that `size` bytes are padded to.

    Up to 128 KiB, where texts lie, the next of nine buckets. Above, the Padmé rule, which adds at
    most a thirty-second at these sizes (Nikitin et al., "Reducing Metadata Leakage from Encrypted
    Files and Communication with PURBs", PoPETs 2019, section 4).
    """
    for bucket in _BUCKETS:
        if size <= bucket:
            return bucket
    return _padme(size)


def _padme(size: int) -> int:
    exponent = size.bit_length() - 1
    kept_bits = exponent.bit_length()
    step = 1 << (exponent - kept_bits)
    return -(-size // step) * step
