import FileSystem
import Wire

/// The keys of which the server's clients must present one.
struct ServeKeys {
  static let variable = SecretVariable.serveKey.rawValue

  let keys: [String]

  /// - Parameter file: one key a line; other lines are empty or begin with `#`.
  /// - Throws: ``InputFailure`` for a file that cannot be read, ``CommandFailure/noKeys(path:)`` for one without keys.
  init(file: String?, in context: Context, _ notes: Notes) throws {
    var keys = Self.variableKey(in: context).map { [$0] } ?? []
    if let file {
      let own = String(decoding: try Input.file(file, upTo: .keys), as: UTF8.self).split(
        whereSeparator: \.isNewline
      )
      .map { $0.trimmed }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
      guard !own.isEmpty else { throw CommandFailure.noKeys(path: file) }
      // Containers mount secrets readable for all, so it is no reason to refuse them.
      if Self.isOpen(file) { notes.note("'\(file)' can be read by others; 'chmod 600' mends it") }
      keys += own
    }
    for key in keys { context.redaction.remember(key) }
    self.keys = keys
  }

  /// What a shell makes a key of; never the key itself; `nil` where none is needed.
  static func expression(file: String?, in context: Context) -> String? {
    guard let file else { return variableKey(in: context).map { _ in "$\(variable)" } }
    let firstKey = "/^[[:space:]]*[^#[:space:]]/{s/^[[:space:]]*//;s/[[:space:]]*$//;p;q;}"
    return "$(sed -n '\(firstKey)' -- '\(file.replacingScalars(["'": #"'\''"#]))')"
  }

  private static func variableKey(in context: Context) -> String? {
    context.variable(variable).map { $0[...].trimmed }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func isOpen(_ file: String) -> Bool {
    FileFacts(of: file).map { $0.permissions & 0o044 != 0 } ?? false
  }
}
