import Testing

/// A shell at a terminal, which stops jobs and lets them go on.
enum JobControlShell {
  /// - Parameter body: types commands; the built program is among them as `sfmodels`.
  static func run<Result: Sendable>(
    _ body: @escaping @Sendable (Terminal) throws -> Result
  ) async throws -> Result {
    let home = try Home()
    let environment = [
      "HOME": home.path, "PATH": "\(TypedLines.programFolder):/usr/bin:/bin", "PS1": "> ", "TERM": "dumb",
    ]
    return try await Turnstile.programs.pass {
      try await onThread {
        let terminal = try Terminal(
          ["--norc", "--noprofile", "--noediting", "-i"], program: "/usr/bin/bash", environment: environment)
        try terminal.awaits("> ")
        let result = try body(terminal)
        terminal.type("exit\n")
        _ = try terminal.finish()
        return result
      }
    }
  }
}
