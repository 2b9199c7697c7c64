"""What the commands that import files have in common."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.core.management.base import CommandError

from .. import compatibility
from .shop_command import ShopCommand

with compatibility.staying_out():
    from ..services.base.csv.files import BadRow, Import

DRY_RUN = "This was a dry run: nothing was changed."


class FileCommand(ShopCommand):
    """A command that imports a file, all or nothing."""

    def bad_rows(self, bad_rows: Sequence[BadRow]) -> CommandError:
        """Say what is wrong with each row, and return the error that ends it."""
        for bad in bad_rows:
            self.stderr.write(str(bad))
        rows = "1 row is" if len(bad_rows) == 1 else f"{len(bad_rows)} rows are"
        return CommandError(f"{rows} wrong, see above; nothing was changed.")


def unreadable(file: Path, error: OSError) -> CommandError:
    """Return the error for a file that is missing or may not be read."""
    return CommandError(f"{file} cannot be read: {error.strerror}.")


def counts(name: str, done: Import) -> str:
    """Return what an import did to a group or price list, or would do."""
    return (
        f"{name}: {done.added} added, {done.changed} changed, {done.unchanged}"
        f" unchanged, {done.removed} removed."
    )
