import Wire

/// An object of the org, as its description tells it: fields, and parents that records lead to.
struct ObjectSchema: Sendable {
  let name: String
  let label: String
  /// The first three letters of its ids.
  let keyPrefix: String
  let fields: [FieldSchema]

  /// A field by its name, in letters of either case.
  func field(named name: some StringProtocol) -> FieldSchema? {
    let name = name.lowercased()
    return fields.first { $0.name.lowercased() == name }
  }

  /// The reference behind a relationship's name, in letters of either case.
  func reference(named relationship: some StringProtocol) -> FieldSchema? {
    let name = relationship.lowercased()
    return fields.first { $0.parent?.relationship.lowercased() == name }
  }

  /// `GET /sobjects/NAME/describe`: what a client needs of it.
  ///
  /// Source: REST API Developer Guide, "sObject Describe".
  func description(version: String) -> JSONValue {
    [
      "name": .string(name), "label": .string(label), "keyPrefix": .string(keyPrefix), "queryable": true,
      "custom": .bool(name.contains("__")), "fields": .array(fields.map(\.description)),
      "urls": [
        "sobject": .string("/services/data/\(version)/sobjects/\(name)"),
        "describe": .string("/services/data/\(version)/sobjects/\(name)/describe"),
      ],
    ]
  }
}

/// A field of an object.
struct FieldSchema: Hashable, Sendable {
  /// As a description names it.
  enum Kind: String, Sendable {
    case id, string, textarea, picklist, boolean, reference, int, currency, datetime, phone, url, address

    /// Whether a filter writes its values in quotes.
    var isText: Bool {
      switch self {
      case .id, .string, .textarea, .picklist, .reference, .phone, .url: true
      case .boolean, .int, .currency, .datetime, .address: false
      }
    }
  }

  /// Where a reference leads.
  struct Parent: Hashable, Sendable {
    let relationship: String
    let object: String
  }

  let name: String
  let kind: Kind
  var parent: Parent?

  init(_ name: String, _ kind: Kind, parent: Parent? = nil) {
    self.name = name
    self.kind = kind
    self.parent = parent
  }

  /// Long texts and compound fields can be read only.
  var isFilterable: Bool { kind != .textarea && kind != .address }

  fileprivate var description: JSONValue {
    [
      "name": .string(name), "type": .string(kind.rawValue), "label": .string(label),
      "custom": .bool(name.hasSuffix("__c")), "filterable": .bool(isFilterable),
      "sortable": .bool(isFilterable), "nillable": .bool(kind != .id && kind != .boolean),
      "relationshipName": parent.map { .string($0.relationship) } ?? .null,
      "referenceTo": .array(parent.map { [.string($0.object)] } ?? []),
    ]
  }

  /// `AccountId`, as `Account Id`.
  private var label: String {
    name.replacing("__c", with: "").reduce(into: "") { label, letter in
      if letter.isUppercase, label.last?.isLowercase == true { label.append(" ") }
      label.append(letter)
    }
  }
}

extension ObjectSchema {
  static let account = ObjectSchema(
    name: "Account", label: "Account", keyPrefix: "001",
    fields: [
      FieldSchema("Id", .id), FieldSchema("Name", .string), FieldSchema("Type", .picklist),
      FieldSchema("Industry", .picklist), FieldSchema("AnnualRevenue", .currency),
      FieldSchema("NumberOfEmployees", .int), FieldSchema("Phone", .phone), FieldSchema("Website", .url),
      FieldSchema("BillingStreet", .string), FieldSchema("BillingCity", .string),
      FieldSchema("BillingCountry", .string), FieldSchema("BillingAddress", .address),
      FieldSchema("Description", .textarea), FieldSchema("CreatedDate", .datetime),
    ])

  static let supportCase = ObjectSchema(
    name: "Case", label: "Case", keyPrefix: "500",
    fields: [
      FieldSchema("Id", .id), FieldSchema("CaseNumber", .string), FieldSchema("Subject", .string),
      FieldSchema("Description", .textarea), FieldSchema("Status", .picklist),
      FieldSchema("Priority", .picklist), FieldSchema("Origin", .picklist), FieldSchema("Type", .picklist),
      FieldSchema("IsClosed", .boolean), FieldSchema("IsEscalated", .boolean),
      FieldSchema(
        "AccountId", .reference, parent: FieldSchema.Parent(relationship: "Account", object: "Account")),
      FieldSchema("CreatedDate", .datetime), FieldSchema("ClosedDate", .datetime),
    ])

  /// Articles, as Knowledge keeps their versions.
  static let article = ObjectSchema(
    name: "Knowledge__kav", label: "Knowledge", keyPrefix: "ka0",
    fields: [
      FieldSchema("Id", .id), FieldSchema("ArticleNumber", .string), FieldSchema("Title", .string),
      FieldSchema("Summary", .string), FieldSchema("UrlName", .string),
      FieldSchema("PublishStatus", .picklist), FieldSchema("Language", .picklist),
      FieldSchema("Answer__c", .textarea), FieldSchema("CreatedDate", .datetime),
    ])

  static let all = [account, supportCase, article]
}
