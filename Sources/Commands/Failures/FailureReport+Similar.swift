import Glibc
import RowEngine

extension FailureReport {
  init(_ failure: SimilarFailure) {
    switch failure {
    case .noText:
      self.init(
        .usage, "there is nothing to look for", hint: "give a text: 'sfmodels similar hello --in FILE'")
    case .noDirection:
      self.init(
        .failed, "the service's vector for the text has no length, so nothing is near to it",
        hint: "see the whole answer with --verbose; try another model: --model")
    case .readOnce(let path, let texts):
      self.init(
        .usage,
        "'\(path)' is a pipe, which can be read only once, and there are more than \(texts) texts to look for",
        hint: "write the vectors to a file first, and name it with --in")
    case .noFile:
      self.init(
        .usage, "--in must name a file of vectors",
        hint: "'sfmodels embed -o vectors.jsonl --keep-text' makes one")
    }
  }

  init(_ failure: VectorFileFailure) {
    switch failure {
    case .unreadable(let path, ESPIPE):
      self.init(.usage, "'\(path)' is a pipe: vectors as npy are read from files only")
    case .unreadable(let path, let code):
      self.init(.usage, "cannot read '\(path)': \(Self.words(code))")
    case .unusableMatrix(let path, let header):
      self.init(
        .usage, "'\(path)' is no matrix of 32-bit floats: \(header)",
        hint: "in NumPy: numpy.save(file, vectors.astype('<f4'))")
    case .cutOff(let path): self.init(.usage, "'\(path)' ends before its last row")
    case .notAVector(let path, let row):
      self.init(
        .usage, "row \(row) of '\(path)' is no object with a vector",
        hint:
          "the file must be one that 'sfmodels embed' writes: npy, CSV, or objects such as {\"id\":1,\"embedding\":[0.5,0.25]}"
      )
    case .rowTooLong(let path, let row, let limit):
      self.init(.usage, "row \(row) of '\(path)' is longer than \(limit >> 20) MB")
    case .otherDimensions(let path, let row, let found, let expected):
      self.init(
        .usage,
        "the vectors in '\(path)' have \(found) dimensions (row \(row)), the text's vector has \(expected)",
        hint: "use the model that made the file: --model")
    case .unequalDimensions(let path, let row, let found, let expected):
      self.init(
        .usage,
        "row \(row) of '\(path)' has \(RowMessages.count(found, "dimension")), and the rows before it have \(expected)",
        hint: "vectors can be compared where one model has made them all")
    case .otherRows(let path, let found, let expected):
      self.init(
        .usage,
        "--rows has \(RowMessages.count(found, "row")), and '\(path)' has \(RowMessages.number(expected))",
        hint: "it names the file that the vectors were made from")
    }
  }
}
