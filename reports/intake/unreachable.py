"""When the memory of the form is out of reach."""


class Unreachable(OSError):
    """The memory of the form does not answer. Says nothing of where it lies."""
