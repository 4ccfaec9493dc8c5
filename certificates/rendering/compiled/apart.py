"""Compiling in a process of its own, so that the one which issues never loads WeasyPrint.

A worker holds its memory for as long as it lives, and WeasyPrint with what it leaves behind takes
50 MB of it for the sake of a few forms. The process beside it answers one request after the other
and ends by itself when none has come for a while, or when whoever started it is gone. It has no
settings, no database and no keys. When it does not answer in time, forms are compiled in this
process.

A message is its length and so many bytes; the first byte of an answer says what follows.
"""

import atexit
import contextlib
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from certificates.content import CertificateContent
from certificates.rendering.compiled import codec
from certificates.rendering.compiled.form import Form
from certificates.rendering.compiled.refusals import NotCompilableError
from certificates.rendering.design import Design
from certify.papers.refusals import NotPrintableError

ROOT = Path(__file__).resolve().parents[3]
COMMAND = (
    sys.executable,
    "-c",
    "from certificates.rendering.compiled import apart; apart.answer_until_idle()",
)
# A run needs its forms within its first seconds, and loading WeasyPrint again takes one.
IDLE_SECONDS = 20.0
# A hundred times what the slowest form takes; a run must not wait for what stands still.
ANSWER_SECONDS = 60.0
# A pipe that takes anything takes so many bytes without making its writer wait.
_PIECE = select.PIPE_BUF
_LENGTH = struct.Struct(">Q")
_FORM, _NOT_COMPILABLE, _NOT_PRINTABLE = b"F", b"C", b"P"
_KEPT_VARIABLES = ("PATH", "VIRTUAL_ENV", "HOME", "TMPDIR")


class NoAnswerError(Exception):
    """The process beside this one does not answer."""


class _Beside:
    """The process beside this one; started when it is first needed, again after it ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._started_by = 0
        self._lock = threading.Lock()

    def ask(self, *parts: bytes) -> bytes:
        """Return its answer; raises ``NoAnswerError``."""
        with self._lock:
            # It may have just ended because nobody asked, so a second one is tried.
            for _ in range(2):
                try:
                    return self._answer(self._running(), parts)
                except TimeoutError:
                    self.end()
                    break
                except (OSError, EOFError):
                    self.end()
        raise NoAnswerError

    def _running(self) -> subprocess.Popen[bytes]:
        # A fork of this process must not talk over its parent's pipes.
        if self._process is None or self._started_by != os.getpid():
            self._started_by = os.getpid()
            kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
            self._process = subprocess.Popen(
                COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                cwd=ROOT,
                env=kept | {"PYTHONPATH": str(ROOT)},
            )
        return self._process

    def _answer(self, process: subprocess.Popen[bytes], parts: tuple[bytes, ...]) -> bytes:
        assert process.stdin is not None  # noqa: S101 -- both were asked for
        assert process.stdout is not None  # noqa: S101
        until = time.monotonic() + ANSWER_SECONDS
        for part in parts:
            _write_until(until, process.stdin, part)
        return _read_until(until, process.stdout)

    def end(self) -> None:
        """Do without it until it is needed again."""
        process, self._process = self._process, None
        if process is None or self._started_by != os.getpid():
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.kill()
        process.wait()


_beside = _Beside()
atexit.register(_beside.end)


def end() -> None:
    """End the process beside this one; it is started again when it is needed."""
    _beside.end()


def compile_form(content: CertificateContent, *, design: Design) -> Form:
    """Return the form for a content, compiled by the process beside this one.

    Raises ``NotCompilableError`` and ``NotPrintableError`` as compiling does, and
    ``NoAnswerError``.
    """
    answer = _beside.ask(content.to_json().encode(), design.to_json().encode())
    kind, rest = answer[:1], answer[1:]
    if kind == _NOT_COMPILABLE:
        raise NotCompilableError(rest.decode())
    if kind == _NOT_PRINTABLE:
        raise NotPrintableError(rest.decode())
    try:
        return codec.decode(rest)
    except codec.DamagedFormError as error:
        raise NoAnswerError from error


# How the one who asks speaks: nothing keeps it waiting for longer than it wants ----------------


def _write_until(until: float, pipe: IO[bytes], message: bytes) -> None:
    left = memoryview(_LENGTH.pack(len(message)) + message)
    while left:
        _wait(until, pipe, select.POLLOUT)
        left = left[os.write(pipe.fileno(), left[:_PIECE]) :]


def _read_until(until: float, pipe: IO[bytes]) -> bytes:
    (length,) = _LENGTH.unpack(_exactly_until(until, pipe, _LENGTH.size))
    return _exactly_until(until, pipe, length)


def _exactly_until(until: float, pipe: IO[bytes], length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        _wait(until, pipe, select.POLLIN)
        piece = os.read(pipe.fileno(), length - len(data))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def _wait(until: float, pipe: IO[bytes], event: int) -> None:
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise TimeoutError


# How the process beside it speaks ---------------------------------------------------------------


def _write(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)) + message)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _answered(content: bytes, design: bytes) -> bytes:
    from certificates.rendering.compiled import (  # noqa: PLC0415 -- only the child compiles
        compiling,
        engine,
        sentinels,
    )

    wanted = CertificateContent.from_json(content.decode())
    looks = Design.from_json(design.decode())
    shape = sentinels.shape_of(wanted, engine.holder_of(wanted), looks)
    try:
        return _FORM + codec.encode(compiling.compile_form(wanted, shape=shape, design=looks))
    except NotCompilableError as refusal:
        return _NOT_COMPILABLE + str(refusal).encode()
    except NotPrintableError as refusal:
        return _NOT_PRINTABLE + refusal.sentence.encode()


def answer_until_idle() -> None:
    """Be the process beside another one: answer it until it is gone or asks no longer."""
    # Ctrl-C is for the one who asks: when that ends, its pipe ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while select.select([requests], [], [], IDLE_SECONDS)[0]:
        try:
            content, design = _read(requests), _read(requests)
        except EOFError:
            return
        _write(answers, _answered(content, design))
