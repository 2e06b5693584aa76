// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/pickle_machine.h"
#include "engine/checkpoints/pickle_opcodes.h"

namespace koma::checkpoints {
namespace {

/// Paid for everything twice: vectors grow by doubling.
constexpr std::uint64_t sequence_bytes = 2 * sizeof(std::vector<PickleValue>) + 16;
constexpr std::uint64_t item_bytes = 2 * sizeof(PickleValue);

}  // namespace

bool PickleMachine::make_container(unsigned char opcode) {
  switch (opcode) {
    case opcode::empty_tuple:
      push(new_sequence(Kind::tuple, stack_.size()));
      return true;
    case opcode::tuple1:
    case opcode::tuple2:
    case opcode::tuple3: {
      const std::size_t count = std::size_t{1} + opcode - opcode::tuple1;
      if (stack_.size() < count + (marks_.empty() ? 0 : marks_.back()))
        refuse_here("the pickle takes what is not there");
      push(new_sequence(Kind::tuple, stack_.size() - count));
      return true;
    }
    case opcode::tuple:
      push(new_sequence(Kind::tuple, pop_mark()));
      return true;
    case opcode::empty_list:
      push(new_sequence(Kind::list, stack_.size()));
      return true;
    case opcode::list:
      push(new_sequence(Kind::list, pop_mark()));
      return true;
    case opcode::append:
      append(stack_.empty() ? 0 : stack_.size() - 1);
      return true;
    case opcode::appends:
      append(pop_mark());
      return true;
    case opcode::empty_dict:
      push(new_dict());
      return true;
    case opcode::dict: {
      const std::size_t mark = pop_mark();
      stack_.insert(stack_.begin() + static_cast<std::ptrdiff_t>(mark), new_dict());
      set_items(mark + 1);
      return true;
    }
    case opcode::setitem:
      set_items(stack_.size() < 2 ? 0 : stack_.size() - 2);
      return true;
    case opcode::setitems:
      set_items(pop_mark());
      return true;
    default:
      return false;
  }
}

PickleValue PickleMachine::new_sequence(Kind kind, std::size_t items_from) {
  budget_.take(sequence_bytes + item_bytes * (stack_.size() - items_from));
  heap_.sequences.emplace_back(stack_.begin() + static_cast<std::ptrdiff_t>(items_from), stack_.end());
  stack_.resize(items_from);
  return {kind, 0, static_cast<std::int64_t>(heap_.sequences.size() - 1)};
}

PickleValue PickleMachine::new_dict() {
  budget_.take(sequence_bytes);
  heap_.dicts.emplace_back();
  return {Kind::dict, 0, static_cast<std::int64_t>(heap_.dicts.size() - 1)};
}

void PickleMachine::append(std::size_t items_from) {
  if (items_from < 1 + (marks_.empty() ? 0 : marks_.back())) refuse_here("the pickle takes what is not there");
  const PickleValue target = stack_[items_from - 1];
  if (target.kind == Kind::list) {
    budget_.take(item_bytes * (stack_.size() - items_from));
    auto& list = heap_.sequences[target.index()];
    list.insert(list.end(), stack_.begin() + static_cast<std::ptrdiff_t>(items_from), stack_.end());
  } else if (target.kind != Kind::inert) {
    refuse_here("the pickle appends to what is no list");
  }
  stack_.resize(items_from);
}

void PickleMachine::set_items(std::size_t items_from) {
  if (items_from < 1 + (marks_.empty() ? 0 : marks_.back())) refuse_here("the pickle takes what is not there");
  const PickleValue target = stack_[items_from - 1];
  const std::size_t count = stack_.size() - items_from;
  if (count % 2 != 0) refuse_here("the pickle sets a key without a value");
  if (target.kind == Kind::dict) {
    budget_.take(item_bytes * count);
    auto& dict = heap_.dicts[target.index()];
    for (std::size_t i = items_from; i < stack_.size(); i += 2) dict.emplace_back(stack_[i], stack_[i + 1]);
  } else if (target.kind != Kind::inert) {
    refuse_here("the pickle sets items of what is no dict");
  }
  stack_.resize(items_from);
}

}  // namespace koma::checkpoints
