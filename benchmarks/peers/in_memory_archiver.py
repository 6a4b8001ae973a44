"""Zips objects in memory, then uploads the zip: in_memory_archiver.py <endpoint>.

What the README of the original archiver says: a ZipFile in a BytesIO, stored, one object after the other, one upload at
the end. Runs until its input ends; each line of it is an order, each answer a line.
"""

import io
import json
import sys
import zipfile

import boto3

s3 = boto3.client("s3", endpoint_url=sys.argv[1], region_name="us-east-1")


def archive(order):
    read = 0
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as zipped:
        for key in order["keys"]:
            body = s3.get_object(Bucket=order["bucket"], Key=key)["Body"].read()
            zipped.writestr(key.rsplit("/", 1)[-1], body)
            read += len(body)
    size = memory.tell()
    memory.seek(0)
    s3.upload_fileobj(memory, order["target"], order["key"])
    return {"down": read, "up": size}


s3.list_buckets()  # the connection stands before the clock runs
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    print(json.dumps(archive(json.loads(line))), flush=True)
