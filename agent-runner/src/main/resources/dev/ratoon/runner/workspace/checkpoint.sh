# Saves the workspace in whose folder it runs, after own.sh. Checkpoint says what is asked of it; decision 22 says why it is so.
# It prints records, each ended by NUL: a reason, a tab and a path that is not saved; at last "made", a tab and the commit,
# or "unchanged". What git prints goes through files: a pipe would hide that it failed.

if [ -h "$top" ] || ! [ -d "$top" ]; then
    echo 'There is no folder "repository" in the workspace any more.' >&2
    exit 1
fi
[ -z "$AFRESH" ] || rm -rf "$own"
open_own
[ -n "$borrowed" ] || printf 'no git directory, so that commits are not saved\t.git\0'

# Of the names on standard input, what can be saved goes into the index, and what cannot or is gone leaves it.
take() {
    xargs -0 sh -c 'for f; do printf "./%s\0" "$f"; done' sh >"$work/names"
    xargs -0 sh -c '
        large() { [ -n "$(find "$@" -prune -type f -size +"${LARGEST}c" -exec echo yes \; 2>/dev/null)" ]; }
        left() { printf "%s\0" "$f" >&6; [ -z "$1" ] || printf "%s\t%s\0" "$1" "$AT${f#./}"; }
        ! large "$@" || some=yes
        for f; do
            if [ -h "$f" ]; then printf "%s\0" "$f" >&3
            elif [ -n "${some:-}" ] && large "$f"; then left "larger than $LARGEST bytes"
            elif [ -f "$f" ] && [ -r "$f" ]; then printf "%s\0" "$f" >&3
            elif [ -f "$f" ]; then left unreadable
            elif [ "$f" != "${f%/}" ]; then left "a repository that cannot be listed"
            else left ""
            fi
        done' sh <"$work/names" 3>"$work/fit" 6>"$work/unfit" >&4
    [ ! -s "$work/unfit" ] || git update-index -z --force-remove --stdin <"$work/unfit"
    [ -s "$work/fit" ] || return 0
    git update-index -z --add --remove --replace --stdin <"$work/fit" 2>"$work/words" || {
        cat "$work/words" >&2
        exit 1
    }
    sed -n 's,^Ignoring path \(.*\),a name that git does not take	\1,p' "$work/words" | tr '\n' '\0' >&4
}

# Lists what differs between index and files. A folder that is a repository is listed as one name that ends with a slash,
# until the index has a name within it: so it is given one.
changes() {
    git ls-files -z --others --modified --deleted "$@" >"$work/changed"
    tr '\0\n' '\n\0' <"$work/changed" | sed -n "s,^\(.*\)/$,100644 $empty 0	\1/.ratoon,p" | tr '\0\n' '\n\0' >"$work/opened"
    if [ -s "$work/opened" ] && ! cmp -s "$work/opened" "$work/before"; then
        mv "$work/opened" "$work/before"
        git update-index -z --index-info <"$work/before"
        changes "$@"
    fi
}

# Brings the index up to the files. Options: which of them count.
stage() {
    changes "$@"
    [ ! -s "$work/changed" ] || take <"$work/changed"
}

# Prints the tree of all that is in a folder, kept under this name; options for which.
folder() (
    export GIT_WORK_TREE="$1" GIT_INDEX_FILE="$own/index/$2" AT="$3"
    cd "$1"
    shift 3
    stage "$@"
    git write-tree
)

empty=$(git hash-object -w -t blob --stdin </dev/null)

# The tree. What is ignored is left out, but not what their own indexes have all the same.
cd "$top"
export GIT_WORK_TREE="$top" GIT_INDEX_FILE="$own/index/tree"
git ls-files -z --cached --ignored --exclude-standard >"$work/ignored"
[ ! -s "$work/ignored" ] || git update-index -z --force-remove --stdin <"$work/ignored"
stage --exclude-standard
tracked() { # INDEX FOLDER OPTIONS
    [ -f "$1" ] || return 0
    if GIT_INDEX_FILE=$1 git ls-files -z --cached $3 >"$work/tracked"; then
        [ ! -s "$work/tracked" ] || (cd "$2" && AT=${2#.} && AT=${AT#/}${AT:+/} && take <"$work/tracked")
    else
        printf 'an index that cannot be read\t%s\0' "$1"
    fi
}
tracked "$their/index" . '--ignored --exclude-standard'
# Of what is ignored, what is on the list: by itself, so that it is nobody's change to look at or to publish.
included=
if [ -n "$INCLUDED" ]; then
    included=$(
        IFS='
'
        set -f
        git --glob-pathspecs ls-files -z --others --ignored --exclude-standard -- $INCLUDED \
            >"$work/included" 2>"$work/words" || { cat "$work/words" >&2 && exit 1; }
        sed -n "s,^warning: could not open directory '\(.*\)/': .*,unreadable	\1,p" "$work/words" | tr '\n' '\0' >&4
        export GIT_INDEX_FILE="$own/index/included"
        git ls-files -z >"$work/had"
        sort -z "$work/had" "$work/included" "$work/included" | uniq -zu >"$work/gone"
        git update-index -z --force-remove --stdin <"$work/gone"
        sort -z "$work/had" "$work/had" "$work/included" | uniq -zu >"$work/fresh"
        git ls-files -z --modified >>"$work/fresh"
        [ ! -s "$work/fresh" ] || take <"$work/fresh"
        git write-tree
    )
fi

# Repositories within it, and what is no file of any kind that git knows. What is ignored does not count.
: >"$work/gits"
: >"$work/inside"
find . -path ./.git -prune -o -name .git -prune -print0 -o \
    \( -type p -o -type s -o -type b -o -type c -o -type d ! -perm -u+rx \) -prune -print0 >"$work/found" || :
if [ -s "$work/found" ]; then
    git check-ignore -z --stdin --no-index <"$work/found" >"$work/passed" || [ $? = 1 ]
    sort -z "$work/found" "$work/passed" | uniq -zu | tr '\0\n' '\n\1' | sed 's,^\./,,' >"$work/inside"
fi
git_directory() { # PATH FILES: all of them if none is named
    path=$1
    shift
    key=$(printf %s "$path" | git hash-object -w --stdin)
    if [ -d "$path" ]; then
        tree=$(folder "$top/$path" "$key" "$path/" --exclude='*.lock' -- "$@")
        printf '040000 tree %s\tgit\n' "$tree" >"$work/entry"
    else
        blob=$(git hash-object -w --no-filters -- "$path")
        printf '100644 blob %s\tgit\n' "$blob" >"$work/entry"
    fi
    printf '100644 blob %s\tat\n' "$key" >>"$work/entry"
    tree=$(git mktree <"$work/entry")
    printf '040000 tree %s\t%s\n' "$tree" "$key" >>"$work/gits"
}
while IFS= read -r path <&5; do
    case $path in
        *"$(printf '\1')"*) printf 'in a folder with a line break in its name\t%s\0' "$path" ;;
        */.git)
            within=${path%/.git}
            if [ -h "$path" ]; then
                printf 'a link\t%s\0' "$path"
            elif [ -d "$path" ]; then
                tracked "$top/$path/index" "$within" ''
                git_directory "$path"
            elif [ -f "$path" ]; then
                to=$(head -c 4096 "$path" | sed -n 's/^gitdir: //p')
                case $to in
                    /*) tracked "$to/index" "$within" '' ;;
                    *) tracked "$top/$within/$to/index" "$within" '' ;;
                esac
                git_directory "$path"
            fi
            ;;
        *)
            if ! [ -d "$path" ]; then
                printf 'no ordinary file\t%s\0' "$path"
            elif ! [ -r "$path" ] || ! [ -x "$path" ]; then
                printf 'unreadable\t%s\0' "$path"
            fi
            ;;
    esac
done 5<"$work/inside"
for path in .git/modules .git/worktrees; do
    [ -h "$path" ] || ! [ -d "$path" ] || git_directory "$path"
done
[ -h .git ] || ! [ -d .git ] || git_directory .git config hooks info
tree=$(git write-tree)

# What else a restore needs: HEAD, the branches, those git directories, files beside the repository, and the harness's session.
tip=$(git rev-parse --quiet --verify 'HEAD^{commit}' || :)
git for-each-ref --format='%(objectname) %(refname)' refs/heads refs/stash >"$work/refs"
cut -d' ' -f1 "$work/refs" | sort -u | git cat-file --batch-check='%(objectname) %(objecttype)' >"$work/tips"
head=$(git hash-object -w --no-filters -- "$own/HEAD")
refs=$(git hash-object -w --no-filters -- "$work/refs")
gits=$(git mktree <"$work/gits")
kept=
if [ -n "$KEPT" ]; then
    kept=$(
        IFS='
'
        set -f
        export GIT_LITERAL_PATHSPECS=1
        folder "${top%/*}" kept '' -- $KEPT
    )
fi
{
    printf '100644 blob %s\thead\n' "$head"
    printf '100644 blob %s\trefs\n' "$refs"
    printf '040000 tree %s\tgits\n' "$gits"
    [ -z "$included" ] || printf '040000 tree %s\tincluded\n' "$included"
    [ -z "$kept" ] || printf '040000 tree %s\tkept\n' "$kept"
    [ -z "$SESSION" ] || printf '100644 blob %s\tsession\n' "$(printf %s "$SESSION" | git hash-object -w --stdin)"
} >"$work/state"
state=$(git mktree <"$work/state")

# One whose answer was lost was taken all the same, if the gateway shows it: there it is followed, and never replaced.
again=
if read -r turn _ _ _ before_commit _ 2>/dev/null <"$own/sent" && [ "$turn" = "$TURN" ]; then
    git ls-remote "$URL" "refs/ratoon/checkpoints/$TURN" >"$work/shown" || exit 9
    if [ "$(cut -f1 "$work/shown")" = "$before_commit" ]; then
        mv "$own/sent" "$own/taken"
        again=yes
    fi
fi

# Two commits that follow the last ones which were taken, so that only what is new is sent.
read -r turn before_tree before_tip before_state before_commit before_state_commit 2>/dev/null <"$own/taken" || turn=
if [ "${turn:-} ${before_tree:-} ${before_tip:-} ${before_state:-}" = "$TURN $tree ${tip:-none} $state" ]; then
    [ -n "$again" ] && printf 'made\t%s' "$before_commit" || printf unchanged
    exit
fi
commit=$(
    set -- -m "Checkpoint of turn $TURN" -m "Ratoon-Turn: $TURN
Ratoon-Head: $(cat "$own/HEAD")"
    [ -z "$tip" ] || set -- "$@" -p "$tip"
    ! git cat-file -e "${before_commit:-none}" 2>/dev/null || set -- "$@" -p "$before_commit"
    git commit-tree "$@" "$tree"
)
state_commit=$(
    set -- -m "State of turn $TURN"
    ! git cat-file -e "${before_state_commit:-none}" 2>/dev/null || set -- "$@" -p "$before_state_commit"
    for each in $(sed -n "/^${tip:-none}/d; s/ commit$//p" "$work/tips"); do
        set -- "$@" -p "$each"
    done
    git commit-tree "$@" "$state"
)
echo "$TURN $tree ${tip:-none} $state $commit $state_commit" >"$work/sent"
mv "$work/sent" "$own/sent"
if ! git push --quiet --porcelain --no-verify "$URL" "+$commit:refs/ratoon/checkpoints/$TURN" \
    "+$state_commit:refs/ratoon/state/$TURN" >"$work/answer"; then
    sed -n 's/^!.*\[\(.*\)\] (\(.*\))$/\1: \2/p' "$work/answer" >&2
    exit 9
fi
mv "$own/sent" "$own/taken"
printf 'made\t%s' "$commit"

# As git would, if it knew what is ours: one pack instead of many thousand files.
if [ "$(find "$own/objects/17" -type f 2>/dev/null | wc -l)" -gt 27 ]; then
    printf '%s\n' "$commit" "$state_commit" >"$work/tips"
    git pack-objects --quiet --revs --local --incremental "$own/objects/pack/pack" <"$work/tips" >"$work/answer"
    git prune-packed --quiet
    find "$own/objects" -name 'tmp_*' -exec rm -f {} +
fi
