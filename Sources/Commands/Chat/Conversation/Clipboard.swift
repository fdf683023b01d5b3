import FoundationEssentials
import Subprocess

/// The place that other programs paste from.
struct Clipboard {
  private let environment: [String: String]
  private let terminal: Output

  /// - Parameter terminal: is told of the text where no program can be.
  init(_ environment: [String: String], terminal: Output) {
    self.environment = environment
    self.terminal = terminal
  }

  /// - Throws: ``ChatFailure/clipboardFailed(_:)``; what writing to the terminal throws.
  func take(_ text: String) async throws {
    for program in programs where try await isTaken(text, by: program) { return }
    let encoded = Data(text.utf8).base64EncodedString()
    // Terminals drop what is longer.
    guard encoded.utf8.count <= 100_000 else {
      throw ChatFailure.clipboardFailed("the text is too long for the terminal")
    }
    // "Manipulate Selection Data" (OSC 52 of xterm's control sequences).
    try terminal.send(command: "\u{1B}]52;c;\(encoded)\u{07}")
  }

  private typealias Program = (name: String, arguments: [String])

  private var programs: [Program] {
    var programs: [Program] = []
    func has(_ variable: String) -> Bool { environment[variable]?.isEmpty == false }
    if has("WAYLAND_DISPLAY") { programs.append(("wl-copy", [])) }
    if has("DISPLAY") { programs.append(("xclip", ["-selection", "clipboard"])) }
    // On a machine that one is connected to it would be that machine's.
    if !has("SSH_CONNECTION") { programs.append(("pbcopy", [])) }
    return programs
  }

  private func isTaken(_ text: String, by program: Program) async throws -> Bool {
    do {
      let result = try await Subprocess.run(
        .name(program.name), arguments: Arguments(program.arguments), environment: .withoutSecrets,
        input: .string(text), output: .discarded, error: .discarded)
      return result.terminationStatus.isSuccess
    } catch is SubprocessError {
      // It is not installed: the terminal is told.
      return false
    }
  }
}
