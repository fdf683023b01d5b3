import ModelsAPI
import Wire

extension FailureReport {
  init(_ failure: ModelListFailure) {
    switch failure {
    case .refused(let refusal):
      self.init(ModelsFailure.refused(refusal))
      guard let (sentence, hint) = Self.words(forListRefused: refusal.failureClass) else { return }
      (message, self.hint) = (sentence, hint)
    }
  }

  /// - Returns: `nil` where it means the same as everywhere.
  private static func words(forListRefused failure: FailureClass) -> (sentence: String, hint: String)? {
    switch failure {
    case .unauthorized:
      (
        "the org's own host does not accept the token",
        "the app needs the scope api beside sfap_api: Setup › External Client App Manager › the app › Settings › OAuth Settings; then 'sfmodels auth login'"
      )
    case .forbidden:
      (
        "the org does not let this user list its models",
        "give the user that the app runs as \(permissionSet); \(withoutIt)"
      )
    case .notFound:
      (
        "the org has no list of configured models for this user",
        "is Data 360 set up in the org? The user that the app runs as needs \(permissionSet); \(withoutIt)"
      )
    case .rejected, .tooLarge, .clientError, .redirected, .throttled, .quota, .busy, .unavailable,
      .internalError, .serverError, .unknownHost, .untrustedCertificate, .unreachable, .connectTimedOut,
      .cutOff, .timedOut, .malformed, .notSent:
      nil
    }
  }

  private static let permissionSet =
    "a permission set of Data 360, Data Cloud User or Data Cloud Architect: Setup › Users › the user › Permission Set Assignments"
  private static let withoutIt = "the built-in catalogue needs none: 'sfmodels models'"
}
