"""Why a cleaner gives up."""


class Broken(Exception):
    """The file cannot be read to its end."""


class TooManyPixels(Exception):
    """The picture would fill the memory."""


class Locked(Exception):
    """It opens with a password only."""


class Died(Exception):
    """The program that was at work ended by itself, or took too long."""
