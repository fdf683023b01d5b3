import Authorization
import Digest
import FoundationEssentials
import Subprocess
import Synchronization
import Transport
import Wire

/// Lets a person sign in with the browser: shows the address, and waits for what comes back, by the browser itself or
/// pasted by the person whose browser is elsewhere.
struct BrowserLogin: Sendable {
  private let request: AuthorizationRequest
  private let port: Int
  private let opensBrowser: Bool
  private let context: Context

  init(to domain: BaseURL, clientID: String, port: Int, opensBrowser: Bool, in context: Context) {
    request = AuthorizationRequest(
      to: domain, clientID: clientID, redirect: "http://localhost:\(port)\(CallbackService.path)",
      random: RandomBytes.make(64))
    self.port = port
    self.opensBrowser = opensBrowser
    self.context = context
  }

  /// The tokens of the person who signed in.
  ///
  /// - Throws: `AuthorizationFailure`; ``CommandFailure/callbackPort(_:)`` where the browser could not come back.
  func answer(from endpoint: TokenEndpoint, secret: String?) async throws -> TokenAnswer {
    let code = try await code()
    context.redaction.remember(code)
    return try await AuthorizationCode(endpoint, request, secret: secret).answer(for: code)
  }

  private func code() async throws -> String {
    let (arrivals, arrived) = AsyncStream.makeStream(of: CallbackService.Outcome.self)
    let found = Found()
    let listener = Listener(
      host: "localhost", port: port, CallbackService(request: request) { arrived.yield($0) },
      onFailure: { found.set(.failure($0)) })
    do {
      try await listener.run(
        until: { found.set(await first(of: arrivals)) }, onListening: { _ in await invite() })
    } catch TransportError.cannotListen(_, _, .addressInUse) {
      throw CommandFailure.callbackPort(port)
    }
    return try found.value()
  }

  private func invite() async {
    // Nobody is there to be told when standard error is gone.
    try? context.errors.line(prose: "Open this address in a browser, and sign in there:")
    try? context.errors.line("\n\(request.address)\n")
    if opensBrowser { await openBrowser() }
  }

  /// It may fail where there is no screen: the address is printed anyway. The browser must outlive us, and learns no secret.
  private func openBrowser() async {
    _ = try? await Subprocess.run(
      .name("sh"),
      arguments: ["-c", #"xdg-open "$1" </dev/null >/dev/null 2>&1 &"#, "sh", request.address],
      environment: .withoutSecrets, input: .none, output: .discarded, error: .discarded)
  }

  /// What comes first: the browser, or what the person pastes.
  private func first(
    of arrivals: AsyncStream<CallbackService.Outcome>
  ) async -> Result<String, any Error> {
    await withTaskGroup(of: Result<String, any Error>?.self) { group in
      group.addTask {
        for await outcome in arrivals { return outcome.mapError { $0 } }
        return nil
      }
      if context.input.kind == .terminal { group.addTask { await pasted() } }
      defer { group.cancelAll() }
      for await outcome in group {
        if let outcome { return outcome }
      }
      return .failure(CommandFailure.interrupted)
    }
  }

  /// - Returns: `nil` when nobody pastes anything any more.
  private func pasted() async -> Result<String, any Error>? {
    let question = Question(
      "Or paste the address here that the browser was sent to, if it shows an error: ", mayBeNeedless: true)
    do {
      while true {
        switch try await context.ask(question) {
        case .line(let text) where text.isBlank: continue
        case .line(let text):
          if let code = try request.code(inPasted: text.trimmed) { return .success(code) }
          try? context.errors.line(prose: "That is not it: the address ends in code=… and state=….")
        case .interrupted: return .failure(CommandFailure.interrupted)
        case .end, .noTerminal: return nil
        }
      }
    } catch {
      return .failure(error)
    }
  }
}

/// The outcome that came first.
private final class Found: Sendable {
  private let outcome = Mutex<Result<String, any Error>?>(nil)

  func set(_ new: Result<String, any Error>) {
    outcome.withLock { $0 = $0 ?? new }
  }

  /// - Throws: why there is no code.
  func value() throws -> String {
    guard let outcome = outcome.withLock({ $0 }) else { throw CommandFailure.interrupted }
    return try outcome.get()
  }
}
