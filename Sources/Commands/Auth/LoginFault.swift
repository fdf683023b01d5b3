import Authorization
import Wire

/// Which part of a login a refusal points to.
enum LoginFault: Equatable {
  case domain, clientID, secret
  /// Something in the org has to be changed.
  case org

  /// - Returns: `nil` for an error that no other answer would mend.
  init?(_ error: any Error) {
    switch (error as? RetriesExhausted)?.last ?? error {
    case AuthorizationFailure.refused(let refusal, _): self.init(refusal.cause)
    // No other domain would mend the proxy.
    case AuthorizationFailure.unreachable(let failure, _) where failure.stage == .proxy: return nil
    case AuthorizationFailure.unreachable, AuthorizationFailure.unexpectedAnswer,
      AuthorizationFailure.unsafeDestination, AuthorizationFailure.unknownInstance:
      self = .domain
    case AuthorizationFailure.opaqueToken: self = .org
    default: return nil
    }
  }

  private init(_ cause: OAuthRefusal.Cause) {
    switch cause {
    case .unknownClient: self = .clientID
    case .wrongSecret: self = .secret
    case .notMyDomain: self = .domain
    case .noRunAsUser, .noScopes, .flowNotEnabled, .notApproved, .consentMissing, .wrongAudience,
      .expiredGrant,
      .loginFailed, .inactiveUser, .inactiveOrg, .rateLimited, .invalidScope, .redirectMismatch,
      .invalidRequest, .unsupportedResponse, .denied, .wrongSignature, .badCode, .other, .wrongClock:
      self = .org
    }
  }
}
