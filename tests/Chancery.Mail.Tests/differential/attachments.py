"""Lists the named parts and attachments of mails as Python's email package sees them: one JSON object per line."""
import email
import email.policy
import json
import sys

for path in sys.stdin.read().split("\n"):
    if not path:
        continue
    with open(path, "rb") as file:
        octets = file.read()
    try:
        message = email.message_from_bytes(octets, policy=email.policy.compat32)
    except RecursionError:
        continue
    parts = []
    for part in message.walk():
        if part.is_multipart():
            continue
        named = part.get_filename() is not None or part.get_content_disposition() == "attachment"
        if not named and part.get_content_maintype() == "text":
            continue
        content = part.get_payload(decode=True)
        parts.append([part.get_content_type(), len(content) if content is not None else -1])
    print(json.dumps({"path": path, "defects": [type(d).__name__ for d in message.defects], "parts": parts}))
