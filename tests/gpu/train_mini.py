"""Retrains model mini on a machine with an NVIDIA GPU, within a given time, from what tests/gpu/pack.py packed.

    tests/gpu/train_mini.py PACK OUT --from CHECKPOINT [--seconds 560] [--width large] [--panels 60000] [--batch 256]
    tests/gpu/train_mini.py PACK OUT --from CHECKPOINT --quick

Autoencoder and reference encoder learn side by side, then panels are drawn and encoded, then the denoiser learns while
the decoder goes on beside it on cores that are idle by then. OUT gets the checkpoint folder as mini.tar in parts of 15
MiB, a contact sheet and the logs. A run that is called again with the same --run goes on where it was cut off: with
--denoiser-seconds the schedule spans several calls. Starting the denoiser is dear, 75 s on an H100, because cuDNN
compiles its kernels for every panel size; so it is started once. --quick runs every stage for two steps and measures
steps per second of the denoiser. Needs torch in this Python."""
import argparse
import importlib.util
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tarfile
import threading
import time

PART = 15 << 20  # bytes
START = time.monotonic()
FINISH = 25  # seconds for the last sheet, the export and packing
CANCELLED = 130  # exit status of a program that was asked to stop and left a checkpoint


def elapsed():
    return time.monotonic() - START


class Log:
    """Prints lines with their time and keeps them; safe for several threads."""

    def __init__(self, file):
        self.file, self.lock = file.open("a", encoding="utf-8"), threading.Lock()

    def say(self, text):
        with self.lock:
            line = f"{elapsed():6.1f} {text}"
            print(line, flush=True)
            print(line, file=self.file, flush=True)


class Programs:
    """Starts what PACK holds, with libtorch of this Python."""

    def __init__(self, archive, place, log):
        self.pack, self.log = place.resolve() / "pack", log
        with tarfile.open(archive) as packed:
            packed.extractall(place, filter="fully_trusted")
        torch = pathlib.Path(importlib.util.find_spec("torch").origin).parent / "lib"
        self.paths = [str(self.pack), str(torch)]
        if subprocess.run(self.command("komawari-cli", "--help"), env=self.environment(), capture_output=True,
                          check=False).returncode != 0:
            self.paths.append(str(self.pack / "newer"))
            log.say("the C++ runtime here is older than the program's; its own is used")

    def environment(self):
        return dict(os.environ, LD_LIBRARY_PATH=":".join(self.paths), OMP_NUM_THREADS="1")

    def command(self, name, *words):
        return [str(self.pack / name), *map(str, words)]

    def start(self, title, name, *words):
        """Runs in the background; its lines go to the log. wait() gives the exit status."""
        process = subprocess.Popen(self.command(name, *words), env=self.environment(), stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True, errors="replace")

        def listen():
            for line in process.stdout:
                self.log.say(f"{title}: {line.rstrip()}")

        process.listener = threading.Thread(target=listen, daemon=True)
        process.listener.start()
        process.title = title
        return process

    def finish(self, process, until=None):
        """Waits; asks a process that is late to save and end. True when it ended well."""
        try:
            process.wait(None if until is None else max(1.0, until - elapsed()))
        except subprocess.TimeoutExpired:
            return self.stop(process)
        return self.ended(process)

    def stop(self, process):
        """Asks it to save and end. True when it did, or had ended well before."""
        self.log.say(f"{process.title}: asked to stop")
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return self.ended(process, (0, CANCELLED))

    def ended(self, process, good=(0,)):
        process.listener.join(5)
        if process.returncode not in good:
            self.log.say(f"{process.title}: ended with {process.returncode}")
        return process.returncode in good


class Run:
    """One training run and its stages."""

    def __init__(self, programs, options):
        self.programs, self.options, self.folder = programs, options, options.run
        self.cache = options.cache / "mini-panels"

    def stage(self, name, *words):
        return self.programs.start(name, "komawari-cli", "train", "--stage", name, "--run", self.folder, "--device",
                                   self.options.device, "--cache", self.cache, "--seed", self.options.seed, *words)

    def done(self, name):
        return (self.folder / f"{name}.done").exists()

    def learn(self, name, seconds, *words):
        """Starts a stage that learns; nothing when it was finished before."""
        if self.done(name) or seconds == 0:
            return None
        budget = ["--steps", 2] if self.options.quick else ["--seconds", max(1, int(seconds))]
        return self.stage(name, *budget, *words)

    def finished(self, process, until=None):
        if process is None:
            return True
        good = self.programs.finish(process, until)
        if good:
            (self.folder / f"{process.title}.done").touch()
        return good

    def begin(self):
        """The checkpoint's weights where they fit; what is not wanted of them is removed."""
        if self.done("import"):
            return True
        width = ["--width", self.options.width] if self.options.width else []
        if not self.programs.finish(self.stage("import", "--from", self.options.checkpoint, *width)):
            return False
        for name in [] if self.options.warm else ["reference", "denoiser"]:
            (self.folder / f"{name}.safetensors").unlink(missing_ok=True)
        (self.folder / "import.done").touch()
        return True


def denoise(run, options):
    """Starts the denoiser, or lets it go on."""
    budget = ["--steps", 2] if options.quick else ["--seconds", int(options.denoiser_seconds)]
    width = ["--width", options.width] if options.width else []
    return run.stage("denoiser", "--panels", options.panels, "--save-every", 90, "--preview-every", 100000, "--batch",
                     options.batch, *budget, *width)


def train(run, options):
    """Every stage in turn; False when one failed."""
    if not run.begin():
        return False
    end = options.seconds - FINISH
    first = [run.learn("vae", options.vae_seconds, "--batch", 64, "--save-every", 1000),
             run.learn("reference", options.reference_seconds, "--batch", options.reference_batch)]
    if not all([run.finished(process, end) for process in first]):
        return False
    panels = None if run.done("panels") else run.stage("panels", "--panels", options.panels)
    if not run.finished(panels, end):
        return False
    options.denoiser_seconds = options.denoiser_seconds or max(1, end - elapsed())
    decoder = run.learn("decoder", options.decoder_seconds, "--batch", 64, "--save-every", 1000)
    good = run.programs.finish(denoise(run, options), end)
    return run.finished(decoder, end + 5) and good


def deliver(run, options):
    """Sheet, checkpoint folder and logs into OUT."""
    sheet = run.stage("sheet")
    exported = options.run / "export" / "mini"
    shutil.rmtree(exported, ignore_errors=True)
    export = run.stage("export", "--out", exported)
    good = run.programs.finish(export)
    if good:
        whole = options.run / "mini.tar"
        with tarfile.open(whole, "w") as archive:
            archive.add(exported, "mini")
        data = whole.read_bytes()
        for index in range(0, len(data), PART):
            (options.out / f"mini.tar.{index // PART:02}").write_bytes(data[index:index + PART])
    good = run.programs.finish(sheet, options.seconds + 20) and good
    if (options.run / "sheet.png").exists():
        shutil.copy(options.run / "sheet.png", options.out / "sheet.png")
    return good


def keep_logs(options):
    with tarfile.open(options.out / "logs.tar.gz", "w:gz") as archive:
        for pattern in ("*.csv", "*-loss.png", "vae.png", "decoder.png", "latents.json"):
            for file in sorted(options.run.glob(pattern)):
                archive.add(file, file.name)


def throughput(programs, options):
    """A table of steps per second, and where a step's time goes."""
    if not (programs.pack / "training_bench").exists():
        return
    for width in ("medium", "large"):
        for batch in (256, 128):
            words = ["--profile"] if (width, batch) == (options.profiled, 256) else []
            bench = programs.start(f"bench {width} {batch}", "training_bench", "--device", options.device, "--width",
                                   width, "--batch", batch, "--steps", 30, "--warm", 25, "--panels", 600, *words)
            programs.finish(bench, elapsed() + 75)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--from", dest="checkpoint", type=pathlib.Path, required=True)
    parser.add_argument("--run", type=pathlib.Path, default=pathlib.Path("/tmp/mini-run"))
    parser.add_argument("--cache", type=pathlib.Path, default=pathlib.Path("/dev/shm"))
    parser.add_argument("--warm", action="store_true", help="keep the checkpoint's denoiser, and so its encoders")
    parser.add_argument("--seconds", type=float, default=560, help="of everything together")
    parser.add_argument("--vae-seconds", type=float, default=50)
    parser.add_argument("--reference-seconds", type=float, default=40)
    parser.add_argument("--decoder-seconds", type=float, default=120)
    parser.add_argument("--reference-batch", type=int, default=256)
    parser.add_argument("--denoiser-seconds", type=float, default=0, help="of its schedule, 0: what is left")
    parser.add_argument("--panels", type=int, default=60000)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--width", default="", choices=["", "small", "medium", "large"])
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--profiled", default="medium", help="width whose kernels --quick lists")
    options = parser.parse_args()
    if options.warm:  # a denoiser knows the latents and tokens of its own encoders
        options.vae_seconds = options.reference_seconds = 0
    if options.quick:
        options.panels, options.batch = min(options.panels, 400), min(options.batch, 64)
        options.run = options.run.with_name(options.run.name + "-quick")
        options.cache = options.run
        shutil.rmtree(options.run, ignore_errors=True)
    return options


def main():
    options = arguments()
    options.run.mkdir(parents=True, exist_ok=True)
    options.out.mkdir(parents=True, exist_ok=True)
    log = Log(options.out / "log.txt")
    programs = Programs(options.pack, options.run, log)
    run = Run(programs, options)
    good = train(run, options)
    log.say("trained" if good else "a stage failed; what there is gets packed")
    good = deliver(run, options) and good
    keep_logs(options)
    if options.quick:
        throughput(programs, options)
    log.say("good" if good else "not good")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
