"""The second wall: a worker has no sockets, whatever it is asked."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import commands
import pytest

CALL = """
import socket, sys
from nhsgraph.sparql import sandbox
if not sandbox.without_sockets():
    sys.exit(3)
import pyoxigraph
try:
    list(pyoxigraph.Store().query("SELECT * { SERVICE <http://127.0.0.1:%d/> { ?s ?p ?o } }"))
except (OSError, RuntimeError) as e:
    print("no answer")
try:
    socket.socket()
except PermissionError:
    print("no socket")
"""


def test_no_socket_even_for_a_service_call(cache: Path) -> None:
    hits = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    hits.append(listener.accept())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        run = subprocess.run(
            [sys.executable, "-c", CALL % port],
            env=commands.environment(cache),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        done.set()
        thread.join()
    if run.returncode == 3 and not os.environ.get("CI"):
        pytest.skip("this system has no kernel filter")
    assert run.stdout.split("\n")[:2] == ["no answer", "no socket"], run.stderr
    assert hits == []
