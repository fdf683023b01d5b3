import ModelsAPI
import Wire

/// Prints vectors as they come: what is printed stays, whatever happens to the next request.
struct VectorPrinter {
  let format: Embed.Format
  let keepsText: Bool
  let output: Output
  private var isFirst = true

  init(format: Embed.Format, keepsText: Bool, output: Output) {
    self.format = format
    self.keepsText = keepsText
    self.output = output
  }

  mutating func print(_ rows: ArraySlice<TextRow>, _ embeddings: [Embedding]) throws {
    var bytes: [UInt8] = []
    for (row, embedding) in zip(rows, embeddings) {
      bytes += lead
      bytes += object(row, embedding)
      if format == .jsonl { bytes.append(UInt8(ascii: "\n")) }
      isFirst = false
    }
    try output.write(bytes)
  }

  /// An array that was broken off lacks its end, and so does not look whole.
  func end() throws {
    if format == .json, !isFirst { try output.write("\n]\n") }
  }

  private var lead: [UInt8] {
    switch format {
    case .jsonl: []
    case .json: Array((isFirst ? "[\n" : ",\n").utf8)
    }
  }

  private func object(_ row: TextRow, _ embedding: Embedding) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("id")
      writer.value(row.id)
      if keepsText {
        writer.name("text")
        writer.string(row.text)
      }
      writer.name("embedding")
      writer.raw(embedding.json)
    }
    return writer.bytes
  }
}
