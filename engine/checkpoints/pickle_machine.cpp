// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/pickle_machine.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "engine/base/error.h"
#include "engine/checkpoints/pickle_opcodes.h"

namespace koma::checkpoints {
namespace {

static_assert(std::endian::native == std::endian::little, "a pickle's numbers are little-endian");

constexpr std::size_t most_on_stack = 200'000;
constexpr std::size_t longest_line = 1000;
constexpr std::uint64_t first_piece = std::uint64_t{64} << 10;
constexpr std::uint64_t memo_bytes = 96;

}  // namespace

PickleText::PickleText(const StoredBytes& file, ReadBudget& budget, std::uint64_t begin, std::uint64_t size)
    : file_(file), budget_(budget), begin_(begin), size_(std::min(size, longest_pickle)) {}

std::string_view PickleText::view(std::uint64_t at, std::uint64_t count) {
  if (at > size_ || count > size_ - at) {
    refuse(file_, size_ == longest_pickle ? "the pickle is longer than the 100 MB allowed" : "the pickle is cut");
  }
  if (at + count > bytes_.size()) {
    const std::uint64_t have = bytes_.size();
    const std::uint64_t wanted = std::min(size_, std::max({at + count, 2 * have, first_piece}));
    budget_.take(wanted - have);
    bytes_.resize(wanted);
    if (!file_.read(begin_ + have, bytes_.data() + have, wanted - have)) refuse(file_, "the pickle cannot be read");
  }
  return std::string_view(bytes_).substr(at, count);
}

PickleMachine::PickleMachine(PickleText& text, ReadBudget& budget, PickleHeap& heap)
    : text_(text), budget_(budget), heap_(heap) {}

PickleValue PickleMachine::run(std::uint64_t& at) {
  at_ = at;
  stack_.clear();
  marks_.clear();
  memo_.clear();
  while (true) {
    opcode_at_ = at_;
    opcode_ = static_cast<unsigned char>(take_number(1));
    if (opcode_ == opcode::stop) break;
    if (!push_constant(opcode_) && !push_text(opcode_) && !use_memo(opcode_) && !move_stack(opcode_) &&
        !make_container(opcode_) && !use_global(opcode_)) {
      refuse_here("the pickle does what no state dict needs");
    }
  }
  at = at_;
  return pop();
}

bool PickleMachine::push_constant(unsigned char opcode) {
  const auto integer = [&](std::int64_t number) { push({Kind::integer, 0, number}); };
  switch (opcode) {
    case opcode::proto:
      if (take_number(1) > 5) refuse_here("the pickle is of an unknown protocol");
      return true;
    case opcode::frame:
      (void)take_number(8);
      return true;
    case opcode::none:
      push({});
      return true;
    case opcode::new_true:
    case opcode::new_false:
      push({Kind::boolean, 0, opcode == opcode::new_true ? 1 : 0});
      return true;
    case opcode::binint:
      integer(static_cast<std::int32_t>(take_number(4)));
      return true;
    case opcode::binint1:
      integer(static_cast<std::int64_t>(take_number(1)));
      return true;
    case opcode::binint2:
      integer(static_cast<std::int64_t>(take_number(2)));
      return true;
    case opcode::long1:
    case opcode::long4: {
      const std::uint64_t bytes = take_number(opcode == opcode::long1 ? 1 : 4);
      if (bytes > 8) {
        (void)take(bytes);  // beyond what a size or an offset can be
        push({Kind::inert});
        return true;
      }
      const unsigned unused = 64 - 8 * static_cast<unsigned>(bytes);
      const std::uint64_t number = take_number(bytes);
      integer(bytes == 0 ? 0 : static_cast<std::int64_t>(number << unused) >> unused);
      return true;
    }
    case opcode::binfloat:
      (void)take(8);
      push({Kind::inert});
      return true;
    default:
      return false;
  }
}

bool PickleMachine::push_text(unsigned char opcode) {
  switch (opcode) {
    case opcode::short_binunicode:
    case opcode::short_binstring:
    case opcode::short_binbytes:
      push(text_of_last(take_number(1)));
      return true;
    case opcode::binunicode:
    case opcode::binstring:
    case opcode::binbytes:
      push(text_of_last(take_number(4)));
      return true;
    case opcode::binunicode8:
    case opcode::binbytes8:
      push(text_of_last(take_number(8)));
      return true;
    default:
      return false;
  }
}

bool PickleMachine::use_memo(unsigned char opcode) {
  switch (opcode) {
    case opcode::binput:
    case opcode::long_binput:
    case opcode::memoize: {
      const std::uint64_t place =
          opcode == opcode::memoize ? memo_.size() : take_number(opcode == opcode::binput ? 1 : 4);
      const PickleValue top = pop();
      push(top);
      if (memo_.insert_or_assign(place, top).second) budget_.take(memo_bytes);
      return true;
    }
    case opcode::binget:
    case opcode::long_binget: {
      const auto found = memo_.find(take_number(opcode == opcode::binget ? 1 : 4));
      if (found == memo_.end()) refuse_here("the pickle remembers what it never met");
      push(found->second);
      return true;
    }
    default:
      return false;
  }
}

bool PickleMachine::move_stack(unsigned char opcode) {
  switch (opcode) {
    case opcode::mark:
      if (marks_.size() >= most_on_stack) refuse_here("the pickle is nested too deep");
      marks_.push_back(stack_.size());
      return true;
    case opcode::pop:
      // As in Python: a mark on top goes first.
      if (!marks_.empty() && marks_.back() == stack_.size()) {
        marks_.pop_back();
      } else {
        (void)pop();
      }
      return true;
    case opcode::pop_mark:
      stack_.resize(pop_mark());
      return true;
    case opcode::dup: {
      const PickleValue top = pop();
      push(top);
      push(top);
      return true;
    }
    default:
      return false;
  }
}

std::string_view PickleMachine::take(std::uint64_t count) {
  const std::string_view bytes = text_.view(at_, count);
  at_ += count;
  return bytes;
}

std::uint64_t PickleMachine::take_number(std::size_t bytes) {
  std::uint64_t number = 0;
  std::memcpy(&number, take(bytes).data(), bytes);
  return number;
}

std::string_view PickleMachine::take_line() {
  std::size_t length = 0;
  while (text_.view(at_ + length, 1).front() != '\n') {
    if (++length > longest_line) refuse_here("a name in the pickle is too long");
  }
  at_ += length + 1;
  return text_.view(at_ - length - 1, length);
}

PickleValue PickleMachine::text_of_last(std::uint64_t count) {
  const std::uint64_t begin = at_;
  (void)take(count);  // at most longest_pickle, so that the length fits
  return {Kind::text, static_cast<std::uint32_t>(count), static_cast<std::int64_t>(begin)};
}

void PickleMachine::push(PickleValue value) {
  if (stack_.size() >= most_on_stack) refuse_here("the pickle's stack grows beyond every need");
  stack_.push_back(value);
}

PickleValue PickleMachine::pop() {
  if (stack_.size() <= (marks_.empty() ? 0 : marks_.back())) refuse_here("the pickle takes what is not there");
  const PickleValue value = stack_.back();
  stack_.pop_back();
  return value;
}

std::size_t PickleMachine::pop_mark() {
  if (marks_.empty()) refuse_here("the pickle goes back to a mark that it never set");
  const std::size_t mark = marks_.back();
  marks_.pop_back();
  return mark;
}

const std::vector<PickleValue>& PickleMachine::items(const PickleValue& sequence) const {
  static const std::vector<PickleValue> nothing;
  return sequence.kind == Kind::tuple || sequence.kind == Kind::list ? heap_.sequences[sequence.index()] : nothing;
}

void PickleMachine::refuse_here(const std::string& what) const {
  refuse(text_.file(),
         what + " (" + opcode_name(opcode_) + " at byte " + std::to_string(text_.in_file(opcode_at_)) + ")");
}

}  // namespace koma::checkpoints
