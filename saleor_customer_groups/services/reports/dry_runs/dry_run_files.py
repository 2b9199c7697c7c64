"""Drafts in the simulation format (docs/pricing.md, section 5), for terminals."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from pydantic import ValidationError as Unreadable

from .... import engine
from ....engine.base.messages import Message
from ....engine.base.validation_issues import issues_in
from ....models import CustomerGroup, PriceList, PriceRule, Promotion, RuleBase
from ...base.refusals import Code, as_sentence, refuse, refuse_all
from ...rules.rule_rows import gifts_without_id
from .dry_run_drafting import deletion_draft
from .dry_run_drafts import AnyTerms, DryRunDraft

_KINDS: dict[str, tuple[type[AnyTerms], type[RuleBase]]] = {
    "price_rule": (engine.PriceRule, PriceRule),
    "price_list": (engine.PriceList, PriceList),
    "promotion": (engine.Promotion, Promotion),
}


def draft_in(data: Any) -> DryRunDraft:
    """Return the draft in plain data, such as ``{"promotion": {...}}``.

    It takes the place of what is saved with its code; a list with all its entries.

    :param data: as from JSON; goods are named by their primary keys as text.
    :raises django.core.exceptions.ValidationError: it is invalid, with the place of
        each mistake.
    """
    kinds = [kind for kind in _KINDS if isinstance(data, dict) and kind in data]
    if len(kinds) != 1 or len(data) != 1:
        raise refuse(
            "draft",
            Code.INVALID,
            Message("Give one of price_rule, price_list and promotion."),
        )
    [kind] = kinds
    model, rows = _KINDS[kind]
    try:
        terms = model.model_validate(data[kind])
    except Unreadable as error:
        refuse_all(
            _refused(kind, issue.path, issue.message)
            for issue in issues_in(error, data[kind])
        )
        raise
    refuse_all(_mistakes(kind, terms, rows))
    saved: Any = rows._default_manager.filter(code=terms.code).first()
    return DryRunDraft.model_validate(
        {
            "kind": kind,
            "name": terms.name or terms.code,
            "saved_code": saved.code if saved else "",
            "price_list_id": saved.pk if saved and kind == "price_list" else None,
            kind: terms,
            "replaces_entries": True,
        }
    )


def deletion_of(code: str) -> DryRunDraft:
    """Return what there is without the list, rule or promotion with a code.

    :raises django.core.exceptions.ValidationError: there is none.
    """
    for _, rows in _KINDS.values():
        saved = rows._default_manager.filter(code=code).first()
        if saved is not None:
            return deletion_draft(saved)
    raise refuse(
        "code",
        Code.NOT_FOUND,
        Message("There is no price rule, price list or promotion {code}.", code=code),
    )


def _mistakes(
    kind: str, terms: AnyTerms, rows: type[RuleBase]
) -> Iterator[ValidationError]:
    known = set(CustomerGroup.objects.values_list("code", flat=True))
    for place, code in enumerate(terms.groups):
        if code not in known:
            yield refuse(
                f"{kind}.groups.{place}",
                Code.NOT_FOUND,
                Message("There is no customer group {code}.", code=code),
            )
    for _, others in _KINDS.values():
        taken = others._default_manager.filter(code=terms.code).first()
        if others is not rows and taken is not None:
            yield refuse(
                f"{kind}.code",
                Code.UNIQUE,
                Message(
                    "{name} has the code {code} already. Choose another code.",
                    name=taken.name,
                    code=terms.code,
                ),
            )
    for issue in gifts_without_id(terms):
        yield _refused(kind, issue.path, issue.message)


def _refused(kind: str, path: Iterable[Any], message: str) -> ValidationError:
    field = ".".join(map(str, [kind, *path]))
    return refuse(field, Code.INVALID, as_sentence(message))
