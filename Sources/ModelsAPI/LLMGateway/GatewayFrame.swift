import Wire

/// One frame of a stream, or a whole answer: both have the same shape.
///
/// Conversations wrap in `generation_details` what completions have at the top.
struct GatewayFrame {
  var id: String?
  var generations: [GatewayGeneration] = []
  var usage: Usage?
  var answeringModel: String?
  var inputSafety: Safety?
  /// Whether this is an account of a failure.
  var reportsError = false

  init(_ body: [UInt8]) throws(JSONError) {
    var reader = JSONReader(body)
    try readMembers(&reader)
    try reader.end()
    usage = usage ?? generations.first?.usage
  }

  private mutating func readMembers(_ reader: inout JSONReader) throws(JSONError) {
    try reader.members { (name, reader) throws(JSONError) in
      switch name {
      case "id": id = try reader.value().string
      case "generation_details": try readMembers(&reader)
      case "generations":
        try reader.elements { (reader) throws(JSONError) in
          generations.append(try GatewayGeneration(&reader))
        }
      case "parameters": try readParameters(&reader)
      case "input_safety_score": inputSafety.take(safetyScore: try reader.value())
      case "input_bias_score": inputSafety.take(biasScore: try reader.value())
      case "errorCode", "error_code", "error": reportsError = try !reader.value().isNull || reportsError
      default: break
      }
    }
  }

  private mutating func readParameters(_ reader: inout JSONReader) throws(JSONError) {
    try reader.members { (name, reader) throws(JSONError) in
      switch name {
      case "model": answeringModel = try reader.value().string
      case "usage": usage = Usage(try reader.value()) ?? usage
      default: break
      }
    }
  }
}

extension JSONReader {
  /// Reads an object's members; passes over anything else that stands in its place.
  mutating func members(
    _ member: (JSONMemberName, inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    if try kind() == .object { try object(member) } else { try skip() }
  }

  /// Reads an array's elements; passes over anything else that stands in its place.
  mutating func elements(_ element: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
    if try kind() == .array { try array(element) } else { try skip() }
  }
}
