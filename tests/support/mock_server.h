// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace koma::tests {

/// One request as it came.
struct MockRequest {
  std::string head;  ///< request line and headers
  std::string body;

  [[nodiscard]] std::string path() const {
    const std::size_t from = head.find(' ') + 1;
    return head.substr(from, head.find(' ', from) - from);
  }
};

/// Writes on a connection; false when the other side is gone or the server ends.
class MockWriter {
 public:
  MockWriter(int socket, const std::atomic<bool>& ended) : socket_(socket), ended_(ended) {}
  bool write(const std::string& bytes) const {
    std::size_t sent = 0;
    while (sent < bytes.size() && !ended_) {
      const auto now = send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (now <= 0) return false;
      sent += std::size_t(now);
    }
    return !ended_;
  }
  /// Sleeps, but no longer than the server lives.
  bool pause(std::chrono::milliseconds time) const {
    const auto end = std::chrono::steady_clock::now() + time;
    while (!ended_ && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return !ended_;
  }
  [[nodiscard]] bool head(const std::string& status, const std::string& type, const std::string& more = "") const {
    return write("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nConnection: close\r\n" + more + "\r\n");
  }

 private:
  int socket_;
  const std::atomic<bool>& ended_;
};

/// An HTTP server on a free port of 127.0.0.1 that does with a connection what the test says, one after the other.
class MockServer {
 public:
  using Handler = std::function<void(const MockRequest&, const MockWriter&)>;

  explicit MockServer(Handler handler) : handler_(std::move(handler)), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, any, length) != 0 || listen(listener_, 16) != 0 || getsockname(listener_, any, &length) != 0) {
      throw std::runtime_error("no port for the mock server");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~MockServer() {
    ended_ = true;
    shutdown(listener_, SHUT_RDWR);
    close(listener_);
    thread_.join();
  }
  MockServer(const MockServer&) = delete;
  MockServer& operator=(const MockServer&) = delete;

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/v1"; }
  [[nodiscard]] int port() const noexcept { return port_; }
  [[nodiscard]] std::vector<MockRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void serve() {
    while (!ended_) {
      const int connection = accept(listener_, nullptr, nullptr);
      if (connection < 0) continue;
      const MockRequest request = read(connection);
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      handler_(request, MockWriter(connection, ended_));
      shutdown(connection, SHUT_RDWR);
      close(connection);
    }
  }

  static MockRequest read(int connection) {
    std::string bytes;
    char piece[4096];
    std::size_t wanted = std::string::npos;
    while (bytes.size() < wanted) {
      const auto count = recv(connection, piece, sizeof piece, 0);
      if (count <= 0) break;
      bytes.append(piece, std::size_t(count));
      const std::size_t end = bytes.find("\r\n\r\n");
      if (end == std::string::npos || wanted != std::string::npos) continue;
      const std::size_t length = bytes.find("Content-Length: ");
      wanted = end + 4 + (length < end ? std::stoul(bytes.substr(length + 16)) : 0);
    }
    const std::size_t end = std::min(bytes.size(), bytes.find("\r\n\r\n"));
    return {bytes.substr(0, end), bytes.substr(std::min(bytes.size(), end + 4))};
  }

  Handler handler_;
  std::atomic<bool> ended_ = false;
  int listener_;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<MockRequest> requests_;
  std::thread thread_;
};

}  // namespace koma::tests
