// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/name_table.h"

#include <set>

#include "engine/base/error.h"

namespace koma::checkpoints {

namespace {

[[noreturn]] void refuse_missing(const std::vector<std::string>& missing, const std::string& part,
                                 const std::filesystem::path& file) {
  const std::string more = missing.size() > 1
                               ? " and " + std::to_string(missing.size() - 1) + " more of " + part + " are"
                               : " of " + part + " is";
  throw Error(ErrorCode::invalid_file,
              "the tensor " + missing.front() + more + " missing; the file is incomplete, get it again", file.string());
}

}  // namespace

void NameTable::tensor(const std::string& canonical, const std::string& original, StoredForm form) {
  if (spelling_ == Spelling::original) {
    pairs_.push_back({canonical, original, form});
  } else {
    // The autoencoder's attention may have been stored as convolutions in either spelling.
    pairs_.push_back({canonical, canonical, form == StoredForm::without_cells ? form : StoredForm::as_it_is});
  }
}

void NameTable::layer(const std::string& canonical, const std::string& original, StoredForm weight) {
  tensor(canonical + ".weight", original + ".weight", weight);
  tensor(canonical + ".bias", original + ".bias");
}

void NameTable::same(const std::string& canonical, const std::string& original, const std::string& name) {
  layer(canonical + name, original + name);
}

void take_names(PartLayout& part, const PrefixView& view, const NameTable& table,
                const std::function<bool(const std::string&)>& is_ignored) {
  const std::size_t file = part.files.size();
  TensorIndex own;
  own.path = view.index().path;
  own.metadata = view.index().metadata;
  std::vector<std::string> missing;
  for (const NamePair& pair : table.pairs()) {
    const std::string name = view.prefix() + pair.stored;
    const auto found = view.index().tensors.find(name);
    if (found == view.index().tensors.end()) {
      missing.push_back(name);
      continue;
    }
    own.tensors.insert(*found);
    const bool has_cells = found->second.shape.size() == 4;
    const bool as_it_is = pair.form == StoredForm::without_cells && !has_cells;
    part.tensors[pair.canonical] = {file, name, as_it_is ? StoredForm::as_it_is : pair.form};
  }
  if (!missing.empty()) refuse_missing(missing, part.name, view.index().path);
  for (const std::string& rest : view.names()) {
    const std::string name = view.prefix() + rest;
    if (own.tensors.contains(name) || is_ignored(rest)) continue;
    own.tensors[name] = view.index().tensors.at(name);
    part.tensors[name] = {file, name, StoredForm::as_it_is};
  }
  part.files.push_back(std::move(own));
}

}  // namespace koma::checkpoints
