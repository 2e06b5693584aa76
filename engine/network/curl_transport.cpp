// SPDX-License-Identifier: Apache-2.0
#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "engine/base/error.h"
#include "engine/network/http_transport.h"

namespace koma::network {

namespace {

using Clock = std::chrono::steady_clock;
using Kind = HttpAnswer::Kind;

constexpr long most_redirects = 5;
constexpr int poll_milliseconds = 50;
constexpr std::size_t most_header_bytes = 256 << 10;
constexpr std::int64_t most_error_bytes = 64 << 10;  // of a body that is not 200 and was to be handed on in pieces

struct Transfer {
  const HttpRequest& request;
  CURL* curl;
  bool this_machine;
  std::vector<std::uint8_t> body{};
  std::int64_t bytes = 0;
  std::size_t header_bytes = 0;
  std::optional<Clock::time_point> last_byte{};
  bool too_large = false, enough = false, forbidden = false;
};

bool in_pieces(Transfer& transfer) {
  long status = 0;
  curl_easy_getinfo(transfer.curl, CURLINFO_RESPONSE_CODE, &status);
  return transfer.request.sink && status == 200;
}

std::size_t keep(const char* bytes, std::size_t, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const bool pieces = in_pieces(transfer);
  const std::int64_t most = transfer.request.sink && !pieces ? most_error_bytes : transfer.request.most_bytes;
  transfer.bytes += std::int64_t(count);
  transfer.last_byte = Clock::now();
  if (transfer.bytes > most) {
    transfer.too_large = true;
    return 0;
  }
  if (!pieces) {
    transfer.body.insert(transfer.body.end(), bytes, bytes + count);
  } else if (!transfer.request.sink({bytes, count})) {
    transfer.enough = true;
    return 0;
  }
  return count;
}

std::size_t count_header(const char*, std::size_t, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  transfer.header_bytes += count;
  transfer.too_large = transfer.too_large || transfer.header_bytes > most_header_bytes;
  return transfer.too_large ? 0 : count;
}

/// Here, after the name was looked up and after every redirect, is where an address cannot lie any more.
curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(user);
  const AddressKind kind = kind_of(address->addr);
  if (kind == AddressKind::forbidden || (transfer.this_machine && kind != AddressKind::loopback)) {
    transfer.forbidden = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::string size_text(std::int64_t most) {
  return most >= 1 << 20 ? std::to_string(most >> 20) + " MiB" : std::to_string(most >> 10) + " KiB";
}

std::string seconds_text(std::chrono::milliseconds time) {
  const auto tenths = time.count() / 100;
  return std::to_string(tenths / 10) + (tenths % 10 ? "." + std::to_string(tenths % 10) : "") + " s";
}

std::string media_type(const char* header) {
  std::string type = header ? header : "";
  type = type.substr(0, type.find(';'));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  for (char& c : type) c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
  return type;
}

class CurlTransport : public HttpTransport {
 public:
  CurlTransport() : curl_(curl_easy_init()), multi_(curl_multi_init()) {
    if (!curl_ || !multi_) throw Error(ErrorCode::internal, "libcurl cannot start; check its installation");
  }
  ~CurlTransport() override {
    curl_easy_cleanup(curl_);
    curl_multi_cleanup(multi_);
  }
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  HttpAnswer send(const HttpRequest& request, const std::stop_token& stop) override {
    const auto address = parse_address(request.url);
    if (!address) return refused("it is no http or https address");
    if (const std::string why = objection(*address, request.rule); !why.empty()) return refused(why);
    Transfer transfer{.request = request, .curl = curl_, .this_machine = names_this_machine(*address)};
    curl_easy_reset(curl_);
    const auto headers = prepare(transfer);
    curl_multi_add_handle(multi_, curl_);
    HttpAnswer answer = wait(transfer, stop);
    curl_multi_remove_handle(multi_, curl_);
    return answer;
  }

 private:
  using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

  static HttpAnswer refused(std::string why) { return {.kind = Kind::refused, .problem = std::move(why)}; }

  [[nodiscard]] Headers prepare(Transfer& transfer) {
    const HttpRequest& request = transfer.request;
    const bool private_matter = request.body || !request.bearer.empty();
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, request.url.starts_with("https:") ? "https" : "http,https");
    set(CURLOPT_FOLLOWLOCATION, private_matter ? 0L : 1L);
    set(CURLOPT_MAXREDIRS, most_redirects);
    set(CURLOPT_TIMEOUT_MS, long(request.patience.total.count()));
    set(CURLOPT_CONNECTTIMEOUT_MS, long(request.patience.connect.count()));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USERAGENT, request.agent.c_str());
    set(CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.most_bytes));
    if (transfer.this_machine) set(CURLOPT_PROXY, "");
    set(CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(CURLOPT_OPENSOCKETDATA, &transfer);
    set(CURLOPT_HEADERFUNCTION, count_header);
    set(CURLOPT_HEADERDATA, &transfer);
    set(CURLOPT_WRITEFUNCTION, keep);
    set(CURLOPT_WRITEDATA, &transfer);
    if (request.body) {
      set(CURLOPT_POST, 1L);
      set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body->size()));
      set(CURLOPT_POSTFIELDS, request.body->c_str());
    }
    Headers headers = header_list(request);
    set(CURLOPT_HTTPHEADER, headers.get());
    return headers;
  }

  static Headers header_list(const HttpRequest& request) {
    curl_slist* list = curl_slist_append(nullptr, "Expect:");  // no waiting for "100 Continue"
    for (const auto& [name, value] : request.headers) list = curl_slist_append(list, (name + ": " + value).c_str());
    if (!request.bearer.empty()) list = curl_slist_append(list, ("Authorization: Bearer " + request.bearer).c_str());
    return {list, curl_slist_free_all};
  }

  HttpAnswer wait(Transfer& transfer, const std::stop_token& stop) {
    const auto start = Clock::now();
    for (;;) {
      int running = 0, left = 0;
      curl_multi_perform(multi_, &running);
      if (const CURLMsg* message = curl_multi_info_read(multi_, &left); message && message->msg == CURLMSG_DONE) {
        return stop.stop_requested() ? HttpAnswer{.kind = Kind::stopped} : answer(message->data.result, transfer);
      }
      if (stop.stop_requested()) return {.kind = Kind::stopped};
      if (std::string late = impatience(transfer, start); !late.empty()) {
        return {.kind = Kind::failed, .problem = std::move(late)};
      }
      curl_multi_poll(multi_, nullptr, 0, poll_milliseconds, nullptr);
    }
  }

  static std::string impatience(const Transfer& transfer, Clock::time_point start) {
    const HttpPatience& patience = transfer.request.patience;
    if (!transfer.last_byte && Clock::now() - start > patience.first_byte) {
      return "no answer within " + seconds_text(patience.first_byte);
    }
    if (transfer.last_byte && Clock::now() - *transfer.last_byte > patience.stall) {
      return "the answer stopped coming for " + seconds_text(patience.stall);
    }
    return {};
  }

  HttpAnswer answer(CURLcode code, Transfer& transfer) {
    if (transfer.forbidden) return refused("its name leads to an address that is not asked");
    if (transfer.too_large || code == CURLE_FILESIZE_EXCEEDED) {
      return refused("the answer is larger than " + size_text(transfer.request.most_bytes));
    }
    if (code == CURLE_TOO_MANY_REDIRECTS) {
      return refused("the server redirects more than " + std::to_string(most_redirects) + " times");
    }
    HttpAnswer result;
    if (code == CURLE_OK || transfer.enough) {
      long status = 0;
      curl_off_t pause = 0;
      const char* type = nullptr;
      curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
      curl_easy_getinfo(curl_, CURLINFO_RETRY_AFTER, &pause);
      curl_easy_getinfo(curl_, CURLINFO_CONTENT_TYPE, &type);
      result.kind = Kind::answered;
      result.status = int(status);
      result.content_type = media_type(type);
      result.retry_after = std::chrono::seconds(pause);
      result.body = std::move(transfer.body);
      return result;
    }
    const bool final = code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT ||
                       code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE;
    result.kind = final ? Kind::refused : Kind::failed;
    result.problem = code == CURLE_OPERATION_TIMEDOUT ? late_text(transfer) : curl_easy_strerror(code);
    return result;
  }

  std::string late_text(const Transfer& transfer) {
    const HttpPatience& patience = transfer.request.patience;
    curl_off_t connected = 0;
    curl_easy_getinfo(curl_, CURLINFO_CONNECT_TIME_T, &connected);
    if (connected == 0) return "no connection within " + seconds_text(std::min(patience.connect, patience.total));
    return "no whole answer within " + seconds_text(patience.total);
  }

  template <class Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(curl_, option, value);
  }

  CURL* curl_;
  CURLM* multi_;
};

}  // namespace

std::unique_ptr<HttpTransport> make_curl_transport() {
  return std::make_unique<CurlTransport>();
}

}  // namespace koma::network
