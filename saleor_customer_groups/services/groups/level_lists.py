"""Lists of level programmes."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from ...models import Level, LevelProgramme


def find_programmes(text: str) -> QuerySet[LevelProgramme]:
    """Return the level programmes in whose name or levels a text is found.

    :param text: empty for all of them.
    """
    rows = LevelProgramme.objects.select_related("group")
    if not text:
        return rows
    levels = Level.objects.filter(programme=OuterRef("pk"), group__name__icontains=text)
    return rows.filter(Q(group__name__icontains=text) | Exists(levels))
