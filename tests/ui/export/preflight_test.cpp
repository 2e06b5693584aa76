// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "tests/support/sample_page.h"
#include "ui/export/preflight.h"

using namespace koma;
using namespace koma::ui;

class PreflightTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_finished_page_has_nothing_to_complain_about();
  void empty_and_lost_panels_are_told_apart_and_hidden_ones_are_left_out();
  void text_that_does_not_fit_and_unknown_characters_are_found();

 private:
  [[nodiscard]] std::vector<Finding> find(const manga::Page& page) const {
    const lettering::FontLibrary fonts(KOMA_RESOURCES "/fonts");
    const lettering::PagePainter painter(fonts, {});
    const std::vector<NumberedPage> pages = {{6, page}};
    return preflight(pages, painter, [](const manga::AssetId& asset) { return asset != "lost.png"; });
  }
};

namespace {

manga::Panel drawn(std::uint64_t id, const char* picture) {
  manga::Panel panel{.id = {id}, .frame = manga::polygon_of({10, 10, 50, 50})};
  panel.takes.push_back({.id = {id + 100}, .picture = picture});
  panel.accepted = {id + 100};
  return panel;
}

}  // namespace

void PreflightTest::a_finished_page_has_nothing_to_complain_about() {
  QVERIFY(find({.panels = {drawn(1, "a.png")}}).empty());
}

void PreflightTest::empty_and_lost_panels_are_told_apart_and_hidden_ones_are_left_out() {
  manga::Page page{.panels = {drawn(1, "a.png"), drawn(2, "lost.png"), drawn(3, "b.png"), drawn(4, "c.png")}};
  page.panels[2].accepted = {};
  page.panels[3].accepted = {};
  page.panels[3].hidden = true;
  const std::vector<Finding> findings = find(page);
  QCOMPARE(findings.size(), 2u);
  QVERIFY((findings[0] == Finding{.kind = Finding::Kind::lostPicture, .page = 6, .panel = {2}, .picture = "lost.png"}));
  QVERIFY((findings[1] == Finding{.kind = Finding::Kind::emptyPanel, .page = 6, .panel = {3}}));
}

void PreflightTest::text_that_does_not_fit_and_unknown_characters_are_found() {
  manga::Page page = test::samplePage();
  page.panels.clear();
  page.balloons.resize(2);
  page.balloons[0].text = std::string(4000, 'w');
  page.balloons[1].text = "\xF0\x90\x80\x80";  // Linear B
  const std::vector<Finding> findings = find(page);
  QVERIFY(std::ranges::count(findings, Finding::Kind::textTooLong, &Finding::kind) == 1);
  QVERIFY(std::ranges::count(findings, Finding::Kind::missingCharacters, &Finding::kind) == 1);
}

QTEST_MAIN(PreflightTest)
#include "preflight_test.moc"
