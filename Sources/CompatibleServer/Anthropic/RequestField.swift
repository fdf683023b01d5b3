import Wire

/// A value in a request's body together with where it stands, so that a refusal can name the place:
/// `messages.0.content.1.type`.
struct RequestField {
  /// Written out only when something is refused.
  indirect enum Place: CustomStringConvertible {
    case body
    case member(String, of: Place)
    case element(Int, of: Place)

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
  let place: Place

  init(_ value: JSONValue, at place: Place) {
    self.value = value
    self.place = place
  }

  init(body: JSONObject) {
    self.init(.object(body), at: .body)
  }

  /// A member; `nil` where there is none or where it is `null`.
  subscript(name: String) -> RequestField? {
    value[name].map { RequestField($0, at: .member(name, of: place)) }
  }

  func required(_ name: String) throws(ServedFailure) -> RequestField {
    guard let field = self[name] else {
      let place = Place.member(name, of: place).description
      throw .invalid("Missing required parameter: \(place)", parameter: place)
    }
    return field
  }

  func string() throws(ServedFailure) -> String {
    guard let text = value.string else { throw refusal("Input should be a valid string") }
    return text
  }

  func bool() throws(ServedFailure) -> Bool {
    guard let flag = value.bool else { throw refusal("Input should be a valid boolean") }
    return flag
  }

  func integer(in range: ClosedRange<Int>) throws(ServedFailure) -> Int {
    guard let number = value.int else { throw refusal("Input should be a valid integer") }
    guard range.contains(number) else {
      throw refusal("Input should be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func number(in range: ClosedRange<Double>) throws(ServedFailure) -> Double {
    guard let number = value.double else { throw refusal("Input should be a valid number") }
    guard range.contains(number) else {
      throw refusal("Input should be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func object() throws(ServedFailure) -> JSONObject {
    guard let object = value.object else { throw refusal("Input should be a valid object") }
    return object
  }

  func elements() throws(ServedFailure) -> [RequestField] {
    guard let values = value.array else { throw refusal("Input should be a valid list") }
    return values.indices.map { RequestField(values[$0], at: .element($0, of: place)) }
  }

  func refusal(_ sentence: String) -> ServedFailure {
    let place = place.description
    return .invalid("\(place): \(sentence)", parameter: place)
  }

  /// What could be understood, but not be done.
  func unsupported(_ what: String, wayOut: String) -> ServedFailure {
    .unsupported(["\(place): \(what)"], wayOut: wayOut)
  }
}
