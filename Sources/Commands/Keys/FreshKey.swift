import CompatibleServer
import Digest
import FoundationEssentials
import Wire

/// A key that nobody has had before: 256 bits of the system's generator.
struct FreshKey {
  /// The key itself, `sfm-` and 43 letters, digits, `-` and `_`.
  let text: String

  init() {
    text = "sfm-" + Base64URL.encode(Data(RandomBytes.make(32)))
  }

  var digest: [UInt8] { SHA256.digest(of: Array(text.utf8)) }

  /// What of it may be shown again.
  var beginning: String { String(text.prefix(8)) }
}
