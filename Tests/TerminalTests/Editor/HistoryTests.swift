import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import Terminal

/// What was typed before.
struct HistoryTests {
  /// A file in a folder of its own.
  private struct SavedHistory {
    private let folder: TemporaryFolder
    let path: String

    init() throws {
      folder = try TemporaryFolder()
      path = folder.path + "/history"
    }

    var content: String { get throws { try folder.text(of: "history") } }
  }

  @Test func survivesWithSeveralLinesAndEachEntryOnceInARow() throws {
    let saved = try SavedHistory()
    var history = History(HistoryFile(path: saved.path))
    let added = ["one", "two\nlines \\n", "two\nlines \\n", "", "中é👩‍👧"].map { history.add($0) }
    #expect(added == [true, true, false, false, true])
    #expect(try saved.content == "one\ntwo\\nlines \\\\n\n中é👩‍👧\n")
    #expect(History(HistoryFile(path: saved.path)).entries == ["one", "two\nlines \\n", "中é👩‍👧"])
  }

  @Test func isForItsOwnerOnly() throws {
    let saved = try SavedHistory()
    try "old\n".write(toFile: saved.path, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: saved.path)
    var history = History(HistoryFile(path: saved.path))
    _ = history.add("new")
    var status = stat()
    #expect(stat(saved.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test func isCutToTheNewestEntries() throws {
    let saved = try SavedHistory()
    var history = History(HistoryFile(path: saved.path, limit: 3))
    for number in 1...5 { _ = history.add("\(number)") }
    #expect(History(HistoryFile(path: saved.path, limit: 3)).entries == ["3", "4", "5"])
    #expect(try saved.content == "3\n4\n5\n")
  }

  @Test func keepsALineThatWasTornApartFromTheNext() throws {
    let saved = try SavedHistory()
    try "whole\nto".write(toFile: saved.path, atomically: false, encoding: .utf8)
    var history = History(HistoryFile(path: saved.path))
    _ = history.add("next")
    #expect(History(HistoryFile(path: saved.path)).entries == ["whole", "to", "next"])
  }

  @Test func losesNothingWhenManyWriteAndCutAtOnce() async throws {
    let saved = try SavedHistory()
    let path = saved.path
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          for number in 0..<25 {
            var history = History(HistoryFile(path: path, limit: number % 5 == 0 ? 100 : 2_000))
            _ = history.add("\(writer) \(number)")
          }
        }
      }
    }
    let entries = History(HistoryFile(path: path)).entries
    #expect(Set(entries) == Set((0..<4).flatMap { writer in (0..<25).map { "\(writer) \($0)" } }))
  }

  @Test func isRememberedForNowWhereTheFileCannotBeWritten() {
    var history = History(HistoryFile(path: "/dev/null/history"))
    _ = history.add("kept")
    #expect(history.entries == ["kept"] && history.failure != nil)
  }

  @Test func isWalkedThroughWithoutLosingWhatWasTyped() {
    var walk = HistoryWalk(["a", "b"])
    let steps = [
      walk.newer(), walk.older(than: "draft"), walk.older(than: "b"), walk.older(than: "a"), walk.newer(),
      walk.newer(),
      walk.newer(),
    ]
    #expect(steps == [nil, "b", "a", nil, "b", "draft", nil])
  }

  private func search(_ keys: String) -> HistorySearch {
    var search = HistorySearch(
      in: ["Über 中文", "ein Beispiel", "noch ein beispiel", "中文 neu"], draft: "draft")
    for key in keys {
      switch key {
      case "<": search.older()
      case ">": search.newer()
      case "-": search.removeLast()
      case "!": search.giveUp()
      default: for glyph in Glyph.glyphs(of: String(key)) { search.add(glyph) }
      }
    }
    return search
  }

  @Test(arguments: [
    ("", "draft", 5, false), ("ein", "noch ein beispiel", 5, false), ("ein<", "ein Beispiel", 0, false),
    ("ein<<", "ein Beispiel", 0, true), ("ein<>", "noch ein beispiel", 5, false),
    ("Bei", "ein Beispiel", 4, false),
    ("中", "中文 neu", 0, false), ("中<", "Über 中文", 5, false), ("u\u{308}ber", "Über 中文", 0, false),
    ("einx", "noch ein beispiel", 17, true), ("einx-", "noch ein beispiel", 5, false),
    ("ein<!", "draft", 5, false),
    ("zz", "draft", 5, true), ("<", "draft", 5, false),
  ])
  func isSearched(_ keys: String, _ line: String, _ cursor: Int, _ isFailing: Bool) {
    let search = search(keys)
    #expect(search.line == line && search.cursor == cursor && search.isFailing == isFailing)
  }
}
