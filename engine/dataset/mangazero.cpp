// SPDX-License-Identifier: Apache-2.0
#include "engine/dataset/mangazero.h"

#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/dataset/list_reader.h"

namespace koma::dataset {

ReadReport read_pages(const std::filesystem::path& file, const ReadOptions& options,
                      const std::function<void(DatasetPage page, std::int64_t entry)>& take) {
  ListReader list(file);
  ReadReport report;
  while (const auto text = list.next()) {
    const std::int64_t entry = report.entries++;
    const std::string path = "$[" + std::to_string(entry) + "]";
    DatasetPage page;
    try {
      page = page_from_json(parse_document(*text, path), path, report.remarks);
    } catch (const Error& error) {
      if (options.strictness == Strictness::refuse) {
        throw Error(ErrorCode::invalid_file, error.sentence(),
                    file.string() + ":" + std::to_string(list.line()) + ": " + error.place());
      }
      ++report.skipped;
      if (report.problems.size() < options.most_problems) {
        report.problems.push_back({entry, list.line(), error.place(), error.sentence()});
      }
      continue;
    }
    take(std::move(page), entry);
  }
  return report;
}

std::vector<DatasetPage> read_mangazero(const std::filesystem::path& file) {
  std::vector<DatasetPage> pages;
  read_pages(file, {}, [&](DatasetPage page, std::int64_t) { pages.push_back(std::move(page)); });
  return pages;
}

void PageWriter::add(const DatasetPage& page) {
  add(page_to_json(page));
}

void PageWriter::add(const nlohmann::json& entry) {
  file_.write((empty_ ? "[\n" : ",\n") + write_document(entry, "annotations"));
  empty_ = false;
}

void PageWriter::commit() {
  file_.write(empty_ ? "[]\n" : "\n]\n");
  file_.commit();
}

}  // namespace koma::dataset
