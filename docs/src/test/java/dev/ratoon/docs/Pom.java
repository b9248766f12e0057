package dev.ratoon.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A pom.xml, as far as the gates ask. */
record Pom(Path file, Element project) {
    static List<Pom> modules() {
        return Tree.files(
                        file ->
                                file.getFileName().toString().equals("pom.xml")
                                        && !file.equals(Tree.ROOT.resolve("pom.xml")))
                .stream()
                .map(Pom::read)
                .toList();
    }

    static Pom read(Path file) {
        try {
            var document =
                    DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(file.toFile());
            return new Pom(file, document.getDocumentElement());
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    String artifactId() {
        return children(project, "artifactId").getFirst().getTextContent().strip();
    }

    List<String> dependenciesIn(String groupId) {
        var found = new ArrayList<String>();
        for (Element dependency : all("dependency")) {
            if (text(dependency, "groupId").equals(groupId)) {
                found.add(text(dependency, "artifactId"));
            }
        }
        return found;
    }

    /** For each time that it depends on it; empty where none is said. */
    List<String> scopesOf(String groupId, String artifactId) {
        return all("dependency").stream()
                .filter(dependency -> text(dependency, "groupId").equals(groupId))
                .filter(dependency -> text(dependency, "artifactId").equals(artifactId))
                .map(dependency -> text(dependency, "scope"))
                .toList();
    }

    /** Versions that stand here as numbers, but for the module's own line to its parent. */
    List<String> versions() {
        return all("version").stream()
                .filter(version -> !version.getParentNode().getNodeName().equals("parent"))
                .map(version -> version.getTextContent().strip())
                .filter(version -> !version.startsWith("${"))
                .toList();
    }

    /** Properties that look like a version. */
    List<String> versionProperties() {
        return children(project, "properties").stream()
                .flatMap(properties -> children(properties, "*").stream())
                .map(Element::getTagName)
                .filter(name -> name.endsWith(".version"))
                .toList();
    }

    private List<Element> all(String tag) {
        var found = new ArrayList<Element>();
        var nodes = project.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static List<Element> children(Element parent, String tag) {
        var found = new ArrayList<Element>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element
                    && (tag.equals("*") || element.getTagName().equals(tag))) {
                found.add(element);
            }
        }
        return found;
    }

    private static String text(Element parent, String tag) {
        var found = children(parent, tag);
        return found.isEmpty() ? "" : found.getFirst().getTextContent().strip();
    }
}
