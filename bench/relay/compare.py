#!/usr/bin/env python3
"""Relays untouched mail through Postfix and through Chancery on the same disk, turn by turn, and prints what each reached.

Both keep their queue durable (Postfix as it comes, Chancery with SQLite and synchronous = FULL). Each load starts when the
server is warm and ends when the last message has reached the sink. Chancery decides by 200 rules, none of which applies.
Needs Postfix (with smtp-source and smtp-sink) and root, which Postfix's master demands; ./chancery must be built.

    bench/relay/compare.py                          three rounds of 10 KB and of 1 MB
    bench/relay/compare.py --rounds 1 --size 10KB --messages 5000
"""

import argparse
import os
import pathlib
import pwd
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "artifacts/bin/Chancery/release/chancery"
SIZES = {"10KB": (10_240, 20, 4_000), "1MB": (1_048_576, 10, 400), "25MB": (26_214_400, 10, 40)}
WARM = 8_000
"""Mails before the first load: what is compiled while it runs is compiled to the end by then."""
TICK = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"nothing answers on port {port}")


class Sink:
    """smtp-sink with its running count of messages."""

    def __init__(self, folder, user):
        self.port = free_port()
        self._out = open(folder / "sink.txt", "w+")
        command = ["smtp-sink", "-c", *user, f"127.0.0.1:{self.port}", "1000"]
        self._process = subprocess.Popen(command, stdout=self._out, stderr=subprocess.STDOUT)
        wait_for(self.port)

    def count(self):
        size = self._out.seek(0, os.SEEK_END)
        self._out.seek(max(size - 200, 0))
        found = re.findall(r"mesg=(\d+)", self._out.read())
        return int(found[-1]) if found else 0

    def stop(self):
        self._process.terminate()
        self._process.wait()


def processor_seconds(pid):
    """Of a process, what it waited for, and all that live below it."""
    children = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append((int(entry.name), sum(map(int, fields[11:15]))))
            if int(entry.name) == pid:
                own = sum(map(int, fields[11:15]))
    waiting, total = [pid], own
    while waiting:
        for child, ticks in children.get(waiting.pop(), []):
            total += ticks
            waiting.append(child)
    return total / TICK


class Postfix:
    name = "Postfix"

    def __init__(self, folder, sink):
        self.port = free_port()
        config, queue, data = folder / "etc", folder / "spool", folder / "lib"
        for made in (config, queue, data):
            made.mkdir()
        shutil.chown(data, "postfix")
        (config / "main.cf").write_text(f"""\
compatibility_level = 3.6
queue_directory = {queue}
data_directory = {data}
myhostname = mx.bench.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relayhost = [127.0.0.1]:{sink.port}
message_size_limit = 200000000
in_flow_delay = 0
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
""")
        stock = pathlib.Path("/usr/share/postfix/master.cf.dist")
        services = stock.read_text() if stock.exists() else pathlib.Path("/etc/postfix/master.cf").read_text()
        services = re.sub(r"(?m)^smtp\s+inet\b", f"127.0.0.1:{self.port} inet", services)
        services = re.sub(r"(?m)^(\S+\s+\S+\s+\S+\s+\S+\s+)y\b", r"\1n", services)
        (config / "master.cf").write_text(services)
        self._config = config
        os.chmod(folder, 0o755)
        subprocess.run(["postfix", "-c", config, "start"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.port)
        self.pid = int((queue / "pid/master.pid").read_text())

    def stop(self):
        subprocess.run(["postfix", "-c", self._config, "stop"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Chancery:
    name = "Chancery"

    def __init__(self, folder, sink):
        self.port = free_port()
        (folder / "policy").mkdir()
        (folder / "policy/policy.yaml").write_text("domains: [acme.example]\n")
        (folder / "policy/rules.yaml").write_text(self._rules(200))
        (folder / "chancery.yaml").write_text(f"""\
hostname: gw.bench.example
postmaster: postmaster@acme.example
listen: {{ smtp: [ {{ address: "127.0.0.1:{self.port}", trust: internal }} ] }}
next-hops: {{ default: {{ host: 127.0.0.1, port: {sink.port}, tls: none }} }}
policy: {{ source: ./policy }}
""")
        self._log = open(folder / "log", "w")
        command = [PROGRAM, "serve", "--config", folder / "chancery.yaml", "--roles", "smtp,worker"]
        self._process = subprocess.Popen(command, cwd=folder, stdout=self._log, stderr=subprocess.STDOUT)
        wait_for(self.port)
        self.pid = self._process.pid

    @staticmethod
    def _rules(count):
        """Of the kind organisations write: two tests each over the recipient and the mail."""
        chance = random.Random(7)
        second = [
            lambda: f"tag: T{chance.randrange(20)}",
            lambda: f'message.size: "> {chance.randrange(1, 20)}MB"',
            lambda: 'attachment.any: { type: dicom, size: "> 5MB" }',
            lambda: f"subject: {{ contains: word{chance.randrange(20)} }}",
            lambda: 'sender.trust: ">= authenticated"',
        ]
        lines = ["kind: RuleSet", "rules:"]
        for number in range(count):
            lines += [
                f"  - id: r{number}", "    if:", f"      recipient.domain: partner{chance.randrange(40)}.example",
                f"      {chance.choice(second)()}", "    then: [hold]",
            ]
        return "\n".join(lines) + "\n"

    def stop(self):
        self._process.send_signal(signal.SIGTERM)
        self._process.wait()


def load(server, sink, size, sessions, messages):
    """Messages a second until the last one has reached the sink, and milliseconds of processor time each."""
    before, work, begin = sink.count(), processor_seconds(server.pid), time.monotonic()
    subprocess.run(
        ["smtp-source", "-s", str(sessions), "-m", str(messages), "-l", str(size), "-f", "anna@acme.example", "-t", "bob@other.example",
         f"127.0.0.1:{server.port}"], check=True)
    accepted = time.monotonic() - begin
    while sink.count() < before + messages:
        if time.monotonic() - begin > 600:
            sys.exit(f"{server.name} delivered {sink.count() - before} of {messages}")
        time.sleep(0.01)
    elapsed = time.monotonic() - begin
    time.sleep(0.5)
    return messages / elapsed, (processor_seconds(server.pid) - work) * 1000 / messages, messages / accepted


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--messages", type=int)
    parser.add_argument("--only", choices=["Postfix", "Chancery"])
    options = parser.parse_args()
    user = ["-u", pwd.getpwnam("postfix").pw_name] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="relay-") as made:
        folder = pathlib.Path(made)
        os.chmod(folder, 0o755)
        sink = Sink(folder, user)
        servers = []
        try:
            for kind in (Postfix, Chancery):
                if options.only in (None, kind.name):
                    place = folder / kind.name.lower()
                    place.mkdir()
                    servers.append(kind(place, sink))
            for server in servers:
                load(server, sink, 10_240, 20, WARM)
            for name in options.size or ["10KB", "1MB"]:
                size, sessions, messages = SIZES[name]
                messages = options.messages or messages
                figures = {server.name: [] for server in servers}
                for server in servers:
                    load(server, sink, size, sessions, messages // 4)
                for _ in range(options.rounds):
                    for server in servers:
                        figures[server.name].append(load(server, sink, size, sessions, messages))
                print(f"{name}, {messages} messages, {sessions} sessions, median of {options.rounds}")
                for server, runs in figures.items():
                    rate, work, accepted = (statistics.median(column) for column in zip(*runs))
                    print(f"  {server:9} {rate:7.0f} msg/s   {work:6.2f} ms of processor time each   taken at {accepted:.0f}/s")
                if len(figures) == 2:
                    ratios = [ours[0] / theirs[0] for theirs, ours in zip(*figures.values())]
                    print(f"  ratio     {statistics.median(ratios):7.2f}   ({min(ratios):.2f} to {max(ratios):.2f})", flush=True)
        finally:
            for server in servers:
                server.stop()
            sink.stop()


main()
