import HTTPTypes
import Wire

/// Lets through only requests that say which version of Anthropic's API they mean.
///
/// Source: https://platform.claude.com/docs/en/api/versioning
struct Versioned: Desk {
  private static let version = "2023-06-01"

  private let desk: any Desk

  init(_ desk: any Desk) { self.desk = desk }

  func answer(_ visit: Visit) async throws -> HTTPReply {
    guard let version = visit.request.headerFields[.anthropicVersion], !version.isEmpty else {
      throw ServedFailure.invalid("anthropic-version: header is required", parameter: "anthropic-version")
    }
    guard version == Self.version else {
      throw ServedFailure.invalid(
        "anthropic-version: '\(version)' is not a valid version; supported is \(Self.version)",
        parameter: "anthropic-version")
    }
    return try await desk.answer(visit)
  }
}
