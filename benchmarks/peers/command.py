"""Runs commands and says what they took: command.py <program> [arguments that only show what its start takes].

What the program takes to start (median of five) is subtracted from seconds and processor seconds, and its memory then
counts as idle. Each line of the input is {"arguments": [...]}, each answer a line.
"""

import json
import os
import statistics
import sys
import time

program, *version = sys.argv[1:]
environment = {name: value for name, value in os.environ.items() if name != "AWS_CA_BUNDLE"}


def run(*arguments):
    """Seconds, processor seconds, most memory in KiB; the program's own output goes to ours of errors."""
    begun = time.monotonic()
    pid = os.posix_spawn(program, [program, *arguments], environment, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
    _, status, used = os.wait4(pid, 0)
    if status != 0:
        sys.exit(f"{program} {arguments} ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss


start = [statistics.median(column) for column in zip(*(run(*version) for _ in range(5)))]
print(json.dumps({"ready": True, "startSeconds": start[0], "startProcessorSeconds": start[1]}), flush=True)
for line in sys.stdin:
    seconds, processor, peak = run(*json.loads(line)["arguments"])
    answer = {
        "seconds": seconds - start[0],
        "processorSeconds": max(0, processor - start[1]),
        "idleKib": int(start[2]),
        "peakKib": peak,
    }
    print(json.dumps(answer), flush=True)
