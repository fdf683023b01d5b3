import CompatibleServer
import FoundationEssentials
import Ledger

/// The keys with names that a server obeys, and what they use: the file of keys is looked at again and again, and usage
/// is kept in the ledger.
struct ServedKeys {
  let keys: NamedKeys
  let usage: KeyUsageRecorder
  private let monitor: KeysFileMonitor

  /// `nil` where no keys with names are wanted.
  ///
  /// - Throws: ``KeysFailure``, ``SettingsFailure/noHome``.
  init?(_ file: KeysFileArgument?, in context: Context, _ notes: Notes) throws {
    guard let path = try file?.path(in: context) else { return nil }
    let own = try KeysFile(path).keys
    guard !own.isEmpty else { throw KeysFailure.none(path: path) }
    let keys = NamedKeys(own)
    self.keys = keys
    usage = KeyUsageRecorder(
      at: context.directories?.ledger, now: context.now,
      warn: { notes.warn("what keys use is not kept: \(FailureReport($0).message)") })
    monitor = KeysFileMonitor(path) { result in
      switch result {
      case .success(let changed):
        keys.replace(with: changed)
        notes.note("\(RowMessages.count(changed.count, "key")) of '\(path)' count now")
      case .failure(let failure):
        let message = FailureReport(failure, hiding: context.redaction).message
        notes.warn("the keys of before count on: \(message)")
      }
    }
  }

  /// What was used is kept, and nothing is looked at any more.
  func end() {
    monitor.end()
    usage.end()
  }

  /// For the help.
  static var words: String {
    """
    A key with a name has limits of its own (`sfmodels keys add`), and changes of them count within a second. Beyond a \
    rate clients get 429 with `Retry-After`; how much is left stands in `x-ratelimit-remaining-requests` and its like, \
    with Anthropic's names on Anthropic's paths. Tokens are reserved by estimate when a request comes and settled by what \
    was used. Beyond a day's budget it is 429 with the code `insufficient_quota`, which SDKs do not repeat; budgets are \
    renewed at midnight UTC. A model that a key may not ask is 404 and not listed. `GET /usage` tells a key what it has \
    used, an admin's key what all have; so does `sfmodels log usage --by key` on this machine, whatever `history` is set \
    to. Rates count for each instance by itself, budgets for all that share the ledger's file. Where many machines \
    serve, put one limiter before them, such as nginx:

    \(limiter.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
    """
  }

  /// A limiter before many instances, in nginx's words.
  static let limiter = """
    limit_req_zone $http_authorization zone=keys:10m rate=60r/m;
    server { location / { limit_req zone=keys burst=5 nodelay; limit_req_status 429; proxy_pass http://serve; } }
    """
}
