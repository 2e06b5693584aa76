// SPDX-License-Identifier: Apache-2.0
#include <curl/curl.h>

#include "app/network/http_transport.h"
#include "engine/base/error.h"

namespace koma::app {

namespace {

constexpr long mostRedirects = 5;
constexpr long connectSeconds = 15;
constexpr int goOn = 0, giveUp = 1;  // answers of a progress callback

struct Transfer {
  const HttpRequest& request;
  const std::stop_token& stop;
  std::vector<std::uint8_t> body;
  bool tooLarge = false;
};

std::size_t keep(const char* bytes, std::size_t, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (std::int64_t(transfer.body.size() + count) > transfer.request.mostBytes) {
    transfer.tooLarge = true;
    return 0;
  }
  transfer.body.insert(transfer.body.end(), bytes, bytes + count);
  return count;
}

int checkStop(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Transfer*>(user)->stop.stop_requested() ? giveUp : goOn;
}

std::string tooLargeText(std::int64_t most) {
  return "the answer is larger than " + std::to_string(most >> 20) + " MiB";
}

class CurlTransport : public HttpTransport {
 public:
  CurlTransport() : curl_(curl_easy_init()) {
    if (!curl_) throw Error(ErrorCode::internal, "libcurl cannot start; check its installation");
  }
  ~CurlTransport() override { curl_easy_cleanup(curl_); }
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  HttpAnswer get(const HttpRequest& request, const std::stop_token& stop) override {
    Transfer transfer{request, stop, {}};
    if (!hostOf(request.url)) {
      return {.kind = HttpAnswer::Kind::refused, .body = {}, .problem = "it is no http or https address"};
    }
    prepare(request, transfer);
    const CURLcode code = curl_easy_perform(curl_);
    return answer(code, transfer);
  }

 private:
  void prepare(const HttpRequest& request, Transfer& transfer) {
    curl_easy_reset(curl_);  // keeps open connections
    curl_easy_setopt(curl_, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl_, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl_, CURLOPT_REDIR_PROTOCOLS_STR, request.url.starts_with("https:") ? "https" : "http,https");
    curl_easy_setopt(curl_, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl_, CURLOPT_MAXREDIRS, mostRedirects);
    curl_easy_setopt(curl_, CURLOPT_TIMEOUT_MS, long(request.timeout.count()));
    curl_easy_setopt(curl_, CURLOPT_CONNECTTIMEOUT, connectSeconds);
    curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl_, CURLOPT_USERAGENT, "Komawari (data download)");
    curl_easy_setopt(curl_, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.mostBytes));
    curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl_, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(curl_, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl_, CURLOPT_XFERINFOFUNCTION, checkStop);
    curl_easy_setopt(curl_, CURLOPT_XFERINFODATA, &transfer);
  }

  HttpAnswer answer(CURLcode code, Transfer& transfer) {
    HttpAnswer result;
    if (code == CURLE_OK) {
      long status = 0;
      curl_off_t wait = 0;
      curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
      curl_easy_getinfo(curl_, CURLINFO_RETRY_AFTER, &wait);
      result.kind = HttpAnswer::Kind::answered;
      result.status = int(status);
      result.retryAfter = std::chrono::seconds(wait);
      result.body = std::move(transfer.body);
    } else if (transfer.stop.stop_requested()) {
      result.kind = HttpAnswer::Kind::stopped;
    } else if (transfer.tooLarge || code == CURLE_FILESIZE_EXCEEDED) {
      result.kind = HttpAnswer::Kind::refused;
      result.problem = tooLargeText(transfer.request.mostBytes);
    } else if (code == CURLE_TOO_MANY_REDIRECTS) {
      result.kind = HttpAnswer::Kind::refused;
      result.problem = "the server redirects more than " + std::to_string(mostRedirects) + " times";
    } else {
      const bool final = code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT ||
                         code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE;
      result.kind = final ? HttpAnswer::Kind::refused : HttpAnswer::Kind::failed;
      result.problem = curl_easy_strerror(code);
    }
    return result;
  }

  CURL* curl_;
};

}  // namespace

std::unique_ptr<HttpTransport> makeCurlTransport() {
  return std::make_unique<CurlTransport>();
}

std::optional<std::string> hostOf(const std::string& url) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), curl_url_cleanup);
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return {};
  const auto part = [&](CURLUPart name) -> std::optional<std::string> {
    char* text = nullptr;
    if (curl_url_get(parsed.get(), name, &text, 0) != CURLUE_OK) return {};
    const std::unique_ptr<char, decltype(&curl_free)> held(text, curl_free);
    return std::string(text);
  };
  const auto scheme = part(CURLUPART_SCHEME), host = part(CURLUPART_HOST), port = part(CURLUPART_PORT);
  if (!host || host->empty() || (scheme != "http" && scheme != "https")) return {};
  if (part(CURLUPART_USER) || part(CURLUPART_PASSWORD)) return {};
  return port ? *host + ":" + *port : host;
}

}  // namespace koma::app
