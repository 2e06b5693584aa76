// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"

using namespace koma;

class JsonFieldsTest : public QObject {
  Q_OBJECT

  static QString complaint(const std::function<void()>& action) {
    try {
      action();
    } catch (const Error& error) {
      return QString::fromUtf8(error.what());
    }
    return "no complaint";
  }

 private slots:
  void wrongKindsAndRangesAreNamedWithTheirPath() {
    const nlohmann::json value = {{"steps", 200}, {"name", 3}, {"box", {0, 0, 1}}};
    JsonFields fields(value, "$.panel");
    QCOMPARE(complaint([&] { static_cast<void>(fields.integer("steps", 1, 150)); }),
             QString("$.panel.steps: is 200, but must be 1 to 150"));
    QCOMPARE(complaint([&] { static_cast<void>(fields.text("name")); }), QString("$.panel.name: must be a text"));
    QVERIFY(complaint([&] { static_cast<void>(fields.box("box")); }).startsWith("$.panel.box: must be [left"));
  }

  void fieldsNobodyAskedForAreFound() {
    const nlohmann::json value = {{"known", 1}, {"strange", 2}};
    JsonFields fields(value, "$");
    static_cast<void>(fields.find("known"));
    QCOMPARE(complaint([&] { fields.finish(); }), QString("$.strange: unknown field; correct its name or remove it"));
    QVERIFY(fields.unknown() == nlohmann::json({{"strange", 2}}));
  }

  void hostileDepthIsRefusedAndBracketsInTextsAreNot() {
    const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
    QVERIFY(complaint([&] { static_cast<void>(parse_document(deep, "deep.json")); }).contains("deeper than 64"));
    // Not as a sum: GCC 12 takes the moved text for 32 bytes long.
    std::string brackets(1000, '[');
    brackets.append("\"\\").append(1000, '{');
    const nlohmann::json text = brackets;
    QVERIFY(parse_document(text.dump(), "text.json") == text);
  }

  void onlyWhatCanBeReadAgainIsWritten() {
    QVERIFY(complaint([] { static_cast<void>(write_document("\xff", "here")); }).contains("not UTF-8"));
    const std::string long_text(longest_document, 'x');
    QVERIFY(complaint([&] { static_cast<void>(write_document(long_text, "here")); }).contains("larger than 16 MiB"));
  }

  void boxesAreWrittenInTheFewestDigits() {
    QCOMPARE(box_to_json({0.1f, 0.25f, 0.9f, 1}).dump(), std::string("[0.1,0.25,0.9,1.0]"));
  }
};

QTEST_APPLESS_MAIN(JsonFieldsTest)
#include "json_fields_test.moc"
