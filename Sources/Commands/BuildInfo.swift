import CBuildInfo
import Wire

/// Which program this is: its version, the commit that it was built from, and what it was built for.
struct BuildInfo: Equatable {
  static let current = BuildInfo(
    version: Program.version, commit: String(cString: build_commit()), platform: Self.platform)

  let version: String
  /// As git abbreviates it, with `-dirty` after changes that are in no commit; empty if nobody said it.
  let commit: String
  /// The system and the processor, as `linux x86_64`.
  let platform: String

  var line: String { "sfmodels \(version) (\(commit.isEmpty ? "unknown commit" : commit), \(platform))" }

  var json: JSONValue {
    [
      "version": .string(version), "commit": commit.isEmpty ? .null : .string(commit),
      "platform": .string(platform),
    ]
  }

  private static var platform: String {
    #if arch(x86_64)
      "linux x86_64"
    #elseif arch(arm64)
      "linux aarch64"
    #endif
  }
}
