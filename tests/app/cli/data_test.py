# SPDX-License-Identifier: Apache-2.0
"""The verb `data`: annotations are checked; pages are fetched from a server of this machine, which behaves badly."""
import http.server
import json
import os
import pty
import signal
import struct
import threading
import time
import unittest

from cli_support import CliTest, picture


def size_of(content):
    return struct.unpack(">II", content[16:24])


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, time.monotonic()))
        name = self.path.strip("/")
        count = sum(path == self.path for path, _ in self.server.asked)
        if name.startswith("gone"):
            return self.answer(404, b"not here")
        if name.startswith("busy") and count == 1:
            return self.answer(429, b"", {"Retry-After": "1"})
        if name.startswith("loop"):
            return self.answer(302, b"", {"Location": self.path})
        if name.startswith("leave"):
            return self.answer(302, b"", {"Location": "file:///etc/hostname"})
        if name.startswith("moved"):
            return self.answer(301, b"", {"Location": "/grey-50"})
        if name.startswith("text"):
            return self.answer(200, b"<html>sold out</html>")
        if name.startswith("cut") and count == 1:
            return self.answer(200, picture(20, 30, 9), cut=10)
        if name.startswith("hangs"):
            self.server.hanging.set()
            self.server.release.wait(30)
        if name.startswith("large"):
            return self.answer(200, b"\x89PNG" + bytes(2 << 20))
        self.answer(200, picture(20, 30, int(name.split("-")[1]) if "-" in name else 9))

    def answer(self, status, body, headers=None, cut=0):
        try:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:len(body) - cut])
            if cut:
                self.wfile.flush()
                self.close_connection = True
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *_):
        pass


class Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


class DataTest(CliTest):
    def annotate(self, pages):
        self.write("annotations.json", pages)

    @staticmethod
    def entry(name, **changes):
        frame = {"bbox": [0, 0, 20, 30], "caption": "a girl", "characters": [{"id": 1, "bbox": [1, 1, 9, 9], "type": 0}],
                 "dialogs": [{"bbox": [10, 1, 19, 9]}]}
        return {"image_path": name, "frames": [frame], **changes}


class Check(DataTest):
    def test_what_the_annotations_hold_is_counted(self):
        self.annotate([self.entry("a.png"), self.entry("b.png", score=3)])
        out = self.succeeds("data", "check", "annotations.json")
        self.assertTrue(out.startswith("2 pages, 2 panels, 2 characters, 2 dialogue boxes\n"), out)
        self.assertIn("\nfaces: 2 clean, 0 vague, 0 exaggerated, 0 unsaid\n", out)
        self.assertIn("\nunknown, passed over: score (1)\n", out)

    def test_numbers_come_as_json_too(self):
        self.annotate([self.entry("a.png")])
        found = json.loads(self.succeeds("data", "check", "annotations.json", "--json"))
        self.assertEqual((found["entries"], found["skipped"], found["panels"], found["problems"]), (1, 0, 1, []))
        self.assertEqual(found["dialogs_per_panel"], {"1": 1})
        self.assertNotIn("pictures", found)

    def test_wrong_entries_are_named_and_left_out(self):
        wrong = self.entry("b.png")
        wrong["frames"][0]["characters"][0]["bbox"] = [5, 5, 5, 9]
        self.annotate("[" + json.dumps(self.entry("a.png")) + ",\n" + json.dumps(wrong) + ",\n{}]")
        code, out, err = self.run_cli("data", "check", "annotations.json")
        self.assertEqual((code, err), (1, "komawari-cli: annotations.json: 2 problems were found; correct what is "
                                          "wrong or remove its entry before training\n"))
        self.assertIn("line 2, $[1].frames[0].characters[0].bbox: is [5,5,5,9], but left must be less than right and top "
                      "less than bottom\n", out)
        self.assertIn("line 3, $[2].image_path: is missing; give the picture's path\n", out)
        self.assertTrue(out.startswith("1 pages"), out)

    def test_pictures_are_looked_for_and_measured(self):
        pages = self.folder / "pages"
        pages.mkdir()
        (pages / "good.png").write_bytes(picture(20, 30, 9))
        (pages / "small.png").write_bytes(picture(3, 30, 9))
        (pages / "text.png").write_text("no picture")
        names = ("good", "small", "text", "none")
        self.annotate([self.entry(name + ".png") for name in names] + [self.entry("good.png")])
        code, out, _ = self.run_cli("data", "check", "annotations.json", "--images", "pages", "--json")
        found = json.loads(out)
        self.assertEqual(code, 1)
        self.assertEqual(found["pictures"], {"missing": 1, "unreadable": 1, "too_small": 1})
        self.assertEqual(found["pages_of_same_name"], 1)
        self.assertIn("pages/none.png: is not there", found["problems"])

    def test_a_file_that_is_no_list_and_one_that_is_not_there(self):
        self.annotate("{}")
        self.refuses(["data", "check", "annotations.json"],
                     "annotations.json:1: is no annotation file: it must be one JSON list of pages")
        self.refuses(["data", "check", "none.json"], "none.json: the annotations are not there; check the path")
        self.annotate([])
        self.refuses(["data", "check", "annotations.json", "--images", "none"],
                     "none: the folder of pictures is not there; check the path")


class Download(DataTest):
    def setUp(self):
        super().setUp()
        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.server.asked, self.server.hanging, self.server.release = [], threading.Event(), threading.Event()
        thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        thread.start()
        self.host = "127.0.0.1:%d" % self.server.server_address[1]
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.addCleanup(self.server.release.set)

    def pages(self, *pairs):
        """One page for each pair of what the server is asked for."""
        self.annotate([self.entry(f"p/{n}.png", meta={"url1": f"http://{self.host}/{left}", "width1": 20,
                                                   "url2": f"http://{self.host}/{right}", "width2": 20})
                    for n, (left, right) in enumerate(pairs, 1)])

    def download(self, *arguments, **options):
        return self.run_cli("data", "download", "annotations.json", "--out", "pages", "--yes", "--rate", "200", *arguments,
                            env={"no_proxy": "*"}, **options)

    def fetched(self):
        return sorted(str(path.relative_to(self.folder / "pages")) for path in (self.folder / "pages").rglob("*.png"))

    def asked(self):
        return [path.strip("/") for path, _ in self.server.asked]

    def test_pages_are_fetched_and_said(self):
        self.pages(("grey-10", "grey-20"), ("moved", "grey-40"))
        code, out, err = self.download("--jobs", "1")
        self.assertEqual((code, out), (0, "pages/p/1.png\npages/p/2.png\n"))
        self.assertEqual(err, "This asks, 200 times a second at most:\n" f"  {self.host} for 4 pictures\n"
                              "2 pages fetched, 0 were there, 0 have no address, 0 failed\n")
        self.assertEqual(size_of((self.folder / "pages/p/1.png").read_bytes()), (40, 30))
        ledger = [json.loads(line) for line in (self.folder / "pages/komawari-download.jsonl").read_text().splitlines()]
        self.assertEqual([line["status"] for line in ledger], ["complete", "complete"])
        self.assertEqual([source["url"] for source in ledger[0]["sources"]],
                         [f"http://{self.host}/grey-10", f"http://{self.host}/grey-20"])

    def test_what_a_server_does_wrong_is_told_page_by_page(self):
        self.pages(("grey-1", "gone"), ("text", "grey-2"), ("loop", "grey-3"), ("leave", "grey-4"), ("large", "grey-5"),
                   ("grey-6", "grey-7"))
        code, out, err = self.download("--jobs", "1", "--largest", "1")
        self.assertEqual((code, out), (1, "pages/p/6.png\n"))
        for n, sentence in ((1, "/gone: the server answers 404"), (2, "/text: this is neither a PNG nor a JPEG picture"),
                            (3, "/loop: the server redirects more than 5 times"), (4, "/leave: "),
                            (5, "/large: the answer is larger than 1 MiB")):
            self.assertIn(f"komawari-cli: p/{n}.png: http://{self.host}{sentence}", err)
        self.assertEqual(self.asked().count("gone"), 1)
        self.assertEqual(self.asked().count("leave"), 1)
        self.assertEqual(self.fetched(), ["p/6.png"])

    def test_what_passes_is_tried_again(self):
        self.pages(("busy", "cut"))
        start = time.monotonic()
        code, _, err = self.download("--jobs", "1")
        self.assertEqual(code, 0, err)
        self.assertGreaterEqual(time.monotonic() - start, 2)
        self.assertEqual(self.asked(), ["busy", "busy", "cut", "cut"])

    def test_a_server_that_does_not_answer_is_left(self):
        self.pages(("hangs", "grey-1"))
        code, _, err = self.download("--timeout", "1", "--retries", "0")
        self.assertEqual(code, 1)
        self.assertIn("no whole answer within 1 s", err)

    def test_a_server_that_is_not_there_is_named(self):
        self.server.shutdown()
        self.server.server_close()
        self.pages(("grey-1", "grey-2"))
        code, _, err = self.download("--retries", "0")
        self.assertEqual(code, 1)
        self.assertIn("/grey-1: Couldn't connect to server", err)

    def test_requests_are_spaced(self):
        self.pages(*[(f"grey-{n}", f"grey-{n}") for n in range(1, 4)])
        code, _, err = self.run_cli("data", "download", "annotations.json", "--out", "pages", "--yes", "--rate", "10",
                                    "--jobs", "3", env={"no_proxy": "*"})
        self.assertEqual(code, 0, err)
        times = [moment for _, moment in self.server.asked]
        self.assertGreaterEqual(times[-1] - times[0], 0.45)

    def test_ctrl_c_leaves_nothing_half_done_and_a_second_run_goes_on(self):
        self.pages(("grey-1", "grey-2"), ("grey-3", "hangs"), ("grey-4", "grey-5"))
        self.stops(signal.SIGINT, 130)

    def test_a_kill_leaves_nothing_half_done_and_a_second_run_goes_on(self):
        self.pages(("grey-1", "grey-2"), ("grey-3", "hangs"), ("grey-4", "grey-5"))
        self.stops(signal.SIGKILL, -signal.SIGKILL)

    def stops(self, how, code):
        with self.start("data", "download", "annotations.json", "--out", "pages", "--yes", "--rate", "200", "--jobs", "1",
                        env={"no_proxy": "*"}) as process:
            self.assertTrue(self.server.hanging.wait(60))
            process.send_signal(how)
            process.communicate(timeout=60)
        self.assertEqual(process.returncode, code)
        self.assertEqual(self.fetched(), ["p/1.png"])
        self.server.release.set()
        self.server.asked.clear()
        code, out, err = self.download("--jobs", "1")
        self.assertEqual((code, out), (0, "pages/p/2.png\npages/p/3.png\n"), err)
        self.assertNotIn("grey-1", self.asked())
        self.assertIn("2 pages fetched, 1 were there, 0 have no address, 0 failed\n", err)

    def test_a_damaged_page_is_fetched_again(self):
        self.pages(("grey-1", "grey-2"), ("grey-3", "grey-4"))
        self.assertEqual(self.download()[0], 0)
        page = self.folder / "pages/p/2.png"
        whole = page.read_bytes()
        page.write_bytes(whole[:-1] + b"x")
        code, out, _ = self.download("--json")
        events = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(code, 0)
        self.assertEqual({event["fate"] for event in events[:-1]}, {"kept", "fetched"})
        self.assertEqual(events[-1], {"event": "finished", "fetched": 1, "kept": 1, "without_url": 0, "failed": 0})
        self.assertEqual(page.read_bytes(), whole)

    def test_nothing_is_asked_before_somebody_agrees(self):
        self.pages(("grey-1", "grey-2"))
        code, _, err = self.run_cli("data", "download", "annotations.json", "--out", "pages")
        self.assertEqual(code, 1)
        self.assertTrue(err.endswith("nobody is there to agree; give --yes to do so\n"), err)
        for answer, expected in (("n\n", 130), ("y\n", 0)):
            terminal, inside = pty.openpty()
            with self.start("data", "download", "annotations.json", "--out", "pages", "--rate", "200",
                            stdin=inside, env={"no_proxy": "*"}) as process:
                os.write(terminal, answer.encode())
                process.communicate(timeout=60)
            os.close(terminal)
            os.close(inside)
            self.assertEqual(process.returncode, expected)
            self.assertEqual(len(self.server.asked), 0 if expected else 2)

    def test_addresses_of_other_kinds_are_refused_before_anything_is_asked(self):
        self.pages(("grey-1", "grey-2"))
        pages = json.loads((self.folder / "annotations.json").read_text())
        for address in ("file:///etc/hostname", "ftp://host/a.png", "http://user:secret@host/a.png"):
            pages[0]["meta"]["url2"] = address
            self.annotate(pages)
            code, _, err = self.download()
            self.assertEqual((code, err), (1, f"komawari-cli: p/1.png: {address}: only http and https addresses without a "
                                              "user's name are fetched; correct it\n"))
        self.assertEqual(self.server.asked, [])

    def test_annotations_without_addresses_have_nothing_to_fetch(self):
        self.annotate([self.entry("a.png")])
        code, _, err = self.download()
        self.assertEqual((code, err), (1, "komawari-cli: annotations.json: no page has an address\n"))


if __name__ == "__main__":
    unittest.main()
