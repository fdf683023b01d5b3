import Digest
import FoundationEssentials
import Wire

/// A page in one piece: it loads nothing, and nothing runs in it but its own script, whatever the texts in it say.
struct HTMLPage {
  let title: String
  /// What is its own beside ``commonStyle``.
  let style: String
  var script: String?
  /// What the script works on, by the id of its element.
  var data: (id: String, value: JSONValue)?

  /// What stands before the page's content.
  var beginning: String {
    let style = Self.commonStyle + style
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy(style))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(MarkupText.escaped(title))</title>
      <style>\(style)</style>
      </head>
      <body>

      """
  }

  /// What stands behind it.
  var end: String {
    let island = data.map { data in
      "<script type=\"application/json\" id=\"\(data.id)\">\(Self.island(data.value))</script>\n"
    }
    let script = script.map { "<script>\($0)</script>\n" }
    return (island ?? "") + (script ?? "") + "</body>\n</html>\n"
  }

  private func policy(_ style: String) -> String {
    let script = script.map { "script-src '\(Self.hash($0))'; " } ?? ""
    return
      "default-src 'none'; style-src '\(Self.hash(style))'; \(script)base-uri 'none'; form-action 'none'"
  }

  private static func hash(_ text: String) -> String {
    "sha256-" + Data(SHA256.digest(of: Array(text.utf8))).base64EncodedString()
  }

  /// JSON in which nothing ends its element or begins a comment.
  private static func island(_ value: JSONValue) -> String {
    value.text.replacingScalars(["<": "\\u003c"])
  }

  /// Light and dark, as the reader's system has it.
  private static let commonStyle = """

    :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--faint:#59636e;--line:#d1d9e0;--panel:#f6f8fa;\
    --accent:#0a58ca;--good:#1a7f37;--bad:#b42318}
    @media(prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--faint:#9198a1;--line:#3d444d;\
    --panel:#151b23;--accent:#6cb6ff;--good:#56d364;--bad:#ff8f85}}
    *{box-sizing:border-box}
    body{margin:0 auto;padding:1rem;max-width:76rem;background:var(--paper);color:var(--ink);\
    font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
    h1{font-size:1.4rem;margin:0 0 .5rem}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
    :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    .faint{color:var(--faint)}

    """
}
