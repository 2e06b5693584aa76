# SPDX-License-Identifier: Apache-2.0
"""Plans on the command line: by rule, and with a server that this test plays."""
import http.server
import json
import subprocess
import threading
import unittest

from cli_support import FIRST_DAY, CliTest

KEY = "sk-only-for-the-server-0815"


class Parrot(http.server.BaseHTTPRequestHandler):
    """Says what it was made to say, as a whole answer."""

    answers, seen = [], []

    def do_GET(self):
        self.reply({"data": [{"id": "parrot"}]})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append((self.headers.get("Authorization"), body))
        self.reply({"choices": [{"message": {"content": json.dumps(self.answers[0])}}]})

    def reply(self, value):
        text = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


class Plan(CliTest):
    def setUp(self):
        super().setUp()
        self.succeeds("new", "a.koma", "--from", FIRST_DAY)
        self.config = {"XDG_CONFIG_HOME": str(self.folder / "config")}
        Parrot.answers[:], Parrot.seen[:] = [], []

    def serve(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Parrot)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}/v1"

    def info(self):
        return json.loads(self.succeeds("info", "a.koma", "--json"))

    def test_a_page_by_rule_changes_nothing_before_it_is_taken(self):
        arguments = ("plan", "page", "a.koma", "--page", "1", "--text", "Rain. Hana waits.\nHana: He is late!", "--panels", "4")
        before = self.info()
        code, out, err = self.run_cli(*arguments)
        self.assertEqual(code, 0, err)
        self.assertIn("page 1, panel 1: panel\n  + ", out)
        self.assertIn("planned by rule, without a language model", err)
        self.assertTrue(err.endswith("by rule-based; nothing is changed, take it with --accept\n"), err)
        self.assertEqual(self.info(), before)
        code, _, err = self.run_cli(*arguments, "--accept")
        self.assertEqual(code, 0, err)
        self.assertEqual(len(self.info()["pages"][0]["panels"]), 4)

    def test_only_pages_are_planned_by_rule(self):
        panel = self.info()["pages"][0]["panels"][0]["id"]
        self.refuses(["plan", "recaption", "a.koma", "--panel", panel],
                     "only pages can be planned by rule; set up an endpoint with a language model")

    def test_a_model_writes_words_for_a_panel(self):
        url = self.serve()
        Parrot.answers.append({"caption": "a girl in the rain", "negative": []})
        panel = self.info()["pages"][0]["panels"][0]["id"]
        with self.start("plan", "recaption", "a.koma", "--panel", panel, "--endpoint", url, "--ask-key", "--json",
                        "--accept", stdin=subprocess.PIPE, env=self.config) as process:
            out, err = process.communicate(KEY + "\n", timeout=60)
        self.assertEqual((process.returncode, err), (0, ""), out)
        last = json.loads(out.splitlines()[-1])
        self.assertEqual(last["differences"][0]["after"], "a girl in the rain")
        self.assertTrue(last["origin"].startswith("parrot at 127.0.0.1:"))
        self.assertEqual(Parrot.seen[0][0], "Bearer " + KEY)
        self.assertNotIn(KEY, out + err)
        for path in self.folder.rglob("*"):
            self.assertFalse(path.is_file() and KEY.encode() in path.read_bytes(), path)

    def test_endpoints_are_kept_tried_and_removed(self):
        url = self.serve()
        Parrot.answers.append({"colour": "red"})
        self.succeeds("endpoints", "add", "bird", url, env=self.config)
        self.assertEqual(self.succeeds("endpoints", env=self.config), f"bird: {url}\n")
        self.assertIn("parrot answers after", self.succeeds("endpoints", "test", "bird", env=self.config))
        self.succeeds("endpoints", "remove", "bird", env=self.config)
        self.refuses(["endpoints", "test", "bird"],
                     "bird: is no endpoint; komawari-cli endpoints lists them, and adds one", env=self.config)

    def test_nothing_leaves_the_machine_unasked(self):
        self.refuses(["endpoints", "add", "far", "https://api.example.com/v1"],
                     "far: it is not on this machine, and nothing may leave it; allow it in the endpoint's settings, or "
                     "change the address", env=self.config)


if __name__ == "__main__":
    unittest.main()
