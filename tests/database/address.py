"""Where the database of this process is, for another process."""

from django.db import connection


def database_url() -> str:
    """Return the address as Saleor's settings read it, with name and password."""
    database = connection.settings_dict
    where = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    who = f"{database['USER']}:{database['PASSWORD']}"
    return f"postgres://{who}@{where}"
