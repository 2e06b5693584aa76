// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/actions.h"

namespace koma::ui {
namespace {

#define TEXT(words) QT_TRANSLATE_NOOP("Actions", words)

// Keys: design/peers.md, 6.1, column "Suggested".
constexpr ActionSpec table[] = {
    {"file.new", "new", TEXT("&New work…"), "Ctrl+N", TEXT("Starts a work from a paper preset")},
    {"file.open", "open", TEXT("&Open…"), "Ctrl+O", TEXT("Opens a work, a folder that ends in .koma")},
    {"file.sample", "star", TEXT("Open the &sample work"), "", TEXT("Opens a copy of the finished sample")},
    {"file.copy", "save", TEXT("Save a &copy…"), "Ctrl+Shift+S",
     TEXT("The work saves itself; this writes a copy to another place")},
    {"file.setup", "page", TEXT("&Page setup…"), "", TEXT("Paper, bleed, inner frame and safe margin")},
    {"file.export", "export", TEXT("&Export…"), "Ctrl+E", TEXT("Writes PNG pictures or a PDF")},
    {"file.close", "close", TEXT("C&lose work"), "Ctrl+W", TEXT("Back to the start page; everything is saved")},
    {"file.quit", "", TEXT("&Quit"), "Ctrl+Q", ""},

    {"edit.undo", "undo", TEXT("&Undo"), "Ctrl+Z", ""},
    {"edit.redo", "redo", TEXT("&Redo"), "Ctrl+Shift+Z;Ctrl+Y", ""},
    {"edit.cut", "cut", TEXT("Cu&t"), "Ctrl+X", ""},
    {"edit.copy", "copy", TEXT("&Copy"), "Ctrl+C", ""},
    {"edit.paste", "paste", TEXT("&Paste"), "Ctrl+V", TEXT("Things of a page, or a picture as a reference")},
    {"edit.pasteReference", "picture", TEXT("Paste as &reference"), "Ctrl+Shift+R",
     TEXT("The picture in the clipboard becomes a reference of the chosen character")},
    {"edit.duplicate", "duplicate", TEXT("D&uplicate"), "Ctrl+D;Ctrl+J", ""},
    {"edit.delete", "delete", TEXT("&Delete"), "Del;Backspace", ""},
    {"edit.selectAll", "", TEXT("Select &all"), "Ctrl+A", TEXT("Everything on this page")},
    {"edit.deselect", "", TEXT("D&eselect"), "Ctrl+Shift+A", ""},
    {"edit.rename", "rename", TEXT("Re&name"), "F2", ""},
    {"edit.lock", "lock", TEXT("&Lock or unlock"), "Ctrl+L", TEXT("Locked things stay where they are")},
    {"edit.hide", "hide", TEXT("&Hide or show"), "Ctrl+H", TEXT("Hidden things are neither shown nor printed")},
    {"edit.preferences", "settings", TEXT("Pre&ferences…"), "Ctrl+,", ""},

    {"arrange.front", "front", TEXT("To the &front"), "Ctrl+Shift+]", ""},
    {"arrange.raise", "raise", TEXT("&Raise"), "Ctrl+]", ""},
    {"arrange.lower", "lower", TEXT("&Lower"), "Ctrl+[", ""},
    {"arrange.back", "back", TEXT("To the &back"), "Ctrl+Shift+[", ""},
    {"arrange.left", "align-left", TEXT("Align left edges"), "", ""},
    {"arrange.centre", "align-centre", TEXT("Align centres across"), "", ""},
    {"arrange.right", "align-right", TEXT("Align right edges"), "", ""},
    {"arrange.top", "align-top", TEXT("Align top edges"), "", ""},
    {"arrange.middle", "align-middle", TEXT("Align middles"), "", ""},
    {"arrange.bottom", "align-bottom", TEXT("Align bottom edges"), "", ""},
    {"arrange.distributeH", "distribute-horizontal", TEXT("Equal distances across"), "", ""},
    {"arrange.distributeV", "distribute-vertical", TEXT("Equal distances down"), "", ""},

    {"page.new", "add", TEXT("&New page"), "Ctrl+Alt+N", TEXT("After this one")},
    {"page.duplicate", "duplicate", TEXT("&Duplicate page"), "", ""},
    {"page.delete", "delete", TEXT("De&lete page"), "", ""},
    {"page.next", "", TEXT("Ne&xt page"), "PgDown", ""},
    {"page.previous", "", TEXT("Pre&vious page"), "PgUp", ""},
    {"page.left", "", TEXT("Page to the left"), "Alt+Left", ""},
    {"page.right", "", TEXT("Page to the right"), "Alt+Right", ""},

    {"panel.merge", "panel", TEXT("&Merge panels"), "Ctrl+Shift+J", TEXT("Two neighbours become one")},
    {"panel.border", "panel", TEXT("&Frame line"), "", TEXT("Draws the panel's frame or leaves it out"), true},
    {"balloon.shape", "balloon", TEXT("Next &shape"), "Shift+3", TEXT("Ellipse, rounded, burst, box")},
    {"balloon.direction", "text", TEXT("&Vertical text"), "", TEXT("Vertical or horizontal setting"), true},

    {"draw.panel", "generate", TEXT("&Draw panel"), "Ctrl+Return;Ctrl+Enter",
     TEXT("The model draws the panel inside its frame")},
    {"draw.front", "", TEXT("Draw panel &first"), "Ctrl+Shift+Return;Ctrl+Shift+Enter",
     TEXT("Before everything that waits")},
    {"draw.page", "pages", TEXT("Draw whole &page"), "Ctrl+Alt+Return",
     TEXT("Every panel of this page, in reading order")},
    {"draw.rest", "", TEXT("Draw all &undrawn panels"), "", TEXT("In the background lane")},
    {"draw.cancel", "cancel", TEXT("&Cancel drawing"), "Shift+X", TEXT("The running picture, at its next step")},
    {"draw.clear", "", TEXT("Cancel &everything"), "Ctrl+Shift+X", TEXT("The running picture and all that wait")},

    {"view.fit", "fit", TEXT("&Fit page"), "Ctrl+0", ""},
    {"view.actual", "", TEXT("&True size"), "Ctrl+1", ""},
    {"view.panel", "", TEXT("Fit &panel"), "Ctrl+2", ""},
    {"view.fitSpread", "", TEXT("Fit &spread"), "Ctrl+3", ""},
    {"view.zoomIn", "zoom", TEXT("Zoom &in"), "Ctrl++;Ctrl+=", ""},
    {"view.zoomOut", "", TEXT("Zoom &out"), "Ctrl+-", ""},
    {"view.mirror", "mirror", TEXT("&Mirror"), "M", TEXT("Shows the page as in a mirror; the page stays as it is")},
    {"view.rotateLeft", "rotate", TEXT("Turn &left"), "-", ""},
    {"view.rotateRight", "", TEXT("Turn &right"), "^", ""},
    {"view.upright", "", TEXT("&Upright"), "5", ""},
    {"view.spread", "spread", TEXT("Two-page spr&ead"), "", "", true},
    {"view.guides", "guides", TEXT("&Guides"), "Ctrl+;", "", true},
    {"view.snap", "snap", TEXT("Sna&p"), "Ctrl+Shift+;", "", true},
    {"view.docks", "", TEXT("Hide the side &panels"), "Tab", TEXT("And bring them back")},
    {"view.theme", "moon", TEXT("&Dark or light"), "", ""},

    {"help.keys", "help", TEXT("&Keyboard reference"), "F1;?", ""},
    {"help.about", "about", TEXT("&About Komawari"), "", ""},
};
#undef TEXT

}  // namespace

std::span<const ActionSpec> Actions::specs() {
  return table;
}

}  // namespace koma::ui
