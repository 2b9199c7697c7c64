"""What is said of every gift."""

import graphene


class GiftFields:
    """A variant that comes for nothing: how often, and why."""

    variant_id = graphene.ID(required=True, description="The id of the variant.")
    quantity = graphene.Int(required=True, description="How many units.")
    promotion_code = graphene.String(
        required=True, description="The code of the promotion that gives it."
    )
