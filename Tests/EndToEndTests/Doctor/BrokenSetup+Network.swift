import Glibc
import TestSupport

/// Proxies and connections.
extension BrokenSetup {
  static let proxies =
    [
      BrokenSetup(
        name: "a proxy that is none", step: "proxy", exit: 2,
        cause: "the variable HTTPS_PROXY holds no usable proxy", cure: "http://user:password@host:port",
        variables: ["HTTPS_PROXY": "ftp://x"]),
      proxy("a proxy that is not there", "the proxy 127.0.0.1:1 does not let us through", at: "127.0.0.1:1"),
      proxy(
        "a proxy whose name is unknown", "there is no host of the proxy's name: no-such-proxy.invalid:3128",
        at: "no-such-proxy.invalid:3128"),
      proxy("a proxy that closes", "the proxy 127.0.0.1:{front} closed the connection", Turn(.close)),
      proxy("a proxy that breaks off", "the proxy 127.0.0.1:{front} does not let us through", Turn(.reset)),
      proxy("a proxy that hangs", "the proxy 127.0.0.1:{front} did not answer in time", Turn(.silence)),
      proxy(
        "a proxy that speaks no HTTP", "the proxy 127.0.0.1:{front} does not speak as a proxy should",
        Turn(.raw("SSH-2.0-OpenSSH_9.2\n\n"), .close)),
    ]
    + [
      (403, "it answers 403"), (407, "it asks for credentials (407)"), (502, "it answers 502"),
      (503, "it answers 503"),
    ].map { (status: Int, words: String) -> BrokenSetup in
      proxy(
        "a proxy that answers \(status)", "the proxy 127.0.0.1:{front} does not let us through (\(words))",
        .raw("HTTP/1.1 \(status) No\nContent-Length: 0\n\n"))
    }

  private static func proxy(
    _ name: String, _ cause: String, _ turn: Turn? = nil, at address: String = "127.0.0.1:{front}"
  ) -> BrokenSetup {
    BrokenSetup(
      name: name, step: "proxy", exit: 5, cause: "no token from https://acme.my.salesforce.com: \(cause)",
      cure: "HTTPS_PROXY",
      variables: [
        "SFMODELS_DOMAIN": "https://acme.my.salesforce.com", "HTTPS_PROXY": "http://\(address)",
      ],
      front: turn.map { .proxy(["CONNECT acme.my.salesforce.com:443": [$0.always]]) } ?? .none)
  }

  static let connections = [
    BrokenSetup(
      name: "nobody listens", step: "connection", exit: 5,
      cause: "no token from http://127.0.0.1:1: 127.0.0.1:1 refuses connections",
      cure: "is the address right?",
      variables: ["SFMODELS_DOMAIN": "http://127.0.0.1:1"]),
    BrokenSetup(
      name: "nobody answers", step: "connection", exit: 5,
      cause:
        "no token from http://127.0.0.1:{front}: 127.0.0.1:{front} did not take the connection in time",
      cure: "is a proxy needed?", variables: ["SFMODELS_DOMAIN": "http://127.0.0.1:{front}"],
      front: .blackHole),
    BrokenSetup(
      name: "no host of this name", step: "name", exit: 5,
      cause: "no token from https://no-such-org.invalid: there is no host of this name", cure: "My Domain",
      variables: ["SFMODELS_DOMAIN": "https://no-such-org.invalid"]),
    insecure(
      "plain http", "127.0.0.1:{port} does not speak TLS", .answer(400, "plain http", type: "text/plain")),
    insecure(
      "something else", "127.0.0.1:{port} does not speak TLS",
      Turn(.raw("220 mail.example ESMTP\n\n"), .close)),
    insecure("the end", "no secure connection to 127.0.0.1:{port}", Turn(.close)),
  ]

  private static func insecure(_ kind: String, _ cause: String, _ turn: Turn) -> BrokenSetup {
    BrokenSetup(
      name: "\(kind) where TLS should be", step: "tls", exit: 5,
      cause: "no token from https://127.0.0.1:{port}: \(cause)", cure: "is it the right port",
      script: ["TLS": [turn.always]], variables: ["SFMODELS_DOMAIN": "https://127.0.0.1:{port}"])
  }
}

/// TLS, with servers that Debian brings.
extension BrokenSetup {
  static let certificates = [
    secure(
      "an unknown authority",
      "the certificate of {peer} is not trusted: its issuer 'sfmodels test CA' is no authority that this machine knows",
      "--ca-file", trusting: "other-ca.pem"),
    secure(
      "an expired certificate", "the certificate of {peer} expired at 2021-01-01T00:00:00Z",
      "must renew it, unless this machine's clock is wrong: it is 2", .init(certificate: "expired")),
    secure(
      "a certificate that is not yet valid",
      "the certificate of {peer} is valid from 2119-01-01T00:00:00Z on, and it is 2", "set the clock",
      .init(certificate: "future")),
    secure(
      "a certificate for another name", "the certificate of {peer} is for another host: elsewhere.example",
      "is the address right?", .init(certificate: "elsewhere")),
    secure(
      "a certificate that nobody else signed",
      "the certificate of {peer} is not trusted: it is signed by nobody but itself", "--ca-file",
      .init(certificate: "self-signed")),
    secure(
      "a missing certificate between",
      "the certificate of {peer} is not trusted: its issuer 'intermediate test CA' is no authority that this machine knows",
      "a server must send the certificates between", .init(certificate: "leaf")),
  ]

  static let versions = [("1.0", "TLSv1"), ("1.1", "TLSv1.1"), ("1.0 and 1.1", "TLSv1 TLSv1.1")].map {
    (name: String, versions: String) -> BrokenSetup in
    secure(
      "TLS \(name) alone", "{peer} speaks no version of TLS that is safe: 1.2 or 1.3",
      "must switch TLS 1.2 or 1.3 on", .init(versions: versions))
  }

  static let clientCertificates =
    [
      gate(
        "no client certificate, TLS 1.2", "-tls1_2", nil, "{peer} refuses a secure connection",
        "--cert and --key give"),
      gate(
        "no client certificate, TLS 1.3", "-tls1_3", nil, "{peer} asks for a client certificate",
        "--cert and --key"),
    ]
    + [("-tls1_2", "TLS 1.2"), ("-tls1_3", "TLS 1.3")].flatMap {
      (version: String, title: String) -> [BrokenSetup] in
      [("of an unknown authority", "stranger"), ("for another purpose", "server")].map {
        (kind: String, certificate: String) -> BrokenSetup in
        gate(
          "a client certificate \(kind), \(title)", version, certificate,
          "{peer} does not accept the client certificate", "is it for this server")
      }
    }
    + [
      unusable(
        key: Certificates.file("server.key"), "a key of another client certificate",
        "the certificates cannot be used: the key '\(Certificates.file("server.key"))' does not fit",
        "belong together"),
      unusable(
        key: "/none/such", "no key beside a client certificate",
        "no private key can be read from '/none/such': no such file", "--key, or the setting 'key'"),
    ]

  private static func unusable(
    key: String, _ name: String, _ cause: String, _ cure: String
  ) -> BrokenSetup {
    BrokenSetup(
      name: name, step: "tls", exit: 2, cause: cause, cure: cure,
      variables: ["SFMODELS_DOMAIN": "https://127.0.0.1:1"],
      words: ["--cert", Certificates.file("client.pem"), "--key", key])
  }

  static func secure(
    _ name: String, _ cause: String, _ cure: String, _ rules: TLSFront.Rules = .init(),
    trusting authority: String = "ca.pem", clock: String? = nil
  ) -> BrokenSetup {
    secure(
      name, cause, cure, front: .tls(rules), words: ["--ca-file", Certificates.file(authority)], clock: clock)
  }

  private static func gate(
    _ name: String, _ version: String, _ certificate: String?, _ cause: String, _ cure: String
  ) -> BrokenSetup {
    let own = certificate.map {
      ["--cert", Certificates.file("\($0).pem"), "--key", Certificates.file("\($0).key")]
    }
    return secure(
      name, cause, cure, front: .certificateGate(version),
      words: ["--ca-file", Certificates.file("ca.pem")] + (own ?? []))
  }

  private static func secure(
    _ name: String, _ cause: String, _ cure: String, front: Front, words: [String], clock: String? = nil
  ) -> BrokenSetup {
    BrokenSetup(
      name: name, step: "tls", exit: 5,
      cause: "no token from https://{peer}: \(cause)".replacing("{peer}", with: "127.0.0.1:{front}"),
      cure: cure, variables: ["SFMODELS_DOMAIN": "https://127.0.0.1:{front}"], words: words, front: front,
      clock: clock)
  }
}

/// Clocks that are wrong.
extension BrokenSetup {
  static let clocks =
    [
      secure(
        "a clock that is years behind",
        "the certificate of {peer} is valid from 2020-01-01T00:00:00Z on, and it is 2019-06-01T",
        "set the clock",
        clock: "@2019-06-01 00:00:00"),
      secure(
        "a clock that is a century ahead", "the certificate of {peer} expired at 2120-01-01T00:00:00Z",
        "unless this machine's clock is wrong: it is 2121-06-01T", clock: "@2121-06-01 00:00:00"),
    ]
    + ["+5h", "-5h", "+10m", "-3y"].flatMap { (clock: String) -> [BrokenSetup] in
      ["expired authorization code", "invalid assertion"].map { (description: String) -> BrokenSetup in
        BrokenSetup(
          name: "\(description), with a clock that is off by \(clock)", step: "token", exit: 3,
          cause: "the org refused to give out a token: this machine's clock, or the org's, is wrong",
          cure: "set the clock",
          script: [
            Documents.token: [
              .answer(
                400, #"{"error":"invalid_grant","error_description":"\#(description)"}"#,
                headers: ["Date: \(httpDate())"]
              ).always
            ]
          ],
          variables: inFiles,
          settings: keyOfClient, key: TestKeys.pkcs8, clock: clock)
      }
    }
    + ["+5h", "-5h"].map { (clock: String) -> BrokenSetup in
      BrokenSetup(
        name: "a token that is not accepted, with a clock that is off by \(clock)", step: "clock", exit: 3,
        cause: "the service does not accept the token", cure: "set the clock",
        script: call(Documents.error(401, "INVALID_AUTH", "no")),
        clock: clock)
    }

  /// This moment as HTTP writes it (RFC 9110 §5.6.7).
  private static func httpDate() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    var text = [CChar](repeating: 0, count: 64)
    let count = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
