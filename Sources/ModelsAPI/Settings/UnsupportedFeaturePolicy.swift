/// What a server does for its clients with a feature that its upstream lacks.
package enum UnsupportedFeaturePolicy: Hashable, Sendable {
  /// What a server can do by itself.
  package enum Service: Hashable, Sendable { case tools, form, stopping, streaming }

  /// Clients send it by habit: it is left out, and the client is told so.
  case leftOut
  /// The server does it in the upstream's place.
  case doneHere(Service)
  /// It would change what is answered, and cannot be had; the name is the client's.
  case refused(as: String)
}
