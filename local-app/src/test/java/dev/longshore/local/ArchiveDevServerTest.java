package dev.longshore.local;

@OnDevServer
final class ArchiveDevServerTest extends ArchiveContract {

    @Override
    EngineChoice engine() {
        return House.devServer();
    }
}
