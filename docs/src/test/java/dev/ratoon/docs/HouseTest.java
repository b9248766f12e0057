package dev.ratoon.docs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class HouseTest {
    private static final List<String> EMPTY_WORDS =
            List.of("Manager", "Helper", "Util", "Utils", "Impl", "Service", "Common", "Data");
    private static final Set<String> MACHINE =
            Set.of(
                    "java.lang.System#currentTimeMillis",
                    "java.lang.Math#random",
                    "java.time.Clock#systemUTC",
                    "java.time.Clock#systemDefaultZone",
                    "java.util.Random#<init>",
                    "java.util.UUID#randomUUID",
                    "java.security.SecureRandom#<init>");
    private static final Set<String> FUTURES =
            Set.of(
                    CompletionStage.class.getName(),
                    "java.util.concurrent.CompletableFuture",
                    "io.smallrye.mutiny.Uni",
                    "io.smallrye.mutiny.Multi",
                    "io.vertx.core.Future");

    @Test
    void everyPackageSaysWhatItOwnsAndIsNullMarked() {
        var silent = new TreeSet<String>();
        for (JavaClass type : Ours.CLASSES) {
            var info = type.getPackage().tryGetPackageInfo();
            if (info.isEmpty() || !info.get().isAnnotatedWith(NullMarked.class)) {
                silent.add(type.getPackageName());
            }
        }
        assertEquals(Set.of(), silent);
    }

    @Test
    void namesSaySomething() {
        var empty = new TreeSet<String>();
        for (JavaClass type : Ours.CLASSES) {
            String name = type.getSimpleName();
            if (name.startsWith("Abstract") || EMPTY_WORDS.stream().anyMatch(name::endsWith)) {
                empty.add(type.getName());
            }
        }
        assertEquals(Set.of(), empty);
    }

    @Test
    void accessorsHaveNoGet() {
        var wrong = new TreeSet<String>();
        for (JavaClass type : Ours.CLASSES) {
            for (JavaMethod method : type.getMethods()) {
                if (method.getName().matches("get[A-Z].*")
                        && method.getRawParameterTypes().isEmpty()
                        && !method.tryGetAnnotationOfType(Override.class.getName()).isPresent()
                        && !overrides(method)) {
                    wrong.add(method.getFullName());
                }
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void onlyAStoreTouchesTables() {
        noClasses()
                .that(areNotStores())
                .should()
                .dependOnClassesThat(
                        resideInAPackage("jakarta.persistence..")
                                .or(resideInAPackage("org.hibernate.."))
                                .or(resideInAPackage("io.quarkus.hibernate..")))
                .check(Ours.CLASSES);
    }

    @Test
    void rowsStayWithTheirStore() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should()
                .bePackagePrivate()
                .andShould()
                .haveSimpleNameEndingWith("Row")
                .allowEmptyShould(true)
                .check(Ours.CLASSES);
    }

    @Test
    void ourSignaturesAreBlocking() {
        methods().that().areNotPrivate().should(haveNoFutureInTheirSignature()).check(Ours.CLASSES);
    }

    @Test
    void onlyTheStartAndTheClientPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages(Ours.CONTROL_PLANE + ".start..", "dev.ratoon.cli..")
                .and()
                // asked for its version, which is not while it works
                .doNotHaveFullyQualifiedName("dev.ratoon.runner.Main")
                .and()
                // the cluster tells it as why a pod ended
                .doNotHaveFullyQualifiedName("dev.ratoon.runner.reach.Main")
                .should(touchField(System.class.getName(), Set.of("out", "err")))
                .check(Ours.CLASSES);
    }

    @Test
    void noFailureIsBare() {
        noClasses()
                .should(
                        callConstructors(
                                Set.of(
                                        RuntimeException.class.getName(),
                                        Exception.class.getName(),
                                        Error.class.getName())))
                .check(Ours.CLASSES);
    }

    @Test
    void timeAndRandomnessAreInjected() {
        noClasses()
                .that()
                .resideInAPackage(Ours.CONTROL_PLANE + "..")
                .and()
                .resideOutsideOfPackage(Ours.CONTROL_PLANE + ".basis..")
                .should(askTheMachineForTimeOrLuck())
                .check(Ours.CLASSES);
    }

    /** Hashes, tickets and keys: how long a comparison takes must not tell how much of it fits. */
    @Test
    void whatSignsSomebodyInIsComparedInConstantTime() {
        var comparing = new TreeSet<String>();
        for (JavaClass type : Ours.CLASSES) {
            for (JavaCall<?> call : type.getCodeUnitCallsFromSelf()) {
                String owner = call.getTargetOwner().getName();
                boolean constant = owner.equals("java.security.MessageDigest");
                boolean telling = owner.equals("java.util.Arrays") && takesBytes(call);
                if ((constant && call.getName().equals("isEqual"))
                        || (telling && call.getName().equals("equals"))) {
                    comparing.add((constant ? "constant: " : "telling: ") + type.getSimpleName());
                }
            }
        }
        assertEquals(
                Set.of(
                        // the hash of a code, a proof, a token or a ticket of people's
                        "constant: SecretText",
                        // the first key of a runner
                        "constant: RunnerProof",
                        // the ticket of a byte stream
                        "constant: Streams",
                        // the key of another control plane
                        "constant: SameKey",
                        // digests of payloads that we have, which are no secret
                        "constant: BlobStore",
                        "constant: Payloads",
                        // the refs that a repository shows, as they are written down
                        "telling: ShownRefs",
                        // a provider's key with its own beginning
                        "telling: KeyMask",
                        // what a setup script leaves, searched in its own sandbox
                        "telling: Haystack",
                        // bytes that are no secret: payloads, fingerprints of keys
                        "telling: BlobStore",
                        "telling: Bytes",
                        "telling: Entry",
                        "telling: LogEvent",
                        // the first bytes of a picture
                        "telling: ImageType",
                        "telling: SecretsKeyProducer",
                        "telling: Stderr",
                        "telling: Vault"),
                comparing);
    }

    private static boolean takesBytes(JavaCall<?> call) {
        return call.getTarget().getRawParameterTypes().stream()
                .anyMatch(type -> type.getName().equals("[B"));
    }

    private static DescribedPredicate<JavaClass> areNotStores() {
        return DescribedPredicate.describe(
                "are neither a Store nor one of its rows or columns",
                type -> {
                    String name = type.getName();
                    String outer = name.replaceAll("\\$.*", "");
                    return !outer.endsWith("Store")
                            && !outer.endsWith("Row")
                            && !name.endsWith("Column");
                });
    }

    private static boolean overrides(JavaMethod method) {
        var owner = method.getOwner();
        return Stream.concat(
                        owner.getAllRawSuperclasses().stream(),
                        owner.getAllRawInterfaces().stream())
                .anyMatch(
                        above ->
                                above.tryGetMethod(
                                                method.getName(),
                                                method.getRawParameterTypes().stream()
                                                        .map(JavaClass::getName)
                                                        .toArray(String[]::new))
                                        .isPresent());
    }

    private static ArchCondition<JavaMethod> haveNoFutureInTheirSignature() {
        return new ArchCondition<>("have no future in their signature") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream.concat(
                                Stream.of(method.getRawReturnType()),
                                method.getRawParameterTypes().stream())
                        .filter(type -> FUTURES.contains(type.getName()))
                        .filter(type -> !method.getName().startsWith("lambda$"))
                        .filter(type -> !overrides(method))
                        .forEach(
                                type ->
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        method,
                                                        method.getFullName()
                                                                + " has "
                                                                + type.getName())));
            }
        };
    }

    private static ArchCondition<JavaClass> touchField(String owner, Set<String> names) {
        return new ArchCondition<>("touch " + owner + "." + names) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getFieldAccessesFromSelf().stream()
                        .filter(access -> access.getTargetOwner().getName().equals(owner))
                        .filter(access -> names.contains(access.getName()))
                        .forEach(
                                access ->
                                        events.add(
                                                SimpleConditionEvent.satisfied(
                                                        type, access.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> callConstructors(Set<String> owners) {
        return new ArchCondition<>("make a bare exception") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getConstructorCallsFromSelf().stream()
                        .filter(call -> owners.contains(call.getTargetOwner().getName()))
                        .filter(call -> !call.getOrigin().getName().equals("<init>"))
                        .forEach(
                                call ->
                                        events.add(
                                                SimpleConditionEvent.satisfied(
                                                        type, call.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> askTheMachineForTimeOrLuck() {
        return new ArchCondition<>("ask the machine for the time or for luck") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getCodeUnitCallsFromSelf().stream()
                        .filter(HouseTest::asksTheMachine)
                        .forEach(
                                call ->
                                        events.add(
                                                SimpleConditionEvent.satisfied(
                                                        type, call.getDescription())));
            }
        };
    }

    private static boolean asksTheMachine(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        return MACHINE.contains(owner + "#" + call.getName())
                || (owner.startsWith("java.time.")
                        && call.getName().equals("now")
                        && call.getTarget().getRawParameterTypes().isEmpty());
    }
}
