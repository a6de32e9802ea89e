"""The system calls for which Python has no function."""

import ctypes
import os
import platform
import struct

_libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
CLONE_NEWIPC = 0x08000000

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SIGKILL = 9
_SECCOMP_MODE_FILTER = 2
_CAPABILITY_VERSION = 0x20080522

# linux/landlock.h; the numbers of these calls are the same on all machines.
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_VERSION = 1
_LANDLOCK_PATH = 1
_FILE_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NEWEST_FILE_RIGHTS = 5
_NET_RIGHTS_SINCE = 4
_NET_RIGHTS = 0b11  # bind and connect by TCP
_EXECUTE_AND_READ = (1 << 0) | (1 << 2) | (1 << 3)

# On all machines: pidfd_send_signal, io_uring_setup, pidfd_open, pidfd_getfd, process_madvise.
_NEWER = (424, 425, 434, 438, 440)
# Per machine: AUDIT_ARCH, then socket, connect, ptrace, process_vm_readv and _writev, kill, tkill,
# tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo, setpgid and setsid (who leaves the group that is
# killed at the end would stay), bpf, keyctl, mount, unshare.
_FORBIDDEN = {
    "x86_64": (
        0xC000003E,
        (41, 42, 101, 310, 311, 62, 200, 234, 129, 297, 109, 112, 321, 250, 165, 272, *_NEWER),
    ),
    "aarch64": (
        0xC00000B7,
        (198, 203, 117, 270, 271, 129, 130, 131, 138, 240, 154, 157, 280, 219, 40, 97, *_NEWER),
    ),
}
# prlimit64: of this process only.
_LIMITS = {"x86_64": 302, "aarch64": 261}
_X32 = 0x40000000
_EPERM = 1
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
# Where linux/seccomp.h keeps what a filter looks at.
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def unshare(flags: int) -> None:
    """Parts from what the parent has: network, users. Raises OSError where it is not allowed."""
    _checked(_libc.unshare(flags))


def no_new_rights() -> None:
    """No program that is started from here has more rights than this one, and no core is dumped."""
    _checked(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _checked(_libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0))


def die_with_parent() -> None:
    """The kernel kills this process when its parent is gone."""
    _checked(_libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0))


def drop_capabilities() -> None:
    """None of the superuser's rights is left, in this namespace neither."""
    header = struct.pack("Ii", _CAPABILITY_VERSION, 0)
    _checked(_libc.capset(header, bytes(24)))


def forbid_files(readable: tuple[str, ...]) -> None:
    """No file can be opened by its path, but read and run below these folders; no TCP (Landlock).

    Raises OSError where the kernel does not know it.
    """
    version = _checked(_libc.syscall(_LANDLOCK_CREATE, None, 0, _LANDLOCK_VERSION))
    count = _FILE_RIGHTS_BY_VERSION[min(version, _NEWEST_FILE_RIGHTS)]
    rights = (1 << count) - 1
    has_net = version >= _NET_RIGHTS_SINCE
    attributes = struct.pack("QQ", rights, _NET_RIGHTS) if has_net else struct.pack("Q", rights)
    ruleset = _checked(_libc.syscall(_LANDLOCK_CREATE, attributes, len(attributes), 0))
    for path in readable:
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rule = struct.pack("=Qi", _EXECUTE_AND_READ, folder)
        _checked(_libc.syscall(_LANDLOCK_ADD, ruleset, _LANDLOCK_PATH, rule, 0))
        os.close(folder)
    _checked(_libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0))
    os.close(ruleset)


def forbid_calls() -> None:
    """No socket, and no hold on another process (seccomp). Raises OSError where it cannot be."""
    if platform.machine() not in _FORBIDDEN:
        raise OSError
    machine, numbers = _FORBIDDEN[platform.machine()]
    to_refusal = len(numbers) + 4
    program = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, to_refusal, 0, _X32),
        *((_EQUAL, to_refusal - 1 - at, 0, number) for at, number in enumerate(numbers)),
        (_EQUAL, 0, 2, _LIMITS[platform.machine()]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_EQUAL, 0, 1, 0),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ERRNO | _EPERM),
    ]
    code = b"".join(struct.pack("HBBI", *line) for line in program)
    lines = ctypes.create_string_buffer(code)
    header = struct.pack("HxxxxxxP", len(program), ctypes.addressof(lines))
    _checked(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header, 0, 0))
