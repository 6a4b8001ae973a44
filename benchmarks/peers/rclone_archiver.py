"""Has rclone zip what is below a prefix: rclone_archiver.py <endpoint> <rclone>.

`rclone archive create` is a process of its own for each archive. What it takes to start (`rclone version`, median of
five) is subtracted from its seconds and processor seconds, and its memory then counts as idle. Each line of the input is
an order, each answer a line.
"""

import json
import os
import statistics
import sys
import time

import boto3

endpoint, rclone = sys.argv[1:3]
s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
environment = {name: value for name, value in os.environ.items() if name != "AWS_CA_BUNDLE"} | {
    "RCLONE_CONFIG": os.devnull,
    "RCLONE_CONFIG_STORE_TYPE": "s3",
    "RCLONE_CONFIG_STORE_PROVIDER": "Other",
    "RCLONE_CONFIG_STORE_ENV_AUTH": "true",
    "RCLONE_CONFIG_STORE_REGION": "us-east-1",
    "RCLONE_CONFIG_STORE_ENDPOINT": endpoint,
}


def run(*arguments):
    """Seconds, processor seconds, most memory in KiB, bytes written to disks."""
    begun = time.monotonic()
    pid = os.posix_spawn(
        rclone, [rclone, *arguments], environment, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)]
    )
    _, status, used = os.wait4(pid, 0)
    if status != 0:
        sys.exit(f"rclone {arguments} ended with {os.waitstatus_to_exitcode(status)}")
    seconds = time.monotonic() - begun
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss, used.ru_oublock * 512


def archive(order):
    source = f"store:{order['bucket']}/{order['prefix']}"
    seconds, processor, peak, written = run("archive", "create", source, f"store:{order['target']}/{order['key']}")
    return {
        "seconds": seconds - start[0],
        "processorSeconds": processor - start[1],
        "idleKib": int(start[2]),
        "peakKib": peak,
        "written": written,
        "down": order["bytes"],
        "up": s3.head_object(Bucket=order["target"], Key=order["key"])["ContentLength"],
    }


start = [statistics.median(column) for column in zip(*(run("version") for _ in range(5)))]
print(json.dumps({"ready": True, "idleKib": int(start[2]), "startSeconds": start[0]}), flush=True)
for line in sys.stdin:
    print(json.dumps(archive(json.loads(line))), flush=True)
