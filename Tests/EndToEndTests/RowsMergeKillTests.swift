import FoundationEssentials
import Glibc
import Testing

/// `rows merge`, killed and begun again.
@Suite struct RowsMergeKillTests {
  private static func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

  /// Two shards of a matrix, and the whole.
  private static func shards(in home: Home) async throws {
    let input = try home.write("one\ntwo\nthree\n", to: "in.txt")
    for (name, words) in [("1", ["--shard", "1/2"]), ("2", ["--shard", "2/2"]), ("whole", [])] {
      let call = Call(
        ["embed", "--emulator", "-q", "--from", input, "-o", "\(home.path)/\(name).npy"] + words)
      expect(try await call.run(), is: Told(0, "", ""))
    }
  }

  @Test func aKilledMergeIsRepeated() async throws {
    let home = try Home()
    try await Self.shards(in: home)
    let (ids, joined) = ("\(home.path)/2.npy.ids", "\(home.path)/joined.npy")
    let merge = Call(["rows", "merge", "-q", "\(home.path)/1.npy", "\(home.path)/2.npy", "-o", joined])
    // A pipe that nobody writes into keeps the merge from coming to its end.
    #expect(rename(ids, ids + ".kept") == 0 && mkfifo(ids, 0o600) == 0)
    let child = try Child(merge)
    _ = try home.awaited("joined.npy.ids.temporary")
    let second = try await merge.run()
    #expect(second.exit != 0 && second.errors.contains("joined.npy.partial'"), "\(second.errors)")
    #expect(!second.errors.contains("interrupted"), "\(second.errors)")
    child.send(SIGKILL)
    #expect(try child.finish().ending == .signal(SIGKILL))
    #expect(access(joined, F_OK) != 0)
    #expect(rename(ids + ".kept", ids) == 0)
    expect(try await merge.run(), is: Told(0, "", ""))
    for ending in ["", ".ids"] {
      #expect(try Self.bytes(joined + ending) == Self.bytes("\(home.path)/whole.npy\(ending)"))
    }
    #expect(
      try home.files().filter { $0.hasPrefix("joined") } == ["joined.npy", "joined.npy.ids"])
  }
}
