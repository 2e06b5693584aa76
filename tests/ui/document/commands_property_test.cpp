// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <random>

#include "engine/base/error.h"
#include "tests/support/sample_project.h"
#include "ui/document/balloon_commands.h"
#include "ui/document/character_commands.h"
#include "ui/document/drawing_commands.h"
#include "ui/document/frame_commands.h"
#include "ui/document/page_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/document/region_commands.h"
#include "ui/document/thing_commands.h"
#include "ui/document/things.h"

using namespace koma;
using namespace koma::ui;

namespace {

/// Presses buttons at random, always the same ones for a seed.
class Monkey {
 public:
  Monkey(Document& document, unsigned seed) : document_(document), random_(seed) {}

  void act() {
    try {
      actOnce();
    } catch (const Error&) {
      // Refused, as of a cut that leaves a sliver: nothing may have changed, which the end compares.
    }
  }
  [[nodiscard]] const std::map<manga::PanelId, std::vector<manga::Take>>& drawn() const { return drawn_; }

 private:
  int below(std::size_t limit) { return int(random_() % std::max<std::size_t>(1, limit)); }
  double mm() { return double(below(2000)) / 10; }
  const manga::Project& project() const { return document_.project(); }
  const manga::Page& page() { return project().pages[std::size_t(below(project().pages.size()))]; }
  std::vector<Thing> things(const manga::Page& page) {
    std::vector<Thing> chosen;
    for (const Thing& thing : readingOrder(page, project().direction)) {
      if (below(3) == 0) chosen.push_back(thing);
    }
    return chosen;
  }
  QString word() { return QString::number(below(1000)); }

  void draw(manga::PanelId panel) {
    manga::Take take;
    take.id = document_.reserveTakeIds(1).front();
    take.picture = "picture.png";
    if (document_.addTakes(panel, {&take, 1})) drawn_[panel].push_back(take);
  }

  void actOnce() {
    if (project().pages.empty()) {
      addPage(document_, 0);
      return;
    }
    const manga::Page& on = page();
    switch (below(8)) {
      case 0:
        return actOnPages(on);
      case 1:
        return actOnCast();
      case 2:
      case 3:
        return on.panels.empty() ? void(addPanel(document_, on.id, manga::polygon_of({mm(), mm(), 50, 40})))
                                 : actOnPanel(on.panels[std::size_t(below(on.panels.size()))]);
      case 4:
        return on.balloons.empty() ? void(addBalloon(document_, on.id, {}))
                                   : actOnBalloon(on.balloons[std::size_t(below(on.balloons.size()))]);
      case 5:
        return document_.history().canUndo() && below(2) == 0 ? document_.history().undo() : document_.history().redo();
      default:
        return actOnThings(on);
    }
  }

  void actOnPages(const manga::Page& on) {
    const manga::PageId id = on.id;
    switch (below(8)) {
      case 0:
        return void(addPage(document_, std::size_t(below(4))));
      case 1:
        return removePages(document_, {&id, 1});
      case 2:
        return movePage(document_, id, std::size_t(below(4)));
      case 3:
        return void(duplicatePage(document_, id));
      case 4:
        return setPaper(document_, id, {.preset = {}, .trim = {mm() + 50, mm() + 50}, .unknown = {}});
      case 5:
        return void(applyTemplate(document_, id, "opening", {}));
      case 6:
        return setTitle(document_, word());
      default:
        return setDirection(document_, manga::ReadingDirection(below(2)));
    }
  }

  void actOnCast() {
    const auto& cast = project().cast;
    if (cast.empty() || below(4) == 0) return void(addCharacter(document_, word(), "face.png"));
    const manga::CharacterId id = cast[std::size_t(below(cast.size()))].id;
    switch (below(7)) {
      case 0:
        return removeCharacter(document_, id);
      case 1:
        return moveCharacter(document_, id, std::size_t(below(3)));
      case 2:
        return setName(document_, id, word());
      case 3:
        return setStrength(document_, id, double(below(20)) / 10);
      case 4:
        return addReference(document_, id, {.picture = "other.png", .unknown = {}});
      case 5:
        return removeReference(document_, id, 0);
      default:
        return setCrop(document_, id, 0, {0, 0, 0.5f, 0.5f});
    }
  }

  void actOnPanel(const manga::Panel& panel) {
    const manga::PanelId id = panel.id;
    const manga::Rect frame = manga::bounds_of(panel.frame);
    const manga::Point middle = frame.centre();
    switch (below(18)) {
      case 14:
        return void(divideRegion(document_, {id, std::size_t(below(4))}, manga::DivideInto(below(2))));
      case 15:
        return void(addRegion(document_, id, {0.25F, 0, 0.75F, 0.5F}));
      case 16:
        return setRegionPrompt(document_, {id, std::size_t(below(4))}, word());
      case 17:
        return below(3) == 0 ? removeRegions(document_, id)
                             : setDivision(document_, id, {.base_share = double(below(5)) / 4, .unknown = {}});
      case 10:
        return setWorkDrawing(
            document_,
            {.model = word().toStdString(), .loras = {{.model = "ink", .weight = 0.5, .unknown = {}}}, .unknown = {}});
      case 11:
        return setRepaint(document_, id,
                          {.strength = double(below(10)) / 10,
                           .context = {},
                           .feather = below(50),
                           .prefill = {},
                           .seam = {},
                           .unknown = {}});
      case 12:
        return addControl(document_, id,
                          {.picture = "pose.png", .model = "pose", .preprocessor = "none", .unknown = {}});
      case 13: {
        if (below(2) == 0) return removeControl(document_, id, std::size_t(below(3)));
        return setControl(
            document_, id, std::size_t(below(3)),
            {.picture = "pose.png", .model = word().toStdString(), .preprocessor = "canny", .unknown = {}});
      }
      case 0:
        return void(cutPanel(document_, id, middle, {middle.x + mm() - 100, middle.y + mm() - 100}, 3));
      case 1:
        return void(dividePanel(document_, id, 1 + below(3), 1 + below(3), {}));
      case 2: {
        const auto& panels = manga::page_of(project(), id)->panels;
        const std::array both{id, panels[std::size_t(below(panels.size()))].id};
        return void(mergePanels(document_, both, {}));
      }
      case 3:
        if (!project().cast.empty()) placeCharacter(document_, id, boxFor(panel, project().cast.front().id));
        return;
      case 4:
        return setPrompt(document_, id, word());
      case 5:
        return setSettings(document_, id, {.steps = below(50) + 1, .unknown = {}});
      case 6:
        return draw(id);
      case 7:
        if (!panel.takes.empty()) acceptTake(document_, id, panel.takes.back().id);
        return;
      case 8: {
        if (panel.takes.empty()) return;
        const manga::TakeId take = panel.takes.front().id;
        return removeTakes(document_, id, {&take, 1});
      }
      default:
        return setMask(document_, id, "mask.png");
    }
  }

  void actOnBalloon(const manga::Balloon& balloon) {
    switch (below(4)) {
      case 0:
        return setBalloonText(document_, balloon.id, word());
      case 1:
        return setBalloonShape(document_, balloon.id, manga::BalloonShape(below(4)));
      case 2:
        return setTails(document_, balloon.id, {{{mm(), mm()}}});
      default:
        return setBalloonBounds(document_, balloon.id, {mm(), mm(), 20, 30});
    }
  }

  void actOnThings(const manga::Page& on) {
    const std::vector<Thing> chosen = things(on);
    switch (below(9)) {
      case 0:
        return removeThings(document_, chosen);
      case 1:
        return translateThings(document_, chosen, {mm() - 100, mm() - 100}, Pace(below(2)));
      case 2: {
        const QRectF from = boundsOf(on, chosen);
        return resizeThings(document_, chosen, from, from.adjusted(0, 0, 10, 5));
      }
      case 3:
        return alignThings(document_, chosen, Alignment(below(6)));
      case 4:
        return distributeThings(document_, chosen, below(2) == 0 ? Qt::Horizontal : Qt::Vertical);
      case 5:
        return void(restackThings(document_, chosen, Restack(below(4))));
      case 6:
        return void(duplicateThings(document_, chosen));
      case 7:
        return setHidden(document_, chosen, below(2) == 0);
      default:
        return setLocked(document_, chosen, below(3) == 0);
    }
  }

  Document& document_;
  std::mt19937 random_;
  std::map<manga::PanelId, std::vector<manga::Take>> drawn_;
};

manga::Project withoutCounter(manga::Project project) {
  project.next_id = 0;
  return project;
}

}  // namespace

class CommandsPropertyTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void undoing_everything_gives_the_start_and_redoing_the_end_data();
  void undoing_everything_gives_the_start_and_redoing_the_end();
};

void CommandsPropertyTest::undoing_everything_gives_the_start_and_redoing_the_end_data() {
  QTest::addColumn<unsigned>("seed");
  for (unsigned seed = 1; seed <= 20; ++seed) QTest::addRow("seed %u", seed) << seed;
}

void CommandsPropertyTest::undoing_everything_gives_the_start_and_redoing_the_end() {
  QFETCH(unsigned, seed);
  const manga::Project start = tests::sample_project();
  Document document(start);
  Monkey monkey(document, seed);
  for (int i = 0; i < 200; ++i) monkey.act();
  while (document.history().canRedo()) document.history().redo();
  const manga::Project end = document.project();
  QVERIFY(!(end == start));

  while (document.history().canUndo()) document.history().undo();
  manga::Project expected = start;  // but pictures that came in the meantime are never undone
  for (const auto& [id, takes] : monkey.drawn()) {
    if (manga::Panel* panel = manga::find_panel(expected, id)) {
      panel->takes.insert(panel->takes.end(), takes.begin(), takes.end());
    }
  }
  QCOMPARE(withoutCounter(document.project()) == withoutCounter(expected), true);

  while (document.history().canRedo()) document.history().redo();
  QCOMPARE(withoutCounter(document.project()) == withoutCounter(end), true);
}

QTEST_GUILESS_MAIN(CommandsPropertyTest)
#include "commands_property_test.moc"
