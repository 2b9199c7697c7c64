"""The demo: a database with the shop in it, a server, and a walk through the shop.

PORT=8001 serves on another port, SERVE=0 ends after the walk-through (exit status 1 if
any amount was wrong).
"""

import os
import signal
import sys
from types import FrameType

from rich.console import Console
from rich.text import Text

from demo import accounts
from demo.client import Refused
from demo.database import DatabaseError, make_ready, name_address
from demo.server import HOST, ServerError, read_port, serving
from demo.walk_through.walk import make_console, walk


def main() -> int:
    """Run the demo until it is interrupted."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    console = make_console()
    try:
        port = read_port()
        make_ready(os.environ["DATABASE_URL"])
        name_address(os.environ["DATABASE_URL"], f"{HOST}:{port}")
        say("starting the server (some seconds)")
        with serving(port) as address:
            is_right = walk_through(address, console)
            if os.environ.get("SERVE", "1") != "0":
                tell_where(address, console)
                signal.pause()
    except (DatabaseError, ServerError) as error:
        say(error)
        return 1
    except KeyError:
        say("no DATABASE_URL: start the demo with make demo")
        return 1
    except KeyboardInterrupt:
        return 0
    return 0 if is_right else 1


def walk_through(address: str, console: Console) -> bool:
    """Walk through the shop, and tell whether everything was as it should be."""
    say(f"walking through the shop at {address}")
    console.print()
    try:
        return walk(address, console)
    except Refused as error:
        console.print(Text(f"   The walk-through ends here: {error}", style="bold red"))
        return False


def tell_where(address: str, console: Console) -> None:
    """Say where to look, and how to log in."""
    console.print()
    pages = f"{address}/customer-groups/"
    console.print(f"   The pages of the shop's owner: [b]{pages}[/]")
    console.print(f"   Its GraphQL: [b]{address}/graphql/[/]")
    console.print("   The shop stays up; Ctrl-C ends it.\n")
    console.print(
        f"   Everybody logs in with the password [b]{accounts.PASSWORD}[/]:\n"
    )
    for account in (*accounts.STAFF, *accounts.SHOPPERS):
        console.print(f"   {account.email:24}{account.about}")
    console.print("\n   For a token, and what a shopper then sees:\n")
    for line in example(address):
        # As it is, without wrapping: to be copied.
        console.print(Text(f"   {line}"), soft_wrap=True)


def example(address: str) -> list[str]:
    """Return commands that log in as a shopper and ask for their groups."""
    log_in = (
        f'mutation{{tokenCreate(email:\\"{accounts.VIP.email}\\",'
        f'password:\\"{accounts.PASSWORD}\\"){{token}}}}'
    )
    post = f"curl -s {address}/graphql/ -H 'Content-Type: application/json'"
    return [
        f"""{post} -d '{{"query":"{log_in}"}}'""",
        f"""{post} -H 'Authorization: JWT TOKEN' \\""",
        """     -d '{"query":"{me{email customerGroups{name code}}}"}'""",
    ]


def end(number: int, _frame: FrameType | None) -> None:
    """Turn a signal into an exit, so that the server is stopped."""
    sys.exit(128 + number)


def say(message: object) -> None:
    """Tell the user in one line."""
    print(f"demo: {message}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
