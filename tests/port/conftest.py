"""Collect only what is about the Saleor that is installed."""

from saleor_customer_groups import port

collect_ignore_glob = ["*_saleor2.py" if port.GENERATION == 3 else "*_saleor3.py"]
