/// A date as manual pages write it: `2026-11-21` becomes `November 21, 2026`; anything else stays as it is.
func manualDate(_ date: String) -> String {
  let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]
  let parts = date.split(separator: "-").compactMap { Int($0) }
  guard parts.count == 3, (1...12).contains(parts[1]) else { return date }
  return "\(months[parts[1] - 1]) \(parts[2]), \(parts[0])"
}
