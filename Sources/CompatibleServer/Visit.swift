import HTTPTypes
import Wire

/// One request as desks see it.
struct Visit: Sendable {
  let request: HTTPRequest
  /// Without its query.
  let path: String
  /// As it stands behind the question mark.
  let query: String
  let body: [UInt8]
  /// The answer's `request-id`.
  let id: String

  init(_ request: HTTPRequest, _ body: [UInt8], id: String) {
    self.request = request
    self.body = body
    self.id = id
    let parts = (request.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(parts[0])
    query = parts.count > 1 ? String(parts[1]) : ""
  }

  /// Whose words the answer must be in.
  var dialect: any ServedDialect.Type {
    let isAnthropic =
      path.hasPrefix("/anthropic/") || path.hasPrefix("/v1/messages")
      || request.headerFields[.anthropicVersion] != nil
    return isAnthropic ? Anthropic.self : OpenAI.self
  }

  /// The body's object.
  ///
  /// - Throws: ``ServedFailure/invalid(_:parameter:)``.
  func object() throws(ServedFailure) -> JSONObject {
    do {
      guard let object = try JSONValue(decoding: body).object else {
        throw ServedFailure.invalid("The body must be a JSON object.", parameter: nil)
      }
      return object
    } catch let error as JSONError {
      throw .invalid("The body is not valid JSON: \(error).", parameter: nil)
    } catch let failure as ServedFailure {
      throw failure
    } catch {
      throw .invalid("The body is not valid JSON.", parameter: nil)
    }
  }
}

extension HTTPField.Name {
  static let anthropicVersion = HTTPField.Name("anthropic-version")!
}
