package dev.longshore.embedded;

import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Temporal's test server in real time, inside this process. Forgets everything at its end; its gaps (no schedules, no
 * listing, no reset, no limits) are its own. It knows Temporal's internal classes, for the public {@code TestServer} would
 * listen on all interfaces; beside it only {@link OvertakenTasks} and {@link RunsInside} do.
 */
public final class EmbeddedEngine implements AutoCloseable {

    private static final int LARGEST_MESSAGE = 8 << 20;

    private final TestServicesStarter services;
    private final Server server;

    private EmbeddedEngine(TestServicesStarter services, Server server) {
        this.services = services;
        this.server = server;
    }

    /** With port 0 on a free one. */
    public static EmbeddedEngine start(int port) {
        new LocalPort("engine", port, "LONGSHORE_LOCAL_PORTS_ENGINE").requireFree();
        TestServicesStarter services = new TestServicesStarter(true, System.currentTimeMillis());
        try {
            return new EmbeddedEngine(services, serverOf(services, port).start());
        } catch (IOException | RuntimeException error) {
            services.close();
            throw new ServerFailedException("The in-process engine did not start: " + error.getMessage(), error);
        }
    }

    private static Server serverOf(TestServicesStarter services, int port) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        Loopback.at(port), InsecureServerCredentials.create())
                .maxInboundMessageSize(LARGEST_MESSAGE);
        ServerServiceDefinition workflows = OvertakenTasks.sentBack(services.getWorkflowService());
        List<BindableService> all = List.of(services.getOperatorService(), services.getTestService(), () -> workflows);
        GRPCServerHelper.registerServicesAndHealthChecks(all, builder);
        return builder.build();
    }

    public int port() {
        return server.getPort();
    }

    /** Host and port, as Temporal clients take it: {@code 127.0.0.1:7233}. */
    public String address() {
        return Loopback.HOST + ":" + port();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        services.close();
    }
}
