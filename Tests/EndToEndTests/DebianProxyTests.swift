import Testing

/// The proxies that Debian brings: squid, over TLS and without, and microsocks.
@Suite struct DebianProxyTests {
  @Test func squidLetsEveryoneThrough() async throws {
    try await withSquid(asksForCredentials: false) { squid, road in
      for scheme in ["http", "https"] { try road.isOpen(through: squid.url(scheme, "")) }
    }
  }

  @Test func squidLetsThroughWhoKnowsThePassword() async throws {
    try await withSquid(asksForCredentials: true) { squid, road in
      for scheme in ["http", "https"] {
        try road.isOpen(through: squid.url(scheme, "\(ProxyUser.name):\(ProxyUser.password)@"))
        try road.isClosed(through: squid.url(scheme, ""), "it asks for credentials (407)")
        try road.isClosed(
          through: squid.url(scheme, "\(ProxyUser.name):wr0ng@"), "it refuses the credentials (407)")
      }
    }
  }

  @Test func squidSaysWhenAHostCannotBeReached() async throws {
    try await withSquid(asksForCredentials: false) { squid, road in
      try road.leadsNowhere(through: squid.url("http", ""), "it answers 503")
    }
  }

  @Test func theCertificateOfAProxyIsLookedAt() async throws {
    try await withSquid(asksForCredentials: false) { squid, road in
      let proxy = squid.url("https", "")
      let told = try road.call(to: road.secure, through: proxy, trusting: "other-ca.pem")
      #expect(
        told
          == Told(
            5, "",
            """
            sfmodels: no token from \(road.secure): the certificate of \(Road.peer(of: proxy)) is not trusted: its issuer 'sfmodels test CA' is no authority that this machine knows
              hint: a company's own certificate authority is given with --ca-file or SSL_CERT_FILE; a server must send the certificates between its own and an authority's too

            """))
    }
  }

  @Test(arguments: ["socks5", "socks5h"])
  func microsocksLetsEveryoneThrough(_ scheme: String) async throws {
    try await withMicrosocks(asksForCredentials: false) { proxy, road in
      try road.isOpen(through: proxy.url(scheme, ""))
    }
  }

  @Test func microsocksLetsThroughWhoKnowsThePassword() async throws {
    try await withMicrosocks(asksForCredentials: true) { proxy, road in
      try road.isOpen(through: proxy.url("socks5", "\(ProxyUser.name):\(ProxyUser.password)@"))
      try road.isClosed(through: proxy.url("socks5", ""), "it asks for credentials")
      try road.isClosed(
        through: proxy.url("socks5", "\(ProxyUser.name):wr0ng@"), "it refuses the credentials")
    }
  }

  @Test func microsocksSaysWhenAHostCannotBeReached() async throws {
    try await withMicrosocks(asksForCredentials: false) { proxy, road in
      try road.leadsNowhere(through: proxy.url("socks5h", ""), "the host refuses connections")
    }
  }

  private func withRoad(_ test: @escaping @Sendable (Road) throws -> Void) async throws {
    let org = try Org([Documents.generations: [Documents.generation.always]])
    try await onThread { try test(Road(to: org)) }
    #expect(org.server.unprepared == [])
  }

  private func withSquid(
    asksForCredentials: Bool, _ test: @escaping @Sendable (Squid, Road) throws -> Void
  ) async throws {
    let home = try Home()
    try await withRoad { road in
      let squid = try Squid(in: home, asksForCredentials: asksForCredentials)
      // Only its shared memory would stay behind.
      defer { try? squid.end() }
      try test(squid, road)
    }
  }

  private func withMicrosocks(
    asksForCredentials: Bool, _ test: @escaping @Sendable (Microsocks, Road) throws -> Void
  ) async throws {
    try await withRoad { road in
      let proxy = try Microsocks(asksForCredentials: asksForCredentials)
      try withExtendedLifetime(proxy) { try test(proxy, road) }
    }
  }
}

/// An org that is reached in two ways, and the program that asks it through a proxy.
private struct Road {
  let plain: String
  let secure: String
  private let org: Org
  private let front: TLSFront

  init(to org: Org) throws {
    self.org = org
    front = try TLSFront(before: org.server.address, in: org.home)
    (plain, secure) = (org.server.address, front.address)
  }

  func isOpen(through proxy: String) throws {
    for address in [plain, secure] {
      let told = try call(to: address, through: proxy)
      #expect(told == Told(0, "Once upon a time.\n", ""), "\(address) through \(proxy)")
    }
  }

  func isClosed(through proxy: String, _ reason: String) throws {
    let before = org.server.requests.count
    for address in [plain, secure] { try fails(to: address, through: proxy, reason) }
    #expect(org.server.requests.count == before)
  }

  /// Nobody listens where the proxy is to connect to.
  func leadsNowhere(through proxy: String, _ reason: String) throws {
    try fails(to: "https://127.0.0.1:\(try Loopback.unusedPort())", through: proxy, reason)
  }

  private func fails(to address: String, through proxy: String, _ reason: String) throws {
    let told = try call(to: address, through: proxy)
    let errors = """
      sfmodels: no token from \(address): the proxy \(Self.peer(of: proxy)) does not let us through (\(reason))
        hint: check HTTPS_PROXY or ALL_PROXY (http://user:password@host:port), and NO_PROXY

      """
    #expect(told == Told(5, "", errors), "\(address) through \(proxy)")
  }

  func call(to address: String, through proxy: String, trusting authority: String = "ca.pem") throws -> Told {
    let home = try Home()
    let call = org.call(
      "generate", "hello", "--retries", "0",
      with: [
        "HOME": home.path, "ALL_PROXY": proxy, "SFMODELS_DOMAIN": address, "SFMODELS_BASE_URL": address,
        "SSL_CERT_FILE": Certificates.file(authority),
      ])
    return try Child(call).finish().told
  }

  static func peer(of proxy: String) -> String {
    String(proxy.split(separator: "/")[1].split(separator: "@").last ?? "")
  }
}
