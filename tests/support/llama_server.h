// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QString>
#include <string>

namespace koma::tests {

/// llama.cpp's own server with the tiny random model, for as long as this lives. KOMA_LLAMA_PYTHON names a Python that
/// has xllamacpp; where there is none `problem` says so, and a test skips itself with it.
class LlamaServer {
 public:
  LlamaServer() {
    const QString folder = QString(KOMA_TEST_DATA) + "/..";
    process_.start(qEnvironmentVariable("KOMA_LLAMA_PYTHON", "python3"),
                   {folder + "/support/llama_server.py", folder + "/data/planning/tiny.gguf"});
    constexpr int patience = 60'000;
    while (process_.waitForReadyRead(patience) && !process_.canReadLine()) continue;
    url_ = QString::fromUtf8(process_.readLine()).trimmed();
    if (!url_.startsWith("http://127.0.0.1:")) {
      problem_ =
          "no llama.cpp server: set KOMA_LLAMA_PYTHON to a Python with xllamacpp (packaging/test.sh installs one)";
    }
  }
  ~LlamaServer() {
    process_.closeWriteChannel();
    if (!process_.waitForFinished(5000)) process_.kill();
    process_.waitForFinished(5000);
  }
  LlamaServer(const LlamaServer&) = delete;
  LlamaServer& operator=(const LlamaServer&) = delete;

  [[nodiscard]] const char* problem() const noexcept { return problem_; }  ///< null: it runs
  [[nodiscard]] std::string url() const { return url_.toStdString() + "/v1"; }
  [[nodiscard]] int port() const { return url_.section(':', -1).toInt(); }

 private:
  QProcess process_;
  QString url_;
  const char* problem_ = nullptr;
};

}  // namespace koma::tests
