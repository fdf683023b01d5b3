package import FoundationEssentials

/// What is wrong with the certificate that a peer shows.
package enum CertificateFault: Equatable, Sendable {
  /// It ended at the first time; the second is what this machine's clock says.
  case expired(Date, now: Date)
  /// It begins at the first time; the second is what this machine's clock says.
  case notYetValid(Date, now: Date)
  /// It is for other hosts than the one that was asked; the first of their names.
  case otherName([String])
  /// It has no signature but its own, and nobody said that it is to be trusted.
  case selfSigned
  /// No authority that this machine trusts stands behind whoever signed it; that one's name, where it has one.
  case unknownIssuer(String?)
}

/// Why two sides cannot agree on TLS, for another reason than the peer's certificate.
package enum TLSFault: Equatable, Sendable {
  /// What the peer says is no TLS.
  case notTLS
  /// The peer knows no version from TLS 1.2 on.
  case oldVersion
  /// The peer wants a client certificate, and got none.
  case certificateRequired
  /// The peer does not take the client certificate.
  case certificateRefused
  /// The peer ends the handshake, and does not say why.
  case handshakeRefused
}
