/// The names behind which OAuth and its relatives keep their secrets.
enum SecretNames {
  /// In JSON, where `code` and `token` mean harmless things far more often.
  static let inJSON: Set<String> = [
    "access_token", "assertion", "client_assertion", "client_secret", "code_verifier", "id_token", "password",
    "refresh_token", "signature",
  ]

  static let inForms = inJSON.union(["code", "jwt", "token"])
}
