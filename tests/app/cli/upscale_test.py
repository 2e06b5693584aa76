# SPDX-License-Identifier: Apache-2.0
"""The verb `upscale`: sizes to the pixel, what is shown of another shape, and what it says when it cannot."""
import array
import json
import re
import struct
import unittest

from cli_support import CliTest, TinyProject, described_project, needs_engine, picture, png
from tensor_files import write_tensors

SIDE = 70


def network(file, scale=4, features=2):
    """A compact network whose convolutions are all zero: it repeats every pixel."""
    def zeros(*shape):
        count = 1
        for side in shape:
            count *= side
        return list(shape), array.array("f", [0.0]) * count
    last = 3 * scale * scale
    write_tensors(file, {"body.0.weight": zeros(features, 3, 3, 3), "body.0.bias": zeros(features),
                         "body.1.weight": zeros(features), "body.2.weight": zeros(last, features, 3, 3),
                         "body.2.bias": zeros(last)})
    return file


def checks(side, step=7):
    """Squares of paper and ink."""
    return png(side, side, b"".join(b"\0" + bytes(255 * ((x // step + y // step) % 2) for x in range(side))
                                    for y in range(side)))


@needs_engine
class Upscale(TinyProject, CliTest):
    def setUp(self):
        super().setUp()
        self.write("page.png", checks(SIDE))

    def size(self, name="out.png"):
        """Width, height and PNG colour type, 0 for grey."""
        width, height, _, colour = struct.unpack(">IIBB", (self.folder / name).read_bytes()[16:26])
        return width, height, colour

    def test_every_way_to_say_a_size_gives_exactly_that_size(self):
        network(self.folder / "net.safetensors")
        for ways, expected in ((("--scale", "4"), (280, 280)), (("--scale", "3.3"), (231, 231)),
                               (("--to", "301x200"), (301, 200)),
                               (("--dpi", "600", "--millimetres", "12.7x12.7"), (300, 300)),
                               (("--dpi", "350", "--millimetres", "10x7.5"), (138, 103))):
            with self.subTest(ways=ways):
                _, _, notes = self.run_cli("upscale", "page.png", "--model", "./net.safetensors", *ways, "-o", "out.png")
                self.assertEqual(self.size(), (*expected, 0))
                self.assertEqual("edges were cut" in notes, expected[0] != expected[1], notes)

    def test_a_network_that_repeats_pixels_repeats_them_and_its_recipe_does_it_again(self):
        net = network(self.folder / "net.safetensors")
        self.write("large.png", checks(4 * SIDE, 28))
        self.assertEqual(self.succeeds("upscale", "page.png", "--model", net, "--scale", "4", "-o", "out.png"), "out.png\n")
        self.assertEqual(self.succeeds("upscale", "large.png", "--to", "280x280", "-o", "same.png"), "same.png\n")
        self.assertEqual(self.chunk("out.png", b"IDAT"), self.chunk("same.png", b"IDAT"))
        recipe = json.loads(self.chunk("out.png", b"iTXt").split(b"\0", 5)[-1].decode())
        self.assertEqual(recipe["request"]["width"], 280)
        self.assertEqual(recipe["request"]["upscale"]["model"], str(net))
        self.assertEqual(len(recipe["file_hashes"]["upscaler"]), 64)
        self.succeeds("generate", "--recipe-of", "out.png", "--out", "again.png")
        self.assertEqual(self.chunk("out.png", b"IDAT"), self.chunk("again.png", b"IDAT"))

    def chunk(self, name, wanted):
        data, at, found = (self.folder / name).read_bytes(), 8, b""
        while at < len(data):
            length, kind = struct.unpack(">I4s", data[at:at + 8])
            found += data[at + 8:at + 8 + length] if kind == wanted else b""
            at += 12 + length
        return found

    def test_networks_are_listed_by_their_kind(self):
        (self.folder / "nets").mkdir()
        network(self.folder / "nets/twice.safetensors", scale=2)
        listed = self.succeeds("models", "--models", "nets")
        self.assertRegex(listed, r"(?m)^twice +upscaler +- +.* x2$")
        self.succeeds("upscale", "page.png", "--model", "twice", "--models", "nets", "--scale", "2", "-o", "out.png")
        self.assertEqual(self.size(), (140, 140, 0))

    def test_progress_comes_as_events(self):
        net = network(self.folder / "net.safetensors")
        events = self.events_of(self.succeeds("upscale", "page.png", "--model", net, "--scale", "8", "-o", "out.png", "--json"))
        self.assertEqual([event["event"] for event in events], ["started", "progress", "progress", "finished"])
        self.assertEqual(events[2]["steps"], 2)  # a pass of four, a pass of which half is scaled down

    def test_what_is_drawn_of_a_project_is_enlarged_as_another_take(self):
        net = network(self.folder / "net.safetensors")
        bundle = self.make_bundle(described_project(panels=1))
        self.assertEqual(self.succeeds("render", bundle, "--dpi", "1500"), "0 enlarged, 1 kept\n")  # nothing is drawn yet
        self.succeeds("render", bundle)
        before = set((bundle / "objects").rglob("*.png"))
        self.assertEqual(self.succeeds("render", bundle, "--dpi", "1500", "--upscaler", net),
                         "panel 10: enlarged\n1 enlarged, 0 kept\n")
        self.assertEqual(self.succeeds("render", bundle, "--dpi", "1500"), "0 enlarged, 1 kept\n")
        (large,) = set((bundle / "objects").rglob("*.png")) - before
        self.assertEqual(self.size(large)[:2], (709, 472))  # 12 mm x 8 mm
        self.refuses(["render", bundle, "--dpi", "2400", "--upscaler", "nowhere"], re.compile("there is no such model"))
        self.misused(["render", bundle, "--upscaler", "x"], "--upscaler requires --dpi; see komawari-cli render --help")

    def test_what_cannot_be_done_is_said_in_one_sentence(self):
        net = network(self.folder / "net.safetensors")
        self.write("text.txt", "no network")
        self.write("thin.png", picture(8, 64))
        usual = ["upscale", "page.png", "-o", "out.png"]
        self.all_refuse([
            ([*usual, "--model", "nowhere", "--scale", "2"], re.compile("^nowhere: there is no such model")),
            ([*usual, "--model", "./text.txt", "--scale", "2"], re.compile("text.txt")),
            ([*usual, "--scale", "64", "--model", net, "--dtype", "float32", "--device", "gpu"], re.compile("gpu")),
            (["upscale", "text.txt", "--scale", "2", "-o", "out.png"], re.compile("text.txt")),
            (["upscale", "page.png", "--to", "20000x20000", "-o", "out.png"],
             "the picture's sides would be 20000 pixels; sides of 64 to 16384 are possible"),
            (["upscale", "thin.png", "--scale", "2", "-o", "out.png"],
             "the picture's sides would be 16 pixels; sides of 64 to 16384 are possible"),
            (["upscale", "page.png", "--scale", "2", "-o", "nowhere/out.png"], re.compile("nowhere")),
        ])
        self.all_refuse([
            (usual, re.compile("give one of --to, --scale, and --dpi with --millimetres")),
            ([*usual, "--scale", "2", "--to", "90x90"], re.compile("give one of")),
            ([*usual, "--dpi", "600"], re.compile("need each other")),
            ([*usual, "--to", "large"], re.compile("must be WIDTHxHEIGHT")),
            ([*usual, "--scale", "2", "--finish", "shiny"], re.compile("shiny not in")),
        ], code=2)
        self.assertNotIn("out.png", self.files())


if __name__ == "__main__":
    unittest.main()
