# For checkpoint.sh and restore.sh: a git directory of our own, beside the repository and never in it. It reads no
# configuration but what is written here, no attributes and no hooks, and borrows the repository's objects and branches.
set -eu
exec 4>&1
export LC_ALL=C AT=''
own=$PWD/.checkpoint
top=$PWD/$REPOSITORY
their=$top/.git
work=$own/work
export GIT_CONFIG_SYSTEM=/dev/null GIT_CONFIG_GLOBAL=/dev/null GIT_ATTR_NOSYSTEM=1
export GIT_AUTHOR_NAME=Ratoon GIT_AUTHOR_EMAIL=ratoon@localhost
export GIT_COMMITTER_NAME=Ratoon GIT_COMMITTER_EMAIL=ratoon@localhost
unset GIT_COMMON_DIR GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_NAMESPACE
unset GIT_LITERAL_PATHSPECS GIT_GLOB_PATHSPECS GIT_NOGLOB_PATHSPECS GIT_ICASE_PATHSPECS

# Written anew each time, so that what became of it meanwhile does not matter; its objects and indexes stay. Borrowed is empty
# if there is nothing to borrow from.
open_own() {
    mkdir -p "$own/objects/info" "$own/info" "$own/index"
    rm -rf "$work" "$own/refs" "$own/packed-refs" "$own/shallow" "$own"/*.lock "$own"/index/*.lock "$own"/sharedindex.*
    mkdir "$work"
    printf '%s\n' '[core]' 'repositoryFormatVersion = 0' 'bare = false' 'fsmonitor = false' 'hooksPath = /dev/null' \
        'fileMode = true' 'symlinks = true' 'ignoreCase = false' 'autocrlf = false' 'protectNTFS = true' \
        'protectHFS = true' 'attributesFile = /dev/null' 'excludesFile = /dev/null' 'bigFileThreshold = 16m' \
        '[index]' 'version = 4' '[gc]' 'auto = 0' '[maintenance]' 'auto = false' '[pack]' 'threads = 1' \
        'windowMemory = 32m' '[http]' 'proxy =' '[push]' 'gpgSign = false' >"$own/config"
    echo '* -text -eol -filter -ident -working-tree-encoding' >"$own/info/attributes"
    : >"$own/info/exclude"
    : >"$own/objects/info/alternates"
    echo 'ref: refs/heads/none' >"$own/HEAD"
    export GIT_DIR="$own"
    borrowed=
    if [ -h "$their" ] || ! [ -d "$their/objects" ] || ! [ -d "$their/refs" ] || ! [ -f "$their/HEAD" ]; then
        mkdir "$own/refs"
        return
    fi
    echo "../../$REPOSITORY/.git/objects" >"$own/objects/info/alternates"
    ln -s "../$REPOSITORY/.git/refs" "$own/refs"
    for file in "$their/packed-refs" "$their/shallow" "$their"/sharedindex.*; do
        ! [ -f "$file" ] || ln -s "../$REPOSITORY/.git/${file##*/}" "$own/${file##*/}"
    done
    ! [ -f "$their/info/exclude" ] || head -c 100000 "$their/info/exclude" >"$own/info/exclude"
    if head -c 1000 "$their/HEAD" | grep -E '^(ref: refs/heads/.+|[0-9a-f]{40})$' >"$work/head"; then
        mv "$work/head" "$own/HEAD"
        borrowed=yes
    fi
}
