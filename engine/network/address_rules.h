// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

struct sockaddr;

namespace koma::network {

/// Which servers may be asked (specs/reliability.md 3, "URLs / endpoints").
struct AddressRule {
  bool elsewhere = true;         ///< others than this machine
  bool plain_elsewhere = false;  ///< those without encryption, by http
};

/// An http or https address in its parts.
struct WebAddress {
  bool encrypted = false;
  std::string host;  ///< without brackets, in lower case
  std::string port;  ///< empty: the usual one
};
/// None for any other address, and for one with a user's name or password in it.
[[nodiscard]] std::optional<WebAddress> parse_address(const std::string& url);
/// "host" or "host:port".
[[nodiscard]] std::string to_text(const WebAddress& address);

enum class AddressKind {
  loopback,   ///< this machine
  forbidden,  ///< link-local, multicast, unspecified, or where clouds keep their metadata
  usual,
};
/// Of a numeric address, IPv4 or IPv6; an IPv4 address inside an IPv6 one counts as what it is. None: it is a name.
[[nodiscard]] std::optional<AddressKind> kind_of_number(const std::string& host);
/// Of what a socket is about to be connected to; other families than IP are forbidden.
[[nodiscard]] AddressKind kind_of(const sockaddr& address);

/// By name or number, without asking anybody: "localhost", "127.0.0.1", "::1".
[[nodiscard]] bool names_this_machine(const WebAddress& address);

/// One clause that says why the address is not asked; empty when it may be.
[[nodiscard]] std::string objection(const WebAddress& address, const AddressRule& rule);

}  // namespace koma::network
