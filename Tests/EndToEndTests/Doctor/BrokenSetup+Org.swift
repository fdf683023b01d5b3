/// What the org says.
extension BrokenSetup {
  static let tokens =
    TokenFaultTests.refusals.map { (refusal: TokenFaultTests.Refusal) -> BrokenSetup in
      BrokenSetup(
        name: "\(refusal.error): \(refusal.description)", step: "token", exit: refusal.exit,
        cause: "the org refused to give out a token: ", cure: refusal.mend,
        script: [
          Documents.token: [
            .answer(400, #"{"error":"\#(refusal.error)","error_description":"\#(refusal.description)"}"#)
              .always
          ]
        ])
    } + [
      BrokenSetup(
        name: "a command that fails", step: "token", exit: 3,
        cause: "the command that should print the client secret failed", cure: "run it by hand",
        variables: inFiles, settings: client + "client-secret-command = \"exit 7\"\n"),
      token(
        "a page in place of a token", 1, "http://127.0.0.1:{port} answered a request for a token in a way",
        "My Domain",
        .answer(200, "<html>login</html>")),
      token(
        "an opaque token", 3, "the token is not a JSON Web Token", "auth login", step: "form",
        .answer(200, #"{"access_token":"00Dxx0000001gER!AQEAQ"}"#),
        variables: ["SFMODELS_BASE_URL": ""]),
    ]

  private static func token(
    _ name: String, _ exit: Int32, _ cause: String, _ cure: String, step: String = "token", _ turn: Turn,
    variables: [String: String] = [:]
  ) -> BrokenSetup {
    BrokenSetup(
      name: name, step: step, exit: exit, cause: cause, cure: cure, script: [Documents.token: [turn.always]],
      variables: variables)
  }

  static let calls =
    [
      BrokenSetup(
        name: "a token without the scope", step: "scopes", exit: 3,
        cause: "the service does not accept the token", cure: "sfap_api",
        script: call(Documents.error(401, "INVALID_AUTH", "no")).merging([
          Documents.token: [
            .answer(
              200,
              #"{"access_token":"\#(Documents.webToken())","scope":"api refresh_token","token_type":"Bearer"}"#
            ).always
          ]
        ]) { $1 })
    ]
    + ([
      (
        "a token that is not accepted", 3, "the service does not accept the token", "sfap_api",
        Documents.error(401, "INVALID_AUTH", "Token is not a valid OrgJWT")
      ),
      (
        "no permission", 3, "the org does not permit this request", "Run As",
        Documents.error(403, "NOT_FOUND", "User forbidden")
      ),
      (
        "no such model", 1, "the org has no model", "sfmodels models --remote",
        Documents.error(404, "NOT_FOUND", "Resource not found")
      ),
      ("an empty 404", 1, "the org has no model", "sfmodels models --remote", .answer(404, "")),
      (
        "too many requests", 4, "the rate limit is reached", "wait",
        Documents.error(429, "LIMIT_EXCEEDED", "Too many")
      ),
      (
        "a busy service", 5, "the service is busy", "try again later",
        Documents.error(423, "NOT_FOUND", "Server is busy")
      ),
      (
        "a service that is away", 5, "the service is not available", "try again later",
        Documents.error(503, "INTERNAL_ERROR", "unavailable")
      ),
      (
        "a service that fails", 1, "the service failed", "request id",
        Documents.error(500, "INTERNAL_ERROR", "oops")
      ),
      (
        "another host than the API's", 1, "the service's answer is no JSON", "--base-url",
        .answer(200, "<html>hello</html>")
      ),
    ] as [(String, Int32, String, String, Turn)]).map {
      (name: String, exit: Int32, cause: String, cure: String, turn: Turn) -> BrokenSetup in
      BrokenSetup(name: name, step: "call", exit: exit, cause: cause, cure: cure, script: call(turn))
    }

  /// Nobody follows a POST that is sent elsewhere.
  static let redirects = [301, 302, 303, 307, 308].flatMap { (status: Int) -> [BrokenSetup] in
    let turn = Turn.answer(
      status, "", headers: ["Location: https://elsewhere.example/login?startURL=%2Fs3cret"])
    return [
      BrokenSetup(
        name: "\(status) in place of a token", step: "token", exit: 1,
        cause:
          "http://127.0.0.1:{port} redirects to https://elsewhere.example/login, which is not followed (\(status))",
        cure: "My Domain", script: [Documents.token: [turn.always]]),
      BrokenSetup(
        name: "\(status) in place of an answer", step: "call", exit: 1,
        cause: "the service redirects to https://elsewhere.example/login, which is not followed (\(status))",
        cure: "--base-url", script: call(turn)),
    ]
  }

  static func call(_ turn: Turn) -> [String: [Turn]] { [Documents.generations: [turn.always]] }
}
