package dev.ratoon.docs;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** All classes that ship, read once. */
final class Ours {
    static final String PACKAGE = "dev.ratoon";
    static final String CONTROL_PLANE = "dev.ratoon.controlplane";

    static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(PACKAGE);

    private Ours() {}
}
