import JSONSchema

/// What keeps a schema from being used; found before anything is sent.
enum SchemaFailure: Error, Equatable {
  case wrong(SchemaError)
  case notJSON(String)
  /// It looks like a file's name, and there is none.
  case noFile(String)
  case noFields
  /// A field of the short form that is not `NAME [TYPE][: DESCRIPTION]`.
  case wrongField(String)
  case doubleField(String)
  case unknownType(String, field: String)
}
