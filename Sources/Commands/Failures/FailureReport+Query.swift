import CommandTree
import QueryAPI
import Wire

extension FailureReport {
  init(_ failure: QueryFailure) {
    switch failure {
    case .refused(let refusal): self.init(refusal)
    case .unknownField(let name, let object, let known, let refusal):
      self.init(refusal)
      message = "'\(object)' has no field '\(name)'"
      hint = Self.suggestion(name, known) ?? Self.invisible("field")
    case .unknownObject(let name, let known, let refusal):
      self.init(refusal)
      message = "the org has no object '\(name)'"
      hint = Self.suggestion(name, known) ?? Self.invisible("object")
    case .impossibleInBulk(let limits):
      self.init(
        .usage, "the Bulk API cannot do \(limits.map(\.words).alternatives)",
        hint: "leave it out, or read page by page with --no-bulk")
    case .jobFailed(let job, let reason):
      self.init(.failed, "the query job \(job) failed")
      said = reason
    case .jobAborted(let job): self.init(.failed, "somebody has ended the query job \(job)")
    case .jobExpired(let job):
      self.init(
        .failed, "the org does not have the query job \(job) any more",
        hint: "it keeps results for some days; begin anew with --force instead of --resume")
    case .cursorExpired:
      self.init(
        .failed, "the org does not keep the rest of the query's records any more",
        hint: "begin anew with --force instead of --resume, or ask with --bulk, which keeps them longer")
    case .redirected(let status, let location):
      self.init(
        .failed, "the org's host sends elsewhere\(location.map { ": \($0)" } ?? "")",
        hint: "is --domain the org's My Domain?")
      self.status = status
    case .notJSON(let error):
      self.init(.failed, "the org's answer is not the JSON it should be: \(error)", hint: Self.seeRecords)
    case .otherShape(let missing):
      self.init(.failed, "the org's answer has no \(missing)", hint: Self.seeRecords)
    case .tooLarge(let records, let limit):
      let what = records == 1 ? "a single record of the query is" : "\(records) records of the query are"
      self.init(.failed, "\(what) longer than \(limit >> 20) MB", hint: "select fewer fields")
    case .childrenCutOff(let name):
      self.init(
        .failed, "a record has more '\(name)' than fit into its row",
        hint: "ask for them by a query of their own")
    case .unpackable: self.init(.failed, "the results are packed in a way that nobody can undo")
    }
  }

  private static let seeRecords = "see the whole answer with --verbose; is --domain the right org?"

  private static func suggestion(_ name: String, _ known: [String]) -> String? {
    let near = Suggestion.names(near: name, among: known)
    return near.isEmpty ? nil : "did you mean \(near.map { "'\($0)'" }.alternatives)?"
  }

  /// To a user without the permission a name is one that is not there.
  private static func invisible(_ what: String) -> String {
    "is the name right? The user that the app runs as must be allowed to read the \(what): Setup › Permission Sets › Object Settings"
  }

  private init(_ refusal: QueryRefusal) {
    let facts = Self.words(for: refusal)
    self.init(facts.exit, facts.message, hint: facts.hint)
    status = refusal.status
    code = refusal.code
    said = refusal.message.map { $0.split(separator: "\n").joined(separator: "\n") }
  }

  private static func words(
    for refusal: QueryRefusal
  ) -> (exit: ExitStatus, message: String, hint: String?) {
    if refusal.code == "API_DISABLED_FOR_ORG" || refusal.code == "API_CURRENTLY_DISABLED" {
      return (
        .notSignedIn, "the user that the app runs as may not use the org's APIs",
        "the profile or a permission set of that user needs API Enabled: Setup › Permission Sets › System Permissions"
      )
    }
    let exit = ExitStatus(refusal.failureClass)
    return switch refusal.failureClass {
    case .rejected:
      (
        .usage, "the org does not understand the query",
        "SOQL names fields one by one: SELECT Id, Subject FROM Case WHERE IsClosed = false"
      )
    case .unauthorized:
      (
        exit, "the org's own host does not accept the token",
        "the app needs the scope api beside sfap_api: Setup › External Client App Manager › the app › Settings › OAuth Settings; then 'sfmodels auth login'"
      )
    case .forbidden:
      (
        exit, "the org does not permit the query",
        "the user that the app runs as needs API Enabled, and may have to be allowed to read the object: Setup › Permission Sets"
      )
    case .notFound:
      (
        exit, "the org's host has no such query API",
        "is --domain the org's My Domain, and --api-version one that the org knows?"
      )
    case .quota:
      (
        exit, "the org's API requests of the day are used up",
        "wait until they are renewed, or ask with --bulk"
      )
    case .throttled, .busy, .unavailable: (exit, "the org is busy", "try again later")
    case .tooLarge, .clientError, .redirected, .internalError, .serverError, .unknownHost,
      .untrustedCertificate, .unreachable, .connectTimedOut, .cutOff, .timedOut, .malformed, .notSent:
      (exit, "the org refused the query", nil)
    }
  }
}

extension BulkLimit {
  /// How it is named in a sentence.
  var words: String {
    switch self {
    case .groupBy: "GROUP BY"
    case .offset: "OFFSET"
    case .typeOf: "TYPEOF"
    case .aggregate(let name): "\(name)()"
    case .fieldGroup: "FIELDS()"
    case .children(let name): "a sub-query (\(name))"
    case .compound(let name): "a compound field (\(name)); its parts have names of their own"
    }
  }
}
