import Testing

/// Proxies from the environment.
@Suite struct ProxyTests {
  static let connect = "CONNECT acme.my.salesforce.com:443"

  @Test(arguments: ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
  func aProxyIsAskedToLetThrough(_ variable: String) async throws {
    let proxy = try WireServer([Self.connect: [Self.refusal.always]])
    let outcome = try await Self.run([variable: "http://user:pr0xy-pass@127.0.0.1:\(proxy.port)"])
    #expect(outcome.exit == 5)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("proxy"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("pr0xy-pass"))
    #expect(proxy.requests.map(\.address) == [Self.connect])
    #expect(proxy.requests.first?.header("proxy-authorization") == "Basic dXNlcjpwcjB4eS1wYXNz")
    #expect(proxy.unprepared == [])
  }

  @Test func hostsOfNoProxyAreCalledDirectly() async throws {
    let (proxy, direct) = (try WireServer([:]), try WireServer(["TLS": [Turn(.reset).always]]))
    let outcome = try await Self.run([
      "HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)", "NO_PROXY": "example.com,127.0.0.1",
      "SFMODELS_DOMAIN": "https://127.0.0.1:\(direct.port)",
    ])
    #expect(outcome.exit == 5)
    #expect(proxy.requests == [])
    #expect(direct.requests.map(\.address) == ["TLS"])
  }

  @Test func aProxyForPlainHTTPIsUsedForPlainHTTP() async throws {
    let org = try Org()
    let proxy = try WireServer([
      "CONNECT 127.0.0.1:\(org.server.port)": [Self.refusal.always],
      "POST \(org.server.address)/services/oauth2/token": [Self.refusal.always],
    ])
    let variables = ["http_proxy": "http://127.0.0.1:\(proxy.port)"]
    let outcome = try await org.run("generate", "hello", "--retries", "0", with: variables)
    #expect(outcome.exit != 0)
    #expect(proxy.requests.count == 1)
    #expect(org.server.requests == [])
    // Programs of the web have the capital letters from their clients (CVE-2016-5385).
    let other = try await org.run("auth", "token", with: ["HTTP_PROXY": "http://127.0.0.1:\(proxy.port)"])
    #expect(other.exit == 0)
  }

  @Test(arguments: ["ftp://127.0.0.1:1", "http://"])
  func aProxyThatIsNoneIsAMistake(_ proxy: String) async throws {
    let outcome = try await Self.run(["HTTPS_PROXY": proxy])
    #expect(outcome.exit == 2)
    #expect(outcome.errors.contains("HTTPS_PROXY"), "\(outcome.errors)")
  }

  @Test func entriesOfNoProxyThatMatchNothingAreNotedOnce() async throws {
    let proxy = try WireServer([Self.connect: [Self.refusal.always]])
    let variables = [
      "HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)",
      "NO_PROXY": "*foo*,.example.com,10.0.0.0/8,http://x,*foo*",
    ]
    let outcome = try await Self.run(variables)
    let notes = ["*foo*", "http://x"].map {
      "sfmodels: note: '\($0)' in NO_PROXY can match no host; names, addresses and ranges like 10.0.0.0/8 can"
    }
    let said = outcome.errors.split(separator: "\n").map { String($0) }
    #expect(said.filter { $0.contains("NO_PROXY can") } == notes)
    #expect(outcome.exit == 5)
  }

  private static let refusal = Turn.raw("HTTP/1.1 403 Forbidden\nContent-Length: 0\n\n")

  private static func run(_ variables: [String: String]) async throws -> Outcome {
    let home = try Home()
    var call = Call(["generate", "hello", "--retries", "0"])
    call.environment = [
      "HOME": home.path, "SFMODELS_DOMAIN": "https://acme.my.salesforce.com", "SFMODELS_CLIENT_ID": "k",
      "SFMODELS_CLIENT_SECRET": "a-secret",
    ].merging(variables) { $1 }
    return try await call.run()
  }
}
