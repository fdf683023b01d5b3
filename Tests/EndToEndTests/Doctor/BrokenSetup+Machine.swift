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
      configuration("half a settings file", 2, "", settings: "[profile"),
      configuration(
        "a profile that there is not", 2, "", settings: client, words: ["-p", "prod"]),
      configuration(
        "aliases in a circle", 2, "", settings: "[alias]\na = \"b\"\nb = \"a\"\n", words: ["-m", "a"]),
      configuration(
        "a certificate without its key", 2, "--cert and --key go together", words: ["--cert", "c.pem"]),
      BrokenSetup(
        name: "secrets that others can read", step: "permissions", exit: 2, cause: "", variables: inFiles,
        settings: client, credentials: "[profile.default]\nclient-secret = \"s3cret-of-files\"\n",
        credentialsMode: 0o644),
      BrokenSetup(
        name: "a command that others can change", step: "permissions", exit: 2, cause: "", variables: inFiles,
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
      unreadable(name, path, reason, words: ["--ca-file", path])
    }
    + [
      unreadable(
        "a folder without certificates", "/proc", "no certificate in it has a hashed name",
        variables: ["SSL_CERT_DIR": "/proc"]),
      unreadable(
        "no certificate in the environment's file", "/etc/passwd", "no certificate in PEM form",
        variables: ["SSL_CERT_FILE": "/etc/passwd"]),
    ]

  /// Of a user whose credentials are in files.
  static let inFiles = ["SFMODELS_CLIENT_ID": "", "SFMODELS_CLIENT_SECRET": ""]
  static let client = "[profile.default]\nclient-id = \"3MVG9.key\"\n"

  private static func configuration(
    _ name: String, _ exit: Int32, _ cause: String, _ cure: String = "", variables: [String: String] = [:],
    settings: String? = nil, words: [String] = []
  ) -> BrokenSetup {
    BrokenSetup(
      name: name, step: "configuration", exit: exit, cause: cause, cure: cure, variables: variables,
      settings: settings, words: words)
  }

  private static func unreadable(
    _ name: String, _ path: String, _ reason: String, variables: [String: String] = [:], words: [String] = []
  ) -> BrokenSetup {
    BrokenSetup(
      name: name, step: "tls", exit: 2, cause: "no certificate can be read from '\(path)': \(reason)",
      variables: variables.merging(["SFMODELS_DOMAIN": "https://127.0.0.1:1"]) { $1 }, words: words)
  }
}
