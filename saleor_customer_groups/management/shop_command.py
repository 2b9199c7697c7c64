"""What all commands of customer groups have in common."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from .. import compatibility


class ShopCommand(BaseCommand):
    """A command that does nothing with a Saleor that customer groups do not support.

    Commands import customer groups below ``compatibility.staying_out()``, because the
    import may fail then.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Say what is wrong before anything else is done.

        :raises django.core.management.base.CommandError: Saleor is not supported, or an
            argument is not valid text.
        """
        if compatibility.problem():
            raise CommandError(compatibility.sentence())
        for value in options.values():
            for text in value if isinstance(value, list) else [value]:
                _check_text(text)
        return super().execute(*args, **options)


def _check_text(text: Any) -> None:
    """Refuse an argument that is not valid text."""
    if isinstance(text, str):
        try:
            text.encode()
        except UnicodeEncodeError:
            shown = text.encode("utf-8", "backslashreplace").decode()
            raise CommandError(f"{shown} is not written in UTF-8.") from None
