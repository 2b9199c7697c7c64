"""The database as tests need it: a clone of their own, held, slow or asked at once."""
