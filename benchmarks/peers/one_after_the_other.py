"""Reads and writes objects one after the other: one_after_the_other.py <endpoint> <bucket> <prefix> <target bucket>.

Prints the seconds and the processor seconds of the copying alone, without the start of Python.
"""

import sys
import time

import boto3

endpoint, bucket, prefix, target = sys.argv[1:5]
s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
s3.list_buckets()  # the connection stands before the clock runs
wall, processor = time.monotonic(), time.process_time()
for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
    for entry in page["Contents"]:
        body = s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
        s3.put_object(Bucket=target, Key="peer/" + entry["Key"], Body=body)
print(time.monotonic() - wall, time.process_time() - processor)
