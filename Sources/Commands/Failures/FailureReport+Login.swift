import Digest

extension FailureReport {
  init(_ failure: UnusableKey) {
    let path = "'\(failure.path)'"
    switch failure.problem {
    case .noKey:
      self.init(
        .usage, "there is no private key in \(path)",
        hint: "it must be a PEM file, which begins with -----BEGIN PRIVATE KEY----- or the like")
    case .otherKey:
      self.init(
        .usage, "the private key in \(path) is no RSA key, and the org takes no other",
        hint:
          "make one, and a certificate for the app: 'openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out certificate.pem -days 365 -subj /CN=sfmodels'"
      )
    case .locked:
      self.init(
        .usage, "the private key in \(path) is encrypted, and nobody can be asked for its pass phrase here",
        hint: "sign in with --passphrase-command COMMAND, which prints it")
    case .wrongPassphrase: self.init(.usage, "the pass phrase of the private key in \(path) is wrong")
    case .failed: self.init(.usage, "nothing can be signed with the private key in \(path)")
    }
  }
}
