"""Hostile files are read by a child process: what hangs, dies or calls out there takes one file with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics import limits, readers
from analytics.articles import read_upload
from analytics.documents import Document, DocumentError
from tests.conftest import ROOT
from tests.makers import column, docx_of, drawn, numbered, paragraph, pdf_of

PAGE = (
    "<html><body><p>“We will not give up one metre of it,” Defence Minister Ada Quell said.</p></body></html>".encode()
)


@pytest.fixture(autouse=True)
def _no_idle_child() -> None:
    readers._idle.close()


def in_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str) -> None:
    """Put code of a test in the place of the reader of PDF files."""
    (tmp_path / "faulty.py").write_text(
        "import sys\nsys.argv = ['']\nfrom analytics import readers, documents\n"
        f"def read(data):\n    {code}\n"
        "readers._reader = lambda kind: read\nreaders.serve()\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    starter = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda words, **more: starter([words[0], str(tmp_path / "faulty.py")], **more)
    )


def test_each_kind_is_read() -> None:
    words = "“We will not give up,” Ada Quell said."
    assert "one metre" in readers.read_document("html", PAGE).text
    assert readers.read_document("pdf", pdf_of([drawn(column([words]))])).text == words
    assert readers.read_document("docx", docx_of(paragraph(words))).text == words


def test_one_child_serves_many_files_and_is_replaced_when_it_went_away() -> None:
    readers.read_document("html", PAGE)
    child = readers._idle._children[0]
    readers.read_document("html", PAGE)
    assert readers._idle._children == [child]
    child._process.kill()
    child._process.wait()
    assert "one metre" in readers.read_document("html", PAGE).text
    assert readers._idle._children[0] is not child


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        pytest.param("while True: pass", "more than 3 seconds", id="an endless loop"),
        pytest.param("import time; time.sleep(60)", "more than 3 seconds", id="sleep"),
        pytest.param("import os; os._exit(3)", "damaged, or reading it takes more than 1,000 MB", id="sudden end"),
        pytest.param("raise KeyError('secret words')", "damaged and cannot be read", id="a fault of a library"),
        pytest.param("raise documents.DocumentError('No text.')", "No text", id="a sentence"),
        pytest.param("def f(): f()\n    f()", "damaged and cannot be read", id="endless recursion"),
        pytest.param(
            "print('noise'); sys.stdout.flush(); raise documents.DocumentError('Quiet.')", "Quiet", id="noise"
        ),
        pytest.param(
            "import socket; socket.create_connection(('127.0.0.1', 9))", "damaged and cannot", id="connection"
        ),
        pytest.param("import subprocess; subprocess.run(['true'])", "damaged and cannot", id="program"),
        pytest.param("import os; os.system('touch evil')", "damaged and cannot", id="shell"),
        pytest.param("import os; os.fork()", "damaged and cannot", id="fork"),
    ],
)
def test_a_fault_in_the_child_becomes_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, reason: str
) -> None:
    in_child(monkeypatch, tmp_path, code)
    # The others end by themselves, whenever the child has come up.
    seconds = 3 if "3 seconds" in reason else 600
    with pytest.raises(DocumentError, match=reason) as caught:
        readers.read_document("pdf", b"x", seconds=seconds)
    assert "secret" not in str(caught.value)
    assert not (ROOT / "evil").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_file_that_fills_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    in_child(monkeypatch, tmp_path, "return documents.Document('x' * 3_000_000_000)")
    with pytest.raises(DocumentError, match="more than 1,000 MB of memory"):
        readers.read_document("pdf", b"x")


def one_page(content: bytes, *, resources: str = "<< /Font << /F1 3 0 R >> >>", drawn_times: int = 1) -> bytes:
    """Make a PDF whose one page draws the same content many times."""
    packed = zlib.compress(content)
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [{'5 0 R ' * drawn_times}] "
    return numbered(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            (page + f"/Resources {resources} >>").encode(),
            f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream",
        ]
    )


SLOW = {
    "letters by the hundred thousand": lambda: one_page(b"BT /F1 9 Tf 72 700 Td (word) Tj ET " * 400_000),
    "lines by the million": lambda: one_page(b"1 2 m 3 4 l S " * 1_500_000),
    "one content drawn again and again": lambda: one_page(b"BT /F1 9 Tf (word) Tj ET " * 2000, drawn_times=400),
    "fonts by the hundred thousand": lambda: one_page(
        b"BT /F1 9 Tf (word) Tj ET",
        resources=f"<< /Font << {' '.join(f'/F{number} 3 0 R' for number in range(120_000))} >> >>",
    ),
    "a table's place told without end": lambda: b"%PDF-1.7\n" + b"startxref 9\n" * 3_900_000,
    "empty objects without end": lambda: b"%PDF-1.7\n" + b"1 0 obj\n<< >>\nendobj\n" * 2_000_000,
}


_REFUSED = r"more than 1 second and was stopped\.|MB of memory|larger than any article"
"""A quick machine comes to the third limit before the first."""


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is bounded and told on Linux alone")
@pytest.mark.parametrize("make", SLOW.values(), ids=SLOW)
def test_a_pdf_that_takes_too_long_is_stopped_in_time_with_nothing_left(make: Callable[[], bytes]) -> None:
    data = make()
    assert len(data) <= limits.MAX_FILE_BYTES
    child = readers._Child()
    readers._idle.keep(child)
    begin = _processor_time_of_children()
    with pytest.raises(DocumentError, match=_REFUSED) as refused:
        readers.read_document("pdf", data, seconds=1)
    assert _processor_time_of_children() - begin < 3  # no busy machine adds to it: the clock stops the child after 1
    if "larger than" in str(refused.value):
        assert readers._idle._children == [child]  # it answered in time, and is fit for the next file
    else:
        assert not _lives(child._process.pid)
        assert not readers._idle._children


def test_a_fault_in_one_file_of_an_archive_leaves_the_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    in_child(
        monkeypatch, tmp_path, "import os; return documents.Document('They met.') if b'good' in data else os._exit(1)"
    )
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("good 1", "bad", "good 2"):
            archive.writestr(f"{name}.pdf", b"%PDF-1.7 " + name.encode())
    reading = read_upload(path, "a.zip")
    assert [article.source_path for article in reading.articles] == ["a.zip/good 1.pdf", "a.zip/good 2.pdf"]
    assert [error.member for error in reading.errors] == ["a.zip/bad.pdf"]


def test_several_threads_read_at_once() -> None:
    found: list[Document] = []
    threads = [threading.Thread(target=lambda: found.append(readers.read_document("html", PAGE))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(readers._idle._children) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="processes are listed otherwise there")
def test_the_child_goes_when_its_parent_is_killed() -> None:
    code = (
        "import os, signal\nfrom analytics import readers\n"
        f"readers.read_document('html', {PAGE!r})\n"
        "print(readers._idle._children[0]._process.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    pid = int(done.stdout)
    deadline = time.monotonic() + 120  # it is there as soon as the child has its turn
    while time.monotonic() < deadline and _lives(pid):
        time.sleep(0.05)
    assert not _lives(pid)


def _processor_time_of_children() -> float:
    """Give the seconds of the processor that all children took that are gone by now."""
    times = os.times()
    return times.children_user + times.children_system


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z")


def test_limits_are_published_as_they_are() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for what, most in limits.list_limits().items():
        assert f"| {what} | {most} |" in readme
    assert f"maxUploadSize = {limits.MAX_FILE_BYTES // 1_000_000}" in (ROOT / ".streamlit" / "config.toml").read_text(
        encoding="utf-8"
    )
