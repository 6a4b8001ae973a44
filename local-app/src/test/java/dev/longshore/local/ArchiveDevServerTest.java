package dev.longshore.local;

final class ArchiveDevServerTest extends ArchiveContract {

    @Override
    EngineChoice engine() {
        return House.devServerOrSkip();
    }
}
