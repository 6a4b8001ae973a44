"""Streams objects into a zip, and the zip into a multipart upload: zipstream_archiver.py <endpoint>.

zipstream-ng makes the zip, stored, while boto3's transfer manager sends its parts with ten threads. Runs until its
input ends; each line of it is an order, each answer a line.
"""

import json
import sys

import boto3
from zipstream import ZIP_STORED, ZipStream

STEP = 256 * 1024

s3 = boto3.client("s3", endpoint_url=sys.argv[1], region_name="us-east-1")


class Stream:
    """The bytes of an iterator, as a file that can only be read."""

    def __init__(self, chunks):
        self.chunks = iter(chunks)
        self.held = bytearray()
        self.size = 0

    def read(self, size):
        while len(self.held) < size and (chunk := next(self.chunks, None)) is not None:
            self.held += chunk
        taken = bytes(self.held[:size])
        del self.held[:size]
        self.size += len(taken)
        return taken


def archive(order):
    read = 0

    def body_of(key):
        nonlocal read
        for chunk in s3.get_object(Bucket=order["bucket"], Key=key)["Body"].iter_chunks(STEP):
            read += len(chunk)
            yield chunk

    zipped = ZipStream(compress_type=ZIP_STORED)
    for key in order["keys"]:
        zipped.add(body_of(key), key.rsplit("/", 1)[-1])
    stream = Stream(zipped)
    s3.upload_fileobj(stream, order["target"], order["key"])
    return {"down": read, "up": stream.size}


s3.list_buckets()  # the connection stands before the clock runs
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    print(json.dumps(archive(json.loads(line))), flush=True)
