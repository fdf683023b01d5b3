import ModelsAPI
import Wire

extension Reply {
  /// The answer as a stream would have told it, read by read: its generations one after the other, each in pieces of a
  /// few words.
  var reads: [[ReplyEvent]] {
    var reads = [opening]
    for (index, generation) in generations.enumerated() {
      if index > 0 { reads[reads.count - 1].append(.choice(index)) }
      let more = generation.reads
      reads[reads.count - 1] += more[0]
      reads += more.dropFirst()
    }
    return reads
  }

  /// What is known before the first word, for some clients want it there.
  private var opening: [ReplyEvent] {
    var events: [ReplyEvent] = []
    if let id { events.append(.exchange(id: id)) }
    if let answeringModel { events.append(.model(answeringModel)) }
    if let inputSafety { events.append(.inputSafety(inputSafety)) }
    if let usage { events.append(.usage(usage)) }
    return events
  }
}

extension Generation {
  /// How many pieces a text becomes at most: enough to see it come, and few enough to cost nothing.
  private static let pieces = 16

  /// At least one.
  fileprivate var reads: [[ReplyEvent]] {
    var reads: [[ReplyEvent]] = [[]]
    if let id { reads[0].append(.generation(id: id)) }
    for (index, piece) in texts.enumerated() {
      if index > 0 { reads.append([]) }
      reads[index].append(.text(piece))
    }
    if let logProbabilities { reads[0].insert(.logProbabilities(logProbabilities), at: reads[0].count - 1) }
    reads[reads.count - 1] += closing
    return reads
  }

  /// A text with an account of its tokens stays whole, for the tokens are not to be cut.
  private var texts: [String] {
    if logProbabilities != nil { return [text] }
    return text.isEmpty ? [] : text.wordPieces(atMost: Self.pieces)
  }

  private var closing: [ReplyEvent] {
    var events = toolCalls.enumerated().map { index, call in
      ReplyEvent.toolCall(
        ToolCallFragment(index: index, id: call.id, name: call.name, arguments: call.arguments))
    }
    if let safety { events.append(.safety(safety)) }
    events.append(.finished(finishReason ?? FinishReason("stop")))
    return events
  }
}

extension String {
  /// The text in pieces of whole words, each with the blanks before it, as models tell it.
  ///
  /// - Parameter limit: how many pieces there may be.
  func wordPieces(atMost limit: Int) -> [String] {
    let starts = wordStarts
    let step = (starts.count + limit) / limit
    let cuts =
      [startIndex] + stride(from: step - 1, to: starts.count, by: step).map { starts[$0] } + [endIndex]
    return zip(cuts, cuts.dropFirst()).map { String(self[$0..<$1]) }
  }

  /// Where blanks begin that stand behind a word.
  private var wordStarts: [String.Index] {
    var starts: [String.Index] = []
    var isInWord = false
    for index in utf8.indices {
      let isBlank = Self.isBlank(utf8[index])
      if isBlank, isInWord { starts.append(index) }
      isInWord = !isBlank
    }
    return starts
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    default: false
    }
  }
}
