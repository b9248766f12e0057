package dev.ratoon.docs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EdgesTest {
    private static final String SCRIPTED_MODEL = Ours.PACKAGE + ".scriptedmodel..";

    @Test
    void everyModuleDependsOnWhatItMay() {
        var wrong = new ArrayList<String>();
        for (Pom pom : Pom.modules()) {
            Set<String> may = Edges.MODULES.get(pom.artifactId());
            if (may == null) {
                wrong.add(pom.artifactId() + " is missing in Edges.MODULES");
                continue;
            }
            for (String ours : pom.dependenciesIn("dev.ratoon")) {
                if (!may.contains("*") && !may.contains(ours)) {
                    wrong.add(pom.artifactId() + " -> " + ours);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyPackageOfTheControlPlaneKnowsOnlyWhomItMay() {
        var wrong = new TreeSet<String>();
        for (JavaClass from : Ours.CLASSES) {
            String own = feature(from);
            if (own == null) {
                continue;
            }
            Set<String> may = Edges.PACKAGES.getOrDefault(own, Set.of());
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(to -> feature(to) != null && !own.equals(feature(to)))
                    .filter(to -> !may.contains("*") && !may.contains(feature(to)))
                    .forEach(
                            to ->
                                    wrong.add(
                                            "%s -> %s: %s knows %s"
                                                    .formatted(
                                                            own,
                                                            feature(to),
                                                            from.getSimpleName(),
                                                            to.getSimpleName())));
        }
        assertEquals(Set.of(), wrong, "grant it in Edges.PACKAGES, or turn it round");
    }

    @Test
    void everyPackageOfTheControlPlaneIsInTheTable() {
        var there = new TreeSet<String>();
        Ours.CLASSES.forEach(
                type -> {
                    String feature = feature(type);
                    if (feature != null) {
                        there.add(feature);
                    }
                });
        there.removeAll(Edges.PACKAGES.keySet());
        assertEquals(Set.of(), there);
    }

    @Test
    void nobodyKnowsTheStart() {
        noClasses()
                .that()
                .resideOutsideOfPackage(Ours.CONTROL_PLANE + ".start..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(Ours.CONTROL_PLANE + ".start..")
                .check(Ours.CLASSES);
    }

    /** It is a provider's address to all that ships. */
    @Test
    void nobodyKnowsTheScriptedModel() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SCRIPTED_MODEL)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SCRIPTED_MODEL)
                .check(Ours.CLASSES);
        var inMore = new TreeSet<String>();
        for (Pom pom : Pom.modules()) {
            for (String scope : pom.scopesOf("dev.ratoon", "scripted-model")) {
                if (!scope.equals("test")) {
                    inMore.add(pom.artifactId());
                }
            }
        }
        assertEquals(Set.of(), inMore, "it is for tests alone");
        assertTrue(
                Pom.modules().stream()
                        .anyMatch(pom -> !pom.scopesOf("dev.ratoon", "scripted-model").isEmpty()),
                "a gate that sees nothing");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(Ours.PACKAGE + ".(**)").should().beFreeOfCycles().check(Ours.CLASSES);
    }

    @Test
    void everyHeavyLibraryHasOneOwner() {
        Edges.OWNERS.forEach(
                (library, owner) ->
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(owner.toArray(String[]::new))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(library)
                                .allowEmptyShould(true)
                                .check(Ours.CLASSES));
    }

    @Test
    void theTablesAreNotEmpty() {
        assertTrue(Edges.MODULES.size() > 2 && Edges.PACKAGES.size() > 5, "a gate with no rules");
    }

    private static @org.jspecify.annotations.Nullable String feature(JavaClass type) {
        String prefix = Ours.CONTROL_PLANE + ".";
        String in = type.getPackageName();
        return in.startsWith(prefix) ? in.substring(prefix.length()).split("\\.", -1)[0] : null;
    }
}
