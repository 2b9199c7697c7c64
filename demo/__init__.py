"""The demo shop: Saleor 2.10.1 with customer groups, on a PostgreSQL of its own."""
