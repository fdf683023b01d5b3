package import Wire

/// Something a model may ask for while it answers.
package enum Tool: Hashable, Sendable {
  /// A function that the client calls for the model.
  case function(ToolFunction)
  /// A search that the service does by itself.
  case webSearch(provider: String? = nil, options: JSONObject = [:])
  /// A kind that has no name here, as it stands in the request.
  case other(JSONObject)
}

/// A function as it is described to a model.
package struct ToolFunction: Hashable, Sendable {
  /// What the model calls it.
  package var name: String
  /// What it does, told to the model; `nil` tells nothing.
  package var description: String?
  /// A JSON Schema of its arguments, as the client wrote it; ``schema`` is what upstreams take.
  package var parameters: JSONObject?
  /// Whether the arguments must fit the schema exactly.
  package var isStrict: Bool?

  /// A function with its name; what is `nil` the model is not told.
  package init(
    _ name: String, description: String? = nil, parameters: JSONObject? = nil, isStrict: Bool? = nil
  ) {
    self.name = name
    self.description = description
    self.parameters = parameters
    self.isStrict = isStrict
  }

  /// The schema as upstreams take it: always one of an object, with a place for its properties. Clients leave it out
  /// where there are no arguments, or say no more than a type.
  package var schema: JSONObject {
    var schema = (parameters ?? [:]).withPlainTypes
    let describesArguments = schema.members.contains { Self.describing.contains($0.name) && !$0.value.isNull }
    if !describesArguments || schema["type"]?.isNull ?? true { schema["type"] = "object" }
    if !describesArguments { schema["properties"] = [:] }
    return schema
  }

  /// What says anything of arguments.
  private static let describing: Set<String> = [
    "$ref", "allOf", "anyOf", "oneOf", "patternProperties", "properties", "required",
  ]
}

extension JSONObject {
  /// A schema whose types are named in small letters everywhere in it: other makers' clients write `STRING`, which the
  /// upstreams refuse.
  fileprivate var withPlainTypes: JSONObject {
    JSONObject(
      members.map { member in
        if Self.values.contains(member.name) { return member }
        if member.name == "type" { return Member(member.name, member.value.plainType) }
        let isByName = Self.byName.contains(member.name)
        return Member(member.name, isByName ? member.value.withPlainSchemas : member.value.withPlainTypes)
      })
  }

  /// Members that are values and no schemas.
  private static let values: Set<String> = ["const", "default", "enum", "example", "examples", "required"]
  /// Members that are schemas under names of their own, be it `type` or `default`.
  private static let byName: Set<String> = [
    "$defs", "definitions", "dependentSchemas", "patternProperties", "properties",
  ]
}

extension JSONValue {
  fileprivate var withPlainTypes: JSONValue {
    switch self {
    case .object(let object): .object(object.withPlainTypes)
    case .array(let values): .array(values.map(\.withPlainTypes))
    case .null, .bool, .number, .string: self
    }
  }

  fileprivate var withPlainSchemas: JSONValue {
    guard case .object(let object) = self else { return self }
    return .object(JSONObject(object.members.map { .init($0.name, $0.value.withPlainTypes) }))
  }

  /// The name of a type, or several.
  fileprivate var plainType: JSONValue {
    switch self {
    case .string(let name): .string(name.lowercased())
    case .array(let names): .array(names.map(\.plainType))
    case .null, .bool, .number, .object: self
    }
  }
}

/// Whether a model must, may or must not use its tools, and which.
package struct ToolChoice: Hashable, Sendable {
  /// How free the model is to use its tools.
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    case auto, none
    /// Any one of them, but one.
    case any
    /// The one that is allowed.
    case tool
  }

  /// Whether the model must, may or must not use them.
  package var mode: Mode
  /// Names of functions; empty allows all.
  package var allowed: [String]
  /// Whether one answer may ask for several at once.
  package var allowsParallelCalls: Bool?

  /// A choice among all tools unless some are named; `nil` leaves parallel calls to the model.
  package init(_ mode: Mode, allowed: [String] = [], allowsParallelCalls: Bool? = nil) {
    self.mode = mode
    self.allowed = allowed
    self.allowsParallelCalls = allowsParallelCalls
  }
}
