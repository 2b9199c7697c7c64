"""Saleor, served by gunicorn on the loopback interface."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

HOST = "127.0.0.1"
SECONDS_TO_START = 60
# What the server says, and the e-mails that the shop would send.
LOG = Path(__file__).resolve().parent.parent / ".local" / "server.log"


class ServerError(Exception):
    """The shop cannot be served, in one line."""


def read_port() -> int:
    """Return the port that $PORT names, if it is free."""
    text = os.environ.get("PORT", "8000")
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise ServerError(f"PORT={text} is not the number of a port")
    if is_listening(int(text)):
        raise ServerError(f"port {text} is taken: PORT=... names another")
    return int(text)


def is_listening(port: int) -> bool:
    """Tell whether something answers on the port."""
    with socket.socket() as client:
        return client.connect_ex((HOST, port)) == 0


@contextmanager
def serving(port: int) -> Iterator[str]:
    """Serve the shop as long as the context lasts, and provide its address."""
    address = f"http://{HOST}:{port}"
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("w") as log:
        gunicorn = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "saleor.wsgi:application"),
                *("--bind", f"{HOST}:{port}", "--threads", "4"),
                *("--no-control-socket", "--log-level", "error"),
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_ready(gunicorn, address)
        yield address
    finally:
        gunicorn.terminate()
        gunicorn.wait()


def wait_until_ready(gunicorn: subprocess.Popen[bytes], address: str) -> None:
    """Return when the shop answers."""
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            httpx.get(f"{address}/health/", timeout=SECONDS_TO_START)
            return
        except httpx.TransportError:
            if gunicorn.poll() is not None or time.monotonic() > deadline:
                raise ServerError(
                    f"the server did not start: {LOG} tells why"
                ) from None
            time.sleep(0.1)
