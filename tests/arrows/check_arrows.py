# SPDX-License-Identifier: Apache-2.0
"""Fails on any include that the README's level table does not allow."""
import sys

from house import folder_of, includes, table


def main():
    folders, wrong, seen = table(), [], 0
    if len(folders) < 10:
        sys.exit("the level table was not found in README.md")
    for folder in folders.values():
        for other in folder.may:
            if other not in folders:
                wrong.append(f"README.md: {folder.name} may include {other}, which is not in the table")
            elif folders[other].level >= folder.level:
                wrong.append(f"README.md: the arrow {folder.name} -> {other} does not point down")
    for path, line, kind, target in includes():
        seen += 1
        name = folder_of(path, folders)
        if name is None:
            wrong.append(f"{path}:{line}: its folder is not in the level table")
            continue
        folder = folders[name]
        if kind == "qt" and not folder.qt:
            wrong.append(f"{path}:{line}: {name} must not see Qt")
        elif kind == "cuda" and name != "engine/cuda":
            wrong.append(f"{path}:{line}: only engine/cuda may see CUDA")
        elif kind == "torch" and (not folder.torch or name == "engine/engine.h" and path.suffix == ".h"):
            wrong.append(f"{path}:{line}: {name} must not see torch")
        elif kind == "house":
            other = folder_of(target, folders)
            if other != name and other not in folder.may:
                wrong.append(f"{path}:{line}: {name} must not include {target}")
    for message in wrong:
        print(message)
    print(f"{seen} includes, {len(folders)} folders, {len(wrong)} wrong arrows")
    return 1 if wrong or seen == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
