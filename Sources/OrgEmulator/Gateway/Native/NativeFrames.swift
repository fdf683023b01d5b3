import HTTPTypes
import Wire

/// The frames of a stream, as they are or as the prompt wants them.
struct NativeFrames {
  let signals: [StreamSignal]

  init(_ frames: [[UInt8]], _ behaviors: Set<StreamBehavior>) {
    let error = EventStreamFrame.exception(
      "internalServerException", ErrorResponse.documented(.internalServerError).json.bytes)
    let whole = Self.corrupted(frames, behaviors).map(StreamSignal.frame)
    let broken = behaviors.broken(whole, error: .frame(error.bytes), reset: .reset)
    guard let broken, behaviors.isDisjoint(with: [.error, .reset]) else {
      signals = broken ?? whole
      return
    }
    // Where it is cut, the next frame has begun.
    let next = frames[broken.count]
    signals = broken + [.frame(Array(next.prefix(next.count / 2)))]
  }

  /// A bit of the payload in the middle turned over.
  private static func corrupted(_ frames: [[UInt8]], _ behaviors: Set<StreamBehavior>) -> [[UInt8]] {
    guard behaviors.contains(.corrupt) else { return frames }
    var frames = frames
    let middle = frames.count / 2
    frames[middle][frames[middle].count - 5] ^= 1
    return frames
  }
}
