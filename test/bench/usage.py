"""Runs a command, and tells what it and all that it started took.

    python3 usage.py ANSWER COMMAND [ARGUMENT...]

Writes to the file ANSWER as JSON: status, cpuSeconds (user and system, of all
its processes), wallSeconds, peakBytes (the sum over its processes of the most
resident memory that each ever held). Linux only.
"""

import ctypes
import json
import os
import subprocess
import sys
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


def descendants(pid: int) -> list[int]:
    """The living processes below this one, by their ids."""
    found = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            own = [int(child) for child in children.read_text().split()]
        except OSError:
            continue
        for child in own:
            found += [child, *descendants(child)]
    return found


def peak_bytes(pid: int) -> int:
    """The most resident memory that this process has held so far."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def main() -> None:
    answer, *command = sys.argv[1:]
    # A process whose parent ended becomes our child, so that we can count it.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    start = time.perf_counter()
    started = subprocess.Popen(command)
    status, cpu, wall = 1, 0.0, 0.0
    peaks: dict[int, int] = {}
    while True:
        try:
            pid, ended, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if pid != 0:
            cpu += usage.ru_utime + usage.ru_stime
        if pid == started.pid:
            status = os.waitstatus_to_exitcode(ended)
            wall = time.perf_counter() - start
        if pid == 0:
            for child in descendants(os.getpid()):
                peaks[child] = max(peaks.get(child, 0), peak_bytes(child))
            time.sleep(0.02)
    taken = {
        "status": status,
        "cpuSeconds": cpu,
        "wallSeconds": wall,
        "peakBytes": sum(peaks.values()),
    }
    Path(answer).write_text(json.dumps(taken))


if __name__ == "__main__":
    main()
