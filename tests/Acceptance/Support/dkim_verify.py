"""Verifies each mail named; exit 1 and a list if one does not."""
import sys

from dkim_known import records, verifies

known = records(sys.argv[1])
bad = [path for path in sys.argv[2:] if not verifies(open(path, "rb").read(), known)]
print(f"{len(sys.argv) - 2 - len(bad)} verify, {len(bad)} do not: {bad}")
sys.exit(1 if bad else 0)
