"""Sums the xUnit reports of a folder; the last line is the result. A project that died counts as one failure."""
import collections
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

folder = pathlib.Path(sys.argv[1])
passed, failed, skipped = 0, len(list(folder.glob("*.dead"))), 0
reasons = collections.Counter()
for report in sorted(folder.glob("*.xml")):
    try:
        assemblies = list(ElementTree.parse(report).getroot().iter("assembly"))
    except ElementTree.ParseError as damage:
        print(f"{report.name} is not readable: {damage}")
        failed += 1
        continue
    for assembly in assemblies:
        passed += int(assembly.get("passed", 0))
        failed += int(assembly.get("failed", 0)) + int(assembly.get("errors", 0))
        skipped += int(assembly.get("skipped", 0))
        for test in assembly.iter("test"):
            if test.get("result") == "Skip":
                reasons[(report.stem, (test.findtext("reason") or "no reason given").strip())] += 1

for (project, reason), count in sorted(reasons.items()):
    print(f"skipped {count} in {project}: {reason}")
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
