// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/image_reach.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "engine/base/error.h"
#include "engine/nn/attention.h"
#include "engine/nn/word_maps.h"

using namespace koma::nn;

namespace {

/// Text keys of three tokens and queries of four positions, which look at token 0, 1, 1 and 2.
struct Look {
  at::Tensor keys = at::eye(3).mul(8).view({1, 1, 3, 3});
  at::Tensor queries = at::eye(3).index_select(0, at::tensor({0, 1, 1, 2}, at::kLong)).view({1, 1, 4, 3});
};

at::Tensor bools(const std::vector<int>& values, std::int64_t rows) {
  return at::tensor(values, at::kInt).to(at::kBool).view({rows, -1});
}

}  // namespace

class ImageReachTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_position_sees_the_tokens_of_every_region_around_it() {
    const ImageReach reach = reach_of_regions(bools({1, 1, 0, 0, 1, 0}, 2), 2, at::kFloat);
    QVERIFY(at::equal(reach.inside.flatten(), at::tensor({1.0f, 1.0f, 0.0f})));
    const at::Tensor seen = reach.mask[0][0].eq(0);  // [S, T]
    QVERIFY(at::equal(seen, bools({1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0}, 3)));
  }

  void nothing_is_added_outside_every_region_whatever_the_tokens() {
    const ImageReach reach = reach_of_regions(bools({1, 0, 1}, 1), 2, at::kFloat);
    const at::Tensor seen =
        attend(at::randn({1, 1, 3, 4}), at::randn({1, 1, 2, 4}), at::ones({1, 1, 2, 4}), reach.mask);
    QVERIFY(at::allclose((seen * reach.inside)[0][0].select(1, 0), at::tensor({1.0f, 0.0f, 1.0f})));
  }

  void regions_are_found_where_the_words_are_seen() {
    const Look look;
    const ImageReach boxes = reach_of_regions(bools({1, 1, 1, 1, 1, 1, 1, 1}, 2), 1, at::kFloat);
    FoundLayout layout({{{1, 2}, {0, 0}}, 1, 0.5, 2});
    QVERIFY(at::equal(layout.reach(&look, look.queries, look.keys, boxes).mask, boxes.mask));
    QVERIFY(!layout.regions(&look).defined());
    const ImageReach found = layout.reach(&look, look.queries, look.keys, boxes);
    // A phrase that is nowhere in the prompt loses its region.
    QVERIFY(at::equal(layout.regions(&look), bools({0, 1, 1, 0, 0, 0, 0, 0}, 2)));
    QVERIFY(at::equal(found.inside.flatten(), at::tensor({0.0f, 1.0f, 1.0f, 0.0f})));
  }

  void words_are_seen_where_queries_are_like_their_keys() {
    // Four positions, one head, three tokens of two numbers; position 2 asks for token 1 alone.
    const at::Tensor keys = at::tensor({1.f, 0.f, 0.f, 1.f, -1.f, 0.f}).view({1, 1, 3, 2}) * 20;
    const at::Tensor queries = at::tensor({1.f, 0.f, 1.f, 0.f, 0.f, 1.f, -1.f, 0.f}).view({1, 1, 4, 2});
    koma::nn::WordMaps maps({{1, 2}, {}});
    // The negative row in front of it is not looked at.
    maps.see(at::cat({at::zeros_like(queries), queries}), at::cat({keys, keys}));
    const at::Tensor seen = maps.maps().at(4);
    QVERIFY(at::allclose(seen, at::tensor({0.f, 0.f, 4.f, 0.f}), 0, 1e-4));
  }

  void layers_of_one_size_count_alike_and_sizes_are_kept_apart() {
    const at::Tensor keys = at::tensor({1.f, 0.f, 0.f, 1.f}).view({1, 1, 2, 2}) * 20;
    const at::Tensor first = at::tensor({0.f, 1.f, 1.f, 0.f}).view({1, 1, 2, 2});
    koma::nn::WordMaps maps({{1, 2}});
    maps.see(first, keys);
    maps.see(first.flip(2), keys);
    maps.see(at::cat({first, first}, 2), keys);
    QCOMPARE(maps.maps().size(), std::size_t(2));
    QVERIFY(at::allclose(maps.maps().at(2), at::ones({2}), 0, 1e-4));
    QVERIFY(at::allclose(maps.maps().at(4), at::tensor({2.f, 0.f, 2.f, 0.f}), 0, 1e-4));
    QVERIFY_THROWS_EXCEPTION(koma::Error, koma::nn::WordMaps(std::vector<TokenSpan>(1)));
  }

  void maps_are_averaged_over_all_calls_of_one_layer() {
    const Look look;
    const at::Tensor other = look.queries.flip(2);  // looks at 2, 1, 1, 0
    FoundLayout layout({{{2, 3}}, 1, 0.4, 2});
    const int layers[2] = {};
    (void)layout.reach(&layers[0], look.queries, look.keys, {});
    (void)layout.reach(&layers[1], look.queries, look.keys, {});
    (void)layout.reach(&layers[0], other, look.keys, {});
    (void)layout.reach(&layers[1], look.queries, look.keys, {});
    QVERIFY(at::equal(layout.regions(&layers[0]), bools({1, 0, 0, 1}, 1)));
    QVERIFY(at::equal(layout.regions(&layers[1]), bools({0, 0, 0, 1}, 1)));
  }
};

QTEST_GUILESS_MAIN(ImageReachTest)
#include "image_reach_test.moc"
