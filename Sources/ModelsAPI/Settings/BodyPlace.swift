import Wire

/// Where a setting stands in the body of a request, and in which form.
package enum BodyPlace: Hashable, Sendable {
  /// The endpoint has no words for it.
  case none
  /// The value as it is, inside of objects: `generation_settings.max_tokens`.
  case member([String])
  /// The value with a switch before it: `{"enable": true, "top_k": 5}`.
  case switchedOn(object: String, by: String, value: String)
  /// Two switches, of which only what is wanted is said.
  case sides(input: String, output: String)
  /// An element of `tools` of this type.
  case tool(String)
}

extension BodyPlace: ExpressibleByStringLiteral {
  /// The names on the way to a member, with dots between them.
  package init(stringLiteral names: String) {
    self = .member(names.split(separator: ".").map(String.init))
  }
}

extension JSONObject {
  /// Says the settings where a body has a place for them.
  ///
  /// - Parameter body: whose column of the table it is.
  mutating func set(_ settings: GenerationSettings, _ body: KeyPath<SettingDeclaration, BodyPlace>) {
    guard !settings.isEmpty else { return }
    for declaration in SettingDeclaration.all {
      let place = declaration[keyPath: body]
      guard place != .none, let value = declaration.value.json(in: settings) else { continue }
      set(value, at: place)
    }
  }

  private mutating func set(_ value: JSONValue, at place: BodyPlace) {
    switch place {
    case .none: break
    case .member(let names): merge(value, at: names[...])
    case .switchedOn(let object, let name, let valueName):
      self[object] = .object(JSONObject([Member(name, true), Member(valueName, value)]))
    case .sides(let input, let output):
      if value == "input" || value == "both" { self[input] = true }
      if value == "output" || value == "both" { self[output] = true }
    case .tool(let type):
      let tool = JSONObject([Member("type", .string(type)), Member(type, [:])])
      self["tools"] = .array((self["tools"]?.array ?? []) + [.object(tool)])
    }
  }

  private mutating func merge(_ value: JSONValue, at names: ArraySlice<String>) {
    guard let name = names.first else { return }
    guard names.count > 1 else { return merge(JSONObject([Member(name, value)])) }
    var inner = self[name]?.object ?? [:]
    inner.merge(value, at: names.dropFirst())
    self[name] = .object(inner)
  }
}
