package dev.ratoon.controlplane.installs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** npm's lockfile, version 3. What cannot be installed by its digest alone is refused. */
record Lockfile(byte[] bytes, List<LockedPackage> packages) {
    private static final String NPM = "https://registry.npmjs.org/";
    private static final String FOLDER = "node_modules/";
    private static final String WORD = "[A-Za-z0-9_~-][A-Za-z0-9._~-]*";
    private static final String NAME = "(?:@" + WORD + "/)?" + WORD;
    private static final Pattern PLACE =
            Pattern.compile(FOLDER + NAME + "(?:/" + FOLDER + NAME + ")*");
    private static final Pattern PLAIN_NAME = Pattern.compile(NAME);
    private static final Pattern VERSION = Pattern.compile("[0-9][0-9A-Za-z.+-]*");
    private static final Pattern PROGRAM = Pattern.compile("(?:\\./)?(?:" + WORD + "/)*" + WORD);
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9@._~+%/-]+\\.tgz");
    private static final String NEXT_STEP = "Make the lockfile anew: npm install --package-lock-only";

    Lockfile {
        packages = List.copyOf(packages);
    }

    static Lockfile read(byte[] bytes) throws InstallTrouble {
        try {
            JsonNode root = new ObjectMapper().readTree(bytes);
            if (root.path("lockfileVersion").asInt() != 3) {
                throw new InstallTrouble("The lockfile is not of version 3", NEXT_STEP);
            }
            var packages = new ArrayList<LockedPackage>();
            for (Map.Entry<String, JsonNode> entry : root.path("packages").properties()) {
                JsonNode node = entry.getValue();
                // What is in its parent's archive comes with it.
                if (!entry.getKey().isEmpty()
                        && !node.path("dev").asBoolean()
                        && !node.path("inBundle").asBoolean()) {
                    packages.add(locked(entry.getKey(), node));
                }
            }
            return new Lockfile(bytes, packages);
        } catch (JsonProcessingException e) {
            throw new InstallTrouble("The lockfile is no JSON", NEXT_STEP, e);
        } catch (IOException e) {
            throw new InstallTrouble("The lockfile cannot be read", NEXT_STEP, e);
        }
    }

    private static LockedPackage locked(String place, JsonNode node) throws InstallTrouble {
        if (!PLACE.matcher(place).matches() || node.path("link").asBoolean()) {
            throw noPackage(place);
        }
        String name =
                node.path("name")
                        .asText(place.substring(place.lastIndexOf(FOLDER) + FOLDER.length()));
        String version = node.path("version").asText();
        if (!PLAIN_NAME.matcher(name).matches() || !VERSION.matcher(version).matches()) {
            throw noPackage(place);
        }
        return new LockedPackage(
                place,
                name,
                version,
                file(name, version, node.path("resolved").asText()),
                Integrity.parse(name, node.path("integrity").asText()),
                node.path("optional").asBoolean() || node.path("devOptional").asBoolean(),
                new LockedPackage.Fits(
                        words(node.path("os")), words(node.path("cpu")), words(node.path("libc"))),
                programs(name, node.path("bin")));
    }

    private static InstallTrouble noPackage(String place) {
        return new InstallTrouble(
                "The lockfile names what is no package of a registry: " + place, NEXT_STEP);
    }

    /** Always of the registry that is configured, whichever the lockfile was made with. */
    private static String file(String name, String version, String resolved)
            throws InstallTrouble {
        if (resolved.isEmpty()) {
            return name + "/-/" + name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
        }
        String file = resolved.startsWith(NPM) ? resolved.substring(NPM.length()) : "";
        if (!FILE.matcher(file).matches() || file.contains("..")) {
            throw new InstallTrouble(
                    "The lockfile takes " + name + " from elsewhere than a registry", NEXT_STEP);
        }
        return file;
    }

    private static List<String> words(JsonNode node) {
        var words = new ArrayList<String>();
        if (node.isTextual()) {
            words.add(node.asText());
        }
        node.forEach(each -> words.add(each.asText()));
        return words;
    }

    private static List<String> programs(String name, JsonNode bin) throws InstallTrouble {
        var programs = new ArrayList<String>();
        for (String program : words(bin)) {
            if (!PROGRAM.matcher(program).matches()) {
                throw new InstallTrouble("The lockfile has no plain program for " + name, NEXT_STEP);
            }
            programs.add(program.startsWith("./") ? program.substring(2) : program);
        }
        return programs;
    }

    /** Those for the platform, in an order in which each comes after the one that it lies in. */
    List<LockedPackage> planFor(Platform platform) throws InstallTrouble {
        var plan = new ArrayList<LockedPackage>();
        for (LockedPackage each : packages) {
            if (each.fits().on(platform)) {
                plan.add(each);
            } else if (!each.optional()) {
                throw new InstallTrouble(
                        "There is no " + each.name() + " for this machine (" + platform + ")",
                        "Choose another harness, or run Ratoon on an x86_64 machine with glibc");
            }
        }
        plan.sort((a, b) -> a.place().compareTo(b.place()));
        return plan;
    }

    /** Of what is installed there: another lockfile or platform is another folder. */
    String digest(Platform platform) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            digest.update(platform.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
