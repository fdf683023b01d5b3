import FoundationEssentials
import HTTPTypes
import Wire

/// `/services/data/vNN.0/…`: queries, query jobs, and the descriptions of objects.
///
/// Sources: REST API Developer Guide, "Query", "sObject Describe"; Bulk API 2.0 and Bulk API Developer Guide, "Query".
struct RecordsHandler: Sendable {
  /// A path that is one of these resources.
  struct Path: Equatable {
    /// `v66.0`
    let version: String
    let rest: [String]

    init?(_ path: ArraySlice<String>) {
      let path = Array(path)
      guard path.count > 3, path.starts(with: ["services", "data"]), Self.isVersion(path[2]),
        ["query", "queryAll", "sobjects", "jobs"].contains(path[3])
      else { return nil }
      (version, rest) = (path[2], Array(path[3...]))
    }

    /// Query jobs are known from v47.0 on.
    private static func isVersion(_ text: String) -> Bool {
      guard text.hasPrefix("v"), text.hasSuffix(".0"), let number = Int(text.dropFirst().dropLast(2)) else {
        return false
      }
      return (47...99).contains(number)
    }
  }

  let configuration: Org.Configuration
  let verifier: TokenVerifier
  let records: RecordGenerator
  let state = QueryState()

  init(configuration: Org.Configuration, verifier: TokenVerifier) {
    self.configuration = configuration
    self.verifier = verifier
    records = RecordGenerator(seed: configuration.seed, cases: configuration.recordCount)
  }

  func answer(_ incoming: IncomingRequest, at path: Path) async -> HTTPReply {
    do throws(InstanceRefusal) {
      try await admit(incoming)
      switch (path.rest.first, path.rest.dropFirst().first) {
      case ("query", nil), ("queryAll", nil): return try await query(incoming, path)
      case ("query", let cursor?) where path.rest.count == 2: return try await more(cursor, incoming, path)
      case ("sobjects", _): return try describe(incoming, path)
      case ("jobs", "query"): return try await bulk(incoming, path)
      default: throw .notFound
      }
    } catch {
      return error.reply
    }
  }

  private func admit(_ incoming: IncomingRequest) async throws(InstanceRefusal) {
    guard let token = incoming.bearer, let facts = await verifier.facts(of: token), facts.opensInstance else {
      throw InstanceRefusal(401, "INVALID_SESSION_ID", "Session expired or invalid")
    }
    switch facts.clientID {
    case TokenIssuer.client(.noAPIPermission):
      throw InstanceRefusal(
        403, "API_DISABLED_FOR_ORG", "API is not enabled for this Organization or Partner")
    case TokenIssuer.client(.noRequestsLeft):
      throw InstanceRefusal(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
    default: break
    }
  }

  private func describe(_ incoming: IncomingRequest, _ path: Path) throws(InstanceRefusal) -> HTTPReply {
    guard incoming.method == .get else { throw .wrongMethod }
    if path.rest.count == 1 {
      return .instance([
        "encoding": "UTF-8", "maxBatchSize": 200,
        "sobjects": .array(
          ObjectSchema.all.map {
            ["name": .string($0.name), "label": .string($0.label), "keyPrefix": .string($0.keyPrefix)]
          }),
      ])
    }
    guard path.rest.count == 3, path.rest[2] == "describe",
      let object = ObjectSchema.all.first(where: { $0.name.lowercased() == path.rest[1].lowercased() })
    else { throw .notFound }
    return .instance(object.description(version: path.version))
  }
}
