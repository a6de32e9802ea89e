"""A process that gives up all that it does not need, before it looks at a hostile file."""

import contextlib
import os
import resource

from reports.cleaning.child import kernel

# Nobody's account, and not the one called so: other programs of the machine run as that.
_ACCOUNT = 64983


def limit(*, memory: int, cpu: int, output: int, processes: int) -> None:
    """Bounds of this process and of those it starts: bytes, seconds, bytes, and how many."""
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: output,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_NPROC: processes,
        resource.RLIMIT_MEMLOCK: 0,
    }
    for kind, value in limits.items():
        resource.setrlimit(kind, (value, value))
    # First a signal that says why, then one that nothing can ignore.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 2))


def isolate(*, readable: tuple[str, ...] = ()) -> dict[str, bool]:
    """Takes what can be taken on this machine, and says what was.

    `user`: runs as an account that owns nothing. `network`: has none. `files`: can open none but
    below the folders that may be read. `calls`: may not ask the kernel for a socket, nor for
    another process.
    """
    done = {"network": _part_from_network(), "user": _become_nobody()}
    with contextlib.suppress(OSError):
        kernel.drop_capabilities()
    kernel.no_new_rights()
    kernel.die_with_parent()
    done["files"] = _succeeds(kernel.forbid_files, readable)
    done["calls"] = _succeeds(kernel.forbid_calls)
    return done


def _succeeds(step: "object", *arguments: object) -> bool:
    try:
        step(*arguments)  # type: ignore[operator]
    except OSError:
        return False
    return True


def _part_from_network() -> bool:
    flags = kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC
    # Who is not root may do so among users of their own only.
    return _succeeds(kernel.unshare, flags if os.geteuid() == 0 else flags | kernel.CLONE_NEWUSER)


def _become_nobody() -> bool:
    try:
        os.setgroups([])
        os.setresgid(_ACCOUNT, _ACCOUNT, _ACCOUNT)
        os.setresuid(_ACCOUNT, _ACCOUNT, _ACCOUNT)
    except OSError:
        return False
    return True
