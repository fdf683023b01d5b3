import FoundationEssentials
import HTTPTypes
import Testing
import Wire

/// What nobody may see, and what everybody may.
struct RedactionTests {
  static let webToken = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1aWQ6MDA1In0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg"

  private func redaction(remembering secrets: String...) -> Redaction {
    let redaction = Redaction()
    secrets.forEach(redaction.remember)
    return redaction
  }

  @Test(arguments: [
    ("Authorization", "Bearer abc", "Bearer ***"), ("authorization", "API_KEY k-1", "API_KEY ***"),
    ("Proxy-Authorization", "Basic dTpw", "Basic ***"), ("Authorization", "bare-secret", "***"),
    ("Cookie", "sid=secret; theme=dark", "***"), ("Set-Cookie", "sid=secret; Path=/", "***"),
    ("X-Api-Key", "k-1", "***"), ("api-key", "k 1", "***"),
    ("X-Client-Feature-Id", "ai-platform-models-connected-app", "ai-platform-models-connected-app"),
    (
      "WWW-Authenticate", #"Bearer realm="org", error="invalid_token""#,
      #"Bearer realm="org", error="invalid_token""#
    ),
    ("Location", "https://host/?token=\(webToken)", "https://host/?token=***"),
    ("Location", "https://u:p@host/a?sid=00D!x&retURL=%2Fb#c", "https://***@host/a?sid=***&retURL=***#***"),
    ("location", "//u@host", "//***@host"), ("Location", "/login?00D", "/login?***"),
    ("Content-Location", "a/b:c//d@e", "a/b:c//d@e"), ("Location", "", ""),
  ])
  func hidesSecretHeaders(_ name: String, _ value: String, _ shown: String) throws {
    let field = HTTPField(name: try #require(HTTPField.Name(name)), value: value)
    #expect(Redaction().value(of: field) == shown)
  }

  @Test(arguments: [
    (
      "grant_type=client_credentials&client_id=3MVG&client_secret=s%26t",
      "grant_type=client_credentials&client_id=3MVG&client_secret=***"
    ),
    (
      "code=c&code_verifier=v&redirect_uri=http%3A%2F%2Fl",
      "code=***&code_verifier=***&redirect_uri=http%3A%2F%2Fl"
    ),
    (
      "refresh_token=r&assertion=a&token=t&Password=p",
      "refresh_token=***&assertion=***&token=***&Password=***"
    ),
    ("a=b+c&empty=", "a=b+c&empty="),
  ])
  func hidesSecretFieldsOfForms(_ form: String, _ shown: String) {
    let type = "application/x-www-form-urlencoded; charset=utf-8"
    #expect(Redaction().body(Array(form.utf8), contentType: type) == shown)
  }

  @Test(arguments: [
    (#"{"access_token":"00D!secret","scope":"api"}"#, #"{"access_token":"***","scope":"api"}"#),
    (#"{ "id_token" : "s\"t" , "n": 1.0 }"#, #"{ "id_token" : "***" , "n": 1.0 }"#),
    (#"{"data":[{"Client_Secret":"s"}]}"#, #"{"data":[{"Client_Secret":"***"}]}"#),
    (
      #"{"refresh_token":null,"password":"","signature":5}"#,
      #"{"refresh_token":null,"password":"","signature":5}"#
    ),
    (#"{"access_token":"cut sho"#, #"{"access_token":"***"#),
    (#"{"access_token":"cut sho\"#, #"{"access_token":"***"#),
    (#"{"access_token":""#, #"{"access_token":""#),
    (#"{"access_token""#, #"{"access_token""#),
    (#"{"code":"invalid_api_key","token":"hel"}"#, #"{"code":"invalid_api_key","token":"hel"}"#),
    (#"{"properties":{"password":{"type":"string"}}}"#, #"{"properties":{"password":{"type":"string"}}}"#),
    ("data: {\"refresh_token\":\"r\"}\n\n", "data: {\"refresh_token\":\"***\"}\n\n"),
  ])
  func hidesSecretMembersOfJSON(_ json: String, _ shown: String) {
    #expect(Redaction().body(Array(json.utf8), contentType: "application/json") == shown)
  }

  @Test(arguments: [
    (webToken, "***"), ("token=\(webToken)", "token=***"), ("\"\(webToken)\",", "\"***\","),
    ("/path/\(webToken)?q", "/path/***?q"), ("é\(webToken)é", "é***é"), ("eyJ0 short", "eyJ0 short"),
    ("aGVeyJhbGciOiJSUzI1NiJ9AAAAAAAAAAAAAAAAAAAAAA", "aGVeyJhbGciOiJSUzI1NiJ9AAAAAAAAAAAAAAAAAAAAAA"),
  ])
  func hidesWebTokensWhereverTheyStand(_ text: String, _ shown: String) {
    #expect(Redaction().text(text) == shown)
  }

  @Test(arguments: [
    ("sent Bearer 00D5!AQ.x_y", "sent Bearer ***"), ("Bearer  abc1", "Bearer  ***"),
    ("bearer Secret-9!", "bearer ***"),
    ("'Authorization: API_KEY k-123'", "'Authorization: API_KEY ***'"), ("Bearer abc", "Bearer abc"),
    ("the Bearer token is missing", "the Bearer token is missing"),
    ("Enable JWT Bearer Flow: upload it", "Enable JWT Bearer Flow: upload it"), ("Bearer", "Bearer"),
    ("Bearer ", "Bearer "),
    ("Bearer a1b2, Bearer c3d4", "Bearer ***, Bearer ***"),
  ])
  func hidesWhatFollowsAScheme(_ text: String, _ shown: String) {
    #expect(Redaction().text(text) == shown)
  }

  @Test(arguments: [
    ("hunter22", "pass hunter22, hunter22hunter22.", "pass ***, ***."),
    ("pa\"ss\\", #"{"echo":"pa\"ss\\"}"#, #"{"echo":"***"}"#),
    ("a&b/c d", "q=a%26b%2Fc+d and a%26b%2Fc%20d and a&b/c d", "q=*** and *** and ***"),
    ("secret", "secret\u{301}", "***\u{301}"), ("secret", "SECRET", "SECRET"), ("abc", "abc", "abc"),
    ("aaaa", "aaaaa", "***"), ("", "text", "text"),
  ])
  func hidesRememberedValues(_ secret: String, _ text: String, _ shown: String) {
    #expect(redaction(remembering: secret).text(text) == shown)
  }

  /// However a service spells what it echoes.
  @Test(arguments: [
    (#"{"echo":"\u0068unter22/\u00e9"}"#, #"{"echo":"***"}"#),
    (#"{"echo":"hunter22\/\u00E9"}"#, #"{"echo":"***"}"#),
    (#"{"echo":"\u0068\u0075\u006E\u0074\u0065\u0072\u0032\u0032\u002f\u00e9"}"#, #"{"echo":"***"}"#),
    (#"{"said":"{\"echo\":\"\\u0068unter22\\/é\"}"}"#, #"{"said":"{\"echo\":\"***\"}"}"#),
    ("q=%68%75nter22%2f%C3%A9&x=1", "q=***&x=1"), ("/a/hunter22/%c3%a9/b", "/a/***/b"),
    ("twice %2568unter22%252F%25C3%25A9.", "twice ***."),
    (#"{"url":"https:\/\/h\/?s=hunter22%2F%C3%A9"}"#, #"{"url":"https:\/\/h\/?s=***"}"#),
    ("Basic aHVudGVyMjIvw6k=!", "Basic ***!"), ("base64url aHVudGVyMjIvw6k.", "base64url ***."),
    ("id:secret aWQ6aHVudGVyMjIvw6k=", "id:secret ***"),
    ("as bTVpaWQ6aHVudGVyMjIvw6k6eA== too", "as *** too"),
    (#"{"b":"eDp5Omh1bnRlcjIyL8OpOnh4eHg\u003d"}"#, #"{"b":"***"}"#),
    ("of forms \(Data("id:hunter22%2F%C3%A9".utf8).base64EncodedString()).", "of forms ***."),
    ("<b>hunter22/&eacute;</b> hunter22/&#233; hunter22&#x2F;&#xE9;", "<b>hunter22/&eacute;</b> *** ***"),
    (#"{"html":"hunter22\u0026#47;é"}"#, #"{"html":"***"}"#),
    ("aHVudGVyMjE not mine", "aHVudGVyMjE not mine"),
  ])
  func hidesRememberedValuesInOtherSpellings(_ text: String, _ shown: String) {
    #expect(redaction(remembering: "hunter22/é").text(text) == shown)
  }

  @Test func leavesNoRestOfValuesThatOverlap() {
    let redaction = redaction(remembering: "abcdef", "defghi", "cdef", "abcdefgh")
    #expect(redaction.text("xabcdefghiy abcdefgh cdef") == "x***y *** ***")
  }

  @Test func hidesRememberedValuesInForms() {
    let shown = redaction(remembering: "s e").body(
      Array("note=my+s+e".utf8), contentType: FormFields.contentType)
    #expect(shown == "note=my+s+e")
    let hidden = redaction(remembering: "s ec").body(
      Array("note=my+s+ec".utf8), contentType: FormFields.contentType)
    #expect(hidden == "note=my+***")
  }

  @Test func countsBytesThatAreNoText() {
    #expect(Redaction().body([0xFF, 0xFE], contentType: nil) == "(2 bytes that are no text)")
  }

  @Test(arguments: [
    "", "plain words, 漢字 and 👍🏽", "{\"temperature\": 0.70, \"messages\": [ ]}", "eyJ", "***", "a\r\nb\u{0}",
    "https://acme.my.salesforce.com/services/oauth2/token",
  ])
  func leavesEverythingElseAsItIs(_ text: String) {
    let shown = redaction(remembering: "never-seen").body(Array(text.utf8), contentType: "application/json")
    #expect(Array(shown.utf8) == Array(text.utf8))
  }

  /// Each of them is one character together with whatever stands before it: a quote, for example.
  @Test(arguments: [
    "\u{301}\u{302}\u{303}", String(repeating: "\u{20DD}", count: 30), "\u{200D}\u{FE0F}\u{1F3FD}",
    "\u{301}secret", "\r\n\u{301}\u{301}",
  ])
  func hidesSecretsThatBeginWithAMark(_ secret: String) {
    let redaction = redaction(remembering: secret)
    #expect(redaction.text("<\(secret)>") == "<***>")
    #expect(redaction.text(JSONValue.string(secret).text) == "\"***\"")
  }
}
