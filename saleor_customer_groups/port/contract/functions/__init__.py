"""The functions that each generation of Saleor provides, by what they are about."""
