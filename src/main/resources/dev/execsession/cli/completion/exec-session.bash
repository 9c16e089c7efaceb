# Completes exec-session in bash.
_exec_session() {
  local words=() word line prefix=
  local i last
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    last=$((${#words[@]} - 1))
    # bash splits --option=value into three words.
    if ((last >= 0)) && [[ $word == '=' || ${words[last]} == --*= ]]; then
      words[last]+=$word
      [[ $word == '=' ]] && prefix=${words[last]} || prefix=${words[last]%"$word"}
    else
      words+=("$word")
      prefix=
    fi
  done
  COMPREPLY=()
  while IFS=$'\t' read -r line _; do
    if [[ $line == *:files ]]; then
      compopt -o default 2>/dev/null
      return
    fi
    COMPREPLY+=("$(printf '%q' "${line#"$prefix"}")")
  done < <("$1" __complete "${words[@]}" 2>/dev/null)
}
complete -F _exec_session exec-session
