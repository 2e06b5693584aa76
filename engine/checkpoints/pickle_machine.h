// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/checkpoints/pickle_value.h"

namespace koma::checkpoints {

/// Longest pickle that is read; the weights themselves lie outside.
inline constexpr std::uint64_t longest_pickle = 100'000'000;

/// The bytes of one or several pickles in a file, read as far as they are asked for.
class PickleText {
 public:
  /// From byte `begin` of the file, at most `size` bytes.
  PickleText(const StoredBytes& file, ReadBudget& budget, std::uint64_t begin, std::uint64_t size);

  /// Valid until more is asked for. Throws Error(invalid_file) where the pickle ends before.
  [[nodiscard]] std::string_view view(std::uint64_t at, std::uint64_t count);
  /// A text that the machine has met.
  [[nodiscard]] std::string_view view(const PickleValue& text) { return view(text.index(), text.length); }
  /// Where byte `at` lies in the file.
  [[nodiscard]] std::uint64_t in_file(std::uint64_t at) const { return begin_ + at; }
  [[nodiscard]] const StoredBytes& file() const { return file_; }

 private:
  const StoredBytes& file_;
  ReadBudget& budget_;
  std::uint64_t begin_, size_;
  std::string bytes_;
};

/// Runs the pickle language as far as a dict of tensors needs it: an allow-list of opcodes over values that are only
/// data, and an allow-list of names (pickle_globals.h), each of which is a few lines of our own. Nothing is imported,
/// looked up or called. Refused with the opcode, its byte and the name it asks for: every other opcode or name,
/// SETITEM on what is no dict, APPEND on what is no list, tensors that reach out of their storage.
class PickleMachine {
 public:
  PickleMachine(PickleText& text, ReadBudget& budget, PickleHeap& heap);

  /// Runs one pickle from byte `at` of the text, which then stands behind its STOP. Throws Error(invalid_file).
  [[nodiscard]] PickleValue run(std::uint64_t& at);

 private:
  using Kind = PickleValue::Kind;

  // One step. Each returns false for opcodes that are not its business. In pickle_machine.cpp …
  bool push_constant(unsigned char opcode);
  bool push_text(unsigned char opcode);
  bool use_memo(unsigned char opcode);
  bool move_stack(unsigned char opcode);
  // … in pickle_containers.cpp …
  bool make_container(unsigned char opcode);
  void append(std::size_t items_from);
  void set_items(std::size_t items_from);
  PickleValue new_sequence(Kind kind, std::size_t items_from);
  PickleValue new_dict();
  // … and in pickle_calls.cpp.
  bool use_global(unsigned char opcode);
  PickleValue global_named(std::string_view module, std::string_view name);
  PickleValue call(const PickleValue& callee, const PickleValue& arguments);
  PickleValue ordered_dict(const PickleValue& arguments);
  PickleValue tensor_from(const PickleValue& arguments, std::optional<StoredType> type);
  PickleValue storage_from(const PickleValue& persistent_id);
  void build();

  std::uint64_t take_number(std::size_t bytes);
  std::string_view take(std::uint64_t count);
  std::string_view take_line();
  void push(PickleValue value);
  PickleValue pop();
  std::size_t pop_mark();
  PickleValue text_of_last(std::uint64_t count);
  [[noreturn]] void refuse_here(const std::string& what) const;
  [[nodiscard]] const std::vector<PickleValue>& items(const PickleValue& sequence) const;

  PickleText& text_;
  ReadBudget& budget_;
  PickleHeap& heap_;
  std::vector<PickleValue> stack_;
  std::vector<std::size_t> marks_;
  std::map<std::uint64_t, PickleValue> memo_;
  std::uint64_t at_ = 0, opcode_at_ = 0;
  unsigned char opcode_ = 0;
};

}  // namespace koma::checkpoints
