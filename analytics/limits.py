"""The limits on what is read, in one place; README and the upload page publish them from here.

They keep one file, broken or hostile, from stopping the work on the others. Beyond one, a sentence says which.
"""

from __future__ import annotations

MAX_FILE_BYTES = 50_000_000
"""Of one file; ``server.maxUploadSize`` of .streamlit/config.toml says the same in MB."""

MAX_ARTICLE_CHARACTERS = 1_500_000
"""Some 250,000 words, the length of three novels; beyond it a text is refused with a sentence, because nobody would
wait for it at the upload page."""

MAX_MEMBERS = 1_000
MAX_MEMBER_BYTES = 20_000_000
MAX_TOTAL_BYTES = 100_000_000
MAX_RATIO = 100
"""Articles shrink to a third or a tenth; a member that grows more than this is made to fill the memory."""

MAX_PAGES = 300
MAX_SECONDS = 20
"""For one web page, PDF or Word file, and the memory it may take (in bytes): a child process reads it."""
MAX_MEMORY_BYTES = 1_000_000_000

MAX_ARCHIVE_SECONDS = 300
"""For all the files of one archive: a thousand of them at ``MAX_SECONDS`` each would take the afternoon. A web page
takes some 0.1 s, so a thousand honest ones stay within it."""


def list_limits() -> dict[str, str]:
    """Give the limits for a person: what is limited, and to how much.

    Example:
        >>> list_limits()["one file"]
        '50 MB'
    """
    megabytes, gigabytes = 1_000_000, 1_000_000_000
    return {
        "one file": f"{MAX_FILE_BYTES // megabytes} MB",
        "one article": f"{MAX_ARTICLE_CHARACTERS:,} characters",
        "files in a ZIP archive": f"{MAX_MEMBERS:,}",
        "one file in an archive": f"{MAX_MEMBER_BYTES // megabytes} MB unpacked, and {MAX_RATIO} times its packed size",
        "an archive unpacked": f"{MAX_TOTAL_BYTES // megabytes} MB",
        "reading an archive": f"{MAX_ARCHIVE_SECONDS} seconds",
        "archives within archives": "none",
        "pages of a PDF": f"{MAX_PAGES}",
        "a web page, PDF or Word file": f"{MAX_SECONDS} seconds, {MAX_MEMORY_BYTES // gigabytes} GB of memory",
    }
