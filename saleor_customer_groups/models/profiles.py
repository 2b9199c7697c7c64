"""The groups that a key of a cache of prices stands for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class PriceProfile(models.Model):
    """The groups behind a price profile, so that prices can be asked for by its token.

    Whoever has the same token pays the same catalogue prices, so those of one such set
    of groups are those of all. It says nothing about customers. ``noted_on`` is the
    last day on which the token was given out.
    """

    token = models.CharField(max_length=64, primary_key=True)
    group_ids = ArrayField(models.BigIntegerField())
    primary_group_id = models.BigIntegerField(null=True)
    noted_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return self.token
