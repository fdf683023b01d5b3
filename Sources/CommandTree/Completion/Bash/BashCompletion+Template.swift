extension BashCompletion {
  /// The script around the table, which is the same for every program.
  func script(table: String) -> String {
    #"""
    # Completion of \#(root.name) for bash, written by \#(root.name) itself.

    # Looks up what may follow a command: sets commands, options and operands.
    _\#(root.name)_table() {
      case $1 in
    \#(table)
        *) return 1 ;;
      esac
    }

    # Sets kind to what an option wants: nothing for a flag, else = and what to offer, =? if a value can be left out.
    _\#(root.name)_kind() {
      local token
      for token in $options; do
        [[ ${token%%=*} == "$1" ]] && kind=${token#"$1"} && return
      done
      kind=
    }

    # Sets kind to what must follow an option, or a cluster of short ones, as the next word.
    _\#(root.name)_wanted() {
      _\#(root.name)_wanted_or_joined "$1"
      [[ $kind == '=?'* ]] && kind=
    }

    _\#(root.name)_wanted_or_joined() {
      local index
      kind=
      [[ $1 == --*=* ]] && return
      [[ $1 == --* ]] && _\#(root.name)_kind "$1" && return
      for ((index = 1; index < ${#1}; index++)); do
        _\#(root.name)_kind "-${1:index:1}"
        [[ $kind ]] || continue
        ((index == ${#1} - 1)) || kind=
        return
      done
    }

    # Adds what is offered for a kind of value to candidates, or leaves it to the shell.
    _\#(root.name)_offer() {
      local line
      case $1 in
        %file) compopt -o default ;;
        %directory) compopt -o dirnames ;;
        %command) mapfile -t candidates < <(compgen -c -- "$cur") ;;
        %nothing) ;;
        @*)
          while IFS= read -r line; do
            candidates+=("${line%%$'\t'*}")
          done < <(\#(root.name) __complete "${1#@}" 2>/dev/null)
          ;;
        *) IFS='|' read -ra candidates <<<"$1" ;;
      esac
    }

    _\#(root.name)() {
      local commands options operands kind='' wanted='' path='' ended='' place=0 IFS=$' \t\n'
      local cur word prefix='' head='' index breaks=${COMP_WORDBREAKS//[^=:]/}
      local -a words=() candidates=() kinds=()

      # The shell cuts words at = and :, which is undone here.
      for ((index = 0; index <= COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        if ((index > 1)) && [[ $word && ($word == [=:]* || ${words[-1]} == *[=:]) ]]; then
          words[-1]+=$word
        else
          words+=("$word")
        fi
      done
      cur=${words[-1]}
      [[ $breaks && $cur == *[$breaks]* ]] && head=${cur%"${cur##*[$breaks]}"}

      _\#(root.name)_table ''
      for word in "${words[@]:1:${#words[@]}-2}"; do
        if [[ $wanted ]]; then
          wanted=
        elif [[ ! $ended && $word == -- ]]; then
          ended=1
        elif [[ ! $ended && $word == -?* ]]; then
          _\#(root.name)_wanted "$word"
          wanted=$kind
        elif _\#(root.name)_table "$path $word"; then
          path+=" $word"
        elif [[ ! $commands ]]; then
          place=$((place + 1))
          [[ $operands == %command* ]] && ended=1
        fi
      done

      if [[ $wanted ]]; then
        _\#(root.name)_offer "${wanted#=}"
      elif [[ ! $ended && $cur == --*=* ]]; then
        prefix=${cur%%=*}=
        _\#(root.name)_kind "${prefix%=}"
        kind=${kind#=}
        _\#(root.name)_offer "${kind#\?}"
      elif [[ ! $ended && $cur == -* ]]; then
        for word in $options; do candidates+=("${word%%=*}"); done
      elif [[ $operands == %command* && $place -gt 0 ]]; then
        compopt -o default
      else
        read -ra kinds <<<"$operands"
        [[ $operands == *... ]] && ((place >= ${#kinds[@]})) && place=$((${#kinds[@]} - 1))
        ((${#kinds[@]} > place)) && _\#(root.name)_offer "${kinds[place]%...}"
        for word in $commands; do candidates+=("$word"); done
      fi

      COMPREPLY=()
      for word in "${candidates[@]}"; do
        [[ $prefix$word == "$cur"* ]] && word=$prefix$word && COMPREPLY+=("${word#"$head"}")
      done
    }

    complete -F _\#(root.name) \#(root.name)

    """#
  }
}
