// SPDX-License-Identifier: Apache-2.0
#include "engine/network/address_rules.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace koma::network {

namespace {

using Bytes4 = std::array<unsigned char, 4>;
using Bytes16 = std::array<unsigned char, 16>;

AddressKind kind_of_ipv4(const Bytes4& a) {
  if (a[0] == 127) return AddressKind::loopback;
  const bool link_local = a[0] == 169 && a[1] == 254;  // 169.254.169.254: the metadata of most clouds
  const bool alibaba = a == Bytes4{100, 100, 100, 200};
  return link_local || alibaba || a[0] == 0 || a[0] >= 224 ? AddressKind::forbidden : AddressKind::usual;
}

AddressKind kind_of_ipv6(const Bytes16& a) {
  const bool zeros = std::all_of(a.begin(), a.begin() + 10, [](auto byte) { return byte == 0; });
  const bool mapped = zeros && a[10] == 0xff && a[11] == 0xff;
  const Bytes4 tail{a[12], a[13], a[14], a[15]};
  if (mapped) return kind_of_ipv4(tail);
  if (zeros && a[10] == 0 && a[11] == 0) {
    if (tail == Bytes4{0, 0, 0, 1}) return AddressKind::loopback;
    return tail == Bytes4{} ? AddressKind::forbidden : kind_of_ipv4(tail);
  }
  constexpr Bytes16 nat64{0, 0x64, 0xff, 0x9b};
  if (std::equal(a.begin(), a.begin() + 12, nat64.begin())) return kind_of_ipv4(tail);
  const bool link_local = a[0] == 0xfe && (a[1] & 0xc0) == 0x80;
  constexpr Bytes16 amazon{0xfd, 0x00, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54};
  return link_local || a[0] == 0xff || a == amazon ? AddressKind::forbidden : AddressKind::usual;
}

}  // namespace

std::optional<WebAddress> parse_address(const std::string& url) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), curl_url_cleanup);
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return {};
  const auto part = [&](CURLUPart name) -> std::optional<std::string> {
    char* text = nullptr;
    if (curl_url_get(parsed.get(), name, &text, 0) != CURLUE_OK) return {};
    const std::unique_ptr<char, decltype(&curl_free)> held(text, curl_free);
    return std::string(text);
  };
  const auto scheme = part(CURLUPART_SCHEME);
  std::string host = part(CURLUPART_HOST).value_or("");
  if (host.empty() || (scheme != "http" && scheme != "https")) return {};
  if (part(CURLUPART_USER) || part(CURLUPART_PASSWORD)) return {};
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  for (char& c : host) c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
  if (host.size() > 1 && host.back() == '.') host.pop_back();
  return WebAddress{scheme == "https", host, part(CURLUPART_PORT).value_or("")};
}

std::string to_text(const WebAddress& address) {
  const bool number6 = address.host.find(':') != std::string::npos;
  const std::string host = number6 ? "[" + address.host + "]" : address.host;
  return address.port.empty() ? host : host + ":" + address.port;
}

std::optional<AddressKind> kind_of_number(const std::string& host) {
  Bytes4 four{};
  if (inet_pton(AF_INET, host.c_str(), four.data()) == 1) return kind_of_ipv4(four);
  Bytes16 sixteen{};
  if (inet_pton(AF_INET6, host.c_str(), sixteen.data()) == 1) return kind_of_ipv6(sixteen);
  return {};
}

AddressKind kind_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    Bytes4 bytes{};
    std::memcpy(bytes.data(), &in.sin_addr, bytes.size());
    return kind_of_ipv4(bytes);
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    Bytes16 bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    return kind_of_ipv6(bytes);
  }
  return AddressKind::forbidden;
}

bool names_this_machine(const WebAddress& address) {
  const auto kind = kind_of_number(address.host);
  return kind ? *kind == AddressKind::loopback : address.host == "localhost" || address.host.ends_with(".localhost");
}

std::string objection(const WebAddress& address, const AddressRule& rule) {
  if (kind_of_number(address.host) == AddressKind::forbidden) {
    return "addresses inside the network's own machinery are not asked";
  }
  if (names_this_machine(address)) return {};
  if (!rule.elsewhere) return "it is not on this machine, and nothing may leave it";
  if (!address.encrypted && !rule.plain_elsewhere) return "it is not encrypted; only https leaves this machine";
  return {};
}

}  // namespace koma::network
