import Wire

/// A value in a request's body together with where it stands, so that a refusal can name the place:
/// `messages.0.content.1.type`.
struct RequestField {
  /// Written out only when something is refused.
  indirect enum Path: CustomStringConvertible {
    case body
    case member(String, of: Path)
    case element(Int, of: Path)

    var description: String {
      switch self {
      case .body: ""
      case .member(let name, .body): name
      case .member(let name, let whole): "\(whole).\(name)"
      case .element(let index, let whole): "\(whole).\(index)"
      }
    }
  }

  let value: JSONValue
  let path: Path

  init(_ value: JSONValue, at path: Path) {
    self.value = value
    self.path = path
  }

  init(body: JSONObject) {
    self.init(.object(body), at: .body)
  }

  /// A member; `nil` where there is none or where it is `null`.
  subscript(name: String) -> RequestField? {
    value[name].map { RequestField($0, at: .member(name, of: path)) }
  }

  func required(_ name: String) throws(ServerError) -> RequestField {
    guard let field = self[name] else {
      let path = Path.member(name, of: path).description
      throw .invalid("Missing required parameter: \(path)", parameter: path)
    }
    return field
  }

  func string() throws(ServerError) -> String {
    guard let text = value.string else { throw refusal("Input should be a valid string") }
    return text
  }

  func bool() throws(ServerError) -> Bool {
    guard let flag = value.bool else { throw refusal("Input should be a valid boolean") }
    return flag
  }

  func integer(in range: ClosedRange<Int>) throws(ServerError) -> Int {
    guard let number = value.int else { throw refusal("Input should be a valid integer") }
    guard range.contains(number) else {
      throw refusal("Input should be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func number(in range: ClosedRange<Double>) throws(ServerError) -> Double {
    guard let number = value.double else { throw refusal("Input should be a valid number") }
    guard range.contains(number) else {
      throw refusal("Input should be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func object() throws(ServerError) -> JSONObject {
    guard let object = value.object else { throw refusal("Input should be a valid object") }
    return object
  }

  func elements() throws(ServerError) -> [RequestField] {
    guard let values = value.array else { throw refusal("Input should be a valid list") }
    return values.indices.map { RequestField(values[$0], at: .element($0, of: path)) }
  }

  func refusal(_ sentence: String) -> ServerError {
    let path = path.description
    return .invalid("\(path): \(sentence)", parameter: path)
  }

  /// What could be understood, but not be done.
  func unsupported(_ what: String, wayOut: String) -> ServerError {
    .unsupported(["\(path): \(what)"], wayOut: wayOut)
  }
}
