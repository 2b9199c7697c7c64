"""Where Saleor 2.10 serves invoices."""

INVOICES_PATH = "customer-groups-invoices"
