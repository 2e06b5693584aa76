// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/text_embedding_cache.h"

#include <ATen/ATen.h>

#include <QtTest>

using koma::conditioning::TextEmbeddingCache;

namespace {

TextEmbeddingCache::Entry entry(const std::string& key, std::int64_t numbers = 1) {
  return {key, {at::zeros({1, numbers, 1}), {}}, {}};
}

}  // namespace

class TextEmbeddingCacheTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theOneNotAskedForLongestIsForgotten() {
    TextEmbeddingCache cache(2, 1000);
    cache.keep(entry("a"));
    cache.keep(entry("b"));
    QVERIFY(cache.find("a") != nullptr);
    cache.keep(entry("c"));
    QVERIFY(cache.peek("a") != nullptr && cache.peek("c") != nullptr);
    QVERIFY(cache.peek("b") == nullptr && cache.find("b") == nullptr);
  }

  void memoryIsBoundedButTheNewestStays() {
    TextEmbeddingCache cache(10, 100);
    cache.keep(entry("a", 10));
    cache.keep(entry("b", 10));
    QVERIFY(cache.peek("a") != nullptr);
    cache.keep(entry("c", 10));
    QVERIFY(cache.peek("a") == nullptr && cache.peek("b") != nullptr);
    cache.keep(entry("d", 1000));
    QVERIFY(cache.peek("d") != nullptr && cache.peek("c") == nullptr);
  }
};

QTEST_APPLESS_MAIN(TextEmbeddingCacheTest)
#include "text_embedding_cache_test.moc"
