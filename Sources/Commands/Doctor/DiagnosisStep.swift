import Authorization
import FileSystem
import ModelsAPI
import Transport
import Wire

/// A step on the way from this machine to an answer, in the order in which they are taken.
enum DiagnosisStep: String, CaseIterable, Sendable {
  /// What was typed, the environment, the settings.
  case configuration
  /// Who else can read or change them.
  case permissions
  /// The address of a host's name.
  case name
  case proxy
  /// A connection to the host.
  case connection
  case tls
  /// The org gives out a token.
  case token
  /// It is a JSON Web Token.
  case form
  case scopes
  case clock
  /// Where calls go.
  case host
  /// The smallest there is.
  case call
  /// What the org has.
  case models

  /// Where a run came to its end.
  ///
  /// - Parameter token: what was known of it, for it may be the cause that it is not taken.
  init(endedBy error: any Error, holding token: AccessToken?) {
    switch error {
    case let exhausted as RetriesExhausted: self.init(endedBy: exhausted.last, holding: token)
    case let failure as HTTPFailure: self.init(failure, else: .call)
    case let failure as AuthorizationFailure: self.init(failure)
    case let failure as TransportError: self.init(failure)
    case let failure as SettingsFailure: self.init(failure)
    case is PrivateFile.Problem: self = .permissions
    case let failure as ModelsFailure: self.init(failure, holding: token)
    default: self = .configuration
    }
  }

  private init(_ failure: HTTPFailure, else other: DiagnosisStep) {
    switch failure.stage {
    case .name: self = .name
    case .proxy: self = .proxy
    case .connection: self = .connection
    case .security: self = .tls
    case .request, .answer: self = other
    }
  }

  private init(_ failure: AuthorizationFailure) {
    switch failure {
    case .unreachable(let failure, _): self.init(failure, else: .token)
    case .refused, .unexpectedAnswer, .secretCommandFailed, .rejectedToken, .endedToken, .foreignAnswer:
      self = .token
    case .opaqueToken: self = .form
    case .unscopedToken: self = .scopes
    case .unsafeDestination, .unknownInstance: self = .host
    }
  }

  private init(_ failure: TransportError) {
    switch failure {
    case .unusableProxy: self = .proxy
    case .unreadableCertificate, .unusableCertificates, .unreadableKey: self = .tls
    case .unusableAddress, .cannotListen: self = .configuration
    }
  }

  private init(_ failure: SettingsFailure) {
    switch failure {
    case .exposed, .file(_, .openToOthers), .file(_, .ownedByAnother), .file(_, .unreadable),
      .keyFile(_, .openToOthers), .keyFile(_, .ownedByAnother), .keyFile(_, .unreadable):
      self = .permissions
    case .malformed, .unusableValue, .file, .keyFile, .unknownProfile, .unknownKey, .secretKey, .notSet,
      .uneditable, .doubleKey, .aliasLoop, .namelessFallback, .doubleFallback, .tooLong, .busy, .noHome,
      .invalidProfileName, .invalidValue:
      self = .configuration
    }
  }

  private init(_ failure: ModelsFailure, holding token: AccessToken?) {
    guard failure.failureClass == .unauthorized, let token else {
      self = .call
      return
    }
    let scopes = token.scope?.split(separator: " ") ?? []
    if token.contradictsClock {
      self = .clock
    } else if !scopes.isEmpty, !scopes.contains("sfap_api") {
      self = .scopes
    } else {
      self = .call
    }
  }

  /// For people.
  var title: String {
    switch self {
    case .tls: "TLS"
    case .form: "token form"
    case .configuration, .permissions, .name, .proxy, .connection, .token, .scopes, .clock, .host, .call,
      .models:
      rawValue
    }
  }
}
