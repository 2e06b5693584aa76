# SPDX-License-Identifier: Apache-2.0
"""What the tests of the command line share: they run the real program and read what a script would read."""
import concurrent.futures
import fcntl
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import tempfile
import unittest
import zlib

SOURCE = pathlib.Path(os.environ.get("KOMA_SOURCE", pathlib.Path(__file__).resolve().parents[3]))
CLI = os.environ.get("KOMA_CLI", str(SOURCE / "build/packaging/cmake/bin/komawari-cli"))
CHECKPOINT = SOURCE / "tests/data/diffsensei/checkpoint"
REFERENCE = SOURCE / "tests/data/diffsensei/images/small.png"
FIRST_DAY = SOURCE / "resources/samples/first-day"
NAME = "komawari-cli: "
LAST_EVENTS = ("finished", "failed", "cancelled")
ENGINE_VERBS = ("generate", "edit", "upscale", "render", "train", "evaluate")
HAS_ENGINE = os.environ.get("KOMA_ENGINE", "ON") == "ON"
needs_engine = unittest.skipUnless(HAS_ENGINE, "this build has no engine")
HAS_MINI = HAS_ENGINE and (SOURCE / "resources/models/mini/komawari.json").exists()
needs_mini = unittest.skipUnless(HAS_MINI, "no engine in this build, or no embedded model in this tree")


class CliTest(unittest.TestCase):
    """Every test gets an empty folder, in which the program runs."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="koma-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def start(self, *arguments, **options):
        environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", **options.pop("env", {}))
        command = [*options.pop("through", ()), CLI, *map(str, arguments)]
        return subprocess.Popen(command, cwd=self.folder, env=environment, text=True,
                                stdin=options.pop("stdin", subprocess.DEVNULL),
                                stdout=options.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE, **options)

    def run_cli(self, *arguments, timeout=900, **options):
        """Returns (exit status, standard output, standard error)."""
        with self.start(*arguments, **options) as process:
            try:
                out, err = process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                process.kill()
                self.fail(f"{arguments} took more than {timeout} s")
        return process.returncode, out, err

    def succeeds(self, *arguments, err="", **options):
        """Runs and returns the standard output; `err` is all that may stand on the other stream."""
        code, out, complaints = self.run_cli(*arguments, **options)
        self.assertEqual((code, complaints), (0, err), f"{arguments}\n{out}")
        return out

    def refuses(self, arguments, sentence, code=1, out="", **options):
        """The program ends with `code` and exactly this sentence (a text, or a compiled pattern)."""
        self.check_refusal(arguments, self.run_cli(*arguments, **options), sentence, code, out)

    def all_refuse(self, cases, code=1, **options):
        """Pairs of arguments and sentence. Two programs run at a time, because starting one costs half a second."""
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            outcomes = list(pool.map(lambda case: self.run_cli(*case[0], **options), cases))
        for (arguments, sentence), outcome in zip(cases, outcomes):
            with self.subTest(arguments=arguments):
                self.check_refusal(arguments, outcome, sentence, code)

    def check_refusal(self, arguments, outcome, sentence, code=1, out=""):
        found, output, err = outcome
        self.assertEqual(found, code, f"{arguments}\n{err}")
        self.assertEqual(output, out)
        self.assertTrue(err.startswith(NAME) and err.endswith("\n"), err)
        said = err[len(NAME):-1]
        if isinstance(sentence, re.Pattern):
            self.assertRegex(said, sentence)
        else:
            self.assertEqual(said, sentence)
        self.assertNotIn("\n", said)
        self.assertNotRegex(said, r"json\.exception|filesystem error|std::|c10|ATen|at::")

    def misused(self, arguments, sentence):
        self.refuses(arguments, sentence, code=2)

    def write(self, name, content):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, (dict, list)):
            content = json.dumps(content)
        if isinstance(content, str):
            content = content.encode()
        file.write_bytes(content)
        return file

    def files(self):
        """Everything below the test's folder, by relative name."""
        return sorted(str(file.relative_to(self.folder)) for file in self.folder.rglob("*") if file.is_file())

    def events_of(self, text):
        """The events of one run of `generate --json`, which must come in the order of the contract."""
        events = [json.loads(line) for line in text.splitlines()]
        names = [event["event"] for event in events]
        self.assertEqual(sum(name in LAST_EVENTS for name in names), 1, names)
        self.assertIn(names[-1], LAST_EVENTS)
        if len(names) > 1:
            self.assertEqual(names[0], "started")
            self.assertEqual(names.count("started"), 1)
        steps = [event["step"] for event in events if event["event"] == "progress"]
        self.assertEqual(steps, sorted(set(steps)))
        return events


def snapshot(bundle):
    """A hash of every file below a folder, to see that nothing changed."""
    return {str(file.relative_to(bundle)): fingerprint(file) for file in sorted(bundle.rglob("*")) if file.is_file()}


def fingerprint(file):
    content = file.read_bytes()
    if content.startswith(b"SQLite format 3\0"):
        # Two counters in the header count how often the journal was switched, which every opening does.
        content = content[:24] + bytes(4) + content[28:92] + bytes(4) + content[96:]
    return hashlib.sha256(content).hexdigest()[:16]


def request(**fields):
    """A request that the tiny checkpoint draws in a moment."""
    return {"schema": "komawari.request/1", "model": str(CHECKPOINT), "prompt": "a man talking", "width": 96,
            "height": 64, "steps": 3, "seed": 7, **fields}


def placed(picture=REFERENCE):
    """A character for a request."""
    return {"name": "Aki", "references": [str(picture)], "box": [0.1, 0.05, 0.6, 0.95]}


def described_project(panels=3, steps=2, **panel_fields):
    """A project.json of one page whose panels name the tiny checkpoint and one small reference picture."""
    frames = [[[x, 20], [x + 12, 20], [x + 12, 28], [x, 28]] for x in range(20, 20 + 15 * panels, 15)]
    return {
        "schema": 1, "title": "Tiny", "direction": "left-to-right",
        "paper": {"trim": [100, 60], "bleed": 3, "inner_frame": [10, 10, 80, 40], "safe_margin": 5},
        "cast": [{"id": 1, "name": "Aki", "references": [{"picture": "aki.png"}]}],
        "pages": [{"id": 2, "panels": [
            {"id": 10 + i, "frame": frame, "prompt": "a man talking",
             "characters": [{"character": 1, "box": [0.1, 0.1, 0.6, 0.9]}],
             "settings": {"model": str(CHECKPOINT), "steps": steps, "seed": 5 + i}, **panel_fields}
            for i, frame in enumerate(frames)]}]}


def png(width, height, pixels=b""):
    """A grey PNG; its header may claim more than its pixels hold."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels)) +
            chunk(b"IEND", b""))


def picture(width, height, grey=128):
    return png(width, height, (b"\0" + bytes([grey]) * width) * height)


class TinyProject:
    """Gives a test a bundle `tiny.koma` that was made from a described project."""

    def make_bundle(self, description=None, place="."):
        self.write("described/project.json", description or described_project())
        shutil.copy(REFERENCE, self.folder / "described/aki.png")
        bundle = self.folder / place / "tiny.koma"
        self.succeeds("new", bundle, "--from", self.folder / "described")
        return bundle


def interrupt(process, event, times=1):
    """Reads a `--json` run until `event` came `times` times, sends Ctrl+C, returns all lines."""
    lines, seen = [], 0
    for line in process.stdout:
        lines.append(line)
        seen += json.loads(line)["event"] == event
        if seen == times:
            process.send_signal(signal.SIGINT)
            break
    return "".join(lines) + process.stdout.read()


def hold_lock(bundle):
    """Has the bundle open, as another program would."""
    file = open(bundle / "lock", "w")
    fcntl.flock(file, fcntl.LOCK_EX)
    file.write("studio process 1 boot 2\n")
    file.flush()
    return file


def linked_checkpoint(folder):
    """A copy of the tiny checkpoint that costs nothing; replace a file with `replace`."""
    shutil.copytree(CHECKPOINT, folder, copy_function=os.symlink)
    return folder


def replace(file, content):
    file.unlink()
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
