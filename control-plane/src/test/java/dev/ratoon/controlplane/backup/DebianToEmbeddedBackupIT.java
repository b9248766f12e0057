package dev.ratoon.controlplane.backup;

class DebianToEmbeddedBackupIT extends BackupContract {
    @Override
    String madeOn() {
        return "debian";
    }

    @Override
    String readInto() {
        return "embedded";
    }
}
