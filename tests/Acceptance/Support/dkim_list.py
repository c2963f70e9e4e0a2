"""Prints the mails below a folder whose DKIM signature verifies as they are."""
import os
import sys

from dkim_known import crlf, records, verifies

known = records(sys.argv[1])
for root, _, names in sorted(os.walk(sys.argv[1])):
    for name in sorted(names):
        path = os.path.join(root, name)
        if name.endswith(".eml"):
            content = open(path, "rb").read()
            if b"\r" not in content.replace(b"\r\n", b"") and verifies(crlf(content), known):
                print(path)
