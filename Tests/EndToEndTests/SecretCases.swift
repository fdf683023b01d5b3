/// Runs in which a secret or a token has every opportunity to be shown.
extension SecretTests {
  static let plain = [
    Case(
      name: "success", words: ["generate", "hello"], script: [Documents.generations: [Documents.generation]]),
    Case(
      name: "success in CI", words: ["generate", "hello"],
      script: [Documents.generations: [Documents.generation]], isCI: true),
    Case(name: "a dry run", words: ["generate", "--dry-run", "hello"]),
    Case(name: "a dry run in CI", words: ["generate", "-v", "--dry-run", "hello"], isCI: true),
    Case(name: "the settings", words: ["config", "list"], isCI: true),
    Case(name: "the settings as JSON", words: ["config", "list", "--json"]),
    Case(name: "a name near a secret's", words: ["config", "set", "client-secret", "x"]),
  ]

  static let talkative = [
    Case(
      name: "a trace", words: ["generate", "-v", "hello"],
      script: [Documents.generations: [Documents.generation]]),
    Case(
      name: "a trace in CI", words: ["generate", "-v", "hello"],
      script: [Documents.generations: [Documents.generation]], isCI: true),
    Case(
      name: "a trace of a retry", words: ["embed", "-v", "x"],
      script: [Documents.embeddings: [Turn(.reset), Documents.embeddings(1)]]),
    Case(
      name: "a trace through a proxy", words: ["generate", "-v", "hello", "--retries", "0"],
      variables: ["http_proxy": "http://u:\(proxyPassword)@127.0.0.1:1"]),
    Case(
      name: "a proxy that is none", words: ["generate", "-v", "hello"],
      variables: ["http_proxy": "ftp://u:\(proxyPassword)@127.0.0.1:1"]),
    Case(
      name: "a proxy in the settings", words: ["config", "list"],
      variables: ["https_proxy": "http://u:\(proxyPassword)@127.0.0.1:1"]),
  ]

  private static let echo =
    "you sent client_secret=5e%2Bcret%2Fof%3Dthe%26app (5e+cret/of=the&app), Authorization: Bearer \(token)"

  static let refused = [
    Case(
      name: "an echo", words: ["generate", "-v", "hello"],
      script: [Documents.generations: [.answer(400, echo, type: "text/plain")]]),
    Case(
      name: "an echo in JSON", words: ["generate", "hello"],
      script: [Documents.generations: [Documents.error(400, "BAD", echo)]]),
    Case(
      name: "an echo for programs", words: ["generate", "--json", "hello"],
      script: [Documents.generations: [Documents.error(400, token, echo)]]),
    Case(
      name: "an echo in a head", words: ["generate", "-v", "hello"],
      script: [
        Documents.generations: [
          .raw(
            "HTTP/1.1 302 Found\nLocation: https://x.example/?t=\(token)\nSet-Cookie: sid=\(token)\nContent-Length: 0\n\n"
          )
        ]
      ]),
    Case(
      name: "a refused secret", words: ["generate", "-v", "hello"],
      script: [Documents.token: [.answer(400, #"{"error":"invalid_client","error_description":"\#(echo)"}"#)]]
    ),
    Case(
      name: "a page for a token", words: ["generate", "-v", "hello"],
      script: [Documents.token: [.answer(200, "<p>\(echo)", type: "text/html")]]),
    Case(
      name: "a token of another shape", words: ["generate", "-v", "hello"],
      script: [Documents.token: [.answer(200, #"{"token":{"access_token":"\#(token)"}}"#)]]),
    Case(
      name: "a wrong shape", words: ["generate", "-v", "hello"],
      script: [Documents.generations: [.answer(200, #"{"x":"\#(echo)"}"#)]]),
  ]

  static let ofTheAccount = [
    Case(name: "the status", words: ["auth", "status"]),
    Case(name: "the status in CI", words: ["auth", "status", "--check", "-v"], isCI: true),
    Case(name: "the status as JSON", words: ["auth", "status", "--check", "--json"]),
    Case(
      name: "the status of a token", words: ["auth", "status"], variables: ["SFMODELS_ACCESS_TOKEN": token]),
    Case(
      name: "a login", words: ["auth", "login", "-v", "--client-secret-stdin"], input: .text(secret),
      variables: ["SFMODELS_CLIENT_ID": "key"]),
    Case(
      name: "a login that fails", words: ["auth", "login", "-v", "--client-secret-stdin"],
      script: [
        Documents.token: [.answer(400, #"{"error":"invalid_client","error_description":"\#(echo)"}"#)]
      ], input: .text(secret), variables: ["SFMODELS_CLIENT_ID": "key"]),
    Case(name: "a logout", words: ["auth", "logout", "-v"], script: [Documents.revoke: [.answer(200, "")]]),
  ]
}
