# SPDX-License-Identifier: Apache-2.0
"""Pictures drawn with recorded noise, for tests that compare latents with a reference implementation's."""
from tensor_files import read_tensors, write_tensors

FLAGS = ("--threads", "1", "--dtype", "float32")


def draw_recorded(test, content, noise):
    """Draws the request `content` with the tensors of `noise` in the test's folder. Notes, on surplus characters for
    one, may be said beside. Returns the last latents (shape, flat values) and what was said."""
    write_tensors(test.folder / "noise.safetensors", noise)
    test.write("a.json", content)
    code, _, said = test.run_cli("generate", "a.json", "--out", "a.png", "--initial-noise", "noise.safetensors",
                                 "--latents-out", "latents.safetensors", *FLAGS)
    test.assertEqual(code, 0, said)
    return read_tensors(test.folder / "latents.safetensors")["latents"], said
