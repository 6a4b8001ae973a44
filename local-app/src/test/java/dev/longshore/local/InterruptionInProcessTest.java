package dev.longshore.local;

final class InterruptionInProcessTest extends InterruptionContract {

    @Override
    EngineChoice engine() {
        return House.inProcess();
    }
}
