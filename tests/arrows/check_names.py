# SPDX-License-Identifier: Apache-2.0
"""With UNITY a library's files are compiled together: what they name in unnamed namespaces must differ."""
import collections
import re
import sys

from house import ROOT

LIBRARY = re.compile(r"koma_library\((\w+) FOLDERS ([\w/ ]+?)\s*(?:LINKS|PRIVATE_LINKS|TORCH|MOC|\))")
UNNAMED = re.compile(r"^namespace \{$(.*?)^\}  // namespace$", re.MULTILINE | re.DOTALL)
DECLARATION = re.compile(r"^(?![\s/#}]|template)(.+)$", re.MULTILINE)
TYPE = re.compile(r"(?:struct|class|enum class)\s+(\w+)")
FUNCTION = re.compile(r"[\w:<>,&*\s\[\]]*?[\s&*](\w+)\(([^)]*)")
VALUE = re.compile(r"(?<![.\w])(\w+)(?:\[[^\]]*\])?\s*(?:=|\{)")


def libraries():
    """{name: its .cpp files}, as the CMake files say."""
    for top in ("engine", "ui", "app"):
        for name, folders in LIBRARY.findall((ROOT / top / "CMakeLists.txt").read_text(encoding="utf-8")):
            yield name, [path for folder in folders.split() for path in sorted((ROOT / folder).rglob("*.cpp"))]
    yield "app_studio", [path for path in sorted((ROOT / "app").glob("*.cpp")) if path.name != "main.cpp"]


def parameters(text):
    """The types in a function's parameters: functions that differ in them may share a name."""
    without_values = re.sub(r"\s*=\s*[^,]*", "", text)
    return tuple(re.sub(r"\s*\w+$", "", one.strip()) for one in without_values.split(","))


def names_in(line):
    if found := TYPE.match(line):
        return [found.group(1)]
    function = FUNCTION.match(line)
    if function and " = " not in line.split("(")[0]:
        return [(function.group(1), parameters(function.group(2)))]
    return VALUE.findall(line) if line.startswith("const") else []


def main():
    wrong = 0
    for library, paths in libraries():
        places = collections.defaultdict(set)
        for path in paths:
            text = path.read_text(encoding="utf-8")
            around = re.search(r"^namespace (koma[\w:]*)", text, re.MULTILINE)
            for block in UNNAMED.findall(text):
                for line in DECLARATION.findall(block):
                    for name in names_in(line):
                        places[around and around.group(1), name].add(str(path.relative_to(ROOT)))
        for (_, name), files in sorted(places.items(), key=str):
            if len(files) > 1:
                wrong += 1
                plain = name if isinstance(name, str) else name[0]
                print(f"{library}: {', '.join(sorted(files))} each have a \"{plain}\" of their own; say it once or rename")
    print(f"{wrong} names twice")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
