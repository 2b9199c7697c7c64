"""The app that shows the pages of shop owners in Saleor's Dashboard."""
