"""A class server in a process of its own, started as ``tableside teach`` starts it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

SERVE = """
import json, sys
from tableside.classroom.teach import Teaching, teach
teach(Teaching(browser=False, **json.loads(sys.argv[1])), lambda line: print(line, flush=True))
"""


@dataclass(slots=True)
class Process:
    """A server that was started."""

    running: subprocess.Popen[bytes]
    address: str

    def kill(self) -> None:
        """End it as a power cut does."""
        self.running.kill()
        self.running.wait()

    def stop(self) -> int:
        """End it as Ctrl+C does, for it and all that it started; return its exit code."""
        os.killpg(self.running.pid, signal.SIGINT)
        return self.running.wait(30)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def start_class(log: Path, port: int = 0, **asked: Any) -> Process:
    """Start a server and wait until it answers; what it prints goes to the file *log*."""
    port = port or free_port()
    arguments = [sys.executable, "-c", SERVE, json.dumps({"port": port, **asked})]
    with log.open("ab") as out:
        running = subprocess.Popen(arguments, stdout=out, stderr=out, start_new_session=True)
    process = Process(running, f"http://127.0.0.1:{port}")
    wait_until(lambda: answers(process) or running.poll() is not None)
    return process


def answers(process: Process) -> bool:
    """Return whether a server answers."""
    try:
        return httpx.get(f"{process.address}/pages/class.css").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def wait_until(true: Any, seconds: float = 60) -> None:
    """Wait until something is true; fail if it never is."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
