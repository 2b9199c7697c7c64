"""Commands that ask before they take something out."""

from django.core.management.base import CommandError


def confirm(question: str) -> None:
    """Ask whoever runs a command whether to go on.

    :raises django.core.management.base.CommandError: the answer is no, or nobody can
        answer, as in a nightly job.
    """
    try:
        answer = input(f"{question} [y/N] ")
    except EOFError:
        raise CommandError(
            "Nothing was changed: nobody answered. Give --yes where nobody can."
        ) from None
    if answer.strip().lower() not in ("y", "yes"):
        raise CommandError("Nothing was changed.")
