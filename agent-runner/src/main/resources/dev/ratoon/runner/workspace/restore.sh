# Makes a workspace of the two commits of a checkpoint, after own.sh, where there is none. Begun again from the start when it was
# cut off: there is no folder "repository" before its last line. It is a clone as of a fresh workspace, with the checkpoint's
# commits, branches, files and git directories put into it. Whoever works here can have made the checkpoint say anything: so
# nothing of it is run, and nothing is written through a link. It prints what it does not put back: a reason, a tab, a path, NUL;
# at last "session", a tab and what the checkpoint knows of the harness's.
lacks() { printf '%s\t%s\0' "$1" "$2" >&4; }
is_free() {
    if [ -e "${top%/*}/repository" ] || [ -h "${top%/*}/repository" ]; then
        echo 'There is a folder "repository" in the workspace already.' >&2
        exit 1
    fi
}

is_free
rm -rf "$top" "$own"
git clone --quiet --no-hardlinks --no-checkout -- "$URL" "$top"
git -C "$top" fetch --quiet --no-tags --no-write-fetch-head -- "$URL" \
    "+refs/ratoon/checkpoints/$TURN:refs/ratoon/checkpoint" "+refs/ratoon/state/$TURN:refs/ratoon/state"
commit=$(git -C "$top" rev-parse --verify 'refs/ratoon/checkpoint^{commit}')
state_commit=$(git -C "$top" rev-parse --verify 'refs/ratoon/state^{commit}')
git -C "$top" for-each-ref --format='delete %(refname)' refs/heads refs/ratoon >"$top/.git/delete"
git -C "$top" cat-file blob "$state_commit:refs" >"$top/.git/refs.saved"
sed -n 's,^\([0-9a-f]*\) \(refs/heads/.*\)$,update \2 \1,p' "$top/.git/refs.saved" >"$top/.git/update"
stash=$(sed -n 's, refs/stash$,,p' "$top/.git/refs.saved")
git -C "$top" update-ref --stdin <"$top/.git/delete"
git -C "$top" update-ref --stdin <"$top/.git/update" 2>/dev/null || while read -r _ ref id; do
    git -C "$top" update-ref "$ref" "$id" 2>/dev/null || lacks 'a branch that leads nowhere' "$ref"
done <"$top/.git/update"
[ -z "$stash" ] || git -C "$top" stash store --quiet --message 'Of a checkpoint' "$stash" 2>/dev/null ||
    lacks 'no stash' refs/stash
rm "$top/.git/delete" "$top/.git/update" "$top/.git/refs.saved"
head=$(git -C "$top" cat-file blob "$state_commit:head")
case $head in
    'ref: refs/heads/'*) git check-ref-format "${head#ref: }" && git -C "$top" symbolic-ref HEAD "${head#ref: }" ;;
    *) git -C "$top" update-ref --no-deref HEAD "$head" 2>/dev/null ;;
esac || lacks 'it leads nowhere' .git/HEAD

# The files, by a git directory that changes nothing in them. Its index is then that of the next checkpoint. Git itself goes
# through no link within the folder.
open_own
files() { # TREE INDEX FOLDER PATHS: all of them if none is named
    (
        export GIT_INDEX_FILE="$own/index/$2" GIT_WORK_TREE="$3" GIT_LITERAL_PATHSPECS=1
        cd "$3"
        git read-tree "$1"
        shift 3
        git ls-files -z -- "$@" >"$work/names"
        git checkout-index -z --stdin --force --index --quiet <"$work/names"
    )
}
files "$commit" tree "$top"
! git cat-file -e "$state_commit:included" 2>/dev/null || files "$state_commit:included" included "$top"
(
    # Nothing is staged; what was a submodule's place is a folder again.
    unset GIT_DIR
    cd "$top"
    git rev-parse --quiet --verify HEAD >/dev/null || exit 0
    git read-tree HEAD
    git ls-files -z --stage | tr '\0\n' '\n\0' | sed -n 's,^160000 [0-9a-f]* 0	,,p' | tr '\0\n' '\n\0' >"$work/places"
    xargs -0 -n 1 git checkout-index --quiet -- <"$work/places" 2>/dev/null || :
    git update-index -q --refresh || :
)

# The git directories, at last: what they configure is theirs.
linked() { # PATH: whether it, or a folder on the way to it, is a link
    way=$1
    while [ ! -h "$top/$way" ]; do
        [ "$way" != "${way%/*}" ] || return 1
        way=${way%/*}
    done
}
git_directory() { # KEY
    at=$(git cat-file blob "$state_commit:gits/$1/at") || return 0
    case /$at/ in
        */../* | */./* | *//*) lacks 'no place within the repository' "$at" && return ;;
        /.git/ | /.git/modules/ | /.git/worktrees/ | */.git/) ;;
        *) lacks 'no place of a git directory' "$at" && return ;;
    esac
    ! linked "$at" || { lacks 'its place is behind a link' "$at" && return; }
    case $(git cat-file -t "$state_commit:gits/$1/git" || :) in
        tree) mkdir -p "$top/$at" 2>/dev/null ;;
        blob) mkdir -p "$top/${at%.git}" 2>/dev/null && [ ! -d "$top/$at" ] ;;
        *) false ;;
    esac || { lacks 'something else is in its place' "$at" && return; }
    if ! [ -d "$top/$at" ]; then
        git cat-file blob "$state_commit:gits/$1/git" >"$top/$at"
    elif [ "$at" = .git ]; then
        files "$state_commit:gits/$1/git" "$1" "$top/.git" config hooks info
    else
        files "$state_commit:gits/$1/git" "$1" "$top/$at"
        # A tree knows no empty folders, but git does not know a git directory without these.
        find "$top/$at" -name HEAD -type f ! -path '*/logs/*' ! -path '*/refs/*' -exec sh -c '
            for head; do
                for folder in objects refs; do
                    [ -h "${head%/HEAD}/$folder" ] || mkdir -p "${head%/HEAD}/$folder"
                done
            done' sh {} +
    fi
}
git ls-tree --name-only "$state_commit:gits" >"$work/gits"
while read -r key <&5; do
    case $key in
        *[!0-9a-f]*) lacks 'no git directory' "$key" ;;
        *) git_directory "$key" ;;
    esac
done 5<"$work/gits"

# Beside the repository: only what is on the list, and nothing that is there.
if [ -n "$KEPT" ] && git cat-file -e "$state_commit:kept" 2>/dev/null; then
    set -f
    IFS='
'
    for path in $KEPT; do
        [ -e "${top%/*}/$path" ] || [ -h "${top%/*}/$path" ] || files "$state_commit:kept" kept "${top%/*}" "$path"
    done
fi

# The next checkpoint follows this one.
tip=$(git rev-parse --quiet --verify 'HEAD^{commit}' || :)
echo "$TURN $(git rev-parse "$commit^{tree}") ${tip:-none} $(git rev-parse "$state_commit^{tree}") $commit $state_commit" \
    >"$own/taken"
session=$(git cat-file blob "$state_commit:session" 2>/dev/null | head -c 4000 | tr -d '\000' || :)
is_free
mv "$top" "${top%/*}/repository"
[ -z "$session" ] || printf 'session\t%s' "$session"
