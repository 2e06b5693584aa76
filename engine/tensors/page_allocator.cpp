// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/page_allocator.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <sys/mman.h>

#include <cstring>
#include <list>
#include <mutex>
#include <unordered_map>

namespace koma::tensors {
namespace {

constexpr std::size_t smallest = 1 << 20;      // below, malloc does well
constexpr std::size_t granule = 1 << 16;       // sizes are rounded up to it, so that similar ones fit each other
constexpr std::size_t kept_bytes = 256 << 20;  // of blocks that nobody uses

class PageAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(std::size_t bytes) override {
    if (bytes < smallest) return small_.allocate(bytes);
    void* block = take((bytes + granule - 1) / granule * granule);
    if (block == nullptr) return small_.allocate(bytes);  // refused there with torch's own words
    return {block, block, &PageAllocator::give_back, c10::Device(c10::DeviceType::CPU)};
  }
  c10::DeleterFnPtr raw_deleter() const override { return &PageAllocator::give_back; }
  void copy_data(void* to, const void* from, std::size_t bytes) const override { std::memcpy(to, from, bytes); }

  /// Never destroyed: tensors may outlive every other static.
  static PageAllocator& instance() {
    static auto* allocator = new PageAllocator();
    return *allocator;
  }

 private:
  struct Block {
    void* start;
    std::size_t size;
  };

  PageAllocator() : small_(*c10::GetCPUAllocator()) {}

  void* take(std::size_t size) {
    const std::lock_guard lock(mutex_);
    auto best = kept_.end();
    for (auto block = kept_.begin(); block != kept_.end(); ++block) {
      const bool fits = block->size >= size && block->size <= size + size / 8;
      if (fits && (best == kept_.end() || block->size < best->size)) best = block;
    }
    if (best != kept_.end()) {
      const Block found = *best;
      kept_.erase(best);
      kept_size_ -= found.size;
      used_.emplace(found.start, found.size);
      return found.start;
    }
    void* start = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) return nullptr;
    used_.emplace(start, size);
    return start;
  }

  static void give_back(void* start) { instance().keep(start); }

  void keep(void* start) {
    const std::lock_guard lock(mutex_);
    const auto found = used_.find(start);
    if (found == used_.end()) return small_.raw_deleter()(start);
    kept_.push_back({start, found->second});
    kept_size_ += found->second;
    used_.erase(found);
    // The longest unused go first.
    for (; kept_size_ > kept_bytes; kept_.pop_front()) {
      munmap(kept_.front().start, kept_.front().size);
      kept_size_ -= kept_.front().size;
    }
  }

  c10::Allocator& small_;
  std::mutex mutex_;
  std::unordered_map<void*, std::size_t> used_;
  std::list<Block> kept_;  // given back, the latest last
  std::size_t kept_size_ = 0;
};

}  // namespace

void use_page_allocator() {
  static const bool done = [] {
    c10::SetCPUAllocator(&PageAllocator::instance());
    return true;
  }();
  (void)done;
}

}  // namespace koma::tensors
