/// Why a document is no schema that values can be held against; each names its place as a pointer into the document.
package enum SchemaError: Error, Hashable, Sendable {
  /// It does not fit the meta-schema of draft 2020-12.
  case unfit(Misfits)
  /// `$schema` names another draft, or a meta-schema that is not known.
  case unknownDialect(String, at: String)
  /// The meta-schema demands a vocabulary that is not known.
  case unknownVocabulary(String)
  /// A reference to another document.
  case foreignReference(String, at: String)
  /// A reference to what is not there.
  case danglingReference(String, at: String)
  /// A reference that leads back to itself without going into the value.
  case endlessReference(at: String)
  /// Two schemas have one name.
  case doubleIdentifier(String, at: String)
  /// A regular expression that cannot be used.
  case pattern(String, PatternError, at: String)
}
