import CommandTree

/// How patient the network is, whom it trusts, and how much it tells.
struct NetworkOptions: OptionGroup {
  var timeout = Duration.seconds(120)
  var maxTime: Duration?
  var retries = RetryCount(3)
  var caFile: String?
  var certificate: String?
  var key: String?
  var verbose = false
  var quiet = false

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.timeout, "timeout", value: "DURATION", environment: "SFMODELS_TIMEOUT", setting: "timeout",
        section: section,
        help: "How long to wait for the first byte, and between bytes; connecting has its own 10s."),
      .option(
        \.maxTime, "max-time", value: "DURATION", section: section,
        help: "How long the whole answer may take."),
      .option(
        \.retries, "retries", value: "N", environment: "SFMODELS_RETRIES", setting: "retries",
        section: section,
        help: "How often to try again when the service is busy or away."),
      .option(
        \.caFile, "ca-file", value: "FILE", setting: "ca-file", completion: .file, section: section,
        help: "Trust the certificate authorities in this PEM file instead of the system's."),
      .option(
        \.certificate, "cert", value: "FILE", setting: "cert", completion: .file, section: section,
        help: "A client certificate in PEM, for hosts that ask for mutual TLS; needs --key."),
      .option(
        \.key, "key", value: "FILE", setting: "key", completion: .file, section: section,
        help: "The private key in PEM that belongs to --cert."),
      .flag(
        \.verbose, "verbose", "v", section: section,
        help: "Show requests and answers on standard error, never a secret."),
      .flag(\.quiet, "quiet", "q", section: section, help: "No progress and no notes."),
    ]
  }

  private static let section = ConnectionOptions.section
}
