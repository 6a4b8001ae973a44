package dev.longshore.activities.sync;

import dev.longshore.activities.servers.TestServers;
import dev.longshore.embedded.ForeignStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a scene of its own whose bucket is on a MinIO server. */
final class MinioScenes implements ParameterResolver {

    private static final Namespace OURS = Namespace.create(MinioScenes.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SyncScene.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestServers servers = TestServers.of(context);
        Minio minio = context.getRoot().getStore(OURS).computeIfAbsent(Minio.class, key -> Minio.start(), Minio.class);
        return context.getStore(OURS)
                .computeIfAbsent(SyncScene.class, key -> new SyncScene(servers, minio.place()), SyncScene.class);
    }

    private record Minio(ForeignStore server, Path folder) implements AutoCloseable {

        static Minio start() {
            try {
                Path folder = Files.createTempDirectory("longshore-minio-");
                return new Minio(ForeignStore.minio(folder), folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        TestServers.Place place() {
            return TestServers.Place.of(server.endpoint());
        }

        @Override
        public void close() throws IOException {
            server.close();
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
