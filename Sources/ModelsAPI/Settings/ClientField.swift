import Wire

/// How clients of a served API say a setting.
package struct ClientField: Sendable {
  /// An endpoint of OpenAI's or Anthropic's API.
  package enum Endpoint: Hashable, Sendable, CaseIterable {
    case chatCompletions, completions, responses, messages
  }

  /// Which numbers are taken.
  package enum Range: Hashable, Sendable {
    case any
    case whole(ClosedRange<Int>)
    case number(ClosedRange<Double>)
  }

  /// What in a request asks for a setting whose number stands in another field.
  package enum Switch: Hashable, Sendable {
    /// A flag of this name that is on; without it the number may not ask for anything.
    case flag(String)
    /// A word in a list of this name; a number over 0 asks, too.
    case word(String, in: String)

    /// The name of the field that it stands in.
    var name: String {
      switch self {
      case .flag(let name), .word(_, let name): name
      }
    }
  }

  /// The field's name in a request's body, as clients spell it: `max_completion_tokens`.
  package let name: String
  /// The endpoints whose requests can have the field.
  package let endpoints: Set<Endpoint>
  /// Which numbers the field takes; `any` where they are not limited.
  package let range: Range
  /// What asks for it, beside the field itself; `nil` for nothing.
  package let condition: Switch?

  /// What its switch asks for alone.
  package var impliedNumber: Int? {
    guard condition != nil, case .whole(let range) = range else { return nil }
    return range.lowerBound
  }

  private init(
    _ name: String, _ endpoints: Set<Endpoint>, _ range: Range, switchedOnBy condition: Switch? = nil
  ) {
    self.name = name
    self.endpoints = endpoints
    self.range = range
    self.condition = condition
  }
}

extension ClientField {
  /// What chat completions and completions spell alike.
  static func openAI(_ name: String, from least: Int? = nil) -> ClientField {
    ClientField(name, [.chatCompletions, .completions], range(from: least))
  }

  static func openAI(_ name: String, _ range: Range) -> ClientField {
    ClientField(name, [.chatCompletions, .completions], range)
  }

  static func chatCompletions(
    _ name: String, from least: Int? = nil, switchedOnBy condition: Switch? = nil
  ) -> ClientField {
    ClientField(name, [.chatCompletions], range(from: least), switchedOnBy: condition)
  }

  static func completions(_ name: String, from least: Int? = nil) -> ClientField {
    ClientField(name, [.completions], range(from: least))
  }

  static func responses(
    _ name: String, from least: Int? = nil, switchedOnBy condition: Switch? = nil
  ) -> ClientField {
    ClientField(name, [.responses], range(from: least), switchedOnBy: condition)
  }

  static func responses(_ name: String, _ range: Range) -> ClientField {
    ClientField(name, [.responses], range)
  }

  static func messages(_ name: String, _ range: Range = .any) -> ClientField {
    ClientField(name, [.messages], range)
  }

  private static func range(from least: Int?) -> Range {
    least.map { .whole($0...Count.largest.value) } ?? .any
  }
}

extension ClientField {
  private static let byEndpoint = Dictionary(
    uniqueKeysWithValues: Endpoint.allCases.map { endpoint in
      (
        endpoint,
        SettingDeclaration.all.flatMap { declaration in
          declaration.clients.filter { $0.endpoints.contains(endpoint) }.map { ($0, declaration) }
        }
      )
    })

  /// All settings that an endpoint's requests can say, each with its row.
  package static func all(of endpoint: Endpoint) -> [(field: ClientField, declaration: SettingDeclaration)] {
    byEndpoint[endpoint] ?? []
  }

  /// The names of all fields that say a setting.
  package static func names(of endpoint: Endpoint) -> Set<String> {
    Set(all(of: endpoint).flatMap { [$0.field.name, $0.field.condition?.name].compactMap { $0 } })
  }

  /// What an endpoint's clients call a setting.
  ///
  /// - Parameter name: of the row; a name that no row has is returned as it is.
  package static func spelling(of name: String, in endpoint: Endpoint) -> String {
    all(of: endpoint).first { $0.declaration.name == name }?.field.name ?? name
  }
}
