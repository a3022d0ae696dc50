"""Reads web pages, PDF and Word files in a child process with limits on time and memory.

Such files are made by anybody and read by large libraries: what hangs, crashes or eats the memory there takes one
file with it and nothing else. The child may start no program and open no connection. It stays for the next file,
goes away when nothing comes for a while, and is replaced after a fault.

Requests and answers are frames: 8 bytes with the length, then as many bytes. A request is the kind of file, a line
feed and the content; an answer is JSON, a document or {"error": sentence}.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Literal, NoReturn

from analytics.documents import Document, DocumentError
from analytics.limits import MAX_FILE_BYTES, MAX_MEMORY_BYTES, MAX_SECONDS

Kind = Literal["html", "pdf", "docx"]

IDLE_SECONDS = 30
"""A child that has nothing to read for so long ends: its libraries take some 60 MB."""

_ROOT = Path(__file__).resolve().parent.parent
_LENGTH = struct.Struct(">Q")
_LONGEST_ANSWER = 4 * MAX_FILE_BYTES
_FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec",
              "os.posix_spawn", "os.fork", "os.forkpty")  # fmt: skip
_TOO_SLOW = "Reading it took more than {seconds} and was stopped."
_DIED = "It is damaged, or reading it takes more than {megabytes:,} MB of memory: refused."


def read_document(kind: Kind, data: bytes, *, seconds: float = MAX_SECONDS) -> Document:
    """Read one file in a child process.

    Args:
        kind: What it is, by its content.
        data: The file; a web page as UTF-8.
        seconds: How long it may take.

    Returns:
        Its text, and what it says about itself.

    Raises:
        DocumentError: When it cannot be read, or not within the limits.
    """
    child = _idle.pop() or _Child()
    answer = child.ask(kind, data, seconds)
    if answer == "gone" and child.served:  # perhaps it left for want of work just when this file came
        child.close()
        child = _Child()
        answer = child.ask(kind, data, seconds)
    if isinstance(answer, bytes):
        _idle.keep(child)
        return _unpack(answer)
    child.close()
    if answer == "late":
        raise DocumentError(_TOO_SLOW.format(seconds=f"{seconds:g} second{'' if seconds == 1 else 's'}"))
    raise DocumentError(_DIED.format(megabytes=MAX_MEMORY_BYTES // 1_000_000))


def _unpack(answer: bytes) -> Document:
    found = json.loads(answer)
    if "error" in found:
        raise DocumentError(found["error"])
    return Document.from_json(answer.decode())


class _Child:
    """A process that reads files one after the other."""

    def __init__(self) -> None:
        self.served = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "analytics.readers"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # warnings of the libraries quote the file
        )

    def ask(self, kind: Kind, data: bytes, seconds: float) -> bytes | Literal["late", "gone"]:
        """Have one file read: the answer, or how it failed."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        clock = threading.Timer(seconds, stop)
        clock.daemon = True
        clock.start()
        try:
            _send(self._pipe(self._process.stdin), kind.encode() + b"\n" + data)
            answer = _receive(self._pipe(self._process.stdout), _LONGEST_ANSWER)
        except OSError:
            answer = None
        finally:
            clock.cancel()
        if answer is None or late.is_set():
            return "late" if late.is_set() else "gone"
        self.served += 1
        return answer

    def close(self) -> None:
        """End it at once."""
        self._process.kill()
        with contextlib.suppress(OSError):
            self._process.communicate()

    @staticmethod
    def _pipe(stream: object) -> BinaryIO:
        return stream  # type: ignore[return-value] # both were opened as pipes of bytes


class _Idle:
    """The children that wait for work, at most one; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._children: list[_Child] = []

    def pop(self) -> _Child | None:
        with self._lock:
            return self._children.pop() if self._children else None

    def keep(self, child: _Child) -> None:
        with self._lock:
            if not self._children:
                self._children.append(child)
                return
        child.close()

    def close(self) -> None:
        with self._lock:
            while self._children:
                self._children.pop().close()


_idle = _Idle()
atexit.register(_idle.close)


def _send(pipe: BinaryIO, data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: BinaryIO, longest: int) -> bytes | None:
    """Give the next frame, ``None`` when the other side went away or sends too much."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = _LENGTH.unpack(head)[0]
    if length > longest:
        return None
    data = pipe.read(length)
    return data if len(data) == length else None


# From here on: the child.


def serve() -> NoReturn:
    """Read files until the parent goes away or nothing comes for ``IDLE_SECONDS``."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    sys.addaudithook(_refuse)
    busy = threading.Event()
    last = [time.monotonic()]

    def leave_when_idle() -> None:
        while busy.is_set() or time.monotonic() - last[0] < IDLE_SECONDS:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=leave_when_idle, daemon=True).start()
    while (request := _receive(requests, MAX_FILE_BYTES * 2)) is not None:
        busy.set()
        kind, _, data = request.partition(b"\n")
        answer, sound = _answer(kind.decode(), data)
        _send(answers, answer)
        if not sound:
            break
        last[0] = time.monotonic()
        busy.clear()
    os._exit(0)


def _answer(kind: str, data: bytes) -> tuple[bytes, bool]:
    """Read one file; the answer, and whether the process is fit to read another one."""
    try:
        read = _reader(kind)
        _limit_resources()
        return read(data).to_json().encode(), True
    except DocumentError as error:
        return _error(str(error)), True
    except MemoryError:
        return _error(_DIED.format(megabytes=MAX_MEMORY_BYTES // 1_000_000)), False
    except Exception:  # whatever a library makes of a broken file: it is that file's fault
        return _error("This file is damaged and cannot be read."), False


def _error(sentence: str) -> bytes:
    return json.dumps({"error": sentence}).encode()


def _reader(kind: str) -> Callable[[bytes], Document]:
    """Import the reader of one kind of file: the libraries are heavy, and only the child needs them."""
    if kind == "html":
        from analytics.webpages import read_webpage

        return read_webpage
    if kind == "pdf":
        from analytics.pdfs import read_pdf

        return read_pdf
    from analytics.wordfiles import read_wordfile

    return read_wordfile


def _limit_resources() -> None:
    """Bound memory and processor time, where the operating system can (Linux; macOS bounds the time alone)."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock remains
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    # The parent's clock comes first; this one ends a child whose parent was killed.
    seconds = int(used.ru_utime + used.ru_stime) + 2 * MAX_SECONDS
    for what, most in ((resource.RLIMIT_AS, MAX_MEMORY_BYTES), (resource.RLIMIT_CPU, seconds)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _refuse(event: str, _: object) -> None:
    """Let no file reach the net or start a program, whatever a library would do for it."""
    if event in _FORBIDDEN:
        raise PermissionError(f"{event} is not allowed here")


if __name__ == "__main__":
    serve()
