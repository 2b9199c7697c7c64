"""Walk through the main job over GraphQL in a running shop, and check every amount.

python -m demo.walk_through [--address http://127.0.0.1:8000] [--picture FILE.svg]
"""

import argparse
import sys
from pathlib import Path

from rich.text import Text

from demo.client import Refused
from demo.walk_through.picture import save_picture
from demo.walk_through.walk import make_console, walk


def main(arguments: list[str]) -> int:
    """Walk through the shop that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--picture", metavar="FILE", help="save the output as an SVG")
    options = parser.parse_args(arguments)
    console = make_console(record=bool(options.picture))
    try:
        is_right = walk(options.address, console)
    except Refused as error:
        console.print(Text(f"walk-through: {error}", style="bold red"))
        return 1
    if options.picture:
        save_picture(console, Path(options.picture))
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
