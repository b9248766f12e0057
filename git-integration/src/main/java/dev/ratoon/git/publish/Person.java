package dev.ratoon.git.publish;

/** As a commit names somebody. */
public record Person(String name, String email) {
    public Person {
        if (name.isBlank() || !clean(name) || !clean(email)) {
            throw new IllegalArgumentException("a commit cannot name " + name + " <" + email + ">");
        }
    }

    private static boolean clean(String text) {
        return text.chars()
                .noneMatch(one -> one == '<' || one == '>' || Character.isISOControl(one));
    }
}
