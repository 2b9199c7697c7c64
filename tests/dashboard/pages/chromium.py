"""The browser of the tests: the machine's, or else one from the npm registry."""

import os
import shutil
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).parents[3]
PACKAGE = CHECKOUT / "tests" / "dashboard" / "chromium"
OWN = CHECKOUT / ".local" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# It shows pages of this machine alone, and asks nobody else for anything.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def find_chromium() -> str:
    """Return a Chromium: that of $CHROMIUM, an installed one, or one of our own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return _own()


def _own() -> str:
    program = OWN / "unpacked" / "chromium"
    if not program.exists():
        OWN.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(PACKAGE / name, OWN)
        _run("npm", "ci", "--no-progress", cwd=OWN)
        unfinished = OWN / "unfinished"
        _run("node", str(PACKAGE / "unpack.mjs"), str(OWN), str(unfinished))
        unfinished.rename(program.parent)
    # Nothing is taken from there that the machine has.
    for name, folder in (("LD_LIBRARY_PATH", "lib"), ("FONTCONFIG_PATH", "")):
        os.environ.setdefault(name, str(program.parent / folder))
    return str(program)


def _run(*command: str, cwd: Path = CHECKOUT) -> None:
    tools = CHECKOUT / ".local" / "tools" / "node" / "bin"
    path = os.pathsep.join((os.environ["PATH"], str(tools)))
    subprocess.run(
        command, cwd=cwd, env=os.environ | {"PATH": path}, check=True, timeout=300
    )
