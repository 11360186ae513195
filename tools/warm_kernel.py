"""Kernels that are there at once: each is forked from a process that has imported everything.

    python warm_kernel.py serve SOCKET              wait for those who want a kernel
    python warm_kernel.py start SOCKET CONNECTION   be the process that stands for one kernel

A lesson needs a kernel of its own, and two seconds of imports for it. Here a forked process has
them already, and has run nothing else: no cell, no widget, no figure. For computers that can
fork; elsewhere kernels start as they always do.
"""

import json
import os
import select
import signal
import socket
import sys
from pathlib import Path

PRELOADED = ("ipykernel.kernelapp", "ipykernel.ipkernel", "tableside.figures", "tableside.widgets")
"""What every lesson imports; none of it starts a thread, which a fork would lose."""

NAME = "warm"
CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"


def write_spec(folder: Path, address: Path) -> Path:
    """Write what Jupyter needs to start such kernels; return what JUPYTER_PATH must have."""
    place = folder / "kernels" / NAME
    place.mkdir(parents=True)
    words = [sys.executable, "-S", "-E", __file__, "start", str(address), "{connection_file}"]
    spec = {"argv": words, "display_name": NAME, "language": "python"}
    (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return folder


def serve(address: Path) -> None:
    """Fork a kernel for everybody who asks at *address*, as long as standard input is open.

    It closes with the process that wanted the kernels, whatever becomes of that.
    """
    for name in PRELOADED:
        __import__(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that have ended
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(address))
        door.listen()
        while sys.stdin not in select.select([door, sys.stdin], [], [])[0]:
            visitor, _ = door.accept()
            if os.fork() == 0:
                door.close()
                look_after(visitor)
            visitor.close()


def look_after(visitor: socket.socket) -> None:
    """Fork one kernel and see to its end: its own, or that of the process that stands for it."""
    signal.signal(signal.SIGCHLD, lambda *_: os._exit(0))
    wanted = json.loads(visitor.makefile().readline())
    kernel = os.fork()
    if kernel == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        visitor.close()
        run_kernel(wanted)
        os._exit(0)
    visitor.recv(1)  # ends with the process at the other end
    os.kill(kernel, signal.SIGKILL)
    signal.pause()


def run_kernel(wanted: dict[str, str]) -> None:
    """Be a kernel until it is told to stop."""
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415 - only the server loads it

    os.chdir(wanted["folder"])
    # The process that stands for the kernel is nobody's parent here.
    os.environ.pop("JPY_PARENT_PID", None)
    IPKernelApp.launch_instance(["-f", wanted["connection"]])


def stand_for(address: Path, connection: str) -> None:
    """Ask for a kernel and stay as long as it runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.connect(str(address))
        wanted = {"connection": connection, "folder": str(Path.cwd())}
        door.sendall(f"{json.dumps(wanted)}\n".encode())
        door.recv(1)


if __name__ == "__main__":
    what, where, *more = sys.argv[1:]
    if what == "serve":
        serve(Path(where))
    else:
        stand_for(Path(where), *more)
