# Stands in for a coding agent: it does what each block asks for, and in B02 a little more.
case $EXEC_SESSION_BLOCK in
  B01)
    echo 'echo "Hello, ${1:-world}!"' > src/greet.sh
    ;;
  B02)
    echo 'echo "Goodbye, ${1:-world}!"' > src/leave.sh
    echo 'fr' >> config/languages.txt
    ;;
  B03)
    echo 'Say `sh src/greet.sh NAME`, then `sh src/leave.sh NAME`.' > docs/usage.md
    ;;
esac
echo '{"status": "done", "summary": "all done, and nothing else"}' > "$EXEC_SESSION_RESULT"
