/// What this editor can do beyond libedit, by the names that `editrc` may bind to other keys.
enum Command: String {
  case older = "sfmodels-older"
  case newer = "sfmodels-newer"
  case search = "sfmodels-search"
  case complete = "sfmodels-complete"
  case clear = "sfmodels-clear"
}
