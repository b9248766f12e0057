package dev.ratoon.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What a test class did when it was run last.
 *
 * @param compiled when its class file was written; the epoch if there is none any more
 */
record Report(String className, Instant written, Instant compiled, List<Run> runs) {
    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    record Run(String method, Outcome outcome) {}

    static Report read(Path file) {
        try {
            var suite =
                    DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(file.toFile())
                            .getDocumentElement();
            var runs = new ArrayList<Run>();
            var cases = suite.getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                runs.add(run((Element) cases.item(i)));
            }
            String name = suite.getAttribute("name");
            return new Report(
                    name,
                    Files.getLastModifiedTime(file).toInstant(),
                    compiled(file, name),
                    List.copyOf(runs));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("cannot read the report " + file, e);
        }
    }

    /** The name without its package, as docs/acceptance.md has it. */
    String simpleName() {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static Run run(Element testCase) {
        // A parameterised test is reported as "name(Type)[1]" or "name{...}": the name is what
        // counts.
        String method = testCase.getAttribute("name").split("[^\\w]", 2)[0];
        if (testCase.getElementsByTagName("skipped").getLength() > 0) {
            return new Run(method, Outcome.SKIPPED);
        }
        boolean failed =
                testCase.getElementsByTagName("failure").getLength() > 0
                        || testCase.getElementsByTagName("error").getLength() > 0;
        return new Run(method, failed ? Outcome.FAILED : Outcome.PASSED);
    }

    private static Instant compiled(Path report, String className) throws IOException {
        Path classFile =
                report.resolveSibling("../test-classes")
                        .resolve(className.replace('.', '/') + ".class")
                        .normalize();
        return Files.exists(classFile)
                ? Files.getLastModifiedTime(classFile).toInstant()
                : Instant.EPOCH;
    }
}
