import Digest
package import Wire

/// How far an output has come: what is needed to go on with it after any interruption.
package struct ProgressRecord: Hashable, Sendable {
  /// Bytes of the rows, of the list of ids, and of the refused rows.
  package struct Lengths: Hashable, Sendable {
    /// Of the output.
    package var rows = 0
    /// Of the list of ids.
    package var ids = 0
    /// Of the list of refused rows.
    package var errors = 0

    /// All in bytes.
    package init(rows: Int = 0, ids: Int = 0, errors: Int = 0) {
      self.rows = rows
      self.ids = ids
      self.errors = errors
    }
  }

  /// Of what stands in the files as far as their lengths go, in hexadecimal; empty where there is no file.
  struct Checksums: Hashable, Sendable {
    var rows = ""
    var ids = ""
    var errors = ""
  }

  /// What decides how the output looks, by name.
  package let options: JSONObject
  /// Rows of the input that are dealt with.
  package var rowsConsumed = 0
  /// How far the input is dealt with.
  package var input = InputCheckpoint(bytes: 0, digest: [])
  /// How long the files are.
  package var lengths = Lengths()
  var checksums = Checksums()
  /// Rows with a result.
  package var done = 0
  /// Rows without one.
  package var refused = 0
  /// What the sink remembers.
  package var state: JSONObject = [:]
  /// Whether everything is written, and only the names are to be changed.
  package var isWhole = false
  /// Whether an existing file may be replaced.
  package var mayReplace = false
  /// Whether it stays beside the whole output.
  package var isKept = false

  /// - Parameter options: what decides how the output looks, by name.
  package init(options: JSONObject) { self.options = options }
}

extension ProgressRecord {
  /// - Parameter json: all but the options.
  /// - Returns: `nil` for numbers that no run can have come to: their checksum may be right all the same.
  init?(options: JSONObject, decoding json: JSONValue) {
    func count(_ name: String) -> Int? { json[name]?.count?.value }
    guard let rowsConsumed = count("rows"), let inputBytes = count("input_bytes"),
      let digest = json["input"]?.string.flatMap({ Hexadecimal.bytes($0) }),
      let rows = count("output_bytes"), let ids = count("id_bytes"), let errors = count("error_bytes"),
      let rowSum = json["output_sum"]?.string, let idSum = json["id_sum"]?.string,
      let errorSum = json["error_sum"]?.string, let done = count("done"),
      let refused = count("refused"), done + refused <= rowsConsumed
    else { return nil }
    self.options = options
    self.rowsConsumed = rowsConsumed
    input = InputCheckpoint(bytes: inputBytes, digest: digest, page: json["page"].flatMap(PagePosition.init))
    lengths = Lengths(rows: rows, ids: ids, errors: errors)
    checksums = Checksums(rows: rowSum, ids: idSum, errors: errorSum)
    self.done = done
    self.refused = refused
    state = json["state"]?.object ?? [:]
    isWhole = json["whole"]?.bool ?? false
    mayReplace = json["may_replace"]?.bool ?? false
    isKept = json["kept"]?.bool ?? false
  }

  /// All but the options, which are written once.
  var bytes: [UInt8] {
    var object: JSONObject = [
      "rows": JSONValue(rowsConsumed), "done": JSONValue(done), "refused": JSONValue(refused),
      "output_bytes": JSONValue(lengths.rows), "id_bytes": JSONValue(lengths.ids),
      "error_bytes": JSONValue(lengths.errors), "output_sum": .string(checksums.rows),
      "id_sum": .string(checksums.ids), "error_sum": .string(checksums.errors),
      "input_bytes": JSONValue(input.bytes),
      "input": .string(Hexadecimal.text(input.digest)), "state": .object(state),
      "whole": .bool(isWhole), "may_replace": .bool(mayReplace),
    ]
    if isKept { object["kept"] = true }
    object.set("page", input.page?.json)
    return JSONValue.object(object).bytes
  }
}
