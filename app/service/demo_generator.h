// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "engine/api/generator.h"

namespace koma::app {

class DemoRepaint;

/// How the demo plays; the failures are for those who want to see what the window does then.
struct DemoOptions {
  double secondsPerStep = 0.25;
  int steps = 12;       ///< where the request leaves them open
  int failAtStep = 0;   ///< 0: never; counted over all pictures of a request, from 1
  int throwAtStep = 0;  ///< the same, but with an exception, which a sound engine never lets out
};

/// An engine that needs no model: it plays the steps of a diffusion and draws by hand-written rules (demo_drawing.h).
/// For `komawari --demo`, screenshots, tests and builds without libtorch. It keeps the generator's contract and reads
/// what the engine reads, so a missing reference picture fails here as there.
class DemoGenerator : public api::Generator {
 public:
  explicit DemoGenerator(DemoOptions options = {}) : options_(options) {}

  void run(const api::GenerationRequest& request, api::EventSink sink, api::PreviewSlot& slot,
           std::stop_token stop) override;

 private:
  struct Play;
  [[nodiscard]] api::GenerationEvent play(Play& play) const;
  [[nodiscard]] bool playPicture(Play& play, const api::GenerationRequest& single, const Image& drawing,
                                 const DemoRepaint& repaint) const;

  DemoOptions options_;
};

}  // namespace koma::app
