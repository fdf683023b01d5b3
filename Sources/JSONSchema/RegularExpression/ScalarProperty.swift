/// A property of Unicode's characters that `\p{…}` names.
///
/// Source: ECMA-262 tables 67 to 69; scripts are not known to the standard library.
enum ScalarProperty: Hashable, Sendable {
  case generalCategory(Set<Unicode.GeneralCategory>)
  case binary(Binary)

  /// Properties that hold or do not.
  enum Binary: String, Sendable {
    case any = "Any"
    case ascii = "ASCII"
    case assigned = "Assigned"
    case alphabetic = "Alphabetic"
    case dash = "Dash"
    case emoji = "Emoji"
    case emojiModifier = "Emoji_Modifier"
    case emojiModifierBase = "Emoji_Modifier_Base"
    case emojiPresentation = "Emoji_Presentation"
    case hexDigit = "Hex_Digit"
    case identifierContinue = "ID_Continue"
    case identifierStart = "ID_Start"
    case ideographic = "Ideographic"
    case lowercase = "Lowercase"
    case math = "Math"
    case uppercase = "Uppercase"
    case whiteSpace = "White_Space"
  }

  private static let short: [String: String] = [
    "Alpha": "Alphabetic", "Hex": "Hex_Digit", "IDC": "ID_Continue", "IDS": "ID_Start", "Ideo": "Ideographic",
    "Lower": "Lowercase", "Upper": "Uppercase", "space": "White_Space", "EMod": "Emoji_Modifier",
    "EBase": "Emoji_Modifier_Base", "EPres": "Emoji_Presentation",
  ]

  /// What stands between the braces: `Lu`, `gc=Lu`, `Alphabetic`; `nil` for what is not known.
  init?(_ name: String) {
    let parts = name.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2, ["gc", "General_Category"].contains(parts[0]) {
      guard let categories = Unicode.GeneralCategory.named(parts[1]) else { return nil }
      self = .generalCategory(categories)
    } else if let categories = Unicode.GeneralCategory.named(name) {
      self = .generalCategory(categories)
    } else {
      guard let binary = Binary(rawValue: Self.short[name] ?? name) else { return nil }
      self = .binary(binary)
    }
  }

  func holds(of scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .generalCategory(let categories): categories.contains(scalar.properties.generalCategory)
    case .binary(let binary): binary.holds(of: scalar)
    }
  }
}

extension ScalarProperty.Binary {
  fileprivate func holds(of scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return switch self {
    case .any: true
    case .ascii: scalar.isASCII
    case .assigned: properties.generalCategory != .unassigned
    case .alphabetic: properties.isAlphabetic
    case .dash: properties.isDash
    case .emoji: properties.isEmoji
    case .emojiModifier: properties.isEmojiModifier
    case .emojiModifierBase: properties.isEmojiModifierBase
    case .emojiPresentation: properties.isEmojiPresentation
    case .hexDigit: properties.isHexDigit
    case .identifierContinue: properties.isIDContinue
    case .identifierStart: properties.isIDStart
    case .ideographic: properties.isIdeographic
    case .lowercase: properties.isLowercase
    case .math: properties.isMath
    case .uppercase: properties.isUppercase
    case .whiteSpace: properties.isWhitespace
    }
  }
}

extension Unicode.GeneralCategory {
  /// The categories that a value of General_Category means, by its short or long name.
  fileprivate static func named(_ name: String) -> Set<Self>? {
    if let (_, category) = single.first(where: { $0.names.contains(name) }) { return [category] }
    guard let group = groups.first(where: { $0.names.contains(name) }) else { return nil }
    return Set(single.filter { $0.names[0].first == group.initial }.map(\.category))
      .intersection(group.only ?? Set(single.map(\.category)))
  }

  private static let single: [(names: [String], category: Self)] = [
    (["Lu", "Uppercase_Letter"], .uppercaseLetter), (["Ll", "Lowercase_Letter"], .lowercaseLetter),
    (["Lt", "Titlecase_Letter"], .titlecaseLetter), (["Lm", "Modifier_Letter"], .modifierLetter),
    (["Lo", "Other_Letter"], .otherLetter), (["Mn", "Nonspacing_Mark"], .nonspacingMark),
    (["Mc", "Spacing_Mark"], .spacingMark), (["Me", "Enclosing_Mark"], .enclosingMark),
    (["Nd", "Decimal_Number", "digit"], .decimalNumber), (["Nl", "Letter_Number"], .letterNumber),
    (["No", "Other_Number"], .otherNumber), (["Pc", "Connector_Punctuation"], .connectorPunctuation),
    (["Pd", "Dash_Punctuation"], .dashPunctuation), (["Ps", "Open_Punctuation"], .openPunctuation),
    (["Pe", "Close_Punctuation"], .closePunctuation), (["Pi", "Initial_Punctuation"], .initialPunctuation),
    (["Pf", "Final_Punctuation"], .finalPunctuation), (["Po", "Other_Punctuation"], .otherPunctuation),
    (["Sm", "Math_Symbol"], .mathSymbol), (["Sc", "Currency_Symbol"], .currencySymbol),
    (["Sk", "Modifier_Symbol"], .modifierSymbol), (["So", "Other_Symbol"], .otherSymbol),
    (["Zs", "Space_Separator"], .spaceSeparator), (["Zl", "Line_Separator"], .lineSeparator),
    (["Zp", "Paragraph_Separator"], .paragraphSeparator), (["Cc", "Control", "cntrl"], .control),
    (["Cf", "Format"], .format), (["Cs", "Surrogate"], .surrogate), (["Co", "Private_Use"], .privateUse),
    (["Cn", "Unassigned"], .unassigned),
  ]

  private static let groups: [(names: [String], initial: Character, only: Set<Self>?)] = [
    (["L", "Letter"], "L", nil),
    (["LC", "Cased_Letter"], "L", [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]),
    (["M", "Mark", "Combining_Mark"], "M", nil), (["N", "Number"], "N", nil),
    (["P", "Punctuation", "punct"], "P", nil), (["S", "Symbol"], "S", nil), (["Z", "Separator"], "Z", nil),
    (["C", "Other"], "C", nil),
  ]
}
