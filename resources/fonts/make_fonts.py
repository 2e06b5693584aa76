# SPDX-License-Identifier: Apache-2.0
"""Makes the two Japanese dialogue fonts of this folder from the Noto CJK collections (OFL-1.1, no reserved font name).

    python3 make_fonts.py --noto /usr/share/fonts/opentype/noto --out resources/fonts

Needs fontTools (PyPI) and the .ttc files of Debian's fonts-noto-cjk and fonts-noto-cjk-extra. The same input gives the
same bytes. "Komawari Antique" joins the kana of Noto Serif CJK JP with the kanji of Noto Sans CJK JP: antique-gothic
mixing, the usual face of manga dialogue. "Komawari Gothic" is the heavy gothic for shouting.
"""
import argparse
import pathlib

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.timeTools import epoch_diff
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

UNITS = 1000
ASCENT, DESCENT = 880, -120  # the em box of Japanese type
STAMP = 1767225600 - epoch_diff  # a fixed date (2026-01-01), so that the bytes repeat

KANA = (set(range(0x3041, 0x3097)) | set(range(0x309B, 0x30A0)) | set(range(0x30A1, 0x3100))
        | set(map(ord, "、。！？ー゛゜")))  # brackets and leaders stay gothic: a Mincho's are hairlines
EXTRAS = set(map(ord, "‼⁇⁈⁉♥♡♪♫☆★○●◎♨①②③④⑤⑥⑦⑧⑨⑩㈱㊙№℃㌔㌢㍉㍍〳〴〵〻ゔゕゖヷヸヹヺ–—―‐“”‘’〝〟￥×÷±→←↑↓⇒─│　≪≫❤∥"))
EXTRAS |= set(range(0xFF01, 0xFFA0)) | set(range(0xFFE0, 0xFFE7))  # full-width and half-width forms


def jis_x_0208(first_row, last_row):
    """Code points of the rows first_row..last_row (16-47 are kanji level 1, 48-84 level 2)."""
    found = set()
    for row in range(first_row, last_row + 1):
        for cell in range(1, 95):
            try:
                found.add(ord(bytes([0xA0 + row, 0xA0 + cell]).decode("euc_jp")))
            except UnicodeDecodeError:
                continue
    return found


def vertical_forms(font):
    """The single substitutions of the feature `vert`: glyph name to glyph name."""
    forms = {}
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != "vert":
            continue
        for index in record.Feature.LookupListIndex:
            for subtable in table.LookupList.Lookup[index].SubTable:
                forms.update(getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}))
    return forms


def quadratic(glyphs, name):
    pen = TTGlyphPen(None)
    glyphs[name].draw(Cu2QuPen(pen, max_err=0.8, reverse_direction=True))
    return pen.glyph()


def top_of(glyphs, name):
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    return pen.bounds[3] if pen.bounds else 0


class Collector:
    """Glyphs, advances and substitutions on their way into one new font."""

    def __init__(self):
        self.order, self.outlines, self.advances, self.tops = [], {}, {}, {}
        self.codes, self.vert = {}, {}

    def add(self, name, font, glyphs, source):
        if name not in self.outlines:
            self.order.append(name)
            self.outlines[name] = quadratic(glyphs, source)
            self.advances[name] = font["hmtx"][source][0]
            self.tops[name] = top_of(glyphs, source)

    def take(self, font, wanted):
        glyphs, cmap, forms = font.getGlyphSet(), font.getBestCmap(), vertical_forms(font)
        if ".notdef" not in self.outlines:
            self.add(".notdef", font, glyphs, ".notdef")
        for code in sorted(wanted):
            source = cmap.get(code)
            if source is None or code in self.codes:
                continue
            name = f"uni{code:04X}"
            self.add(name, font, glyphs, source)
            self.codes[code] = name
            if source in forms:
                self.add(name + ".vert", font, glyphs, forms[source])
                self.vert[name] = name + ".vert"

    def write(self, path, family):
        builder = FontBuilder(UNITS, isTTF=True)
        builder.setupGlyphOrder(self.order)
        builder.setupCharacterMap(self.codes)
        builder.setupGlyf(self.outlines)
        table = builder.font["glyf"]
        builder.setupHorizontalMetrics({n: (self.advances[n], getattr(table[n], "xMin", 0)) for n in self.order})
        builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
        builder.setupVerticalHeader(ascent=UNITS // 2, descent=-UNITS // 2)
        builder.setupVerticalMetrics({n: (UNITS, round(ASCENT - self.tops[n])) for n in self.order})
        builder.setupNameTable({
            "familyName": family, "styleName": "Regular", "psName": family.replace(" ", "") + "-Regular",
            "uniqueFontIdentifier": family + " 1.000", "fullName": family, "version": "Version 1.000",
            "copyright": "Derived from Noto Sans CJK and Noto Serif CJK, (c) 2014-2022 Adobe (http://www.adobe.com/).",
            "licenseDescription": "SIL Open Font License, Version 1.1", "licenseInfoURL": "http://scripts.sil.org/OFL"})
        builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, sTypoLineGap=0, usWinAscent=1100,
                         usWinDescent=300, sCapHeight=733, sxHeight=543, fsType=0, fsSelection=0x40)
        builder.setupPost(keepGlyphNames=False)
        builder.updateHead(created=STAMP, modified=STAMP)
        rules = "\n".join(f"  sub {a} by {b};" for a, b in sorted(self.vert.items()))
        systems = "".join(f"languagesystem {s} dflt;\n" for s in ("DFLT", "hani", "kana", "latn"))
        addOpenTypeFeaturesFromString(builder.font, f"{systems}feature vert {{\n{rules}\n}} vert;\n")
        builder.font.recalcTimestamp = False
        builder.save(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--noto", type=pathlib.Path, required=True, help="folder with the NotoS*CJK-*.ttc files")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--kana", default="Bold", help="weight of Noto Serif CJK for the kana")
    parser.add_argument("--kanji", default="Medium", help="weight of Noto Sans CJK for everything else")
    options = parser.parse_args()
    source = lambda name: TTFont(options.noto / name, fontNumber=0, lazy=True)  # 0 is the Japanese face
    common = set(range(0x20, 0x7F)) | set(range(0xA1, 0x100)) | jis_x_0208(1, 8) | EXTRAS
    antique = Collector()
    antique.take(source(f"NotoSerifCJK-{options.kana}.ttc"), KANA)
    antique.take(source(f"NotoSansCJK-{options.kanji}.ttc"), common | jis_x_0208(16, 84))
    antique.write(options.out / "KomawariAntique.ttf", "Komawari Antique")
    gothic = Collector()
    gothic.take(source("NotoSansCJK-Black.ttc"), common | jis_x_0208(16, 47))
    gothic.write(options.out / "KomawariGothic.ttf", "Komawari Gothic")


if __name__ == "__main__":
    main()
