import HTTPTypes
import Wire

/// Lets through only requests that say which version of Anthropic's API they mean.
///
/// Source: https://platform.claude.com/docs/en/api/versioning
struct VersionCheck: RequestHandler {
  /// Answers are the same in all of them. The later ones refuse what the earlier ones took (`temperature` …); here it
  /// is taken always, for the org's models know it.
  private static let versions = ["2023-06-01", "2026-10-21"]

  private let handler: any RequestHandler

  init(_ handler: any RequestHandler) { self.handler = handler }

  func respond(to context: RequestContext) async throws -> HTTPReply {
    guard let version = context.request.headerFields[.anthropicVersion], !version.isEmpty else {
      throw Self.refusal("header is required")
    }
    guard Self.versions.contains(version) else {
      throw Self.refusal(
        "'\(version)' is not a valid version; supported are \(Self.versions.joined(separator: " and "))")
    }
    return try await handler.respond(to: context)
  }

  private static func refusal(_ sentence: String) -> ServerError {
    .invalid("anthropic-version: \(sentence)", parameter: "anthropic-version")
  }
}
