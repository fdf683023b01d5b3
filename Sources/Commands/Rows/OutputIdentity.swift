import FileSystem
import RowEngine

/// What the files of a job are, whatever they are called: no two of them may be one.
struct OutputIdentity {
  let options: RowOptions
  /// All files that the output takes for itself, where it is a file.
  let outputs: [String]
  let inputs: [String]
  /// Whether rows are read from standard input.
  let readsInput: Bool
  /// Files that are written when all rows are there.
  let reports: [String]

  /// - Throws: ``CommandFailure/unusableOption(_:reason:)``.
  func check(in context: Context) throws(CommandFailure) {
    for (option, path) in [("--output", options.output), ("--errors", options.errors)] {
      if let path, path != "-", let reason = Self.objection(to: path) {
        throw .unusableOption(option, reason: reason)
      }
    }
    try checkErrors(context)
    try checkReports(context)
    for (index, path) in outputs.enumerated() where isInput(path, context) {
      // The file itself is known by the name that was typed.
      let name = index == 0 ? options.output ?? path : path
      throw .unusableOption("--output", reason: "'\(name)' is the input")
    }
  }

  /// Why nothing can be written there, where that is certain.
  private static func objection(to path: String) -> String? {
    if let facts = FileFacts(of: path) {
      return facts.kind == .folder ? "'\(path)' is a folder" : nil
    }
    if path.isEmpty { return "the name of a file is missing" }
    if path.hasSuffix("/") { return "'\(path)' is the name of a folder" }
    let isLink = FileFacts(of: path, followsLink: false)?.kind == .link
    return isLink ? "'\(path)' is a symbolic link that leads to no file" : nil
  }

  private func checkErrors(_ context: Context) throws(CommandFailure) {
    guard let errors = options.errors else { return }
    let isOutput = outputs.contains { OutputPaths.areSame($0, errors) }
    guard !isOutput, !Self.isSame(errors, outputs.isEmpty ? context.output.identity : nil) else {
      throw .unusableOption("--errors", reason: "'\(errors)' belongs to --output")
    }
    guard isInput(errors, context) else { return }
    throw .unusableOption("--errors", reason: "'\(errors)' is the input")
  }

  private func checkReports(_ context: Context) throws(CommandFailure) {
    for (index, path) in reports.enumerated() {
      if let reason = Self.objection(to: path) { throw .unusableOption("--report", reason: reason) }
      guard !isInput(path, context) else {
        throw .unusableOption("--report", reason: "'\(path)' is the input")
      }
      let others = outputs + [options.errors].compactMap { $0 } + reports[..<index]
      guard !others.contains(where: { OutputPaths.areSame($0, path) }) else {
        throw .unusableOption("--report", reason: "'\(path)' is another output")
      }
    }
  }

  private func isInput(_ path: String, _ context: Context) -> Bool {
    inputs.contains { OutputPaths.areSame($0, path) }
      || Self.isSame(path, readsInput ? context.input.identity : nil)
  }

  private static func isSame(_ path: String, _ identity: FileFacts.Identity?) -> Bool {
    guard let identity, let facts = FileFacts(of: path), facts.kind == .plain else { return false }
    return facts.identity == identity
  }
}
