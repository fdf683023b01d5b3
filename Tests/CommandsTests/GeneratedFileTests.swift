import CommandTree
import FoundationEssentials
import Testing

@testable import Commands

/// The committed manual pages and completion scripts are what the program prints; `SFMODELS_RECORD=1` rewrites them.
struct GeneratedFileTests {
  @Test func manualPagesAreWhatTheProgramPrints() throws {
    let pages = CommandTree.sfmodels.manualPages(date: Program.date)
    try GeneratedFiles(folder: "man").compare(pages)
  }

  @Test func completionScriptsAreWhatTheProgramPrints() throws {
    let names: [Shell: String] = [.bash: "sfmodels.bash", .zsh: "_sfmodels", .fish: "sfmodels.fish"]
    let scripts = try Shell.allCases.map { shell in
      (name: try #require(names[shell]), text: CommandTree.sfmodels.completionScript(for: shell))
    }
    try GeneratedFiles(folder: "completions").compare(scripts)
  }
}

/// A folder of generated files at the top of the checkout.
struct GeneratedFiles {
  private let path: String

  init(folder: String) {
    path = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/" + folder
  }

  func compare(_ files: [(name: String, text: String)]) throws {
    if ProcessInfo.processInfo.environment["SFMODELS_RECORD"] == "1" { try record(files) }
    let committed = try FileManager.default.contentsOfDirectory(atPath: path)
    #expect(committed.sorted() == files.map(\.name).sorted())
    for file in files {
      #expect(
        try text(file.name) == file.text, "\(file.name) differs; SFMODELS_RECORD=1 swift test rewrites it")
    }
  }

  private func record(_ files: [(name: String, text: String)]) throws {
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for file in files {
      try Data(file.text.utf8).write(to: URL(filePath: "\(path)/\(file.name)"))
    }
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(name)")), as: UTF8.self)
  }
}
