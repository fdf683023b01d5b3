import RowEngine

/// The format that the name of a file tells by its ending, whether or not it is one of ours.
struct FileNameFormat: Equatable {
  /// As options name it, where it is one of theirs.
  let name: String

  private static let endings = [
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv", ".npy": "npy",
    ".npz": "npz", ".parquet": "parquet", ".xlsx": "xlsx", ".gz": "gzip", ".zst": "zstd", ".zip": "zip",
    ".svg": "svg", ".html": "html", ".htm": "html", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg",
    ".pdf": "pdf",
  ]

  /// - Returns: `nil` for an ending that tells nothing.
  init?(ofFileNamed path: String) {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = file.lastIndex(of: "."), let name = Self.endings[file[dot...].lowercased()] else {
      return nil
    }
    self.name = name
  }

  /// The same of an input, which is unpacked where it must be: `cases.csv.gz` is a table.
  init?(ofInputNamed path: String) { self.init(ofFileNamed: RowFormat.nameUnpacked(path) ?? path) }

  /// Whether the name tells that its bytes are packed in a way that is read through.
  static func isPacked(_ path: String) -> Bool { RowFormat.nameUnpacked(path) != nil }
}
