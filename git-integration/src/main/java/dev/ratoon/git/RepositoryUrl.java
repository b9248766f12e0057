package dev.ratoon.git;

import java.net.URI;
import java.nio.file.Path;

/** What a person typed as a repository, understood or refused. Nothing is looked up. */
public sealed interface RepositoryUrl {
    /** Reads what was typed. */
    static RepositoryUrl parse(String typed) {
        return TypedUrl.read(typed);
    }

    /** One that an agent can work on. */
    sealed interface Usable extends RepositoryUrl {
        /** The same for every way to write the same address. */
        String normalForm();

        /** Short, for people: {@code owner/name}, or the folder's name. */
        String displayName();

        Source source();
    }

    /** A repository of a host. */
    record Https(URI address) implements Usable {
        @Override
        public String normalForm() {
            return address.toString();
        }

        @Override
        public String displayName() {
            return lastTwo(address.getPath().substring(1));
        }

        @Override
        public Source source() {
            return new Source.Https(address);
        }
    }

    /** A repository of a host that is reached over ssh. */
    record Ssh(Source.Ssh source) implements Usable {
        @Override
        public String normalForm() {
            return source.normalForm();
        }

        @Override
        public String displayName() {
            return lastTwo(source.path().replaceFirst("^~?/*", ""));
        }
    }

    /** A folder of the machine that Ratoon runs on; for its owner alone. */
    record Local(Path folder) implements Usable {
        @Override
        public String normalForm() {
            return folder.toString();
        }

        @Override
        public String displayName() {
            Path named = folder.endsWith(".git") ? folder.getParent() : folder;
            Path name = named == null ? null : named.getFileName();
            return name == null ? folder.toString() : withoutGit(name.toString());
        }

        @Override
        public Source source() {
            return new Source.LocalPath(folder);
        }
    }

    /** Not one: what is wrong with it, and what to type instead. */
    record Refused(String what, String nextStep) implements RepositoryUrl {}

    private static String lastTwo(String path) {
        String[] parts = path.split("/", -1);
        String name = withoutGit(parts[parts.length - 1]);
        return parts.length < 2 ? name : parts[parts.length - 2] + "/" + name;
    }

    private static String withoutGit(String name) {
        return name.endsWith(".git") && name.length() > 4
                ? name.substring(0, name.length() - 4)
                : name;
    }
}
