"""How a group pays, as fields of the group. docs/terms.md."""

from typing import Any

import graphene

from ....models import CustomerGroup as Row
from ...base.loading import batches
from ...base.loading.loading import load
from ...base.rights import staff_field


def _terms() -> Any:
    from ...terms.group_terms import CustomerGroupTerms

    return CustomerGroupTerms


def _groups() -> Any:
    from ..group_types import CustomerGroup

    return graphene.List(graphene.NonNull(CustomerGroup))


class GroupTermsFields:
    """The fields of a group about how it pays."""

    terms = staff_field(_terms, "What the group itself says of how it pays.")
    effective_terms = staff_field(
        _terms, "How it pays, with what it has from the groups above."
    )
    terms_above = staff_field(
        _groups,
        "The groups above whose terms count for it while it inherits, the nearest"
        " first: what it leaves open is as the first of them says that says something"
        " of it.",
    )

    @staticmethod
    def resolve_terms(root: Row, info: Any) -> Any:
        """Load the terms."""
        found = load(info, batches.terms.terms_of_groups, root)
        return found.then(lambda each: each.own)

    @staticmethod
    def resolve_effective_terms(root: Row, info: Any) -> Any:
        """Load the terms that count."""
        found = load(info, batches.terms.terms_of_groups, root)
        return found.then(lambda each: each.effective)

    @staticmethod
    def resolve_terms_above(root: Row, info: Any) -> Any:
        """Load the groups."""
        found = load(info, batches.terms.terms_of_groups, root)
        return found.then(lambda each: each.above)
