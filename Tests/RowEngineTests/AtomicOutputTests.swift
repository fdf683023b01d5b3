import FileSystem
import TestSupport
import Testing
import Wire

@testable import RowEngine

/// Outputs that are written at one go.
struct AtomicOutputTests {
  private let folder: TemporaryFolder
  private let paths: OutputPaths

  init() throws {
    folder = try TemporaryFolder()
    paths = OutputPaths(folder.path + "/out", listEnding: "ids")
  }

  private func write(_ text: String, mayReplace: Bool = false) throws {
    try AtomicOutput.write(paths, mayReplace: mayReplace) { output in
      try output.file.append(Array(text.utf8))
      try output.list?.append(Array("id of \(text)".utf8))
    }
  }

  private func open(_ beginning: ResumableOutput.Beginning = .fresh) throws -> ResumableOutput? {
    try ResumableOutput.open(paths, options: [:], beginning, mayReplace: false)
  }

  @Test func itAppearsWhenItIsWhole() throws {
    try write("new")
    #expect(try folder.names() == ["out", "out.ids"])
    #expect(try folder.text(of: "out") + folder.text(of: "out.ids") == "newid of new")
  }

  @Test func whatFailsLeavesNothingBehind() throws {
    struct Trouble: Error {}
    #expect(throws: Trouble.self) {
      try AtomicOutput.write(paths, mayReplace: false) { _ in throw Trouble() }
    }
    #expect(try folder.names() == [])
  }

  @Test(arguments: ["out", "out.ids"])
  func aFileThatExistsIsReplacedOnlyWhereThatIsSaid(_ name: String) throws {
    try folder.write("old", to: name)
    #expect(throws: ResumptionFailure.exists(path: "\(folder.path)/\(name)")) { try write("new") }
    #expect(try folder.names() == [name])
    #expect(try folder.text(of: name) == "old")
    try write("new", mayReplace: true)
    #expect(try folder.names() == ["out", "out.ids"])
  }

  @Test func nothingElseBeginsUnderTheNameMeanwhile() throws {
    try AtomicOutput.write(paths, mayReplace: false) { _ in
      let busy = ResumptionFailure.busy(path: paths.partial)
      #expect(throws: busy) { try write("other", mayReplace: true) }
      for beginning in [ResumableOutput.Beginning.fresh, .resumed] {
        #expect(throws: busy) { _ = try open(beginning) }
      }
    }
    #expect(try folder.names() == ["out", "out.ids"])
  }

  /// What a process leaves that is killed while it writes.
  private func leaveKilled() throws {
    try folder.write("", to: "out.partial")
    try folder.write("a long beginning", to: "out.temporary")
    try folder.write("another", to: "out.ids.temporary")
  }

  @Test func whatAKilledProcessHasLeftMakesWay() throws {
    try leaveKilled()
    try paths.refuseInterrupted()
    try write("new")
    #expect(try folder.names() == ["out", "out.ids"])
    #expect(try folder.text(of: "out") + folder.text(of: "out.ids") == "newid of new")
  }

  @Test func aRunBeginsWhereAProcessWasKilled() throws {
    try leaveKilled()
    #expect(try open() != nil)
  }

  @Test(arguments: [("out.partial", "rows"), ("out.ids.partial", "")])
  func whatAnInterruptedRunHasLeftIsNotTouched(_ name: String, _ text: String) throws {
    try folder.write(text, to: name)
    let failure = ResumptionFailure.interrupted(path: "\(folder.path)/\(name)")
    #expect(throws: failure) { try paths.refuseInterrupted() }
    #expect(throws: failure) { try write("new", mayReplace: true) }
    #expect(try folder.names() == [name])
    #expect(try folder.text(of: name) == text)
  }

  @Test func aRunThatGoesOnIsNoInterruptedOne() throws {
    let run = try open()
    let before = try folder.names()
    let busy = ResumptionFailure.busy(path: paths.partial)
    withExtendedLifetime(run) {
      #expect(throws: busy) { try paths.refuseInterrupted() }
      #expect(throws: busy) { try write("new", mayReplace: true) }
    }
    #expect(try folder.names() == before)
  }
}
