"""Where the pages of shop owners are, and who may show them in a frame."""

from saleor_customer_groups import port

BASE = "/plugins/customer_groups/app/" if port.GENERATION == 3 else "/customer-groups/"
# As the settings of the tests name the hosts of Dashboards.
ANCESTORS = "localhost:* 127.0.0.1:*" if port.GENERATION == 3 else "'none'"
FRAME_OPTIONS = None if port.GENERATION == 3 else "DENY"
