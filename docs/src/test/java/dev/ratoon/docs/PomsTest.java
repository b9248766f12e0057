package dev.ratoon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PomsTest {
    private static final Pattern VERSION_PROPERTY =
            Pattern.compile("<([a-z0-9-]+\\.version)>([^<]+)</");
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    @Test
    void versionsStandInTheRootPomOnly() {
        var wrong = new ArrayList<String>();
        for (Pom pom : Pom.modules()) {
            pom.versions().forEach(version -> wrong.add(Tree.name(pom.file()) + ": " + version));
            pom.versionProperties().forEach(name -> wrong.add(Tree.name(pom.file()) + ": " + name));
        }
        assertEquals(List.of(), wrong, "one property per version, in the root pom");
    }

    @Test
    void theRootPomNamesEachVersionByItsProperty() {
        var wrong = new ArrayList<String>();
        var found = VERSION.matcher(Tree.text(Tree.ROOT.resolve("pom.xml")));
        while (found.find()) {
            String version = found.group(1);
            if (!version.startsWith("${") && !version.startsWith("[") && !isOurs(version)) {
                wrong.add(version);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyVersionPropertyIsUsed() {
        var everything = new StringBuilder();
        Tree.files(file -> file.getFileName().toString().equals("pom.xml"))
                .forEach(file -> everything.append(Tree.text(file)));
        var unused = new TreeSet<String>();
        var found = VERSION_PROPERTY.matcher(Tree.text(Tree.ROOT.resolve("pom.xml")));
        boolean any = false;
        while (found.find()) {
            any = true;
            if (everything.indexOf("${" + found.group(1) + "}") < 0) {
                unused.add(found.group(1));
            }
        }
        assertFalse(!any, "no version property was found at all");
        assertEquals(new TreeSet<String>(), unused);
    }

    @Test
    void allIsOfOneGroupForOneJavaUnderOneLicence() {
        String root = Tree.text(Tree.ROOT.resolve("pom.xml"));
        for (String said :
                List.of(
                        "<groupId>dev.ratoon</groupId>",
                        "<name>Apache-2.0</name>",
                        "<maven.compiler.release>25</maven.compiler.release>")) {
            assertTrue(root.contains(said), said);
        }
        for (Pom pom : Pom.modules()) {
            String text = Tree.text(pom.file());
            assertFalse(text.contains("maven.compiler.release"), Tree.name(pom.file()));
            assertFalse(text.contains("<licenses>"), Tree.name(pom.file()));
        }
    }

    private static boolean isOurs(String version) {
        return version.equals("0.1.0-SNAPSHOT");
    }
}
