# SPDX-License-Identifier: Apache-2.0
"""Projects that are broken, busy or on a full disk: one sentence, and their bytes stay as they were."""
import os
import re
import shutil
import sqlite3
import subprocess
import unittest

from cli_support import (CHECKPOINT, HAS_ENGINE, CliTest, TinyProject, described_project, hold_lock, needs_engine, png,
                         request, snapshot)

VERBS = (("info",), *([("render",)] if HAS_ENGINE else []), ("export", "--format", "png", "--out", "out"))


class BadProject(TinyProject, CliTest):
    def refuses_everywhere(self, bundle, sentence, verbs=VERBS):
        before = snapshot(bundle)
        for verb, *options in verbs:
            with self.subTest(verb=verb):
                self.refuses([verb, "tiny.koma", *options], sentence)
                self.assertEqual(snapshot(bundle), before)
        self.assertEqual(list(self.folder.glob("out/*")), [])

    def test_a_database_that_is_no_database(self):
        bundle = self.make_bundle()
        database = bundle / "project.db"
        whole = database.read_bytes()
        words = re.compile(r"\Atiny\.koma/project\.db: the project's database fails \(file is not a database\); "
                           r"restore project\.db from the bundle's backups folder; the file was not changed\Z")
        database.write_bytes(bytes((7 * i * i + i // 3) % 256 for i in range(len(whole))))
        self.refuses_everywhere(bundle, words)
        database.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
        self.refuses_info(bundle, words)
        database.write_bytes(b"")
        self.refuses_info(bundle, "tiny.koma/project.db: project.db is not a Komawari database; restore it from "
                                  "a backup")

    def test_a_cut_or_scribbled_database(self):
        bundle = self.make_bundle()
        database = bundle / "project.db"
        whole = database.read_bytes()
        damage = re.compile(r"\Atiny\.koma/project\.db: (the project's database fails \(database disk image is "
                            r"malformed\); restore project\.db from the bundle's backups folder; the file was not "
                            r"changed|project\.db is damaged \(.*\); restore it from the backups folder)\Z")
        database.write_bytes(whole[:len(whole) // 2])
        self.refuses_everywhere(bundle, damage)
        database.write_bytes(whole[:4096] + os.urandom(4096) + whole[8192:])
        self.refuses_everywhere(bundle, damage)

    def refuses_info(self, bundle, sentence):
        """Enough where it is the opening that fails, which is the same for every verb."""
        self.refuses_everywhere(bundle, sentence, VERBS[:1])

    def change(self, bundle, *statements):
        connection = sqlite3.connect(bundle / "project.db")
        for statement in statements:
            connection.execute(*statement)
        connection.commit()
        connection.close()

    def test_databases_of_others(self):
        bundle = self.make_bundle()
        self.change(bundle, ["PRAGMA user_version=99"])
        self.refuses_info(bundle, "tiny.koma: the project was saved by a newer Komawari; update the program to "
                                  "open it")
        self.change(bundle, ["PRAGMA user_version=1"], ["PRAGMA application_id=5"])
        self.refuses_info(bundle, "tiny.koma/project.db: project.db is not a Komawari database; restore it from "
                                  "a backup")

    def test_documents_that_are_wrong(self):
        bundle = self.make_bundle()
        put = "UPDATE document SET json = ? WHERE page = ?"
        cases = (
            (["DELETE FROM document"], "project.db holds no project; restore it from the backups folder"),
            ([put, ("[" * 100_000, 0)], "nests deeper than 64 lists and objects"),
            ([put, ("[1, 2]", 0)], re.compile("restore it from the backups folder")),
            ([put, ('{"schema": "one"}', 0)], re.compile(r"\$\.schema: must be a whole number")),
            ([put, ('{"id": 2, "panels": 7}', 2)], re.compile(r"\$\.pages\[0\]\.panels: must be a list")),
        )
        whole = (bundle / "project.db").read_bytes()
        for statement, sentence in cases:
            self.change(bundle, statement)
            if isinstance(sentence, str):
                sentence = "tiny.koma/project.db: " + sentence
            self.refuses_info(bundle, sentence)
            (bundle / "project.db").write_bytes(whole)

    @needs_engine
    def test_a_missing_reference_stops_drawing_only(self):
        bundle = self.make_bundle()
        [reference] = bundle.glob("objects/*/*")
        reference.unlink()
        before = snapshot(bundle)
        self.refuses(["render", "tiny.koma"],
                     f"{reference.relative_to(self.folder)}: the picture of character Aki is missing; copy the "
                     "bundle's objects folder again")
        self.assertTrue(self.succeeds("info", "tiny.koma").endswith(f"missing: {reference.name}\n"))
        self.assertEqual(snapshot(bundle), before)

    def test_an_object_name_that_leaves_the_bundle_is_refused(self):
        self.write("secret.png", png(1, 1, b"\0\0"))
        bundle = self.make_bundle()
        page = '{"id": 2, "panels": [{"id": 3, "frame": [[0,0],[9,0],[9,9]], "accepted": 4, "takes": [{"id": 4, ' \
               '"picture": "../../secret.png"}]}]}'
        self.change(bundle, ["UPDATE document SET json = ? WHERE page = 2", (page,)])
        self.refuses_everywhere(bundle, '"../../secret.png" is not the name of an object')

    def test_a_bundle_that_is_open_elsewhere(self):
        bundle = self.make_bundle()
        with hold_lock(bundle):
            self.refuses_everywhere(bundle, "tiny.koma: the project is open elsewhere (studio process 1 boot 2); "
                                            "close it there first")
        self.succeeds("info", "tiny.koma")
        self.assertFalse((bundle / "lock").exists())

    def test_a_bundle_that_is_a_file_or_not_there(self):
        self.write("tiny.koma", "hello")
        for bundle in ("tiny.koma", "none.koma", "."):
            self.refuses(["info", bundle],
                         f"{bundle}: this is no Komawari project (it has no project.db); check the path")


class FullDisk(TinyProject, CliTest):
    def setUp(self):
        super().setUp()
        self.disk = self.folder / "disk"
        self.disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", self.disk], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("a small disk can only be mounted by root: " + mounted.stderr.decode().strip())
        self.addCleanup(subprocess.run, ["umount", "-l", self.disk])

    def fill(self, spare=0):
        free = os.statvfs(self.disk).f_bavail * os.statvfs(self.disk).f_frsize - spare
        (self.disk / "filler").write_bytes(bytes(max(0, free)))

    @needs_engine
    def test_render_keeps_the_project_and_says_that_the_disk_is_full(self):
        bundle = self.make_bundle(described_project(panels=1, steps=1), place="disk")
        before = snapshot(bundle)
        self.fill(spare=4096)
        code, out, err = self.run_cli("render", "disk/tiny.koma", "--threads", "1")
        self.assertEqual((code, out), (1, ""))
        self.assertRegex(err, r"\Akomawari-cli: disk/tiny\.koma/.*; free some space[^\n]*\n\Z")
        self.assertEqual(snapshot(bundle), before)
        (self.disk / "filler").unlink()
        self.assertEqual(self.succeeds("render", "disk/tiny.koma"), "panel 10: drawn\n1 drawn, 0 kept\n")

    def test_new_leaves_no_half_bundle(self):
        self.fill()
        self.refuses(["new", "disk/a.koma"], re.compile(r"\Adisk/a\.koma.*free some space"))
        self.assertEqual(os.listdir(self.disk), ["filler"])

    def test_pictures_and_books_leave_no_half_file(self):
        self.fill()
        if HAS_ENGINE:
            self.write("a.json", request(model=str(CHECKPOINT), steps=1))
            self.refuses(["generate", "a.json", "--out", "disk/a.png"],
                         "disk/a.png: cannot write it: No space left on device (0 MiB free); free some space or save "
                         "elsewhere")
        self.succeeds("new", "a.koma")
        for out, options in (("disk/a.pdf", ["pdf"]), ("disk", ["png", "--dpi", "50"])):
            self.refuses(["export", "a.koma", "--out", out, "--format", *options],
                         re.compile(r"\Adisk/\S+: cannot write it: No space left on device"))
        self.refuses(["synthesize", "--count", "1", "--out", "disk/drawings"],
                     re.compile(r"\Adisk/drawings\S*: .*free some space|give another place"))
        self.assertEqual([name for name in os.listdir(self.disk) if name not in ("filler", "drawings")], [])
        shutil.rmtree(self.disk / "drawings", ignore_errors=True)


if __name__ == "__main__":
    unittest.main()
