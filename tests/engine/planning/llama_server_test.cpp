// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <memory>

#include "engine/manga/apply_proposal.h"
#include "engine/manga/differences.h"
#include "engine/planning/endpoint_check.h"
#include "engine/planning/model_planner.h"
#include "tests/support/llama_server.h"
#include "tests/support/sample_project.h"

using namespace koma;
using namespace koma::planning;

/// Everything over real HTTP: llama.cpp's server, its stream of events, its grammars made from our schemas.
class LlamaServerTest : public QObject {
  Q_OBJECT

  std::unique_ptr<tests::LlamaServer> server_;

  api::Endpoint endpoint() const {
    api::Endpoint endpoint{.name = "tiny", .url = server_->url()};
    endpoint.most_tokens = 1500;
    endpoint.temperature = 0.8;
    return endpoint;
  }

 private slots:
  void initTestCase() {
    server_ = std::make_unique<tests::LlamaServer>();
    if (server_->problem()) QSKIP(server_->problem());
  }
  void cleanupTestCase() { server_.reset(); }

  void itIsFoundByItsPort() {
    const auto transport = network::make_curl_transport();
    const LocalServer here{"tiny", server_->port()};

    const auto found = discover(*transport, std::span(&here, 1), {});

    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY(found[0].models.at(0).find("tiny.gguf") != std::string::npos);
    QCOMPARE(found[0].endpoint.url, server_->url());
  }

  void aTestCallShowsWhatItCanDo() {
    const auto transport = network::make_curl_transport();

    const auto report = try_out(*transport, endpoint(), "", real_pause(), {});

    QVERIFY(report && report->follows_schema && report->sight == api::Sight::blind);
  }

  void everyTaskComesBackAsAProposalThatFits_data() {
    QTest::addColumn<int>("task");
    QTest::newRow("recaption") << 0;
    QTest::newRow("regions") << 1;
    QTest::newRow("page") << 2;
    QTest::newRow("translation") << 3;
  }
  void everyTaskComesBackAsAProposalThatFits() {
    QFETCH(int, task);
    const manga::Project project = tests::sample_project();
    const manga::PanelId panel = project.pages[0].panels[0].id;
    const std::vector<api::PlanTask> tasks = {api::RecaptionTask{panel, ""}, api::PanelTask{panel, ""},
                                              api::PageTask{project.pages[1].id, "Mia waits for the rain to stop.", 0},
                                              api::TranslationTask{"English", {}}};
    std::optional<api::PlanFinished> finished;
    std::string streamed, failure;
    ModelPlanner planner(network::make_curl_transport(), {});

    // A model that says things at random may say something without a word in it; so may a better one.
    for (int tries = 0; tries < 4 && !finished; ++tries) {
      const auto hear = [&](const api::PlanEvent& event) {
        if (const auto* piece = std::get_if<api::PlanText>(&event)) streamed += piece->text;
        if (const auto* end = std::get_if<api::PlanFinished>(&event)) finished = *end;
        if (const auto* failed = std::get_if<api::Failed>(&event)) failure = failed->text;
      };
      planner.run({.task = tasks[std::size_t(task)], .project = project, .endpoint = endpoint()}, hear, {});
    }

    QVERIFY2(finished.has_value(), (failure + streamed.substr(0, 3000)).c_str());
    const manga::Project after = manga::applied(project, finished->proposal);
    QVERIFY(!manga::differences(project, after).empty());
    QVERIFY(finished->cost.answer_tokens > 0 && !finished->cost.estimated);
    QVERIFY(finished->proposal.origin.find(" at 127.0.0.1:") != std::string::npos);
  }
};

QTEST_GUILESS_MAIN(LlamaServerTest)
#include "llama_server_test.moc"
