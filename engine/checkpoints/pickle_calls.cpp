// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/base/error.h"
#include "engine/checkpoints/pickle_machine.h"
#include "engine/checkpoints/pickle_opcodes.h"

namespace koma::checkpoints {
namespace {

/// Why tensors that say one thing and their storage another are no accident.
const char* const beyond_storage = "a tensor of the pickle reaches out of its storage";

bool is_count(const PickleValue& value) {
  return value.kind == PickleValue::Kind::integer && value.number >= 0;
}

/// One past the last number that the tensor touches, from the start of its storage; nothing when it leaves 63 bits.
std::optional<std::uint64_t> end_of(std::uint64_t first, const PickleTensor& tensor) {
  std::uint64_t last = first;
  for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
    std::uint64_t reach = 0;
    if (__builtin_mul_overflow(static_cast<std::uint64_t>(tensor.shape[i] - 1),
                               static_cast<std::uint64_t>(tensor.strides[i]), &reach) ||
        __builtin_add_overflow(last, reach, &last) || last >= INT64_MAX) {
      return std::nullopt;
    }
  }
  return last + 1;
}

bool is_row_by_row(const PickleTensor& tensor) {
  std::int64_t expected = 1;
  for (std::size_t i = tensor.shape.size(); i-- > 0;) {
    if (tensor.shape[i] != 1 && tensor.strides[i] != expected) return false;
    expected *= tensor.shape[i];  // cannot overflow: up to here the numbers lie side by side in the storage
  }
  return true;
}

}  // namespace

bool PickleMachine::use_global(unsigned char opcode) {
  switch (opcode) {
    case opcode::global: {
      const std::string module(take_line()), name(take_line());
      push(global_named(module, name));
      return true;
    }
    case opcode::stack_global: {
      const PickleValue name = pop(), module = pop();
      if (name.kind != Kind::text || module.kind != Kind::text)
        refuse_here("the pickle asks for a name that is no text");
      const std::string module_text(text_.view(module));
      push(global_named(module_text, std::string(text_.view(name))));
      return true;
    }
    case opcode::reduce:
    case opcode::newobj: {
      const PickleValue arguments = pop(), callee = pop();
      push(call(callee, arguments));
      return true;
    }
    case opcode::newobj_ex: {
      (void)pop();  // named arguments
      const PickleValue arguments = pop(), callee = pop();
      push(call(callee, arguments));
      return true;
    }
    case opcode::build:
      build();
      return true;
    case opcode::binpersid:
      push(storage_from(pop()));
      return true;
    default:
      return false;
  }
}

PickleValue PickleMachine::global_named(std::string_view module, std::string_view name) {
  const auto known = known_global(module, name);
  if (!known) {
    throw Error(ErrorCode::invalid_file,
                "the pickle asks for " + spoken(module) + "." + spoken(name) + " (" + opcode_name(opcode_) +
                    " at byte " + std::to_string(text_.in_file(opcode_at_)) +
                    "), which no weights need; do not trust this file, look for safetensors",
                text_.file().place());
  }
  if (known->global == PickleGlobal::inert) return {Kind::inert};
  return {Kind::global, static_cast<std::uint32_t>(known->type), static_cast<std::int64_t>(known->global)};
}

PickleValue PickleMachine::call(const PickleValue& callee, const PickleValue& arguments) {
  if (arguments.kind != Kind::tuple) refuse_here("the pickle calls with arguments that are no tuple");
  if (callee.kind == Kind::inert) return {Kind::inert};
  if (callee.kind != Kind::global) refuse_here("the pickle calls what cannot be called");
  const std::vector<PickleValue>& given = items(arguments);
  switch (callee.global()) {
    case PickleGlobal::ordered_dict:
      return ordered_dict(arguments);
    case PickleGlobal::rebuild_tensor:
    case PickleGlobal::rebuild_tensor_v2:
      return tensor_from(arguments, std::nullopt);
    case PickleGlobal::rebuild_tensor_v3:
      if (given.size() < 7 || given[6].kind != Kind::global || given[6].global() != PickleGlobal::dtype) {
        refuse_here("a tensor of the pickle has no type");
      }
      return tensor_from(arguments, given[6].type());
    case PickleGlobal::rebuild_parameter:
    case PickleGlobal::rebuild_parameter_with_state:
      if (given.empty() || given[0].kind != Kind::tensor) refuse_here("a parameter of the pickle is no tensor");
      return given[0];
    case PickleGlobal::size:
      if (given.size() != 1 || given[0].kind != Kind::tuple) refuse_here("a size in the pickle is no tuple");
      return given[0];
    case PickleGlobal::device:
    case PickleGlobal::encode:
      return {Kind::inert};
    default:
      refuse_here("the pickle calls what cannot be called");
  }
}

PickleValue PickleMachine::ordered_dict(const PickleValue& arguments) {
  const PickleValue result = new_dict();
  const std::vector<PickleValue>& given = items(arguments);
  if (given.empty()) return result;
  // Python 2 hands all pairs over at once.
  if (given.size() != 1 || given[0].kind != Kind::list) refuse_here("an OrderedDict of the pickle is made of no list");
  auto& dict = heap_.dicts[result.index()];
  for (const PickleValue& pair : items(given[0])) {
    const std::vector<PickleValue>& both = items(pair);
    if (both.size() != 2) refuse_here("an OrderedDict of the pickle is made of no pairs");
    budget_.take(4 * sizeof(PickleValue));
    dict.emplace_back(both[0], both[1]);
  }
  return result;
}

PickleValue PickleMachine::tensor_from(const PickleValue& arguments, std::optional<StoredType> type) {
  const std::vector<PickleValue>& given = items(arguments);
  if (given.size() < 4 || given[0].kind != Kind::storage || !is_count(given[1]) || given[2].kind != Kind::tuple ||
      given[3].kind != Kind::tuple) {
    refuse_here("a tensor of the pickle lacks its storage, offset, size or strides");
  }
  const std::vector<PickleValue>&sizes = items(given[2]), &strides = items(given[3]);
  if (sizes.size() != strides.size() || sizes.size() > max_rank || !std::all_of(sizes.begin(), sizes.end(), is_count) ||
      !std::all_of(strides.begin(), strides.end(), is_count)) {
    refuse_here("a tensor of the pickle has a negative or unfitting size or stride");
  }
  const PickleStorage& storage = heap_.storages[given[0].index()];
  PickleTensor tensor{given[0].index(), type.value_or(storage.type)};
  for (const PickleValue& side : sizes) tensor.shape.push_back(side.number);
  for (const PickleValue& stride : strides) tensor.strides.push_back(stride.number);
  const std::uint64_t numbers = storage.numbers * size_of(storage.type) / size_of(tensor.type);
  tensor.first = static_cast<std::uint64_t>(given[1].number);
  const bool is_empty = std::find(tensor.shape.begin(), tensor.shape.end(), 0) != tensor.shape.end();
  if (is_empty) {
    if (tensor.first > numbers) refuse_here(beyond_storage);
    tensor.strides.clear();
  } else {
    const auto end = end_of(tensor.first, tensor);
    if (!end || *end > numbers) refuse_here(beyond_storage);
    tensor.count = *end - tensor.first;
    if (is_row_by_row(tensor)) tensor.strides.clear();
  }
  budget_.take(2 * sizeof(PickleTensor) + 16 * tensor.shape.size());
  heap_.tensors.push_back(std::move(tensor));
  return {Kind::tensor, 0, static_cast<std::int64_t>(heap_.tensors.size() - 1)};
}

/// ('storage', type, key, device, numbers) and, in old files, None for a view that does not exist any more.
PickleValue PickleMachine::storage_from(const PickleValue& persistent_id) {
  const std::vector<PickleValue>& given = items(persistent_id);
  if (persistent_id.kind != Kind::tuple || given.size() < 5 || given[0].kind != Kind::text ||
      text_.view(given[0]) != "storage" || given[1].kind != Kind::global ||
      given[1].global() != PickleGlobal::storage || given[2].kind != Kind::text || !is_count(given[4]) ||
      (given.size() > 5 && given[5].kind != Kind::none)) {
    refuse_here("a storage of the pickle is none that torch.save writes");
  }
  PickleStorage storage{given[2], given[1].type(), static_cast<std::uint64_t>(given[4].number)};
  if (storage.numbers > INT64_MAX / size_of(storage.type))
    refuse_here("a storage of the pickle is larger than any file");
  budget_.take(2 * sizeof(PickleStorage));
  heap_.storages.push_back(storage);
  return {Kind::storage, 0, static_cast<std::int64_t>(heap_.storages.size() - 1)};
}

/// State of an object: a state dict's `_metadata`, settings of placeholders. Nothing of it is needed.
void PickleMachine::build() {
  (void)pop();
  const PickleValue target = pop();
  if (target.kind != Kind::dict && target.kind != Kind::inert) refuse_here("the pickle sets the state of no object");
  push(target);
}

}  // namespace koma::checkpoints
