# Makes a workspace of the two commits of a checkpoint, after own.sh. Begun again from the start when it was cut off.
# It is a clone as of a fresh workspace, with the checkpoint's commits, branches, files and git directories put into it.
rm -rf "${top%/*}/repository" "$top" "$own"
git clone --quiet --no-hardlinks --no-checkout -- "$URL" "$top"
git -C "$top" fetch --quiet --no-tags --no-write-fetch-head -- "$URL" \
    "+refs/ratoon/checkpoints/$TURN:refs/ratoon/checkpoint" "+refs/ratoon/state/$TURN:refs/ratoon/state"
commit=$(git -C "$top" rev-parse refs/ratoon/checkpoint)
state_commit=$(git -C "$top" rev-parse refs/ratoon/state)
git -C "$top" for-each-ref --format='delete %(refname)' refs/heads refs/ratoon >"$top/.git/delete"
git -C "$top" cat-file blob "$state_commit:refs" >"$top/.git/refs.saved"
sed -n 's,^\([0-9a-f]*\) \(refs/heads/.*\)$,update \2 \1,p' "$top/.git/refs.saved" >"$top/.git/update"
stash=$(sed -n 's, refs/stash$,,p' "$top/.git/refs.saved")
git -C "$top" update-ref --stdin <"$top/.git/delete"
git -C "$top" update-ref --stdin <"$top/.git/update"
[ -z "$stash" ] || git -C "$top" stash store --quiet --message 'Of a checkpoint' "$stash"
rm "$top/.git/delete" "$top/.git/update" "$top/.git/refs.saved"
head=$(git -C "$top" cat-file blob "$state_commit:head")
case $head in
    'ref: '*) git -C "$top" symbolic-ref HEAD "${head#ref: }" ;;
    *) git -C "$top" update-ref --no-deref HEAD "$head" ;;
esac

# The files, by a git directory that changes nothing in them. Its index is then that of the next checkpoint.
open_own
files() { # TREE INDEX FOLDER
    mkdir -p "$3"
    (
        export GIT_INDEX_FILE="$own/index/$2" GIT_WORK_TREE="$3"
        cd "$3"
        git read-tree "$1"
        git checkout-index --all --force --index --quiet
    )
}
files "$commit" tree "$top"
(
    # Nothing is staged; what was a submodule's place is a folder again.
    unset GIT_DIR
    cd "$top"
    git rev-parse --quiet --verify HEAD >/dev/null || exit 0
    git read-tree HEAD
    git ls-files -z --stage | tr '\0\n' '\n\0' | sed -n 's,^160000 [0-9a-f]* 0	,./,p' | tr '\0\n' '\n\0' >"$work/places"
    xargs -0 mkdir -p . <"$work/places"
    git update-index -q --refresh || :
)

# The git directories, at last: what they configure is theirs.
git ls-tree --name-only "$state_commit:gits" >"$work/gits"
while read -r key <&5; do
    at=$(git cat-file blob "$state_commit:gits/$key/at")
    case /$at in
        */../* | //* | /)
            echo "A checkpoint does not say '$at' by itself." >&2
            exit 1
            ;;
    esac
    if [ "$(git cat-file -t "$state_commit:gits/$key/git")" = tree ]; then
        files "$state_commit:gits/$key/git" "$key" "$top/$at"
        # A tree knows no empty folders, but git does not know a git directory without these.
        find "$top/$at" -name HEAD -type f ! -path '*/logs/*' ! -path '*/refs/*' >"$work/heads"
        while IFS= read -r path <&6; do
            mkdir -p "${path%/HEAD}/objects" "${path%/HEAD}/refs"
        done 6<"$work/heads"
    else
        git cat-file blob "$state_commit:gits/$key/git" >"$top/$at"
    fi
done 5<"$work/gits"
if git cat-file -e "$state_commit:kept" 2>/dev/null; then
    files "$state_commit:kept" kept "${top%/*}"
fi

cd "${top%/*}"
mv "$top" repository
