import FoundationEssentials
import Wire

/// The payload of a frame that holds an event: `{"bytes": "…"}`, in base64.
struct NativePayload {
  let bytes: [UInt8]

  init(event: [UInt8]) {
    bytes = JSONValue.object(["bytes": .string(Data(event).base64EncodedString())]).bytes
  }
}

/// What an answer says of an image or of a file that it was shown.
enum Attachment {
  /// - Parameter base64: `nil` for a text that is no base64.
  static func description(_ mediaType: String, base64: String) -> String? {
    guard let data = Data(base64Encoded: base64), !data.isEmpty else { return nil }
    var digits = SplitMix64(seed: Fingerprint().adding(data).value)
    return "\(mediaType) of \(data.count) bytes (\(digits.hex(digits: 8)))"
  }

  /// Reads `data:image/png;base64,…`; `nil` for any other text.
  static func description(dataURL: String) -> String? {
    guard dataURL.hasPrefix("data:"), let comma = dataURL.firstIndex(of: ",") else { return nil }
    let kind = dataURL[..<comma].dropFirst("data:".count)
    guard kind.hasSuffix(";base64") else { return nil }
    let mediaType = String(kind.dropLast(";base64".count))
    return description(mediaType, base64: String(dataURL[dataURL.index(after: comma)...]))
  }
}
