"""Holds the print processes of the service: a print that hangs, grows or crashes ends its process and nothing else.

Processes start with the first print, or are prepared; they serve a number of records and are then replaced. The record is made by
`printing`.
"""

import multiprocessing
import os
import pickle
import queue
import shutil
import tempfile
import threading
from multiprocessing.connection import Connection
from multiprocessing.util import Finalize

from review.domain.errors import RecordNotPrintable
from review.record.worker import serve
from review.service.ports import Printable

RECORDS_PER_PROCESS = 50
SECONDS = 90.0
"""A record of 100 pages takes some 10 s; this leaves room for a busy machine."""
ADDRESS_SPACE = 3 << 30
PROCESSES = max(1, min(2, os.cpu_count() or 1))
_TRIES = 2


class _Lost(Exception):
    """The print process ended in the middle of a record."""


class _Process:
    """One print process, the pipe to it, and the folder of its passing files: WeasyPrint copies the fonts there.

    The folder goes with its process, which is killed and cannot clear up; if the service itself is killed, the process finds
    its pipe closed and removes the folder.
    """

    def __init__(self, seconds: float, address_space: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe: Connection
        self._pipe, theirs = context.Pipe()
        self._seconds = seconds
        self._folder = tempfile.mkdtemp(prefix="review-print-")
        # of a process that is ended while Python starts in it, nobody else would
        Finalize(self, shutil.rmtree, (self._folder, True), exitpriority=-100)
        self._process = context.Process(
            target=serve, args=(theirs, self._folder, address_space, seconds), daemon=True, name="print"
        )
        self._process.start()
        theirs.close()
        self.records = 0

    def answer(self, content: bytes) -> bytes | str:
        """What the process says to a record; raises _Lost when it ends, RecordNotPrintable when it takes too long."""
        self.records += 1
        late = threading.Event()
        watch = threading.Timer(self._seconds, self._stop, (late,))
        watch.daemon = True
        watch.start()
        try:
            self._pipe.send_bytes(content)
            answer: bytes | str = pickle.loads(self._pipe.recv_bytes())  # noqa: S301  (our own process)
        except (EOFError, OSError) as error:
            if late.is_set():
                raise RecordNotPrintable(
                    f"打印超过{self._seconds:g}秒仍未完成，已停止；请稍后重试，仍不成功的，把长材料改为附件"
                ) from error
            raise _Lost from error
        finally:
            watch.cancel()
        return answer

    def _stop(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def end(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join()
        shutil.rmtree(self._folder, ignore_errors=True)


class PrintPool:
    """A printer with its own processes; may be called from several threads."""

    def __init__(
        self, processes: int = PROCESSES, records_per_process: int = RECORDS_PER_PROCESS, seconds: float = SECONDS,
        address_space: int = ADDRESS_SPACE,
    ) -> None:  # fmt: skip
        self._most, self._seconds, self._address_space = records_per_process, seconds, address_space
        self._places: queue.LifoQueue[_Process | None] = queue.LifoQueue()
        for _ in range(processes):
            self._places.put(None)

    def __call__(self, work: Printable) -> bytes:
        """It as PDF. When its process is lost, a new one tries once more; what takes too long is refused."""
        content = pickle.dumps(work)
        for _ in range(_TRIES):
            try:
                answer = self._answer(content)
            except _Lost:
                continue
            if isinstance(answer, bytes):
                return answer
            raise RecordNotPrintable(answer)
        raise RecordNotPrintable("打印进程两次异常退出（可能是内存不足），记录没有打印，请稍后重试或者联系系统管理员")

    def prepare(self) -> None:
        """Start one process now, which reads its libraries and fonts while nobody waits."""
        self._places.put(self._places.get() or _Process(self._seconds, self._address_space))

    def close(self) -> None:
        """End the processes that are waiting; the next print starts new ones."""
        for _ in range(self._places.qsize()):
            process = self._places.get()
            if process is not None:
                process.end()
            self._places.put(None)

    def _answer(self, content: bytes) -> bytes | str:
        process, kept = self._places.get(), None
        try:
            process = process or _Process(self._seconds, self._address_space)
            answer = process.answer(content)
            kept = process if process.records < self._most else None
            return answer
        finally:
            if process is not None and kept is None:
                process.end()
            self._places.put(kept)
