import CommandTree
import ModelsAPI

extension ConnectionOptions {
  /// The chosen API's way of saying things.
  var dialect: any Dialect {
    var headers: [API.OptionalHeader: String] = [:]
    headers[.tenantID] = tenantID
    headers[.provider] = provider?.rawValue
    return api.dialect(ClientIdentity(featureID: featureID, appContext: appContext), headers)
  }

  /// - Throws: ``CommandFailure/unusableOption(_:reason:)`` for what was typed and only other APIs take.
  func check(_ origins: [String: ValueOrigin]) throws {
    let wrong = API.OptionalHeader.allCases.first {
      origins[$0.rawValue] == .commandLine && !api.optionalHeaders.contains($0)
    }
    guard let wrong, let taker = API.all.first(where: { $0.optionalHeaders.contains(wrong) })?.name else {
      return
    }
    throw CommandFailure.unusableOption(
      "--\(wrong.rawValue)", reason: "only the \(taker.title) takes it: --api \(taker.word)")
  }
}

/// For commands that only some APIs can carry out: they use the first of these by themselves.
extension ConnectionOptions {
  /// What such a command begins with.
  init(for capability: API.Capability) {
    self.init()
    api = API.first(with: capability) ?? api
  }

  /// What the environment and the settings say of the API was not meant for such a command.
  func using(_ capability: API.Capability, in context: Context) -> ConnectionOptions {
    var options = self
    guard context.origins["api"] != .commandLine, !api.can(capability) else { return self }
    options.api = API.first(with: capability) ?? api
    return options
  }
}
