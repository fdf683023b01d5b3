package import FoundationEssentials

/// Why a request is not answered as it was meant; each dialect has its own words for it.
package enum ServerError: Error {
  /// The request itself is wrong; the sentence says how, the parameter where (`messages.0.content`).
  case invalid(String, parameter: String?)
  /// Neither the upstream can do it nor this server for it; parameters in the client's words.
  case unsupported([String], wayOut: String)
  /// Only a server that keeps conversations could go on with this one; the parameter that names it is the client's.
  case noMemory(parameter: String)
  case unknownModel(String, available: [String])
  /// Nothing is at the path; the one that may be meant, where its end tells.
  case unknownPath(String, meant: String? = nil)
  case wrongMethod(allowed: [String])
  /// The request did not arrive as one should: too much of it, too slowly, or no HTTP. The status says which.
  case unreadable(status: Int)
  /// The body is of another type than JSON; the type is the client's.
  case wrongContentType(String)
  /// The body is packed in a way that is not known here; the coding is the client's.
  case wrongContentCoding(String)
  case missingKey, wrongKey
  /// The key has ended to count.
  case expiredKey(Date)
  /// The key has a name and may not see what concerns all keys.
  case adminOnly
  /// The key may not ask this model, and is not to know of it; the name is the client's.
  case hiddenModel(String)
  /// The key has asked too much at once.
  case rateLimited(RateLimitExcess)
  /// The key has used what it may use in a day.
  case spentBudget(SpentBudget)
  case forbiddenOrigin(String)
  case forbiddenHost(String)
  /// A browser says that a page of another site has made it ask.
  case crossSite
  /// Too many requests at once.
  case busy(retryAfter: Int)
  /// What the org's own service, or the way to it, said.
  case upstream(UpstreamFailure)
}

extension ServerError {
  /// The same failure; a model that the org does not have stands under the client's own name, too.
  func naming(_ model: String?) -> ServerError {
    guard case .unknownModel(let name, let available) = self, let model, model != name else { return self }
    return .unknownModel("\(model) (\(name))", available: available)
  }
}

extension ServerError {
  /// The same failure; models that one who asks may not ask are not named.
  func hiding(from caller: Caller, _ map: ModelMap) -> ServerError {
    guard case .unknownModel(let name, let available) = self, caller.key?.models != nil else { return self }
    return .unknownModel(name, available: available.filter { caller.mayAsk(map.model(named: $0), map) })
  }
}

extension ServerError {
  /// The option that would allow an origin; empty where none could.
  static func option(allowingOrigin origin: String) -> String {
    WebOrigin(origin).map { " To allow them, start it with --allow-origin \($0.text)" } ?? ""
  }

  /// The option that would allow a host; empty where none could.
  static func option(allowingHost host: String) -> String {
    WebAuthority(host.lowercased()[...]).map { " To be, start it with --allow-host \($0.hostInBrackets)" }
      ?? ""
  }

  /// What was wrong with a request that is ``unreadable(status:)``.
  static func fault(_ status: Int) -> String {
    switch status {
    case 408: "The request took too long to arrive."
    case 413: "The request's body is too large."
    case 431: "The request's head is too large."
    default: "This is no HTTP request."
    }
  }
}
