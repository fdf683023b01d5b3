import Wire

/// How clients of a served API say a setting. A class for the same reason as ``SettingDeclaration``.
package final class ClientField: Sendable {
  /// An endpoint of OpenAI's or Anthropic's API.
  package enum Endpoint: Hashable, Sendable, CaseIterable {
    case chatCompletions, completions, responses, messages
  }

  /// Which numbers are taken, or how many texts.
  package enum Range: Hashable, Sendable {
    case any
    case whole(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    /// Each of so many bytes at most.
    case texts(atMost: Int, bytes: Int)
  }

  /// A field and the setting that it says.
  package typealias Row = (field: ClientField, declaration: SettingDeclaration)

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

  /// The field's name in a request's body, as clients spell it, with dots where it stands inside of objects:
  /// `max_completion_tokens`, `text.verbosity`.
  package let name: String
  /// The names of the objects that it stands in, the outermost first; empty for a member of the body.
  package let objects: [String]
  /// Its name in the innermost of them.
  package let member: String
  /// The endpoints whose requests can have the field.
  package let endpoints: Set<Endpoint>
  /// Which numbers or texts the field takes; `any` where they are not limited.
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
    let names = name.split(separator: ".").map(String.init)
    self.name = name
    objects = names.dropLast()
    member = names.last ?? name
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
  package static func all(of endpoint: Endpoint) -> [Row] {
    byEndpoint[endpoint] ?? []
  }

  /// All of an endpoint's names that say it, with dots where they stand inside of objects: its own, and its switch's.
  package var names: [String] {
    [name] + (condition.map { [(objects + [$0.name]).joined(separator: ".")] } ?? [])
  }

  /// What an endpoint's clients call a setting.
  ///
  /// - Parameter name: of the row; a name that no row has is returned as it is.
  package static func spelling(of name: String, in endpoint: Endpoint) -> String {
    all(of: endpoint).first { $0.declaration.name == name }?.field.name ?? name
  }
}
