#compdef exec-session
# Completes exec-session in zsh.
_exec_session() {
  local -a found
  local line word
  for line in "${(@f)$(${words[1]} __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    if [[ $line == *:files ]]; then
      _files
      return
    fi
    word=${line%%$'\t'*}
    if [[ $line == *$'\t'* ]]; then
      found+=("${word//:/\\:}:${line#*$'\t'}")
    else
      found+=("${word//:/\\:}")
    fi
  done
  _describe 'exec-session' found
}
if [[ $funcstack[1] == _exec_session || $funcstack[1] == _exec-session ]]; then
  _exec_session "$@"
else
  compdef _exec_session exec-session
fi
