import FoundationEssentials
package import HTTPTypes

/// Where a service lives: scheme, host with optional port, and the path that its endpoints' paths are appended to.
package struct BaseURL: Sendable, Hashable, CustomStringConvertible {
  /// `http` or `https`.
  package let scheme: String
  /// As sent in `Host`: without a default port.
  package let authority: String
  /// In lower case, without port and brackets.
  package let host: String
  /// Empty, or beginning and not ending with a slash.
  package var path: String

  /// A host on the standard port of https.
  package init(httpsHost host: String, path: String = "") {
    (scheme, authority, self.host, self.path) = ("https", host, host, path)
  }

  /// - Returns: `nil` for anything but an absolute http or https URL without user, query and fragment.
  package init?(_ text: String) {
    guard let parts = URLComponents(string: text),
      let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
      let host = parts.host?.lowercased(), HostName.isPossible(host),
      parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
    else { return nil }
    let isDefaultPort = parts.port == nil || parts.port == (scheme == "https" ? 443 : 80)
    self.scheme = scheme
    self.host = host.trimming("[", "]")
    self.authority = isDefaultPort ? host : "\(host):\(parts.port ?? 0)"
    self.path = parts.percentEncodedPath.droppingTrailingSlashes()
  }

  /// The URL as text, without a default port.
  package var description: String { "\(scheme)://\(authority)\(path)" }

  /// Whether its path is not empty.
  package var hasPath: Bool { !path.isEmpty }

  /// Whether the host can only be this machine.
  package var isLoopback: Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || Self.isLoopbackAddress(host)
  }

  /// Whether the host is `salesforce.com` or below it.
  package var isSalesforce: Bool {
    host == "salesforce.com" || host.hasSuffix(".salesforce.com")
  }

  /// Plain http would show a secret to the network, except where it does not leave the machine.
  package var isSafeForSecrets: Bool { scheme == "https" || isLoopback }

  /// The same host with more behind its path.
  package func appending(path more: String) -> BaseURL {
    var copy = self
    copy.path += more
    return copy
  }

  /// The same host with another path.
  package func replacing(path: String) -> BaseURL {
    var copy = self
    copy.path = path
    return copy
  }

  /// The request, sent to this place: its path appended to ours.
  package func addressing(_ request: HTTPRequest) -> HTTPRequest {
    var request = request
    request.scheme = scheme
    request.authority = authority
    request.path = path + (request.path ?? "")
    return request
  }

  private static func isLoopbackAddress(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

extension String {
  fileprivate func droppingTrailingSlashes() -> String {
    var text = self[...]
    while text.last == "/" { text.removeLast() }
    return String(text)
  }

  fileprivate func trimming(_ first: Character, _ last: Character) -> String {
    guard self.first == first, self.last == last else { return self }
    return String(dropFirst().dropLast())
  }
}
