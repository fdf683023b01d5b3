import CommandTree
import FileSystem
import Glibc
import Wire

/// The program from its words to its exit status.
enum Program {
  static let version = "0.1.0"
  /// Of this version; stands on the manual pages.
  static let date = "2026-11-21"

  /// - Parameters:
  ///   - count: how many arguments there are, the program's name included.
  ///   - arguments: as the process got them.
  /// - Returns: the exit status.
  static func run(
    _ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>, in context: Context
  ) async -> Int32 {
    let words = (1..<max(1, Int(count))).compactMap { arguments[$0] }.map { argument in
      FileName.text(of: UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
    }
    return await run(words, in: context)
  }

  /// - Parameter words: the command line without the program's name.
  /// - Returns: the exit status.
  static func run(_ words: [String], in context: Context) async -> Int32 {
    let status = await run(words: words, in: context)
    // What ends within a character was said already, as far as it can be.
    for output in [context.output, context.errors] { try? output.finish() }
    return status
  }

  private static func run(words: [String], in context: Context) async -> Int32 {
    let tree = CommandTree.sfmodels
    do {
      switch try tree.parse(words, isText: FileName.isUTF8) {
      case .help(let path): try context.output.write(tree.help(for: path, width: context.width))
      case .version(let isJSON):
        try context.output.line(isJSON ? BuildInfo.current.json.text : BuildInfo.current.line)
      case .call(let call): return try await run(call, in: context)
      }
      return ExitStatus.done.rawValue
    } catch let error as UsageError {
      return report(problem(error, in: words), words, in: context)
    } catch {
      return report(error, words, in: context)
    }
  }

  /// A word that is no text is nothing else either: no command, no option.
  private static func problem(_ error: UsageError, in words: [String]) -> any Error {
    var foreign = words.indices.filter { !FileName.isUTF8(words[$0]) }
    if case .notText(let word, _) = error { foreign = words.indices.filter { words[$0].hasSuffix(word) } }
    return foreign.first.map { CommandFailure.argumentNotUTF8($0 + 1) } ?? error
  }

  /// - Returns: the exit status.
  private static func run(_ call: CommandCall, in context: Context) async throws -> Int32 {
    var call = call
    let template = try (call.command as? any RunnableCommand)?.actingTemplate?.values(in: context)
    if let file = template?.template {
      try call.fill(fromDocument: file.path) { file.head.words[$0] ?? [] }
    }
    try call.fill(fromEnvironment: context.environment)
    if let command = call.command as? any RunnableCommand, let account = command.actingAccount {
      do {
        try fillFromSettings(&call, account, isProfileNeeded: command.needsExistingProfile, context)
      } catch {
        try await command.run(after: error, in: context)
        return ExitStatus.done.rawValue
      }
    }
    guard let command = call.command as? any RunnableCommand else { return ExitStatus.done.rawValue }
    var context = context
    context.origins = call.origins
    context.template = template
    return try await command.status(in: context)
  }

  /// The second stage: the profile is known now, and says what was not typed.
  private static func fillFromSettings(
    _ call: inout CommandCall, _ account: AccountOptions, isProfileNeeded: Bool, _ context: Context
  ) throws {
    guard let settings = try context.settings() else { return }
    if call.origins["profile"] != nil, isProfileNeeded, !settings.profiles.contains(account.profile) {
      throw SettingsFailure.unknownProfile(account.profile, known: settings.profiles)
    }
    try call.fill { name in
      settings[SettingKey(name), profile: account.profile].map { Setting($0, file: settings.path) }
    }
  }

  private static func report(_ error: any Error, _ words: [String], in context: Context) -> Int32 {
    var report = FailureReport(error, hiding: context.redaction)
    guard !report.message.isEmpty else { return report.exit.rawValue }
    report.add(doubts: EnvironmentValues.doubts(about: context.environment))
    let isJSON = words.prefix { $0 != "--" }.contains("--json")
    // Nowhere is left to report to when standard error is gone; the exit status still tells.
    if isJSON {
      try? context.errors.line(report.json.text)
    } else {
      try? context.errors.line(prose: report.text)
    }
    return report.exit.rawValue
  }
}
