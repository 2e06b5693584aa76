// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/actions.h"

namespace koma::ui {
namespace {

// Keys: design/peers.md, 6.1, column "Suggested".
constexpr ActionSpec table[] = {
    {"file.new", "new", QT_TRANSLATE_NOOP("Actions", "&New work…"), "Ctrl+N",
     QT_TRANSLATE_NOOP("Actions", "Starts a work from a paper preset")},
    {"file.open", "open", QT_TRANSLATE_NOOP("Actions", "&Open…"), "Ctrl+O",
     QT_TRANSLATE_NOOP("Actions", "Opens a work, a folder that ends in .koma")},
    {"file.sample", "star", QT_TRANSLATE_NOOP("Actions", "Open the &sample work"), "",
     QT_TRANSLATE_NOOP("Actions", "Opens a copy of the finished sample")},
    {"file.copy", "save", QT_TRANSLATE_NOOP("Actions", "Save a &copy…"), "Ctrl+Shift+S",
     QT_TRANSLATE_NOOP("Actions", "The work saves itself; this writes a copy to another place")},
    {"file.setup", "page", QT_TRANSLATE_NOOP("Actions", "&Page setup…"), "",
     QT_TRANSLATE_NOOP("Actions", "Paper, bleed, inner frame and safe margin")},
    {"file.export", "export", QT_TRANSLATE_NOOP("Actions", "&Export…"), "Ctrl+E",
     QT_TRANSLATE_NOOP("Actions", "Writes PNG pictures or a PDF")},
    {"file.close", "close", QT_TRANSLATE_NOOP("Actions", "C&lose work"), "Ctrl+W",
     QT_TRANSLATE_NOOP("Actions", "Back to the start page; everything is saved")},
    {"file.quit", "", QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q", ""},

    {"edit.undo", "undo", QT_TRANSLATE_NOOP("Actions", "&Undo"), "Ctrl+Z", ""},
    {"edit.redo", "redo", QT_TRANSLATE_NOOP("Actions", "&Redo"), "Ctrl+Shift+Z;Ctrl+Y", ""},
    {"edit.cut", "cut", QT_TRANSLATE_NOOP("Actions", "Cu&t"), "Ctrl+X", ""},
    {"edit.copy", "copy", QT_TRANSLATE_NOOP("Actions", "&Copy"), "Ctrl+C", ""},
    {"edit.paste", "paste", QT_TRANSLATE_NOOP("Actions", "&Paste"), "Ctrl+V",
     QT_TRANSLATE_NOOP("Actions", "Things of a page, or a picture as a reference")},
    {"edit.pasteReference", "picture", QT_TRANSLATE_NOOP("Actions", "Paste as &reference"), "Ctrl+Shift+R",
     QT_TRANSLATE_NOOP("Actions", "The picture in the clipboard becomes a reference of the chosen character")},
    {"edit.duplicate", "duplicate", QT_TRANSLATE_NOOP("Actions", "D&uplicate"), "Ctrl+D;Ctrl+J", ""},
    {"edit.delete", "delete", QT_TRANSLATE_NOOP("Actions", "&Delete"), "Del;Backspace", ""},
    {"edit.selectAll", "", QT_TRANSLATE_NOOP("Actions", "Select &all"), "Ctrl+A",
     QT_TRANSLATE_NOOP("Actions", "Everything on this page")},
    {"edit.deselect", "", QT_TRANSLATE_NOOP("Actions", "D&eselect"), "Ctrl+Shift+A", ""},
    {"edit.rename", "rename", QT_TRANSLATE_NOOP("Actions", "Re&name"), "F2", ""},
    {"edit.lock", "lock", QT_TRANSLATE_NOOP("Actions", "&Lock or unlock"), "Ctrl+L",
     QT_TRANSLATE_NOOP("Actions", "Locked things stay where they are")},
    {"edit.hide", "hide", QT_TRANSLATE_NOOP("Actions", "&Hide or show"), "Ctrl+H",
     QT_TRANSLATE_NOOP("Actions", "Hidden things are neither shown nor printed")},
    {"edit.preferences", "settings", QT_TRANSLATE_NOOP("Actions", "Pre&ferences…"), "Ctrl+,", ""},

    {"arrange.front", "front", QT_TRANSLATE_NOOP("Actions", "To the &front"), "Ctrl+Shift+]", ""},
    {"arrange.raise", "raise", QT_TRANSLATE_NOOP("Actions", "&Raise"), "Ctrl+]", ""},
    {"arrange.lower", "lower", QT_TRANSLATE_NOOP("Actions", "&Lower"), "Ctrl+[", ""},
    {"arrange.back", "back", QT_TRANSLATE_NOOP("Actions", "To the &back"), "Ctrl+Shift+[", ""},
    {"arrange.left", "align-left", QT_TRANSLATE_NOOP("Actions", "Align left edges"), "", ""},
    {"arrange.centre", "align-centre", QT_TRANSLATE_NOOP("Actions", "Align centres across"), "", ""},
    {"arrange.right", "align-right", QT_TRANSLATE_NOOP("Actions", "Align right edges"), "", ""},
    {"arrange.top", "align-top", QT_TRANSLATE_NOOP("Actions", "Align top edges"), "", ""},
    {"arrange.middle", "align-middle", QT_TRANSLATE_NOOP("Actions", "Align middles"), "", ""},
    {"arrange.bottom", "align-bottom", QT_TRANSLATE_NOOP("Actions", "Align bottom edges"), "", ""},
    {"arrange.distributeH", "distribute-horizontal", QT_TRANSLATE_NOOP("Actions", "Equal distances across"), "", ""},
    {"arrange.distributeV", "distribute-vertical", QT_TRANSLATE_NOOP("Actions", "Equal distances down"), "", ""},

    {"page.new", "add", QT_TRANSLATE_NOOP("Actions", "&New page"), "Ctrl+Alt+N",
     QT_TRANSLATE_NOOP("Actions", "After this one")},
    {"page.duplicate", "duplicate", QT_TRANSLATE_NOOP("Actions", "&Duplicate page"), "", ""},
    {"page.delete", "delete", QT_TRANSLATE_NOOP("Actions", "De&lete page"), "", ""},
    {"page.next", "", QT_TRANSLATE_NOOP("Actions", "Ne&xt page"), "PgDown", ""},
    {"page.previous", "", QT_TRANSLATE_NOOP("Actions", "Pre&vious page"), "PgUp", ""},
    {"page.left", "", QT_TRANSLATE_NOOP("Actions", "Page to the left"), "Alt+Left", ""},
    {"page.right", "", QT_TRANSLATE_NOOP("Actions", "Page to the right"), "Alt+Right", ""},

    {"panel.merge", "panel", QT_TRANSLATE_NOOP("Actions", "&Merge panels"), "Ctrl+Shift+J",
     QT_TRANSLATE_NOOP("Actions", "Two neighbours become one")},
    {"panel.border", "panel", QT_TRANSLATE_NOOP("Actions", "&Frame line"), "",
     QT_TRANSLATE_NOOP("Actions", "Draws the panel's frame or leaves it out"), true},
    {"balloon.shape", "balloon", QT_TRANSLATE_NOOP("Actions", "Next &shape"), "Shift+3",
     QT_TRANSLATE_NOOP("Actions", "Ellipse, rounded, burst, box")},
    {"balloon.direction", "text", QT_TRANSLATE_NOOP("Actions", "&Vertical text"), "",
     QT_TRANSLATE_NOOP("Actions", "Vertical or horizontal setting"), true},

    {"draw.panel", "generate", QT_TRANSLATE_NOOP("Actions", "&Draw panel"), "Ctrl+Enter;Ctrl+Return",
     QT_TRANSLATE_NOOP("Actions", "The model draws the panel inside its frame")},
    {"draw.front", "", QT_TRANSLATE_NOOP("Actions", "Draw panel &first"), "Ctrl+Shift+Enter;Ctrl+Shift+Return",
     QT_TRANSLATE_NOOP("Actions", "Before everything that waits")},
    {"draw.page", "pages", QT_TRANSLATE_NOOP("Actions", "Draw whole &page"), "Ctrl+Alt+Enter;Ctrl+Alt+Return",
     QT_TRANSLATE_NOOP("Actions", "Every panel of this page, in reading order")},
    {"draw.rest", "", QT_TRANSLATE_NOOP("Actions", "Draw all &undrawn panels"), "",
     QT_TRANSLATE_NOOP("Actions", "In the background lane")},
    {"draw.cancel", "cancel", QT_TRANSLATE_NOOP("Actions", "&Cancel drawing"), "Shift+X",
     QT_TRANSLATE_NOOP("Actions", "The running picture, at its next step")},
    {"draw.clear", "", QT_TRANSLATE_NOOP("Actions", "Cancel &everything"), "Ctrl+Shift+X",
     QT_TRANSLATE_NOOP("Actions", "The running picture and all that wait")},

    {"takes.newer", "", QT_TRANSLATE_NOOP("Actions", "Ne&wer take"), ",",
     QT_TRANSLATE_NOOP("Actions", "Shows it in its panel, without accepting it")},
    {"takes.older", "", QT_TRANSLATE_NOOP("Actions", "&Older take"), ".",
     QT_TRANSLATE_NOOP("Actions", "Shows it in its panel, without accepting it")},
    {"takes.compare", "", QT_TRANSLATE_NOOP("Actions", "&Blink takes"), "X",
     QT_TRANSLATE_NOOP("Actions", "The chosen take and the accepted one in turn, until pressed again")},

    {"view.fit", "fit", QT_TRANSLATE_NOOP("Actions", "&Fit page"), "Ctrl+0", ""},
    {"view.actual", "", QT_TRANSLATE_NOOP("Actions", "&True size"), "Ctrl+1", ""},
    {"view.panel", "", QT_TRANSLATE_NOOP("Actions", "Fit &panel"), "Ctrl+2", ""},
    {"view.fitSpread", "", QT_TRANSLATE_NOOP("Actions", "Fit &spread"), "Ctrl+3", ""},
    {"view.zoomIn", "zoom", QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "Ctrl++;Ctrl+=", ""},
    {"view.zoomOut", "", QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "Ctrl+-", ""},
    {"view.mirror", "mirror", QT_TRANSLATE_NOOP("Actions", "&Mirror"), "M",
     QT_TRANSLATE_NOOP("Actions", "Shows the page as in a mirror; the page stays as it is")},
    {"view.rotateLeft", "rotate", QT_TRANSLATE_NOOP("Actions", "Turn &left"), "-", ""},
    {"view.rotateRight", "", QT_TRANSLATE_NOOP("Actions", "Turn &right"), "^", ""},
    {"view.upright", "", QT_TRANSLATE_NOOP("Actions", "&Upright"), "5", ""},
    {"view.spread", "spread", QT_TRANSLATE_NOOP("Actions", "Two-page spr&ead"), "", "", true},
    {"view.guides", "guides", QT_TRANSLATE_NOOP("Actions", "&Guides"), "Ctrl+;", "", true},
    {"view.rulers", "ruler", QT_TRANSLATE_NOOP("Actions", "&Rulers"), "", "", true},
    {"view.boxes", "character", QT_TRANSLATE_NOOP("Actions", "&Character boxes"), "", "", true},
    {"view.snap", "snap", QT_TRANSLATE_NOOP("Actions", "Sna&p"), "Ctrl+Shift+;", "", true},
    {"view.docks", "", QT_TRANSLATE_NOOP("Actions", "Hide the side &panels"), "Tab",
     QT_TRANSLATE_NOOP("Actions", "And bring them back")},
    {"view.theme", "moon", QT_TRANSLATE_NOOP("Actions", "&Dark or light"), "", ""},

    {"help.keys", "help", QT_TRANSLATE_NOOP("Actions", "&Keyboard reference"), "F1;?", ""},
    {"help.about", "about", QT_TRANSLATE_NOOP("Actions", "&About Komawari"), "", ""},
};

}  // namespace

std::span<const ActionSpec> Actions::specs() {
  return table;
}

}  // namespace koma::ui
