"""Takes the files out of a ZIP archive without trusting a word that it says about itself.

Names are shown and never used as paths; sizes are counted while reading, because an archive can lie about them.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from analytics.limits import MAX_MEMBER_BYTES, MAX_MEMBERS, MAX_RATIO, MAX_TOTAL_BYTES

_RATIO_COUNTS_ABOVE = 1_000_000
_CHUNK = 256 * 1024
_DAMAGED = "This file in the archive is damaged."


class ArchiveError(ValueError):
    """The archive as a whole cannot be read; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its bytes, or the reason why it was refused; ``hidden`` for a system's own files."""

    name: str
    data: bytes = b""
    refused: str = ""
    hidden: bool = False


def read_members(data: bytes) -> Iterator[Member]:
    """Give an archive's files one by one, in their order; folders are passed over.

    Raises:
        ArchiveError: When it is damaged, holds more than ``MAX_MEMBERS`` files, or inflates beyond
            ``MAX_TOTAL_BYTES``.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ArchiveError("This ZIP archive is damaged, or only a part of it.") from error
    with archive:
        files = [info for info in archive.infolist() if not _is_folder(info)]
        if len(files) > MAX_MEMBERS:
            raise ArchiveError(f"The archive holds {len(files)} files; at most {MAX_MEMBERS} are read. Split it.")
        left = MAX_TOTAL_BYTES
        for info in files:
            member = _read(archive, info, left)
            left -= len(member.data)
            yield member


def names(data: bytes) -> list[str]:
    """Give the names in an archive, none when it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


def read_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Read one file of an open archive within the limits of every member.

    Raises:
        ArchiveError: When it is refused; the message is a sentence for a person.
    """
    refused = _refusal(info)
    member = Member(info.filename, refused=refused) if refused else _inflated(archive, info, MAX_TOTAL_BYTES)
    if member.refused:
        raise ArchiveError(member.refused)
    return member.data


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> Member:
    name = info.filename
    refused = _refusal(info)
    if refused:
        return Member(name, refused=refused)
    if any(part.startswith(".") or part == "__MACOSX" for part in name.split("/")):
        return Member(name, refused="A hidden file of the operating system: passed over.", hidden=True)
    return _inflated(archive, info, left)


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> Member:
    name = info.filename
    limit = min(MAX_MEMBER_BYTES, max(_RATIO_COUNTS_ABOVE, info.compress_size * MAX_RATIO))
    if info.file_size > limit:
        return Member(name, refused=_too_large(limit))
    try:
        content = _inflate(archive, info, min(limit, left))
    except RuntimeError:
        return Member(name, refused="This file is protected by a password. Unpack it first.")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        return Member(name, refused=_DAMAGED)
    if content is not None:
        return Member(name, content)
    if left < limit:
        raise ArchiveError(f"Unpacked, the archive is larger than {MAX_TOTAL_BYTES // 1_000_000} MB. Split it.")
    return Member(name, refused=_too_large(limit))


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return info.is_dir() or info.filename.endswith("\\")


def _refusal(info: zipfile.ZipInfo) -> str:
    """Say why a member is not even opened, or give ""."""
    name, mode = info.filename, info.external_attr >> 16
    folders = name.replace("\\", "/").split("/")  # some programs of Windows write "press\monday.txt"
    if not folders[0] or ".." in folders or name[1:2] == ":":
        return "Its name points outside the archive: refused."
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "It is a link or a device, not a file: refused."
    if info.flag_bits & 1:
        return "This file is protected by a password. Unpack it first."
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # Other methods are rare, and their decoders do not bound the memory that they take.
        return "It is compressed in an unusual way. Make the archive again with an ordinary program."
    return ""


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes | None:
    """Read a member up to a limit in bytes; ``None`` when it is larger, whatever it says of itself."""
    content = bytearray()
    with archive.open(info) as file:
        while chunk := file.read(_CHUNK):
            content += chunk
            if len(content) > limit:
                return None
    return bytes(content)


def _too_large(limit: int) -> str:
    if limit < MAX_MEMBER_BYTES:
        return f"Unpacked, this file grows more than {MAX_RATIO} times, which no article does: refused."
    return f"Unpacked, this file is larger than {MAX_MEMBER_BYTES // 1_000_000} MB: refused."
