package dev.ratoon.controlplane.backup;

class EmbeddedBackupIT extends BackupContract {
    @Override
    String madeOn() {
        return "embedded";
    }

    @Override
    String readInto() {
        return "embedded";
    }
}
