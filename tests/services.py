"""Two real SPARQL servers for tests: started on free loopback ports, stopped by their own process."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_INI = """\
[Database]
DatabaseFile={folder}/virtuoso.db
ErrorLogFile={folder}/virtuoso.log
LockFile={folder}/virtuoso.lck
TransactionFile={folder}/virtuoso.trx
xa_persistent_file={folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile={folder}/temp.db
TransactionFile={folder}/temp.trx
[Parameters]
ServerPort=127.0.0.1:{sql}
DisableUnixSocket=1
NumberOfBuffers=20000
MaxDirtyBuffers=15000
CheckpointInterval=0
[HTTPServer]
ServerPort=127.0.0.1:{http}
ServerRoot={folder}
ServerThreads=10
[SPARQL]
ResultSetMaxRows=20000
MaxQueryExecutionTime=120
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server: where it answers queries, takes documents and updates, and who may write."""

    name: str
    query: str
    store: str
    update: str
    user: str = ""
    password: str = ""


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def oxigraph(folder: Path) -> Iterator[Running]:
    """The Oxigraph server, from the package of that name."""
    program = Path(sys.executable).with_name("oxigraph")
    port = free_port()
    with _process([str(program), "serve", "-l", str(folder / "db"), "-b", f"127.0.0.1:{port}"], folder, port):
        base = f"http://127.0.0.1:{port}"
        yield Running(name="oxigraph", query=f"{base}/query", store=f"{base}/store", update=f"{base}/update")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Running]:
    """Virtuoso, from the distribution's package."""
    program = shutil.which("virtuoso-t")
    assert program is not None
    http, sql = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, http=http, sql=sql), encoding="ascii")
    with _process([program, "+foreground", "+configfile", str(ini)], folder, http):
        base = f"http://127.0.0.1:{http}"
        yield Running(
            name="virtuoso",
            query=f"{base}/sparql",
            store=f"{base}/sparql-graph-crud-auth",
            update=f"{base}/sparql-auth",
            user="dba",
            password="dba",
        )


@contextmanager
def _process(command: list[str], folder: Path, port: int) -> Iterator[None]:
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            _await(port, process, folder)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        assert process.poll() is None, (folder / "output.log").read_text("utf-8", "replace")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2):
                return
        except urllib.error.HTTPError as e:
            e.close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")
