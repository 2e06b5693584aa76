// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace koma::tensors {

/// Makes torch take large CPU tensors straight from the system's pages and keep a few that are given back for the next
/// of about their size. malloc leaves holes of almost the right size between weights while a model is read (2.9 GiB
/// instead of 2.1 for Stable Diffusion 1.5's UNet in bfloat16) and hands large maps back to the system after every
/// operator. For the whole process, from now on; calling it again does nothing. Tensors made before stay valid.
void use_page_allocator();

}  // namespace koma::tensors
