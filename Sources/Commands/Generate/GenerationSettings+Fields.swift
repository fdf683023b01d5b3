import CommandTree
import ModelsAPI
import RowEngine
import Wire

extension GenerationSettings {
  /// Lets a row's fields, which have the options' names, replace what the options said.
  mutating func take(_ fields: RowFields) throws(RowProblem) {
    for setting in GenerationSetting.allCases where setting.help != nil {
      try take(setting.declaration, from: fields)
    }
  }

  private mutating func take(_ declaration: SettingDeclaration, from fields: RowFields) throws(RowProblem) {
    let name = declaration.name
    guard fields.value(name) != nil else { return }
    switch declaration.value {
    case .whole(let path): self[keyPath: path] = try fields.whole(name)
    case .number(let path): self[keyPath: path] = try fields.number(name)
    case .flag(let path): self[keyPath: path] = try fields.flag(name)
    case .presence(let path): self[keyPath: path] = try fields.flag(name) ?? false
    case .text(let path): self[keyPath: path] = try fields.text(name)
    case .texts(let path): self[keyPath: path] = try fields.texts(name) ?? []
    case .object(let path): self[keyPath: path].merge(try fields.object(name) ?? [:])
    case .choice(let choice): choice.choose(&self, try fields.word(name, among: choice.words))
    case .structure: break
    }
  }
}

extension RowFields {
  fileprivate func word(_ name: String, among words: [String]) throws(RowProblem) -> String? {
    try parsed(name, words.alternatives) { value in
      value.string.map { $0.lowercased() }.flatMap { words.contains($0) ? $0 : nil }
    }
  }
}
