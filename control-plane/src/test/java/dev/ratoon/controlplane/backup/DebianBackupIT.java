package dev.ratoon.controlplane.backup;

import org.junit.jupiter.api.Tag;

@Tag("long")
class DebianBackupIT extends BackupContract {
    @Override
    String madeOn() {
        return "debian";
    }

    @Override
    String readInto() {
        return "debian";
    }
}
