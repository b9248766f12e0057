package dev.ratoon.git.push;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Files by globs: a star stands for anything within a folder, two of them for folders, too; a
 * folder is all that is in it. All places that a glob can have come to are followed at once: so no
 * glob, whatever path it is shown, takes longer than its length for each character.
 */
final class PathGlobs {
    private final List<Glob> globs;

    PathGlobs(List<String> globs) {
        this.globs = globs.stream().map(Glob::of).toList();
    }

    boolean none() {
        return globs.isEmpty();
    }

    /**
     * The first one that a file is meant by. A link in the place of a folder is meant by what means
     * all that is in the folder.
     */
    Optional<String> match(String path) {
        return globs.stream()
                .filter(glob -> glob.matches(path) || glob.matches(path + "/"))
                .map(Glob::text)
                .findFirst();
    }

    private enum Kind {
        LETTER,
        ANY_LETTER,
        WITHIN_FOLDER,
        ACROSS_FOLDERS,
        /** Folders, or none. */
        FOLDERS,
        /** In the middle of such folders. */
        IN_FOLDERS
    }

    private record Step(Kind kind, char letter) {}

    private record Glob(String text, List<Step> steps) {
        static Glob of(String text) {
            String whole = text.endsWith("/") ? text + "**" : text;
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < whole.length(); i++) {
                char letter = whole.charAt(i);
                if (whole.startsWith("**/", i)) {
                    steps.add(new Step(Kind.FOLDERS, '/'));
                    steps.add(new Step(Kind.IN_FOLDERS, '/'));
                    i += 2;
                } else if (whole.startsWith("**", i)) {
                    steps.add(new Step(Kind.ACROSS_FOLDERS, '*'));
                    i++;
                } else {
                    steps.add(new Step(kind(letter), letter));
                }
            }
            return new Glob(text, List.copyOf(steps));
        }

        private static Kind kind(char letter) {
            return switch (letter) {
                case '*' -> Kind.WITHIN_FOLDER;
                case '?' -> Kind.ANY_LETTER;
                default -> Kind.LETTER;
            };
        }

        boolean matches(String path) {
            BitSet at = new BitSet();
            come(at, 0);
            for (int i = 0; i < path.length() && !at.isEmpty(); i++) {
                at = after(at, path.charAt(i));
            }
            return at.get(steps.size());
        }

        /** Comes to a step, and to those behind it that nothing need be read for. */
        private void come(BitSet at, int to) {
            at.set(to);
            if (to < steps.size()) {
                switch (steps.get(to).kind()) {
                    case WITHIN_FOLDER, ACROSS_FOLDERS -> come(at, to + 1);
                    case FOLDERS -> {
                        at.set(to + 1);
                        come(at, to + 2);
                    }
                    case LETTER, ANY_LETTER, IN_FOLDERS -> {}
                }
            }
        }

        private BitSet after(BitSet before, char read) {
            BitSet at = new BitSet();
            for (int i = before.nextSetBit(0);
                    i >= 0 && i < steps.size();
                    i = before.nextSetBit(i + 1)) {
                Step step = steps.get(i);
                switch (step.kind()) {
                    case LETTER -> {
                        if (read == step.letter()) {
                            come(at, i + 1);
                        }
                    }
                    case ANY_LETTER -> {
                        if (read != '/') {
                            come(at, i + 1);
                        }
                    }
                    case WITHIN_FOLDER -> {
                        if (read != '/') {
                            come(at, i);
                        }
                    }
                    case ACROSS_FOLDERS -> come(at, i);
                    case IN_FOLDERS -> {
                        at.set(i);
                        if (read == '/') {
                            come(at, i + 1);
                        }
                    }
                    case FOLDERS -> {}
                }
            }
            return at;
        }
    }
}
