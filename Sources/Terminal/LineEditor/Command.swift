/// What this editor can do beyond libedit, by the names that `editrc` may bind to other keys.
enum Command: String, CaseIterable {
  case older = "sfmodels-older"
  case newer = "sfmodels-newer"
  case search = "sfmodels-search"
  case complete = "sfmodels-complete"
  case paste = "sfmodels-paste"
  // These two are not for people: they do the rest when libedit has drawn what the others have changed.
  case showFound = "sfmodels-show-found"
  case showList = "sfmodels-show-list"

  /// A key that no keyboard has, for the session to press.
  var key: Unicode.Scalar { self == .showFound ? "\u{80}" : "\u{81}" }
}
