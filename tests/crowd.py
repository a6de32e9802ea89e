"""Many senders at once against a live server, who press again when the page asks them to."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

from tests.live_people import Browser, LiveSender


class Crowd:
    """Senders on the page that shows all answers, who then all press Send at the same moment."""

    def __init__(self, url: str, number: int) -> None:
        self.senders = [LiveSender(url) for _number in range(number)]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda s: s.fill_in("A story that many send at once."), self.senders))
        for sender in self.senders:
            assert "Check your answers" in sender.page, sender.page

    def send(self) -> list[str]:
        """All at once. The codes."""
        together = threading.Barrier(len(self.senders))

        def one(sender: LiveSender) -> str:
            together.wait(120)
            return sender.send_now()

        with ThreadPoolExecutor(len(self.senders)) as pool:
            return list(pool.map(one, self.senders))

    @property
    def statuses(self) -> set[int]:
        """Of all answers that they got."""
        return {status for sender in self.senders for status in sender.statuses}

    @property
    def presses(self) -> int:
        """How often somebody pressed Send."""
        before = 5  # requests of the form
        return sum(len(sender.statuses) - before for sender in self.senders)


class Reader:
    """Somebody who reads pages while others send."""

    def __init__(self, url: str) -> None:
        self.browser = Browser(url)
        self.seconds: list[float] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._read)

    def _read(self) -> None:
        while not self._over.is_set():
            began = time.monotonic()
            self.browser.ask("/en/law/")
            self.seconds.append(time.monotonic() - began)
            self._over.wait(0.1)

    def wait_for(self, pages: int) -> None:
        """Until so many were read."""
        while len(self.seconds) < pages:
            self._over.wait(0.1)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()


def family_of(root: int) -> set[int]:
    """A process and its descendants."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(
                    (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
                )
            except OSError:
                continue
    family = {root}
    for _generation in range(5):
        family |= {pid for pid, parent in parents.items() if parent in family}
    return family


def memory_of(root: int, which: str = "VmHWM") -> int:
    """Bytes that a process and its descendants held: at most (VmHWM), or now (VmRSS)."""
    total = 0
    for pid in family_of(root):
        try:
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(which))
    return total
