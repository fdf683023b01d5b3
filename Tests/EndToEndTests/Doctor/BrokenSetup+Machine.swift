import Glibc
import TestSupport

/// What is wrong on the machine itself: options, settings, and files.
extension BrokenSetup {
  static let machines =
    [
      configuration(
        "nobody signed in", 3, "not signed in as profile 'default'", "sfmodels auth login",
        variables: ["SFMODELS_DOMAIN": "", "SFMODELS_CLIENT_ID": "", "SFMODELS_CLIENT_SECRET": ""]),
      configuration(
        "a secret alone is missing", 3, "not signed in as profile 'default'", "sfmodels auth login",
        variables: ["SFMODELS_CLIENT_SECRET": ""]),
      configuration(
        "half a settings file", 2, "{home}/.config/sfmodels/config.toml, line 1: the ']' of the heading is",
        "is missing", settings: "[profile"),
      configuration(
        "a profile that there is not", 2, "there is no profile 'prod'", "there are: default",
        settings: client, words: ["-p", "prod"]),
      configuration(
        "aliases in a circle", 2, "the alias 'a' leads back to itself", "config set alias.b MODEL",
        settings: "[alias]\na = \"b\"\nb = \"a\"\n", words: ["-m", "a"]),
      configuration(
        "a certificate without its key", 2, "--cert and --key go together", "go together",
        words: ["--cert", "c.pem"]),
      configuration(
        "no key of the LLM Gateway", 3, "not signed in as profile 'default'", "or set SFMODELS_API_KEY;",
        variables: inFiles, settings: "[profile.default]\nflow = \"api-key\"\n", words: ["--api", "llmg"]),
      configuration(
        "a key of the LLM Gateway for another API", 3, "profile 'default' has a key of the LLM Gateway",
        "--api llmg", variables: inFiles.merging(["SFMODELS_API_KEY": "k3y"]) { $1 },
        settings: "[profile.default]\nflow = \"api-key\"\n"),
      configuration(
        "a browser's login that is over", 3, "not signed in as profile 'default'",
        "run 'sfmodels auth login';",
        variables: inFiles, settings: client + "flow = \"web\"\n"),
      BrokenSetup(
        name: "secrets that others can read", step: "permissions", exit: 2,
        cause: "{home}/.config/sfmodels/credentials.toml can be read or changed by others (mode 644)",
        cure: "chmod 600", variables: inFiles, settings: client,
        credentials: "[profile.default]\nclient-secret = \"s3cret-of-files\"\n", credentialsMode: 0o644),
      BrokenSetup(
        name: "a command that others can change", step: "permissions", exit: 2,
        cause: "{home}/.config/sfmodels/config.toml can be read or changed by others (mode 666)",
        cure: "chmod go-w", variables: inFiles,
        settings: client + "client-secret-command = \"echo s3cret\"\n", settingsMode: 0o666),
      BrokenSetup(
        name: "plain http to the org", step: "host", exit: 2, cause: "a token may not go to http://acme",
        cure: "use https", variables: ["SFMODELS_DOMAIN": "http://acme.my.salesforce.com"]),
      BrokenSetup(
        name: "plain http to the API", step: "host", exit: 2, cause: "a token may not go to http://api",
        cure: "use https", variables: ["SFMODELS_BASE_URL": "http://api.example.com"]),
    ]
    + [
      ("no such file of certificates", "/none/such", "no such file"),
      ("a file without certificates", "/etc/passwd", "no certificate in PEM form"),
      ("a folder in place of certificates", "/proc", "it is a folder"),
    ].map { (name: String, path: String, reason: String) -> BrokenSetup in
      unreadable(name, path, reason, "--ca-file", words: ["--ca-file", path])
    }
    + [
      ("SSL_CERT_DIR", "/proc", "no certificate in it has a hashed name"),
      ("SSL_CERT_DIR", "/none/such", "no such directory"),
      ("SSL_CERT_DIR", "/etc/passwd", "it is no directory"),
      ("SSL_CERT_FILE", "/etc/passwd", "no certificate in PEM form"),
      ("SSL_CERT_FILE", "/none/such", "no such file"),
    ].map { (variable: String, path: String, reason: String) -> BrokenSetup in
      unreadable("\(variable)=\(path)", path, reason, "\(variable) names it", variables: [variable: path])
    }

  /// Keys that sign for a user.
  static let keys = [
    signed("a private key that is not there", nil, "{home}/key.pem does not exist", "'private-key-file'"),
    signed(
      "a private key that others can read", TestKeys.pkcs8, mode: 0o640,
      "{home}/key.pem can be read or changed by others (mode 640)", "chmod 600", step: "permissions"),
    signed(
      "a private key without anybody to ask for its pass phrase", TestKeys.encryptedPKCS8,
      "the private key in '{home}/key.pem' is encrypted", "--passphrase-command"),
    signed(
      "a certificate in place of a private key", TestKeys.certificate,
      "there is no private key in '{home}/key.pem'", "-----BEGIN PRIVATE KEY-----"),
    signed(
      "a private key that is not RSA's", TestKeys.elliptic,
      "the private key in '{home}/key.pem' is no RSA key",
      "openssl req"),
  ]

  private static func signed(
    _ name: String, _ key: String?, mode: mode_t = 0o600, _ cause: String, _ cure: String,
    step: String = "configuration"
  ) -> BrokenSetup {
    BrokenSetup(
      name: name, step: step, exit: 2, cause: cause, cure: cure, variables: inFiles, settings: keyOfClient,
      key: key, keyMode: mode)
  }

  /// Of a user whose credentials are in files.
  static let inFiles = ["SFMODELS_CLIENT_ID": "", "SFMODELS_CLIENT_SECRET": ""]
  static let client = "[profile.default]\nclient-id = \"3MVG9.key\"\n"
  static let keyOfClient =
    client + """
      flow = "jwt-bearer"
      username = "ci@acme.example"
      private-key-file = "{home}/key.pem"

      """

  private static func configuration(
    _ name: String, _ exit: Int32, _ cause: String, _ cure: String = "", variables: [String: String] = [:],
    settings: String? = nil, words: [String] = []
  ) -> BrokenSetup {
    BrokenSetup(
      name: name, step: "configuration", exit: exit, cause: cause, cure: cure, variables: variables,
      settings: settings, words: words)
  }

  private static func unreadable(
    _ name: String, _ path: String, _ reason: String, _ cure: String, variables: [String: String] = [:],
    words: [String] = []
  ) -> BrokenSetup {
    BrokenSetup(
      name: name, step: "tls", exit: 2, cause: "no certificate can be read from '\(path)': \(reason)",
      cure: cure,
      variables: variables.merging(["SFMODELS_DOMAIN": "https://127.0.0.1:1"]) { $1 }, words: words)
  }
}
