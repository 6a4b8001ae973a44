"""Puts objects of random bytes: put.py <endpoint> <bucket> <prefix> <count> <bytes>. One PUT each."""

import os
import sys

import boto3

endpoint, bucket, prefix, count, size = sys.argv[1:6]
s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
for number in range(int(count)):
    s3.put_object(Bucket=bucket, Key=f"{prefix}{number:05d}.bin", Body=os.urandom(int(size)))
