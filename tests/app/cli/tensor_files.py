# SPDX-License-Identifier: Apache-2.0
"""Tensors in and out of safetensors files with Python alone, for tests that compare numbers."""
import array
import json


def read_tensors(file):
    """The float32 tensors of a file by name: (shape, flat values)."""
    content = file.read_bytes()
    size = int.from_bytes(content[:8], "little")
    data, result = content[8 + size:], {}
    for name, entry in json.loads(content[8:8 + size]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            result[name] = (entry["shape"], array.array("f", data[begin:end]))
    return result


def write_tensors(file, tensors):
    """Writes float32 tensors, (shape, flat values) by name."""
    header, place = {}, 0
    for name, (shape, values) in tensors.items():
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [place, place + 4 * len(values)]}
        place += 4 * len(values)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    file.write_bytes(len(text).to_bytes(8, "little") + text + b"".join(v.tobytes() for _, v in tensors.values()))


def deviations_apart(actual, expected, scale=None):
    """The largest difference in standard deviations of `scale`, by default of what is expected."""
    scale = expected if scale is None else scale
    mean = sum(scale) / len(scale)
    deviation = (sum((value - mean) ** 2 for value in scale) / len(scale)) ** 0.5
    return max(abs(a - b) for a, b in zip(actual, expected)) / deviation
