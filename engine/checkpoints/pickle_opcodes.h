// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace koma::checkpoints {

/// The opcodes that the machine knows, under the names of Python's pickletools.
namespace opcode {
inline constexpr unsigned char mark = '(', stop = '.', pop = '0', pop_mark = '1', dup = '2', proto = 0x80, frame = 0x95;
inline constexpr unsigned char none = 'N', new_true = 0x88, new_false = 0x89, binint = 'J', binint1 = 'K',
                               binint2 = 'M', long1 = 0x8A, long4 = 0x8B, binfloat = 'G';
inline constexpr unsigned char binunicode = 'X', short_binunicode = 0x8C, binunicode8 = 0x8D, binstring = 'T',
                               short_binstring = 'U', binbytes = 'B', short_binbytes = 'C', binbytes8 = 0x8E;
inline constexpr unsigned char binput = 'q', long_binput = 'r', memoize = 0x94, binget = 'h', long_binget = 'j';
inline constexpr unsigned char empty_tuple = ')', tuple = 't', tuple1 = 0x85, tuple2 = 0x86, tuple3 = 0x87,
                               empty_list = ']', list = 'l', append = 'a', appends = 'e', empty_dict = '}', dict = 'd',
                               setitem = 's', setitems = 'u';
inline constexpr unsigned char global = 'c', stack_global = 0x93, reduce = 'R', newobj = 0x81, newobj_ex = 0x92,
                               build = 'b', binpersid = 'Q';
}  // namespace opcode

/// pickletools' name of any opcode, also of those that are refused: "REDUCE"; "opcode 0xff" where there is none.
[[nodiscard]] std::string opcode_name(unsigned char opcode);

}  // namespace koma::checkpoints
