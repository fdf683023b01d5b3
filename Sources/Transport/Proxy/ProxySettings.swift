/// Which proxy leads to which host, as the environment says it and as curl reads it.
///
/// `https_proxy` or `HTTPS_PROXY` for https; for http only `http_proxy`, because a web server's CGI programs get a
/// request's `Proxy` header as `HTTP_PROXY`; else `all_proxy` or `ALL_PROXY`. `no_proxy` or `NO_PROXY` lists hosts that
/// are reached directly. Loopback hosts have no privilege. A variable that is empty counts as not set.
package struct ProxySettings: Equatable, Sendable {
  /// Every host is reached directly.
  package static let none = ProxySettings(http: nil, https: nil, exemptions: ProxyExemptions(""))

  private let http: Proxy?
  private let https: Proxy?
  private let exemptions: ProxyExemptions

  /// What stands in `NO_PROXY` and can never match a host, as it was written; nothing where no proxy is set, for nobody
  /// misses anything then.
  package var unmatchableExemptions: [String] { http == nil && https == nil ? [] : exemptions.unmatchable }

  private init(http: Proxy?, https: Proxy?, exemptions: ProxyExemptions) {
    self.http = http
    self.https = https
    self.exemptions = exemptions
  }

  /// - Throws: ``TransportError/unusableProxy(variable:_:)``.
  package init(environment: [String: String]) throws {
    let all = ["all_proxy", "ALL_PROXY"]
    self.init(
      http: try Self.proxy(in: environment, ["http_proxy"] + all),
      https: try Self.proxy(in: environment, ["https_proxy", "HTTPS_PROXY"] + all),
      exemptions: ProxyExemptions(Self.first(of: ["no_proxy", "NO_PROXY"], in: environment)?.value ?? ""))
  }

  /// The proxy on the way to a host; `nil`: reach it directly.
  ///
  /// - Parameter host: a name or an address; IPv6 with or without brackets.
  package func proxy(isSecure: Bool, host: String, port: Int) -> Proxy? {
    guard let proxy = isSecure ? https : http, !exemptions.contain(host: host, port: port) else { return nil }
    return proxy
  }

  private static func proxy(in environment: [String: String], _ names: [String]) throws -> Proxy? {
    guard let (name, value) = first(of: names, in: environment) else { return nil }
    do {
      return try Proxy(url: value)
    } catch {
      throw TransportError.unusableProxy(variable: name, error)
    }
  }

  private static func first(
    of names: [String], in environment: [String: String]
  ) -> (name: String, value: String)? {
    for name in names {
      if let value = environment[name], !value.isEmpty { return (name, value) }
    }
    return nil
  }
}
