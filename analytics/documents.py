"""What a reader of web pages, PDF or Word files makes of one file, and how it says that it cannot."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


class DocumentError(ValueError):
    """A web page, PDF or Word file that cannot be read; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file with what the file surely says about it.

    ``published`` is the date as written, to be judged by ``days.read_day``; ``notes`` are sentences about what was
    left out or is in doubt.
    """

    text: str
    title: str = ""
    published: str = ""
    outlet: str = ""
    url: str = ""
    notes: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Write it for another process.

        Example:
            >>> Document.from_json(Document("They met.", notes=("A note.",)).to_json())
            Document(text='They met.', title='', published='', outlet='', url='', notes=('A note.',))
        """
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, written: str) -> Document:
        """Read what `to_json` wrote."""
        fields = json.loads(written)
        return cls(**{**fields, "notes": tuple(fields["notes"])})
