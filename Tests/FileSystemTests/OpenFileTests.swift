import Glibc
import Testing

@testable import FileSystem

/// Files as the system gives them, without its interruptions.
struct OpenFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  @Test func isWrittenBehindAndWithin() throws {
    let file = try OpenFile(writing: path("a"))
    try file.append(Array("one two".utf8))
    try file.put(Array("ONE".utf8), at: 0)
    try file.append(Array(" three".utf8))
    #expect(try folder.text(of: "a") == "ONE two three")
    try file.cut(to: 4)
    try file.append([UInt8(ascii: "x")])
    try file.synchronize()
    #expect(try folder.text(of: "a") == "ONE x")
  }

  @Test func isReadFromItsBeginningAndFromAnywhere() throws {
    try folder.write("0123456789", to: "a")
    let file = try OpenFile(reading: path("a"))
    #expect(file.bytesToCome == 10)
    #expect(try file.block(upTo: 4) == Array("0123".utf8))
    #expect(file.bytesToCome == 6)
    #expect(try file.bytes(2..<5) == Array("234".utf8))
    #expect(try file.bytes(8..<20) == Array("89".utf8))
    #expect(try file.contents() == Array("0123456789".utf8))
    #expect(try file.rest() == Array("456789".utf8))
    #expect(try file.rest() == [])
  }

  @Test func isNotReadBeyondALimit() throws {
    try folder.write("0123456789", to: "a")
    #expect(try OpenFile(reading: path("a")).rest(upTo: 10).count == 10)
    #expect(throws: FileFailure(path: path("a"), code: EFBIG)) {
      try OpenFile(reading: path("a")).rest(upTo: 9)
    }
  }

  @Test func saysWhatTheSystemSaid() throws {
    #expect(throws: FileFailure(path: path("none"), code: ENOENT)) { try OpenFile(reading: path("none")) }
    #expect(throws: FileFailure(path: path("none/a"), code: ENOENT)) { try OpenFile(writing: path("none/a")) }
    #expect(throws: FileFailure(path: folder.path, code: EISDIR)) {
      try OpenFile(reading: folder.path).rest()
    }
    try folder.write("", to: "a")
    #expect(throws: FileFailure(path: path("a"), code: EBADF)) {
      try OpenFile(reading: path("a")).append([1])
    }
    #expect(throws: FileFailure(path: "/dev/full", code: ENOSPC)) {
      try OpenFile(writing: "/dev/full").append([1])
    }
  }

  @Test func aPipeHasNoEndToBeKnown() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let file = OpenFile(descriptor: ends[0], named: "-")
    #expect(file.bytesToCome == nil)
    #expect(!file.hasArrived(within: 0))
    #expect(write(ends[1], "ab", 2) == 2)
    #expect(file.hasArrived(within: 0))
    close(ends[1])
    #expect(try file.rest() == Array("ab".utf8))
  }

  @Test func oneLocksTheOtherOut() throws {
    var file = try OpenFile.lockedIfFree(path("a"))
    #expect(file != nil)
    #expect(try OpenFile.lockedIfFree(path("a")) == nil)
    withExtendedLifetime(file) {}
    file = nil
    #expect(try OpenFile.lockedIfFree(path("a")) != nil)
  }

  /// A name that was given to another file meanwhile leads there.
  @Test func whatWasReplacedIsNotLocked() throws {
    let before = try OpenFile.locked(path("a"))
    try OpenFile.replace(path("a"), with: [1], isDurable: false)
    let after = try #require(try OpenFile.lockedIfFree(path("a")))
    #expect(try after.facts.identity != before.facts.identity)
    #expect(try after.contents() == [1])
    withExtendedLifetime(before) {}
  }

  @Test func factsTellFilesApart() throws {
    try folder.write("abc", to: "a", mode: 0o640)
    symlink(path("a"), path("link"))
    mkfifo(path("pipe"), 0o600)
    let facts = try #require(FileFacts(of: path("a")))
    #expect((facts.kind, facts.size, facts.permissions, facts.owner) == (.plain, 3, 0o640, geteuid()))
    #expect(FileFacts(of: path("link")) == facts)
    #expect(FileFacts(of: path("link"), followsLink: false)?.kind == .link)
    #expect(["pipe", ".", "none"].map { FileFacts(of: path($0))?.kind } == [.stream, .folder, nil])
    #expect(FileFacts(of: "/dev/null")?.kind == .other)
  }
}
