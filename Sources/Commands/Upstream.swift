import CommandTree
import ModelsAPI

/// Which API is spoken, and where it begins on its host.
struct Upstream: Sendable {
  let dialect: any Dialect
  let basePath: String
  /// Whether requests should tell the org beside the token that belongs to it.
  let tellsTenant: Bool
  /// Whether an answer can come piece by piece.
  let streams: Bool

  init(_ options: ConnectionOptions) {
    let identity = ClientIdentity(featureID: options.featureID, appContext: options.appContext)
    switch options.api {
    case .models:
      dialect = ModelsREST(identity)
      (basePath, tellsTenant, streams) = (ModelsREST.basePath, false, false)
    case .llmg:
      dialect = LLMGateway(
        identity, GatewayHeaders(tenantID: options.tenantID, provider: options.provider?.rawValue))
      (basePath, tellsTenant, streams) = (LLMGateway.basePath, true, true)
    }
  }
}

extension ConnectionOptions {
  /// - Throws: ``CommandFailure/unusableOption(_:reason:)`` for what was typed and only the other API takes.
  func check(_ origins: [String: Origin]) throws {
    guard api == .models else { return }
    for option in ["tenant-id", "provider"] where origins[option] == .commandLine {
      throw CommandFailure.unusableOption("--\(option)", reason: "only the LLM Gateway takes it: --api llmg")
    }
  }
}
