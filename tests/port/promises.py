"""How many queries more than Saleor alone each generation may need."""

from saleor_customer_groups import port

# Where promotions give something to an order their uses are reserved and kept, and what
# it was priced from as well.
if port.GENERATION == 3:
    EXTRA_FOR_LOOKING, EXTRA_FOR_CHANGING, EXTRA_FOR_OFFERING = 3, 10, 3
    EXTRA_FOR_ORDERING, EXTRA_FOR_ORDERED_PROMOTIONS, EXTRA_FOR_A_PAGE = 9, 6, 1
    EXTRA_FOR_PAYING = 3
    SAVED = 0
    RECORDING_AN_ORDER = 5
    # It is recorded once its customer was told of already.
    TASKS_FOR_AN_ORDER = 2
    JOINING_BY_RULE = 12
else:
    EXTRA_FOR_LOOKING, EXTRA_FOR_CHANGING, EXTRA_FOR_OFFERING = -4, -3, -8
    EXTRA_FOR_ORDERING, EXTRA_FOR_ORDERED_PROMOTIONS, EXTRA_FOR_A_PAGE = -7, 5, 1
    EXTRA_FOR_PAYING = -1
    # Queries of Saleor's own that an answer with a checkout of one line does without.
    SAVED = 6
    RECORDING_AN_ORDER = 2
    TASKS_FOR_AN_ORDER = 1
    JOINING_BY_RULE = 11

# Saleor 2.10 finds every price each time, so nothing of ours stands in its checkouts.
MARKED_CHECKOUTS = 1 if port.GENERATION == 3 else 0

# Saleor 2.10 reads the goods of each line by themselves, but not where it answers for a
# checkout and customer groups are switched on.
LINES_ARE_READ_AT_ONCE = port.GENERATION == 2
