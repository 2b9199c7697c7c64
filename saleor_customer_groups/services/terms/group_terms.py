"""The terms of a group: set, and shown with what is inherited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ...engine.base.messages import Message
from ...engine.terms.facts import GroupTerms, PaymentOption
from ...engine.terms.inheritance import lineages_of, terms_of_group
from ...models import CustomerGroup, TermsChange
from ..base.occasions import Occasion
from ..base.refusals import Code, as_sentence, refuse, refuse_all
from ..base.transactions.concurrent_changes import refuse_changed_meanwhile
from ..groups.groups import create_group
from ..rules.kept_state import forget_kept
from ..rules.rule_snapshot import lock_rule_set
from ..rules.terms_rows import read_terms, terms_groups, write_terms
from . import ledger


@dataclass(frozen=True, slots=True)
class GroupTermsFound:
    """What a group says of how it pays, and what counts with what it inherits.

    ``above`` are the groups above, the nearest first, that say something which counts
    for it while it inherits. ``problem`` says why what is stored cannot be read.
    """

    group: CustomerGroup
    own: GroupTerms
    effective: GroupTerms
    above: tuple[CustomerGroup, ...] = ()
    problem: Any = ""


def find_terms(group: CustomerGroup) -> GroupTermsFound:
    """Return the terms of a group, in one query."""
    (found,) = find_terms_of([group])
    return found


def find_terms_of(groups: list[CustomerGroup]) -> list[GroupTermsFound]:
    """Return the terms of groups, in one query."""
    every = {each.pk: each for each in CustomerGroup.objects.all()}
    every.update((group.pk, group) for group in groups)
    codes = {each.pk: each.code for each in every.values()}
    by_code = {each.code: each for each in every.values()}
    lineages = lineages_of(terms_groups(list(every.values()), codes))
    found = []
    for group in groups:
        own, mistakes = read_terms(group.terms)
        found.append(
            GroupTermsFound(
                group,
                own or GroupTerms(),
                terms_of_group(group.code, lineages),
                above=tuple(
                    by_code[code]
                    for code in lineages.lineage(codes.get(group.parent_id or 0, ""))
                    if code != group.code
                    and (said := lineages.groups[code]).is_active
                    and not said.terms.is_open
                ),
                problem=as_sentence(mistakes[0].message) if mistakes else "",
            )
        )
    return found


@transaction.atomic
def set_terms(
    *,
    group: CustomerGroup,
    values: Mapping[str, Any],
    occasion: Occasion,
    inherits: bool | None = None,
    if_updated_at: datetime | None = None,
    dry_run: bool = False,
) -> GroupTermsFound:
    """Change the given fields of a group's terms; None leaves a field open.

    :param values: fields of ``GroupTerms`` by name.
    :param inherits: whether it is to have what it leaves open from the group above;
        None for as it is.
    :param if_updated_at: change them only if the group was last changed then.
    :param dry_run: change nothing, return what would be.
    :raises django.core.exceptions.ValidationError: a field is refused, or somebody has
        changed the group since; nothing is changed.
    """
    lock_rule_set()
    group = CustomerGroup.objects.get(pk=group.pk)
    refuse_changed_meanwhile(group, if_updated_at)
    before = group.terms if isinstance(group.terms, dict) else {}
    merged = {
        name: value
        for name, value in {**before, **values}.items()
        if value is not None and name in GroupTerms.model_fields
    }
    terms, mistakes = read_terms(merged)
    refuse_all(
        refuse(
            ".".join(map(str, each.path)) or "options",
            Code.REQUIRED if each.message == "is missing" else Code.INVALID,
            as_sentence(each.message),
        )
        for each in mistakes
    )
    if terms is None:
        raise TypeError(group.code)
    group.terms = write_terms(terms)
    inherited = group.inherits_terms
    if inherits is not None:
        group.inherits_terms = inherits
    group.updated_at = occasion.now
    found = find_terms(group)
    refuse_all(_what_is_lacking(found.effective))
    if not dry_run:
        group.save(update_fields=["terms", "inherits_terms", "updated_at"])
        ledger.record(
            TermsChange.GROUP_TERMS,
            occasion,
            group_code=group.code,
            details={
                "before": before,
                "after": group.terms or {},
                **(
                    {"inherits_terms": inherits}
                    if group.inherits_terms != inherited
                    else {}
                ),
            },
        )
        forget_kept()
    return found


@transaction.atomic
def create_group_with_terms(
    *,
    values: Mapping[str, Any],
    terms_of: CustomerGroup,
    occasion: Occasion,
    leave_default: bool = True,
) -> CustomerGroup:
    """Create a group that says of its own how it pays what another one says.

    What the other one inherits is not its own; terms that cannot be read are left out.

    :param values: as for ``create_group``.
    :raises django.core.exceptions.ValidationError: a field is refused, or nobody could
        pay by these terms where the new group is; nothing is changed.
    """
    group = create_group(values=values, now=occasion.now, leave_default=leave_default)
    own, _ = read_terms(terms_of.terms)
    if own is not None and (written := write_terms(own)):
        set_terms(group=group, values=written, occasion=occasion)
        group.refresh_from_db(fields=["terms"])
    return group


def _what_is_lacking(terms: GroupTerms) -> Any:
    """Yield a refusal of terms that nobody could pay by, with what they inherit."""
    if PaymentOption.NET_TERMS in (terms.options or ()) and terms.net_days is None:
        yield refuse(
            "net_days",
            Code.REQUIRED,
            Message("Say after how many days an order on terms is due."),
        )
