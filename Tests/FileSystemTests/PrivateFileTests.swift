import FileSystem
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Files for one pair of eyes.
struct PrivateFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func file(_ name: String) -> PrivateFile { PrivateFile("\(folder.path)/\(name)") }

  @Test(arguments: [0, 1, 16 << 10, 100_000])
  func readsWhatItHasWritten(_ count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    try file("a").replace(with: bytes, isDurable: true)
    #expect(try file("a").read() == bytes)
    #expect(folder.mode(of: "a") == 0o600)
    #expect(try folder.names() == ["a"])
  }

  @Test func replacesWhatWasThereWhateverItsPermissions() throws {
    try folder.write("old", to: "a", mode: 0o644)
    try file("a").replace(with: Array("new".utf8), isDurable: false)
    #expect(try folder.text(of: "a") == "new")
    #expect(folder.mode(of: "a") == 0o600)
  }

  @Test func replacesALinkAndNotWhatItPointsTo() throws {
    try folder.write("theirs", to: "target")
    symlink("\(folder.path)/target", "\(folder.path)/a")
    try file("a").replace(with: Array("mine".utf8), isDurable: false)
    #expect([try folder.text(of: "target"), try folder.text(of: "a")] == ["theirs", "mine"])
  }

  @Test(arguments: [0o644, 0o640, 0o604, 0o620, 0o601] as [mode_t])
  func refusesAFileThatOthersMayTouch(_ mode: mode_t) throws {
    try folder.write("x", to: "a", mode: mode)
    #expect(throws: PrivateFile.Problem.openToOthers(mode: mode)) { try file("a").read() }
  }

  @Test func refusesWhatIsNoFile() throws {
    try folder.write("x", to: "target")
    symlink("\(folder.path)/target", "\(folder.path)/link")
    mkfifo("\(folder.path)/pipe", 0o600)
    mkdir("\(folder.path)/folder", 0o700)
    for name in ["link", "pipe", "folder"] {
      #expect(throws: PrivateFile.Problem.notAFile) { try file(name).read() }
    }
  }

  /// For root, `/dev/null` too would be a name like any other.
  @Test(arguments: ["pipe", "folder", "link to a pipe", "link to a folder"])
  func doesNotReplaceWhatIsNoFile(_ name: String) throws {
    mkfifo("\(folder.path)/pipe", 0o600)
    mkdir("\(folder.path)/folder", 0o700)
    for target in ["pipe", "folder"] {
      symlink("\(folder.path)/\(target)", "\(folder.path)/link to a \(target)")
    }
    let before = FileFacts(of: "\(folder.path)/\(name)")
    #expect(throws: PrivateFile.Problem.notAFile) { try file(name).replace(with: [1], isDurable: false) }
    #expect(FileFacts(of: "\(folder.path)/\(name)") == before)
    #expect(try folder.names() == ["folder", "link to a folder", "link to a pipe", "pipe"])
  }

  @Test(.enabled(if: geteuid() == 0)) func refusesAnothersFile() throws {
    try folder.write("x", to: "a")
    chown("\(folder.path)/a", 65534, 65534)
    #expect(throws: PrivateFile.Problem.ownedByAnother) { try file("a").read() }
  }

  @Test func stopsReadingAFileWithoutMeasure() throws {
    try folder.write("", to: "a")
    truncate("\(folder.path)/a", 1 << 40)
    #expect(throws: PrivateFile.Problem.unreadable(code: EFBIG)) { try file("a").read() }
  }

  @Test func missesWhatIsNotThere() throws {
    try folder.write("x", to: "a")
    for name in ["b", "b/c", "a/b"] {
      #expect(throws: PrivateFile.Problem.missing) { try file(name).read() }
    }
  }

  @Test func leavesNothingBehindWhereItCannotWrite() throws {
    mkdir("\(folder.path)/a", 0o700)
    #expect(throws: PrivateFile.Problem.notAFile) {
      try file("a").replace(with: [1], isDurable: false)
    }
    #expect(throws: PrivateFile.Problem.unwritable(code: ENOENT)) {
      try file("b/c").replace(with: [1], isDurable: false)
    }
    #expect(try folder.names() == ["a"])
  }

  @Test func removesAFileOnceAndForAll() throws {
    try folder.write("x", to: "a")
    try file("a").remove()
    try file("a").remove()
    #expect(try folder.names() == [])
  }

  @Test func makesAFolderAndThoseAboveIt() throws {
    for _ in 1...2 { try PrivateFile.makeFolder("\(folder.path)/a/b/c") }
    #expect(
      [folder.mode(of: "a"), folder.mode(of: "a/b"), folder.mode(of: "a/b/c")] == [0o700, 0o700, 0o700])
  }

  @Test func makesNoFolderInAFile() throws {
    try folder.write("x", to: "a")
    #expect(throws: PrivateFile.Problem.unwritable(code: ENOTDIR)) {
      try PrivateFile.makeFolder("\(folder.path)/a/b")
    }
  }
}
