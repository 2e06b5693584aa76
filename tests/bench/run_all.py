# SPDX-License-Identifier: Apache-2.0
"""Measures and prints one markdown table: run_all.py [--build DIR] [--model DIR] [--build-times]

Needs the targets komawari-cli and bench. Nothing is judged; the aims stand beside the numbers. --build-times copies the
source into a scratch folder and builds it there without ccache, so that neither the source's times nor the usual build
folder are touched; it takes as long as a clean build and a rebuild for every folder of the README's level table."""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/arrows"))
import house  # noqa: E402

KEPT_CACHE = re.compile(r"^(CMAKE_PREFIX_PATH|CMAKE_CXX_FLAGS|CMAKE_BUILD_TYPE|LIBTORCH_\w+|ENGINE|UI):\w+=(.+)$")


def machine():
    text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    name = re.search(r"model name\s*: (.*)", text)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    return (f"{name.group(1) if name else 'unknown processor'}, {os.cpu_count()} cores, {memory:.0f} GiB; "
            f"load average before: {load} (1, 5, 15 min)")


def printed_rows(area, command, **options):
    """The rows of a program's own table as (area, measure, value, aim)."""
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        return [(area, "failed", (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1], "")]
    table = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in done.stdout.splitlines()
             if line.startswith("|") and not line.startswith("|--")]
    head, rows = table[0], table[1:]
    about = done.stdout.splitlines()[0].split(";")[0]
    print(f"{about}\n", file=sys.stderr)
    values = slice(1, len(head) - 1)
    return [(area, row[0], " · ".join(f"{cell} ({name})" for name, cell in zip(head[values], row[values])), row[-1])
            for row in rows]


def timed(command, **options):
    """Seconds, peak MiB and what went wrong, if anything."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options)
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wrong = "" if process.returncode == 0 else (complaint.strip().splitlines() or [f"exit {process.returncode}"])[-1]
    return time.monotonic() - start, usage.ru_maxrss / 1024, wrong


def sample_rows(cli, model, threads):
    """The sample work from its description to a PDF, as quickstart.sh does it."""
    rows, total = [], 0.0
    with tempfile.TemporaryDirectory(prefix="komawari-bench-") as folder:
        work = os.path.join(folder, "First Day.koma")
        flags = ["--threads", str(threads)] + (["--model", model] if model else [])
        steps = [("new", ["new", work, "--from", str(ROOT / "resources/samples/first-day")]),
                 ("render, every panel", ["render", work, *flags]),
                 ("export, PNG at 300 dpi", ["export", work, "--format", "png", "--dpi", "300", "--out", folder + "/pages"]),
                 ("export, PDF", ["export", work, "--format", "pdf", "--out", folder + "/work.pdf"])]
        for name, arguments in steps:
            seconds, peak, wrong = timed([cli, *arguments])
            if wrong:
                return rows + [("sample work", name, "failed: " + wrong, "")]
            total += seconds
            rows.append(("sample work", name, f"{seconds:.1f} s, peak {peak:.0f} MiB", ""))
    return rows + [("sample work", "end to end", f"{total:.1f} s ({threads} threads)", "")]


def window_rows(build, threads):
    """The real window over a drawn copy of the sample work, on Qt's offscreen platform."""
    with tempfile.TemporaryDirectory(prefix="komawari-bench-") as folder:
        work, cli = os.path.join(folder, "First Day.koma"), str(build / "bin/komawari-cli")
        for command in ([cli, "new", work, "--from", str(ROOT / "resources/samples/first-day")],
                        [cli, "render", work, "--threads", str(threads)]):
            _, _, wrong = timed(command)
            if wrong:
                return [("window", "failed", wrong, "")]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        return (printed_rows("canvas", [str(build / "bench/canvas_bench")], env=environment) +
                printed_rows("window", [str(build / "bench/window_bench"), work], env=environment))


def source_files():
    """What git knows or would know: tracked files and new ones, not the ignored ones."""
    names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                           capture_output=True, text=True, check=True).stdout.split("\0")
    return sorted({name for name in names if name and (ROOT / name).is_file()})


def copied_source(to):
    for name in source_files():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, to / name)


def includers():
    """For every file, which files include it, directly or through others."""
    direct = {}
    for path, _, kind, target in house.includes():
        if kind == "house":
            direct.setdefault(target, set()).add(str(path))
    reached = {}
    for header in direct:
        waiting, reached[header] = [header], set()
        while waiting:
            new = direct.get(waiting.pop(), set()) - reached[header]
            reached[header] |= new
            waiting += new
    return reached


def files_to_touch():
    """For every folder of the level table: its largest .cpp, and the header that reaches most files of the tree."""
    folders, reached, chosen = house.table(), includers(), {}
    for path in house.sources():
        name = str(path.relative_to(house.ROOT))
        place = (house.folder_of(name, folders), path.suffix)
        weight = path.stat().st_size if path.suffix == ".cpp" else len(reached.get(name, ()))
        if place[0] and weight > chosen.get(place, (-1, ""))[0]:
            chosen[place] = (weight, name)
    return [(folders[folder].level, folder, [chosen[folder, suffix][1] for suffix in (".cpp", ".h") if (folder, suffix) in chosen])
            for folder in folders]


def cache_options(build):
    """How the usual build is configured, so that the scratch build finds and compiles the same."""
    found = (KEPT_CACHE.match(line) for line in (build / "CMakeCache.txt").read_text(encoding="utf-8").splitlines())
    return [f"-D{match.group(1)}={match.group(2)}" for match in found if match]


def build_rows(build, scratch, target, only, jobs):
    shutil.rmtree(scratch, ignore_errors=True)
    source, out = scratch / "source", scratch / "build"
    source.mkdir(parents=True)
    copied_source(source)
    environment = {**os.environ, "CCACHE_DISABLE": "1"}
    ninja = ["ninja", "-C", str(out), "-j", str(jobs), target]

    def run(command):
        seconds, _, wrong = timed(command, env=environment)
        if wrong:
            sys.exit(f"{' '.join(command)} failed: {wrong}; {scratch} is left as it is")
        return seconds

    configure = run(["cmake", "-S", str(source), "-B", str(out), "-G", "Ninja", "-DCCACHE=OFF", *cache_options(build)])
    area = f"build, {jobs} jobs, target {target}"
    rows = [(area, "configure", f"{configure:.1f} s", ""), (area, "clean build", f"{run(ninja):.0f} s", ""),
            (area, "nothing touched", f"{run(ninja):.1f} s", "")]
    for level, folder, names in files_to_touch():
        if only and folder not in only:
            continue
        for name in names:
            os.utime(source / name)
            rows.append((area, f"level {level}, {name} touched", f"{run(ninja):.1f} s", ""))
    shutil.rmtree(scratch)
    return rows


def print_table(rows):
    rows = [("area", "measure", "value", "aim"), *rows]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    for i, row in enumerate(rows):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
        if i == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/packaging/cmake", help="the usual build folder")
    parser.add_argument("--model", help="checkpoint folder; default: the embedded model")
    parser.add_argument("--threads", type=int, default=2, help="of render (default: 2)")
    parser.add_argument("--skip", action="append", default=[], choices=["project", "engine", "sample", "window"])
    parser.add_argument("--build-times", action="store_true", help="measure building too")
    parser.add_argument("--scratch", type=pathlib.Path, default=ROOT / "build/bench-times", help="made and removed again")
    parser.add_argument("--target", default="all", help="what --build-times builds (default: all)")
    parser.add_argument("--folder", action="append", help="touch only in this folder of the level table; may be repeated")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    print(machine() + "\n", flush=True)
    rows = []
    if "project" not in arguments.skip:
        rows += printed_rows("project", [str(arguments.build / "bench/project_bench"), str(arguments.build)])
    if "engine" not in arguments.skip:
        model = [arguments.model] if arguments.model else []
        rows += printed_rows("engine", [str(arguments.build / "bench/denoise_bench"), *model])
    if "sample" not in arguments.skip:
        rows += sample_rows(str(arguments.build / "bin/komawari-cli"), arguments.model, arguments.threads)
    if "window" not in arguments.skip:
        rows += window_rows(arguments.build, arguments.threads)
    if arguments.build_times:
        rows += build_rows(arguments.build, arguments.scratch, arguments.target, arguments.folder, arguments.jobs)
    print_table(rows)


if __name__ == "__main__":
    main()
