#!/bin/sh
# Installs exec-session for the user, from the release archive next to this file, or from PLACE: a folder or an archive.
#
#   install.sh [--from PLACE] [--prefix FOLDER]   unpack the archive, link the program and its man pages
#   install.sh --uninstall [--prefix FOLDER]      remove what was installed, and the class cache
#
# The prefix is ~/.local: the program is linked to bin, unpacked in share, and nothing else is written.
set -eu

fail() {
  printf 'install.sh: %s\n' "$1" >&2
  [ $# -lt 2 ] || printf 'hint: %s\n' "$2" >&2
  exit 1
}

here=$(cd "$(dirname "$0")" && pwd)
from=$here
prefix=${HOME:-}/.local
uninstall=
while [ $# -gt 0 ]; do
  case $1 in
    --from | --prefix)
      [ $# -gt 1 ] || fail "$1 needs a path"
      [ "$1" = --from ] && from=$2 || prefix=$2
      shift 2
      ;;
    --uninstall)
      uninstall=yes
      shift
      ;;
    -h | --help)
      sed -n '2,7s/^#  *//p;2,7s/^#$//p' "$0"
      exit 0
      ;;
    *) fail "unknown word \`$1\`" 'install.sh --help' ;;
  esac
done
[ "$prefix" != /.local ] || fail 'HOME is not set' 'name a folder with --prefix'
mkdir -p "$prefix"
prefix=$(cd "$prefix" && pwd)
share=$prefix/share
program=$prefix/bin/exec-session

# Only a link of our own is replaced or removed.
ours() {
  [ -h "$1" ] && case $(readlink "$1") in "$share"/exec-session-[0-9]*) true ;; *) false ;; esac
}

unlink_all() {
  for link in "$program" "$share"/man/man1/exec-session*.1; do
    if ours "$link"; then rm -f "$link"; fi
  done
}

if [ -n "$uninstall" ]; then
  unlink_all
  for folder in "$share"/exec-session-[0-9]*; do
    [ -f "$folder/lib/exec-session.jar" ] && rm -rf "$folder"
  done
  cache=${XDG_CACHE_HOME:-${HOME:-}/.cache}/exec-session
  rm -rf "$cache"
  echo 'removed exec-session; the sessions in your repositories stay, in .git/exec-session'
  exit 0
fi

# --- which archive, and whether it is what was published
archive=
if [ -f "$from" ]; then
  archive=$from
else
  for candidate in "$from"/exec-session-[0-9]*.tar.gz; do
    [ -f "$candidate" ] || continue
    [ -z "$archive" ] || fail "more than one archive in \`$from\`" "name one: --from \"$candidate\""
    archive=$candidate
  done
fi
[ -n "$archive" ] || fail "no exec-session-*.tar.gz in \`$from\`" 'name the archive with --from'
[ -f "$archive.sha256" ] || fail "\`$archive.sha256\` is missing" 'download it from where the archive is'
read -r expected rest <"$archive.sha256" || :
if command -v sha256sum >/dev/null; then
  found=$(sha256sum <"$archive")
elif command -v shasum >/dev/null; then
  found=$(shasum -a 256 <"$archive")
else
  fail 'neither sha256sum nor shasum is installed, so the archive cannot be verified'
fi
[ "${found%% *}" = "${expected:-}" ] ||
  fail "\`$archive\` is not what \`$archive.sha256\` says" 'download both again; nothing was installed'

# --- unpack next to its final place, so that a cut-off installation leaves the old version as it was
! [ -e "$program" ] || ours "$program" ||
  fail "\`$program\` is not from here" 'remove it, or choose another folder with --prefix'
mkdir -p "$share/man/man1" "$prefix/bin"
stage=$(mktemp -d "$share/.exec-session.XXXXXX")
trap 'rm -rf "$stage"' EXIT
trap 'exit 1' HUP INT TERM
tar -xzf "$archive" -C "$stage"
set -- "$stage"/exec-session-*
[ $# -eq 1 ] && [ -f "$1/lib/exec-session.jar" ] || fail "\`$archive\` holds something else"
place=$share/$(basename "$1")
if [ -d "$place" ]; then mv "$place" "$stage/old"; fi
mv "$1" "$place"
unlink_all
ln -s "$place/bin/exec-session" "$program"
for page in "$place"/share/man/man1/*.1; do
  link=$share/man/man1/$(basename "$page")
  [ -e "$link" ] || ln -s "$page" "$link"
done

version=$("$program" --version) || fail 'it is installed, but does not start: see above'
echo "installed $version in $place"
case :$PATH: in
  *":$prefix/bin:"*) ;;
  *) echo "add to your shell's settings: export PATH=\"$prefix/bin:\$PATH\"" ;;
esac
echo 'next    exec-session demo'
