import Testing

/// Compares all that a run said.
func expect(_ outcome: Outcome, is told: Told, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(outcome.told == told, sourceLocation: sourceLocation)
}
