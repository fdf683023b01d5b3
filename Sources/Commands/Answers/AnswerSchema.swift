import FileSystem
import JSONSchema
import ModelsAPI
import Wire

/// The JSON Schema that `--schema` demands of answers.
struct AnswerSchema: Sendable {
  /// As APIs and models are told it.
  let document: JSONObject
  private let schema: Schema

  /// - Parameters:
  ///   - argument: the path of a file, JSON that begins with a brace, or the short form.
  ///   - assertsFormats: whether answers are held against `format`, too.
  /// - Throws: ``SchemaFailure`` for what is no schema, ``InputFailure`` for a file that cannot be read.
  init(_ argument: String, assertsFormats: Bool = false) throws {
    document = try Self.document(argument)
    do {
      schema = try Schema(.object(document), assertsFormats: assertsFormats)
    } catch let error as SchemaError {
      throw SchemaFailure.wrong(error)
    }
  }

  private static func document(_ argument: String) throws -> JSONObject {
    if argument.trimmed.hasPrefix("{") { return try object(Array(argument.utf8)) }
    // A name that is no text is nothing else either.
    if FileFacts(of: argument) != nil || !FileName.isUTF8(argument) {
      return try object(Input.file(argument, upTo: .document))
    }
    let isName = !argument.contains(where: \.isWhitespace)
    guard !isName || !(argument.contains("/") || argument.hasSuffix(".json")) else {
      throw SchemaFailure.noFile(argument)
    }
    return try SchemaShortForm(argument).schema
  }

  private static func object(_ bytes: [UInt8]) throws -> JSONObject {
    do {
      switch try JSONValue(decoding: bytes) {
      case .object(let object): return object
      // As they are said where only an object may stand.
      case .bool(true): return [:]
      case .bool(false): return ["not": [:]]
      case .null, .number, .string, .array: throw SchemaFailure.notJSON("it is no object")
      }
    } catch let error as JSONError {
      throw SchemaFailure.notJSON(error.description)
    }
  }

  /// How APIs are asked for it.
  var format: ResponseFormat { .jsonSchema(name: "answer", schema: document, isStrict: nil) }

  /// What the model must be told; `nil` where the API can be asked.
  func form(where dialect: any Dialect) -> EmulatedForm? {
    var request = ChatRequest(model: ModelName(""), .prompt(""))
    request.settings.responseFormat = format
    let limits = dialect.limits(of: request, streamed: false)
    let isLacking = limits.contains { $0.feature == .setting(.responseFormat) }
    return isLacking ? EmulatedForm(format) : nil
  }

  /// Says what is not as people may take it to be: who asks for the form, and what of it is not checked.
  func remark(on dialect: any Dialect, _ notes: Notes) {
    if form(where: dialect) != nil {
      notes.note("the API has no response formats: the schema is asked for in the prompt")
    }
    let unchecked = schema.unknownFormats
    guard !unchecked.isEmpty else { return }
    notes.note("the answer is not checked for the formats \(unchecked.joined(separator: ", "))")
  }

  /// A line for each thing that does not fit, at most ten and one that counts the others; none: it fits.
  func misfits(of text: String) -> [String] {
    do {
      return try schema.misfits(of: JSONValue(decoding: text)).lines(upTo: 10)
    } catch {
      return ["it is no JSON: \(error)"]
    }
  }
}
