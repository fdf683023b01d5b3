import Wire

/// Makes records up, each from its number alone: the same seed gives the same records, and none is kept.
struct RecordGenerator: Sendable {
  private let seed: UInt64
  /// How many cases there are; of accounts a quarter, of articles an eighth.
  private let cases: Int

  init(seed: UInt64, cases: Int) {
    self.seed = seed
    self.cases = cases
  }

  func count(of object: ObjectSchema) -> Int {
    switch object.name {
    case ObjectSchema.account.name: (cases + 3) / 4
    case ObjectSchema.article.name: (cases + 7) / 8
    default: cases
    }
  }

  /// The number of the account that a case belongs to, from 0; one in twelve has none.
  private func account(ofCase row: Int) -> Int? {
    let number = chance(row, "account", among: 12 * count(of: .account))
    return number % 12 == 0 ? nil : number / 12
  }

  /// The number of the record that a reference leads to.
  func parent(_ reference: FieldSchema, of row: Int) -> Int? {
    reference.name == "AccountId" ? account(ofCase: row) : nil
  }

  func value(of field: FieldSchema, in object: ObjectSchema, _ row: Int) -> RecordValue {
    if field.kind == .id { return .text(RecordID.text(row, prefix: object.keyPrefix)) }
    if field.name == "CreatedDate" { return .time(created(row, object)) }
    return switch object.name {
    case ObjectSchema.account.name: account(row, field.name)
    case ObjectSchema.article.name: article(row, field.name)
    default: supportCase(row, field.name)
    }
  }

  private func pick(_ row: Int, _ what: String, _ words: [String]) -> String {
    words[chance(row, what, among: words.count)]
  }

  /// A number from 0 below the count, which is the same for the same row.
  private func chance(_ row: Int, _ what: String, among count: Int) -> Int {
    let number = Fingerprint(seed).adding(what.utf8).adding(row).value
    return Int(number % UInt64(max(1, count)))
  }

  /// From 2024 to 2026, in the order of the numbers, to the minute.
  private func created(_ row: Int, _ object: ObjectSchema) -> Int {
    let minutes = 3 * 365 * 24 * 60
    return 1_704_067_200 + row * minutes / max(1, count(of: object)) * 60
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

extension RecordGenerator {
  private func account(_ row: Int, _ field: String) -> RecordValue {
    let name = "\(pick(row, "name", Self.names)) \(pick(row, "trade", Self.trades))"
    let city = Self.cities[chance(row, "city", among: Self.cities.count)]
    switch field {
    case "Name": return .text("\(name) \(row + 1)")
    case "Type": return .text(pick(row, "type", ["Customer", "Partner", "Prospect"]))
    case "Industry": return .text(pick(row, "industry", Self.industries))
    case "AnnualRevenue": return .number((1 + chance(row, "revenue", among: 900)) * 100_000)
    case "NumberOfEmployees": return .number(1 + chance(row, "staff", among: 5000))
    case "Phone": return .text("+49 30 \(Self.padded(chance(row, "phone", among: 1_000_000), 6))")
    case "Website": return .text("https://\(name.lowercased().replacing(" ", with: "-"))-\(row + 1).example")
    case "BillingStreet": return .text("\(1 + chance(row, "house", among: 200)) Market Street")
    case "BillingCity": return .text(city.name)
    case "BillingCountry": return .text(city.country)
    case "BillingAddress":
      return .compound([
        .init("city", .string(city.name)), .init("country", .string(city.country)),
        .init("street", account(row, "BillingStreet").json),
      ])
    case "Description":
      return chance(row, "described", among: 3) == 0 ? .null : .text("\(name) of \(city.name).")
    default: return .null
    }
  }

  private func supportCase(_ row: Int, _ field: String) -> RecordValue {
    let topic = Self.topics[chance(row, "topic", among: Self.topics.count)]
    let product = pick(row, "product", Self.products)
    let isClosed = chance(row, "closed", among: 3) == 0
    switch field {
    case "CaseNumber": return .text(Self.padded(1001 + row, 8))
    case "Subject": return .text("\(product): \(topic.subject)")
    case "Description":
      if chance(row, "described", among: 10) == 0 { return .null }
      let said = pick(row, "said", Self.remarks)
      return .text("\(topic.text.replacing("PRODUCT", with: product))\n\(said)")
    case "Status": return .text(isClosed ? "Closed" : pick(row, "status", ["New", "Working", "Escalated"]))
    case "Priority": return .text(pick(row, "priority", ["High", "Medium", "Low"]))
    case "Origin": return .text(pick(row, "origin", ["Email", "Phone", "Web"]))
    case "Type": return chance(row, "typed", among: 4) == 0 ? .null : .text(topic.type)
    case "IsClosed": return .flag(isClosed)
    case "IsEscalated": return .flag(supportCase(row, "Status") == .text("Escalated"))
    case "AccountId":
      return account(ofCase: row).map {
        .text(RecordID.text($0, prefix: ObjectSchema.account.keyPrefix))
      } ?? .null
    case "ClosedDate":
      let hours = 1 + chance(row, "hours", among: 200)
      return isClosed ? .time(created(row, .supportCase) + hours * 3600) : .null
    default: return .null
    }
  }

  private func article(_ row: Int, _ field: String) -> RecordValue {
    let topic = Self.topics[chance(row, "topic", among: Self.topics.count)]
    let product = pick(row, "product", Self.products)
    switch field {
    case "ArticleNumber": return .text(Self.padded(1 + row, 9))
    case "Title": return .text("\(product): what to do when \(topic.subject.lowercased())")
    case "Summary": return .text("Steps for “\(topic.subject.lowercased())” with the \(product).")
    case "UrlName": return .text("article-\(row + 1)")
    case "PublishStatus": return .text(pick(row, "published", ["Online", "Online", "Draft", "Archived"]))
    case "Language": return .text(pick(row, "language", ["en_US", "de", "fr"]))
    case "Answer__c": return .text("\(topic.answer) This holds for every \(product).")
    default: return .null
    }
  }
}

extension RecordGenerator {
  private struct Topic {
    let subject, text, answer, type: String
  }

  private static let topics = [
    Topic(
      subject: "It does not start", text: "The PRODUCT stays dark when I press the button.",
      answer: "Hold the button for ten seconds and charge it for an hour.", type: "Problem"),
    Topic(
      subject: "The invoice is wrong", text: "We were charged twice for the PRODUCT this month.",
      answer: "Send the invoice's number to billing, which corrects it within two days.", type: "Billing"),
    Topic(
      subject: "The battery is hot",
      text: "After ten minutes the battery of the PRODUCT is too hot to touch.",
      answer: "Switch it off at once and ask for a new battery.", type: "Problem"),
    Topic(
      subject: "How is it reset?", text: "Where in the menu can the PRODUCT be set back to how it came?",
      answer: "Settings, then System, then Reset.", type: "Question"),
    Topic(
      subject: "The parcel has not arrived",
      text: "The PRODUCT should have been here “last week”, they said.",
      answer: "The tracking page names the day; after three days another parcel is sent.", type: "Delivery"),
    Topic(
      subject: "The password is not accepted", text: "I cannot sign in to the PRODUCT, although I am sure.",
      answer: "Ask for a new password on the page where you sign in.", type: "Access"),
    Topic(
      subject: "A part is missing", text: "The box of the PRODUCT has no cable in it, and no manual.",
      answer: "Tell us the number on the box; the part is sent free of charge.", type: "Delivery"),
  ]
  private static let products = [
    "heat pump", "drone", "coffee machine", "router", "e-bike", "wind sensor", "thermostat", "solar inverter",
  ]
  private static let remarks = [
    "Please call me back, it is urgent.", "I have waited for two days, \"as always\".",
    "Thank you for your help!", "My colleague has the same trouble; see the attached picture.",
    "We need it for a fair on Monday.",
  ]
  private static let names = ["Nord", "Blue River", "Acme", "Linden", "Castle", "Harbour", "Sunrise", "Oak"]
  private static let trades = ["Energy", "Logistics", "Foods", "Media", "Instruments", "Hotels"]
  private static let industries = ["Energy", "Retail", "Healthcare", "Education", "Manufacturing", "Media"]
  private static let cities: [(name: String, country: String)] = [
    ("Berlin", "Germany"), ("Paris", "France"), ("San Francisco", "United States"), ("Zürich", "Switzerland"),
    ("Kraków", "Poland"), ("São Paulo", "Brazil"), ("東京", "Japan"),
  ]
}

/// Ids of records: fifteen letters, and three that tell which of them are capitals.
///
/// Source: Salesforce Help, "Salesforce Record IDs": the 18-character form.
enum RecordID {
  private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
  private static let suffixes = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".utf8)

  static func text(_ number: Int, prefix: String) -> String {
    var serial: [UInt8] = []
    var rest = number
    for _ in 0..<6 {
      serial.insert(digits[rest % 62], at: 0)
      rest /= 62
    }
    let id = Array("\(prefix)gK0000".utf8.prefix(9)) + serial
    let checks = stride(from: 0, to: 15, by: 5).map { start in
      let bits = (0..<5).reduce(0) { bits, index in
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(id[start + index]) ? bits | 1 << index : bits
      }
      return suffixes[bits]
    }
    return String(decoding: id + checks, as: UTF8.self)
  }
}
