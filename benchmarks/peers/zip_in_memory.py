"""Zips objects in memory and uploads the zip, as scripts for this purpose do: zip_in_memory.py <endpoint> <bucket> <prefix> <target bucket>.

Prints the seconds, the processor seconds and the peak of the memory in KiB.
"""

import io
import resource
import sys
import time
import zipfile

import boto3

endpoint, bucket, prefix, target = sys.argv[1:5]
s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
s3.list_buckets()  # the connection stands before the clock runs
wall, processor = time.monotonic(), time.process_time()
memory = io.BytesIO()
with zipfile.ZipFile(memory, "w") as archive:
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for entry in page["Contents"]:
            body = s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
            archive.writestr(entry["Key"][len(prefix):], body)
memory.seek(0)
s3.upload_fileobj(memory, target, "peer/archive.zip")
print(
    time.monotonic() - wall,
    time.process_time() - processor,
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
)
