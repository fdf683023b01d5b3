import FoundationEssentials
import Wire

/// What the org keeps between requests: all its state, in one place.
actor EmulatorState {
  private(set) var ignoredFields: [String: Int] = [:]
  private var requests = 0
  private var occurrences: [UInt64: Int] = [:]
  private var revokedTokens: Set<String> = []
  private var knownTokens: [String: TokenFacts] = [:]
  private var grants: [String: AuthorizationGrant] = [:]
  private var refreshGrants: [String: RefreshGrant] = [:]
  private var random: SplitMix64
  private var limits: [String: RateLimit] = [:]
  private var faults: FaultPlan
  private var script: [ScriptedTurn]
  private var waits: [Int: Duration] = [:]
  private let requestsAMinute: Int?

  init(_ configuration: Org.Configuration) {
    random = SplitMix64(seed: Fingerprint(configuration.seed).adding(0x0A07).value)
    faults = FaultPlan(configuration.faults, seed: configuration.seed)
    script = configuration.script
    requestsAMinute = configuration.rateLimit
  }

  /// The number of this request, from 1.
  func countRequest() -> Int {
    requests += 1
    return requests
  }

  /// How often the same has been asked, this time included.
  func countOccurrence(of fingerprint: Fingerprint) -> Int {
    occurrences[fingerprint.value, default: 0] += 1
    return occurrences[fingerprint.value, default: 1]
  }

  /// How many tokens the longest beginning has that was there before; from now on all have been there.
  func cachedTokens(of prefixes: [PromptPrefix]) -> Int {
    let known = prefixes.last { occurrences[$0.fingerprint.value] != nil }
    for prefix in prefixes { occurrences[prefix.fingerprint.value, default: 0] += 1 }
    return known?.tokens ?? 0
  }

  func recordIgnored(_ field: String) { ignoredFields[field, default: 0] += 1 }

  func revoke(_ token: String) { revokedTokens.insert(token) }

  /// What a token says that is not revoked; a token is examined once.
  func facts(of token: String, from issuer: TokenIssuer) -> TokenFacts? {
    guard !revokedTokens.contains(token) else { return nil }
    if let facts = knownTokens[token] { return facts }
    guard let facts = issuer.facts(of: token) else { return nil }
    if knownTokens.count >= 100 { knownTokens = [:] }
    knownTokens[token] = facts
    return facts
  }

  /// A code for what was granted.
  func keep(_ grant: AuthorizationGrant) -> String {
    let code = "aPrx\(random.hex(digits: 64))"
    grants[code] = grant
    return code
  }

  /// What was granted for a code, which is of no use any more.
  func take(code: String) -> AuthorizationGrant? { grants.removeValue(forKey: code) }

  /// A refresh token.
  func keep(_ grant: RefreshGrant) -> String {
    let token = "5Aep861\(random.hex(digits: 64))"
    refreshGrants[token] = grant
    return token
  }

  func grant(of refreshToken: String) -> RefreshGrant? { refreshGrants[refreshToken] }

  /// - Returns: whether there was such a token.
  func forget(refreshToken: String) -> Bool { refreshGrants.removeValue(forKey: refreshToken) != nil }

  func nextFault() -> Fault? { faults.next() }

  /// How long a client has to wait at that endpoint; `nil` when it may pass.
  func wait(at endpoint: String, now: Date) -> Duration? {
    guard let requestsAMinute else { return nil }
    return limits[endpoint, default: RateLimit(perMinute: requestsAMinute)].wait(at: now)
  }

  /// Lets the answer to a request wait.
  func addWait(_ wait: Duration, to request: Int) {
    if wait > .zero { waits[request, default: .zero] += wait }
  }

  /// How long the answer to a request is to wait.
  func takeWait(of request: Int) -> Duration? { waits.removeValue(forKey: request) }

  /// Takes the first turn of the script that fits the prompt; a turn that calls tools only where there are some.
  func nextTurn(for prompt: String, canCallTools: Bool) -> ScriptedTurn? {
    let index = script.firstIndex { $0.fits(prompt) && (canCallTools || !$0.callsTools) }
    guard let index else { return nil }
    return script.remove(at: index)
  }
}
