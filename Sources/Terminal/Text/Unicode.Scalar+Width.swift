extension Unicode.Scalar {
  /// Wide or full width in Unicode's EastAsianWidth.txt; the emoji among them are known by their own property.
  var isWide: Bool {
    value >= 0x1100 && Self.wide.contains { $0.contains(value) }
  }

  /// Draws nothing of its own: controls, marks that sit on another character, joiners, vowels of a Hangul syllable.
  var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator:
      // The soft hyphen is a format character that terminals draw.
      value != 0xAD
    default: 0x1160...0x11FF ~= value || 0xD7B0...0xD7FF ~= value
    }
  }

  /// One of the letters that make flags in pairs.
  var isRegionalIndicator: Bool { 0x1F1E6...0x1F1FF ~= value }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x2FFFD,
    0x30000...0x3FFFD,
  ]
}
