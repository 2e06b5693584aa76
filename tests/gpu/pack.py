"""Collects a program with the shared libraries it needs beside libtorch and the C library, so that it runs on another
machine that has libtorch in its Python: what a training or a check on a rented GPU needs.

    tests/gpu/pack.py PROGRAM… ARCHIVE.tar.xz

There, unpacked: LD_LIBRARY_PATH=pack:TORCH/lib:pack/newer pack/PROGRAM. `pack/newer` holds the C++ runtime, for machines
whose own is older. libkomawari-cuda.so comes along where it lies beside a program."""
import argparse
import pathlib
import re
import shutil
import subprocess
import tarfile
import tempfile

# The C library and its loader belong to the system; libtorch and CUDA come with Python's torch there.
LEFT = re.compile(r"(libc|libm|libdl|librt|libpthread|libresolv|ld-linux.*|libtorch.*|libc10.*|libgomp.*|libcu.*|libnv.*"
                  r"|libnccl.*|libshm.*|libgfortran.*)\.so")
RUNTIME = re.compile(r"(libstdc\+\+|libgcc_s)\.so")
LARGEST = 48 << 20  # bytes of the archive


def libraries(program):
    """The resolved shared libraries of a program: (name it asks for, file)."""
    text = subprocess.run(["ldd", str(program)], check=True, capture_output=True, text=True).stdout
    missing = re.findall(r"(\S+) => not found", text)
    if missing:
        raise SystemExit(f"{program} lacks {', '.join(missing)}; set LD_LIBRARY_PATH to where they lie")
    return re.findall(r"(\S+) => (/\S+)", text)


def copy_stripped(source, target):
    shutil.copy(source, target)
    target.chmod(0o755)
    subprocess.run(["strip", "--strip-unneeded", str(target)], check=True)


def collect(programs, folder):
    newer = folder / "newer"
    newer.mkdir()
    for program in programs:
        copy_stripped(program, folder / program.name)
        kernels = program.parent / "libkomawari-cuda.so"
        if kernels.exists():
            copy_stripped(kernels, folder / kernels.name)
        for name, file in libraries(program):
            if not LEFT.match(name):
                copy_stripped(file, (newer if RUNTIME.match(name) else folder) / name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", type=pathlib.Path, nargs="+")
    parser.add_argument("archive", type=pathlib.Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        collect(options.programs, folder)
        with tarfile.open(options.archive, "w:xz", preset=4) as archive:
            archive.add(folder, "pack")
    size = options.archive.stat().st_size
    print(f"{options.archive}: {size / 1e6:.1f} MB")
    if size > LARGEST:
        raise SystemExit("that is too much to send along")


if __name__ == "__main__":
    main()
