import CommandTree
import FoundationEssentials
import Wire

@testable import Commands

extension FuzzTarget {
  /// What people type.
  static let typed = [FuzzTarget("command-line", parse), FuzzTarget("chat-line", readChatLine)]

  /// A word a line; each is taken or complained about in a sentence.
  private static func parse(_ bytes: [UInt8]) {
    let words = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    do throws(UsageError) {
      guard case .call(var call) = try tree.parse(words) else { return }
      try call.fill(fromEnvironment: ["SFMODELS_MODEL": bytes.text])
      try call.fill { _ in nil }
      _ = call.command
    } catch {
      expect(!error.sentence.isEmpty && error.hint != "", "no sentence")
    }
  }

  private static let tree = CommandTree.sfmodels

  private static func readChatLine(_ bytes: [UInt8]) {
    guard case .command(let name, _) = ChatLine(bytes.text) else { return }
    _ = try? SlashCommand.named(name)
  }
}
