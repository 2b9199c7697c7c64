"""An application that imports Saleor 3's schema while Django loads, as none should."""
