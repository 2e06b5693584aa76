# SPDX-License-Identifier: Apache-2.0
"""Plans on the command line: by rule, and with a server that this test plays."""
import http.server
import json
import shutil
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

    def test_a_question_is_answered_in_exact_words_and_kept_on_request(self):
        url = self.serve()
        Parrot.answers.append({"answer": "She waits.", "confidence": "high", "boxes": []})
        panel = self.info()["pages"][0]["panels"][0]["id"]
        ask = ("plan", "ask", "a.koma", "--panel", panel, "What does she do?", "--endpoint", url)
        code, out, err = self.run_cli(*ask, env=self.config)
        self.assertEqual((code, out), (0, "She waits.\n"), err)
        self.assertTrue(err.endswith("; nothing is changed, keep it with --accept\n"), err)
        code, out, err = self.run_cli(*ask, "--accept", env=self.config)
        self.assertEqual((code, out), (0, "She waits.\n"), err)
        self.assertTrue(err.endswith("; kept in the work\n"), err)
        # What was said is told with the next question.
        code, out, err = self.run_cli(*ask, "--json", env=self.config)
        last = json.loads(out.splitlines()[-1])
        self.assertEqual((last["answer"]["answer"], last["answer"]["kind"]), ("She waits.", "ask"))
        messages = Parrot.seen[-1][1]["messages"]
        self.assertEqual(messages[2], {"role": "assistant", "content": "She waits."})

    def test_an_assistant_needs_something_to_talk_about(self):
        self.assertEqual(self.run_cli("plan", "ask", "a.koma", "Why?")[0], 2)
        url = self.serve()
        undrawn = self.info()["pages"][-1]["panels"][0]["id"]
        for verb in (("describe",), ("explain",), ("similar",), ("edit", "--wish", "a hat")):
            self.refuses(["plan", verb[0], "a.koma", "--panel", undrawn, *verb[1:], "--endpoint", url],
                         "the panel has no picture yet; draw it first", env=self.config)

    def test_somebody_is_described_with_what_is_pointed_at(self):
        url = self.serve()
        Parrot.answers.append({"answer": "A girl.", "confidence": "low",
                               "boxes": [{"label": "face", "x0": 300, "y0": 100, "x1": 700, "y1": 500}]})
        code, out, err = self.run_cli("plan", "describe", "a.koma", "--character", "hana", "--endpoint", url, env=self.config)
        self.assertEqual((code, out), (0, "A girl.\n  face: 300, 100 to 700, 500\n"), err)
        content = Parrot.seen[0][1]["messages"][-1]["content"]
        self.assertTrue(content[1]["image_url"]["url"].startswith("data:image/png;base64,"))

    def test_an_edit_is_a_plan_for_the_verb_that_edits(self):
        shutil.copytree(FIRST_DAY, self.folder / "drawn")
        path = self.folder / "drawn" / "project.json"
        project = json.loads(path.read_text())
        panel = project["pages"][0]["panels"][0]
        panel["takes"] = [{"id": 9999, "picture": "hana.png", "recipe": "", "created": ""}]
        panel["accepted"], panel["frame"] = 9999, [[20, 20], [80, 20], [80, 80], [20, 80]]
        path.write_text(json.dumps(project))
        self.succeeds("new", "b.koma", "--from", "drawn")
        url = self.serve()
        Parrot.answers.append({"source_caption": "a girl", "target_caption": "a girl with a hat", "changed": ["hat"],
                               "box": [250, 0, 750, 300], "whole_image": False})
        code, out, err = self.run_cli("plan", "edit", "b.koma", "--panel", str(panel["id"]), "--wish", "a hat",
                                      "--endpoint", url, env=self.config)
        self.assertEqual(code, 0, err)
        plan = json.loads(out)
        self.assertEqual((plan["schema"], plan["scene"]), ("komawari.edit_plan/1", "a girl with a hat"))
        self.assertEqual((plan["edits"][0]["op"], plan["edits"][0]["prompt"]), ("modify", "a girl with a hat"))
        self.assertEqual(len(plan["edits"][0]["box"]), 4)

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
