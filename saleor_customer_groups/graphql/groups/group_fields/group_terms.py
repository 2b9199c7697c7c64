"""How a group pays, as fields of the group. docs/terms.md."""

from typing import Any

from ....models import CustomerGroup as Row
from ...base.loading import batches
from ...base.loading.loading import load
from ...base.rights import staff_field


def _terms() -> Any:
    from ...terms.group_terms import CustomerGroupTerms

    return CustomerGroupTerms


class GroupTermsFields:
    """The fields of a group about how it pays."""

    terms = staff_field(_terms, "What the group itself says of how it pays.")
    effective_terms = staff_field(
        _terms, "How it pays, with what it has from the groups above."
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
