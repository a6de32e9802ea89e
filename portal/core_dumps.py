"""What a process leaves behind when it dies: nothing."""

import resource


def refuse_core_dumps() -> None:
    """No core file of this process and of all that it starts: its memory holds tips and keys.

    The hard limit too, so that nothing raises it again.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
