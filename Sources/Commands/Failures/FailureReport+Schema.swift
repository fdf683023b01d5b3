import JSONSchema

extension FailureReport {
  init(_ failure: SchemaFailure) {
    switch failure {
    case .wrong(let error): self.init(error)
    case .notJSON(let reason): self.init(.usage, "the schema is not the JSON it should be: \(reason)")
    case .noFile(let path):
      self.init(
        .usage, "there is no schema '\(path)'",
        hint: "a schema is a file, JSON that begins with '{', or the short form 'name, age int'")
    case .noFields: self.init(.usage, "the schema's short form names no fields", hint: Self.shortForm)
    case .wrongField(let field):
      self.init(.usage, "the schema's short form has a field that is none: '\(field)'", hint: Self.shortForm)
    case .doubleField(let name): self.init(.usage, "the schema's short form has '\(name)' twice")
    case .unknownType(let word, let field):
      self.init(
        .usage, "the schema's short form has no type '\(word)', which '\(field)' is to have",
        hint: "the types are int, float, bool, str, and [TYPE] for a list of them")
    }
  }

  private static let shortForm = "fields are 'NAME [TYPE][: DESCRIPTION]', separated by commas or lines"

  private init(_ error: SchemaError) {
    switch error {
    case .unfit(let misfits):
      self.init(.usage, "the schema is no JSON Schema of draft 2020-12")
      details = misfits.lines(upTo: 10)
    case .foreignReference:
      self.init(
        .usage, "the schema cannot be used: \(error)",
        hint: "copy what it refers to below '$defs' of the schema")
    case .unknownDialect:
      self.init(
        .usage, "the schema cannot be used: \(error)",
        hint: "draft 2020-12 is known, which a schema without '$schema' is taken to be of")
    case .unknownVocabulary, .danglingReference, .endlessReference, .doubleIdentifier, .pattern:
      self.init(.usage, "the schema cannot be used: \(error)")
    }
  }
}
