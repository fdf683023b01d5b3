import Authorization
import HTTPTypes
import Wire

/// Hears what the browser brings back from the org, and sends the person back to the terminal.
struct CallbackService: HTTPService {
  /// What came of the sign-in.
  typealias Outcome = Result<String, AuthorizationFailure>

  static let path = "/OauthRedirect"

  let request: AuthorizationRequest
  /// Hears of the code, or of why there is none.
  let arrived: @Sendable (Outcome) -> Void

  func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    let target = (request.path ?? "").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard target.first.map(String.init) == Self.path else {
      return Self.page(.notFound, "There is nothing here.")
    }
    guard request.method == .get else { return Self.page(.methodNotAllowed, "There is nothing here.") }
    return answer(to: FormFields(decoding: target.count == 2 ? Array(target[1].utf8) : []))
  }

  private func answer(to query: FormFields) -> HTTPReply {
    do throws(AuthorizationFailure) {
      guard let code = try request.code(in: query) else {
        return Self.page(.badRequest, "This address has no answer of the org in it.")
      }
      arrived(.success(code))
      return Self.page(.ok, "The org has let you in. You can close this page and go back to the terminal.")
    } catch .foreignAnswer {
      // Any page in the browser can send it here: that ends nobody's sign-in (RFC 6749 §10.12).
      return Self.page(
        .badRequest,
        "This answer belongs to another sign-in. Go back to the terminal, and open the address that it shows."
      )
    } catch {
      arrived(.failure(error))
      return Self.page(.badRequest, Self.words(for: error))
    }
  }

  private static func words(for failure: AuthorizationFailure) -> String {
    guard case .refused(let refusal, _) = failure else {
      return "The sign-in failed. Go back to the terminal, which says why."
    }
    let said = refusal.description.map { "\(refusal.error), \($0)" } ?? refusal.error
    return "The org did not let sfmodels in: \(said). Go back to the terminal, which says what to do."
  }

  /// - Parameter text: shown as it is, whatever is in it.
  private static func page(_ status: HTTPResponse.Status, _ text: String) -> HTTPReply {
    let page = """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>sfmodels</title></head>
      <body><h1>sfmodels</h1><p>\(MarkupText.escaped(text))</p></body>
      </html>

      """
    var reply = HTTPReply(status, contentType: "text/html; charset=utf-8", Array(page.utf8))
    reply.head.headerFields[.cacheControl] = "no-store"
    reply.head.headerFields[.contentSecurityPolicy] = "default-src 'none'"
    // The code stands in the address.
    if let name = HTTPField.Name("Referrer-Policy") { reply.head.headerFields[name] = "no-referrer" }
    reply.head.headerFields[.xContentTypeOptions] = "nosniff"
    return reply
  }
}
