"""Holds what runs in a print process: limits, then records one after another until the pipe closes."""

import logging
import os
import pickle
import resource
import shutil
import signal
import tempfile
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection

from review.domain.errors import RecordNotPrintable


def serve(pipe: Connection, folder: str, address_space: int, seconds: float) -> None:
    """Answer each pickled record or document with its PDF as bytes, or with a sentence that says why not.

    Running out of memory ends the process: what is left of it is not to be trusted with the next record. The folder holds
    what the process writes for itself, and is removed when the pipe closes, or the process is told to end.
    """
    tempfile.tempdir = folder
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which then closes the pipe
    signal.signal(signal.SIGTERM, partial(_end, folder))  # so a service that ends by itself ends what it started
    from review.record.printing import prepare, print_here

    with suppress(Exception):  # what is wrong, the first print says
        prepare()
    while True:
        try:
            content = pipe.recv_bytes()
        except EOFError:
            shutil.rmtree(folder, ignore_errors=True)
            return
        _limit_time(seconds)
        answer: bytes | str
        try:
            answer = print_here(pickle.loads(content))  # noqa: S301  (from our own service)
        except MemoryError:
            return
        except RecordNotPrintable as refusal:
            answer = str(refusal)
        except Exception as error:
            logging.getLogger(__name__).exception("a record could not be printed")
            answer = f"打印时发生内部错误（{type(error).__name__}），详情已写入系统日志，请联系系统管理员"
        pipe.send_bytes(pickle.dumps(answer))


def _end(folder: str, *_: object) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _limit_time(seconds: float) -> None:
    """A print that nobody waits for any more ends by itself, even when the service is gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
