"""Reads an archive through, as Python's zipfile does: check.py <zip file> <entries> <bytes of each>."""

import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as zipped:
    wrong = zipped.testzip()
    sizes = [entry.file_size for entry in zipped.infolist()]
if wrong is not None or sizes != [int(sys.argv[3])] * int(sys.argv[2]):
    sys.exit(f"{sys.argv[1]} is not the archive that was ordered: {len(sizes)} entries, first that is wrong: {wrong}")
