// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/pickle_globals.h"

namespace koma::checkpoints {
namespace {

struct Named {
  std::string_view module, name;
  PickleGlobal global;
};
constexpr Named named[] = {
    {"collections", "OrderedDict", PickleGlobal::ordered_dict},
    {"torch._utils", "_rebuild_tensor", PickleGlobal::rebuild_tensor},
    {"torch._utils", "_rebuild_tensor_v2", PickleGlobal::rebuild_tensor_v2},
    {"torch._utils", "_rebuild_tensor_v3", PickleGlobal::rebuild_tensor_v3},
    {"torch._utils", "_rebuild_parameter", PickleGlobal::rebuild_parameter},
    {"torch._utils", "_rebuild_parameter_with_state", PickleGlobal::rebuild_parameter_with_state},
    {"torch", "Size", PickleGlobal::size},
    {"torch", "device", PickleGlobal::device},
    {"_codecs", "encode", PickleGlobal::encode},
};

struct Type {
  std::string_view storage, dtype;  ///< in module torch; empty where torch has none
  StoredType type;
};
constexpr Type types[] = {
    {"BoolStorage", "bool", StoredType::boolean},
    {"ByteStorage", "uint8", StoredType::u8},
    {"CharStorage", "int8", StoredType::i8},
    {"ShortStorage", "int16", StoredType::i16},
    {"IntStorage", "int32", StoredType::i32},
    {"LongStorage", "int64", StoredType::i64},
    {"HalfStorage", "float16", StoredType::f16},
    {"BFloat16Storage", "bfloat16", StoredType::bf16},
    {"FloatStorage", "float32", StoredType::f32},
    {"DoubleStorage", "float64", StoredType::f64},
    {"ComplexFloatStorage", "complex64", StoredType::c64},
    {"", "uint16", StoredType::u16},
    {"", "uint32", StoredType::u32},
    {"", "uint64", StoredType::u64},
    {"", "float8_e4m3fn", StoredType::f8_e4m3},
    {"", "float8_e5m2", StoredType::f8_e5m2},
};

/// Settings, counters and the like that lie beside the weights in the checkpoints of trainers.
constexpr std::string_view inert_modules[] = {"pytorch_lightning", "lightning", "lightning_fabric", "omegaconf"};
struct Inert {
  std::string_view module, name;
};
constexpr Inert inert[] = {
    {"numpy.core.multiarray", "scalar"},
    {"numpy.core.multiarray", "_reconstruct"},
    {"numpy._core.multiarray", "scalar"},
    {"numpy._core.multiarray", "_reconstruct"},
    {"numpy", "dtype"},
    {"numpy", "ndarray"},
    {"collections", "defaultdict"},
    {"collections", "Counter"},
    {"argparse", "Namespace"},
    {"typing", "Any"},
    {"builtins", "dict"},
    {"builtins", "list"},
    {"builtins", "set"},
    {"builtins", "int"},
    {"builtins", "float"},
    {"builtins", "str"},
    {"builtins", "bool"},
    {"__builtin__", "dict"},
    {"__builtin__", "list"},
    {"__builtin__", "set"},
    {"__builtin__", "int"},
    {"__builtin__", "float"},
    {"__builtin__", "str"},
    {"__builtin__", "bool"},
    {"__builtin__", "long"},
};

bool belongs_to(std::string_view module, std::string_view package) noexcept {
  return module.starts_with(package) && (module.size() == package.size() || module[package.size()] == '.');
}

}  // namespace

std::optional<KnownGlobal> known_global(std::string_view module, std::string_view name) noexcept {
  for (const Named& known : named) {
    if (module == known.module && name == known.name) return KnownGlobal{known.global};
  }
  if (module == "torch" && !name.empty()) {
    for (const Type& type : types) {
      if (name == type.storage) return KnownGlobal{PickleGlobal::storage, type.type};
      if (name == type.dtype) return KnownGlobal{PickleGlobal::dtype, type.type};
    }
  }
  if (module == "torch.storage" && (name == "UntypedStorage" || name == "TypedStorage")) {
    return KnownGlobal{PickleGlobal::storage, StoredType::u8};
  }
  for (const std::string_view package : inert_modules) {
    // A name with a dot would walk through the module to anything that it has imported.
    if (belongs_to(module, package) && name.find('.') == std::string_view::npos) return KnownGlobal{};
  }
  for (const Inert& known : inert) {
    if (module == known.module && name == known.name) return KnownGlobal{};
  }
  return std::nullopt;
}

}  // namespace koma::checkpoints
