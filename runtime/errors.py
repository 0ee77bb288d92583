"""What can go wrong with a compiled model. A message is one line naming the file, input or option and the remedy."""

from __future__ import annotations


class Error(RuntimeError):
    """A compiled model could not be loaded or run."""


class InvalidFeed(Error, ValueError):  # noqa: N818 -- reads as part of the family whose base is `Error`
    """A feed has the wrong name, type, rank or size, or an unknown output was asked for."""


class InvalidLibrary(Error):  # noqa: N818
    """A file is missing, is not a compiled model, or cannot run on this machine."""
