# Completes exec-session in fish.
function __exec_session_complete
    set -l words (commandline -opc)
    set -l tool $words[1]
    set -l typed (commandline -ct)
    set -e words[1]
    set -l found ($tool __complete $words "$typed" 2>/dev/null)
    if string match -q '*:files' -- $found
        __fish_complete_path $typed
    else
        printf '%s\n' $found
    end
end
complete -c exec-session -f -a '(__exec_session_complete)'
