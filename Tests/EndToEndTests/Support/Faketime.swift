import FoundationEssentials

/// Another time for one program, by Debian's libfaketime.
enum Faketime {
  /// Where the library is; `nil` where it is not installed.
  static let preload: String? = {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib")) ?? []
    return folders.sorted().map { "/usr/lib/\($0)/faketime/libfaketime.so.1" }.first {
      FileManager.default.fileExists(atPath: $0)
    }
  }()

  /// - Parameter time: as faketime(1) reads it: `+5h`, `@2019-06-01 00:00:00`.
  static func variables(_ time: String) -> [String: String] {
    // What measures how long something takes goes on as it did.
    ["LD_PRELOAD": preload ?? "", "FAKETIME": time, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC"]
  }
}
