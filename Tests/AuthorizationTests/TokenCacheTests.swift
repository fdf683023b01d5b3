import Authorization
import FileSystem
import FoundationEssentials
import Glibc
import TestSupport
import Testing
import Wire

/// Tokens between runs.
struct TokenCacheTests {
  private static let key = TokenCache.Key(domain: "https://acme.my.salesforce.com", clientID: "3MVG9")
  private static let token = AccessToken(
    webToken(payload: #"{"exp":784113577}"#), received: start + 0.125,
    instanceURL: "https://acme.my.salesforce.com",
    apiInstanceURL: "https://api.salesforce.com", scope: "api sfap_api",
    identity: "https://login.salesforce.com/id/00D/005")

  private let folder: TemporaryFolder
  private let troubles = Recorder<TokenCache.Trouble>()
  private let cache: TokenCache

  init() throws {
    folder = try TemporaryFolder()
    cache = TokenCache("\(folder.path)/tokens", pause: noPause, warn: troubles.record)
  }

  /// The one file on the cache, seen from the test's folder.
  private func name() throws -> String {
    "tokens/" + (try #require(folder.names(in: "tokens").first { $0.hasSuffix(".json") }))
  }

  private func path() throws -> String { "\(folder.path)/\(try name())" }

  @Test(arguments: [token, AccessToken("opaque", received: start)])
  func keepsAToken(_ token: AccessToken) throws {
    #expect(cache.token(for: Self.key) == nil)
    cache.keep(token, for: Self.key)
    #expect(cache.token(for: Self.key) == token)
    #expect([folder.mode(of: "tokens"), folder.mode(of: try name())] == [0o700, 0o600])
    #expect(troubles.entries == [])
  }

  @Test(arguments: [
    TokenCache.Key(domain: "https://acme.my.salesforce.com", clientID: "3MVG9", user: "ada"),
    TokenCache.Key(domain: "https://acme.my.salesforce.com", clientID: "3MVG8"),
    TokenCache.Key(domain: "https://other.my.salesforce.com", clientID: "3MVG9"),
    TokenCache.Key(domain: "https://acme.my.salesforce.com\n3MVG9", clientID: ""),
    TokenCache.Key(domain: "", clientID: "https://acme.my.salesforce.com", user: "3MVG9"),
  ])
  func keepsOnesTokenFromAnother(_ other: TokenCache.Key) throws {
    cache.keep(Self.token, for: Self.key)
    #expect(cache.token(for: other) == nil)
    cache.keep(.named("other", to: 60), for: other)
    #expect(cache.token(for: Self.key) == Self.token)
  }

  @Test func neverUsesAnothersRecord() throws {
    cache.keep(Self.token, for: Self.key)
    let text = try folder.text(of: name()).replacing("3MVG9", with: "3MVG8")
    try folder.write(text, to: try name())
    #expect(cache.token(for: Self.key) == nil)
    #expect(troubles.entries == [TokenCache.Trouble(path: try path(), reason: .damaged)])
  }

  @Test(arguments: [
    "", "{", "{}", "[]", "null", "token", #"{"access_token":"t"}"#,
    #"{"domain":"https://acme.my.salesforce.com","client_id":"3MVG9","user":"","received":"x","access_token":"t"}"#,
    #"{"domain":"https://acme.my.salesforce.com","client_id":"3MVG9","user":"","received":1,"access_token":""}"#,
    #"{"domain":"https://acme.my.salesforce.com","client_id":"3MVG9","received":1,"access_token":"t"}"#,
  ])
  func passesOverADamagedFile(_ text: String) throws {
    cache.keep(Self.token, for: Self.key)
    try folder.write(text, to: try name())
    #expect(cache.token(for: Self.key, warns: false) == nil)
    #expect(cache.token(for: Self.key) == nil)
    #expect(troubles.entries == [TokenCache.Trouble(path: try path(), reason: .damaged)])
    cache.keep(Self.token, for: Self.key)
    #expect(cache.token(for: Self.key) == Self.token)
  }

  @Test func noCutOfAFilePassesForAToken() throws {
    cache.keep(Self.token, for: Self.key)
    let (name, text) = (try name(), try folder.text(of: try name()))
    for length in 0..<text.utf8.count {
      try folder.write(String(text.prefix(length)), to: name)
      #expect(cache.token(for: Self.key, warns: false) == nil, "cut at \(length)")
    }
  }

  @Test func passesOverAFileThatOthersCouldRead() throws {
    cache.keep(Self.token, for: Self.key)
    chmod(try path(), 0o644)
    #expect(cache.token(for: Self.key) == nil)
    #expect(
      troubles.entries == [TokenCache.Trouble(path: try path(), reason: .file(.openToOthers(mode: 0o644)))])
    cache.keep(Self.token, for: Self.key)
    #expect(folder.mode(of: try name()) == 0o600)
  }

  @Test func passesOverALink() throws {
    cache.keep(Self.token, for: Self.key)
    let path = try path()
    rename(path, "\(folder.path)/elsewhere")
    symlink("\(folder.path)/elsewhere", path)
    #expect(cache.token(for: Self.key) == nil)
    #expect(troubles.entries == [TokenCache.Trouble(path: path, reason: .file(.notAFile))])
  }

  @Test func isNotDisturbedByWhatACrashLeftBehind() throws {
    cache.keep(Self.token, for: Self.key)
    try folder.write("{\"acc", to: "\(try name()).a1b2c3")
    try folder.write("", to: "\(try name()).lock")
    #expect(cache.token(for: Self.key) == Self.token)
  }

  @Test func goesOnWithoutAFolder() async throws {
    try folder.write("in the way", to: "tokens")
    #expect(cache.token(for: Self.key) == nil)
    #expect(try await cache.exclusively(Self.key) { 7 } == 7)
    cache.keep(Self.token, for: Self.key)
    let reasons = troubles.entries.map(\.reason)
    #expect(reasons == [.lock(code: ENOTDIR), .file(.unwritable(code: ENOTDIR))])
  }

  @Test func forgetsAToken() throws {
    cache.keep(Self.token, for: Self.key)
    try cache.remove(Self.key)
    try cache.remove(Self.key)
    #expect(cache.token(for: Self.key) == nil)
    #expect(troubles.entries == [])
  }
}
