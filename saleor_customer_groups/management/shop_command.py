"""What all commands of customer groups have in common."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from .. import compatibility


class ShopCommand(BaseCommand):
    """A command that does nothing with a Saleor that customer groups do not know.

    What a command imports of customer groups stands below
    ``compatibility.staying_out()``, since it may not be there then.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Say what is wrong before anything else is done.

        :raises django.core.management.base.CommandError: Saleor is not known.
        """
        if compatibility.problem():
            raise CommandError(compatibility.sentence())
        return super().execute(*args, **options)
