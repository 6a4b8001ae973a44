package dev.longshore.storage;

import dev.longshore.embedded.ForeignStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server of others that runs while the tests of one class do. */
final class ForeignServer implements BeforeAllCallback, AfterAllCallback {

    private final Function<Path, ForeignStore> program;
    private @Nullable ForeignStore server;
    private @Nullable Path folder;

    private ForeignServer(Function<Path, ForeignStore> program) {
        this.program = program;
    }

    static ForeignServer minio() {
        return new ForeignServer(ForeignStore::minio);
    }

    static ForeignServer moto() {
        return new ForeignServer(ForeignStore::moto);
    }

    StoreSettings settings(ChecksumMode checksums) {
        return ServerSettings.of(Objects.requireNonNull(server).endpoint(), checksums);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("foreign-server-");
        server = program.apply(folder);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (server != null) {
            server.close();
        }
        try (Stream<Path> left = Files.walk(Objects.requireNonNull(folder))) {
            for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
