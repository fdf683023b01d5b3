import TestSupport
import Testing
import Wire

@testable import Commands

/// Refusals that were seen, as the service words them, and what people are told of them.
struct RefusalCauseTests {
  struct Capture: Sendable, CustomTestStringConvertible {
    var status: Int
    var message: String
    var code: String?
    var messageCode: String?
    var says: String
    var hint: String
    var exit: Int32 = 1

    var testDescription: String { "\(status) \(message)" }
  }

  private static let captures = [
    Capture(
      status: 400, message: "Prompt size exceeds the token limit for when PII is enabled.",
      code: "BAD_ARGUMENT",
      messageCode: "E30036", says: "the prompt is too long for an org that masks personal data",
      hint: "a limit of about 440,000 characters"),
    Capture(
      status: 400,
      message: "Prompt size exceeds the token limit for when PII is enabled. Please reduce prompt size.",
      says: "the prompt is too long for an org that masks personal data", hint: "440,000 characters"),
    Capture(
      status: 400, message: "Messages must be non-null and size > 0.", code: "BAD_ARGUMENT",
      messageCode: "E30002",
      says: "the conversation has no message", hint: "give at least one message"),
    Capture(
      status: 400, message: "It must follow the correct tenantKey format",
      says: "the tenant id is not written as one", hint: "--tenant-id is core/<instance>/<org id"),
    Capture(
      status: 400, message: "Unexpected value 'max'",
      says: "the service does not know a value in the request",
      hint: "--request"),
    Capture(
      status: 400,
      message: "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.",
      says: "a tool's message answers no call", hint: "tool_invocations"),
    Capture(
      status: 400, message: "Provider context length exceeded", says: "the prompt is too long for the model",
      hint: "'sfdc_ai__DefaultOpenAIGPT4OmniMini' takes 128,000 tokens"),
    Capture(
      status: 500, message: "Request input tokens exceed model token limit. Reduce the input size.",
      says: "the prompt is too long for the model", hint: "ask a model with a larger context"),
    Capture(
      status: 429,
      message:
        "The Core model hit its monthly rate limit. Wait for it to reset before sending requests. The limit resets every month.",
      says: "this month's limit for the model is used up", hint: "renewed with the month", exit: 4),
    Capture(
      status: 502, message: "No user context has been created!",
      says: "the service does not take the model's thinking back", hint: "leave thinking blocks out", exit: 5),
    // The documents' own examples, and what is like a capture and is none.
    Capture(
      status: 400, message: "Field is required", code: "REQUIRED_FIELD_MISSING",
      says: "the service refused the request", hint: ""),
    Capture(
      status: 400, message: "A context length of 5 is a value.", says: "the service refused the request",
      hint: ""),
    Capture(
      status: 401, message: "Access bearer token is missing or invalid", code: "INVALID_AUTH",
      says: "the service does not accept the token", hint: "sfap_api", exit: 3),
    Capture(
      status: 403, message: "User forbidden from accessing the resource", code: "NOT_FOUND",
      says: "the org does not permit this request", hint: "Run As user", exit: 3),
    Capture(
      status: 404, message: "Resource not found", code: "NOT_FOUND",
      says: "the org has no model 'sfdc_ai__DefaultOpenAIGPT4OmniMini'", hint: "'sfmodels models --remote'"),
    Capture(
      status: 423, message: "Server is busy and cannot process the request at this time", code: "NOT_FOUND",
      says: "the service is busy", hint: "try again later", exit: 5),
    Capture(
      status: 429, message: "Too many requests for the server to handle", code: "LIMIT_EXCEEDED",
      says: "the rate limit is reached", hint: "wait", exit: 4),
    Capture(
      status: 500, message: "Internal server error", code: "INTERNAL_ERROR", says: "the service failed",
      hint: ""),
    Capture(
      status: 503, message: "Service is unavailable", code: "INTERNAL_ERROR",
      says: "the service is not available",
      hint: "try again later", exit: 5),
  ]

  @Test(arguments: captures)
  func isToldInTheUsersWordsBesideTheServicesOwn(_ capture: Capture) async throws {
    var body: JSONObject = ["message": .string(capture.message)]
    body.set("errorCode", capture.code.map { .string($0) })
    body.set("messageCode", capture.messageCode.map { .string($0) })
    let service = ScriptedService([.answer(status: capture.status, JSONValue.object(body).text)])
    let result = await TestProgram(service).run(
      words: ["generate", "--retries", "0", "hi"] + TestProgram.serviceWords,
      environment: ["SFMODELS_ACCESS_TOKEN": "5ecret"])
    let codes = [String(capture.status), capture.code, capture.messageCode].compactMap { $0 }
    #expect(result.status == capture.exit)
    #expect(result.errors.hasPrefix("sfmodels: \(capture.says)"), "\(result.errors)")
    #expect(result.errors.contains("(\(codes.joined(separator: " ")))\n"), "\(result.errors)")
    #expect(result.errors.contains("  the service says: \(capture.message)\n"), "\(result.errors)")
    let hint = result.errors.split(separator: "\n").first { $0.hasPrefix("  hint: ") } ?? ""
    #expect(capture.hint.isEmpty ? hint.isEmpty : hint.contains(capture.hint), "\(result.errors)")
  }

  @Test func everyCauseWasSeen() {
    let told = Set(Self.captures.map(\.says))
    for cause in RefusalCause.allCases {
      #expect(told.contains { cause.message.hasPrefix($0) }, "\(cause)")
      #expect(!cause.hint(nil).isEmpty)
    }
  }
}
