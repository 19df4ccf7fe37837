"""What a reader of pictures must be able to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from appliance.documents.records import PageImage
    from appliance.documents.scans.records import OcrLine
    from appliance.jobs import Job


class Recogniser(Protocol):
    """Reads the words of pictures; safe to share between threads."""

    @property
    def digest(self) -> str:
        """Names the networks and the settings that read: the same digest reads the same."""

    def read(self, picture: PageImage, job: Job) -> tuple[OcrLine, ...]:
        """The lines of a picture in no particular order; none if it shows no text.

        Raises: Cancelled, and the engine's errors.
        """
