package dev.longshore.local;

final class ArchiveInProcessTest extends ArchiveContract {

    @Override
    EngineChoice engine() {
        return House.inProcess();
    }
}
