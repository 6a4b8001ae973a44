package dev.longshore.connections;

import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.namespace.v1.NamespaceInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.GetClusterInfoRequest;
import io.temporal.api.workflowservice.v1.GetClusterInfoResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.ListSchedulesRequest;
import io.temporal.api.workflowservice.v1.ListSchedulesResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what a Temporal server answers when it is asked who it is, or refuses. */
final class FakeEngine extends WorkflowServiceImplBase implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Server server;
    private final Status refusal;
    private final FakeOperator operator = new FakeOperator();
    private volatile String persistence = "postgres";
    private final List<String> keysSeen = new CopyOnWriteArrayList<>();

    private FakeEngine(ServerCredentials credentials, Status refusal) throws IOException {
        this.refusal = refusal;
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), credentials)
                .intercept(new KeyReader(keysSeen))
                .addService(this)
                .addService(operator)
                .build()
                .start();
    }

    static FakeEngine start() throws IOException {
        return with(InsecureServerCredentials.create());
    }

    static FakeEngine with(ServerCredentials credentials) throws IOException {
        return new FakeEngine(credentials, Status.OK);
    }

    static FakeEngine refusing(Status refusal) throws IOException {
        return new FakeEngine(InsecureServerCredentials.create(), refusal);
    }

    FakeOperator operator() {
        return operator;
    }

    int port() {
        return server.getPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    List<String> keysSeen() {
        return keysSeen;
    }

    @Override
    public void getSystemInfo(GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
        answer.onNext(GetSystemInfoResponse.getDefaultInstance());
        answer.onCompleted();
    }

    @Override
    public void describeNamespace(DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> answer) {
        if (!refusal.isOk()) {
            answer.onError(refusal.asRuntimeException());
            return;
        }
        answer.onNext(DescribeNamespaceResponse.newBuilder()
                .setNamespaceInfo(NamespaceInfo.newBuilder().setId("id of " + request.getNamespace()))
                .build());
        answer.onCompleted();
    }

    @Override
    public void listSchedules(ListSchedulesRequest request, StreamObserver<ListSchedulesResponse> answer) {
        answer.onNext(ListSchedulesResponse.getDefaultInstance());
        answer.onCompleted();
    }

    @Override
    public void getClusterInfo(GetClusterInfoRequest request, StreamObserver<GetClusterInfoResponse> answer) {
        answer.onNext(GetClusterInfoResponse.newBuilder()
                .setPersistenceStore(persistence)
                .build());
        answer.onCompleted();
    }

    /** Where it says that it keeps its runs. */
    FakeEngine keepingRunsIn(String persistence) {
        this.persistence = persistence;
        return this;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private record KeyReader(List<String> seen) implements ServerInterceptor {

        @Override
        public <A, B> ServerCall.Listener<A> interceptCall(
                ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
            String key = headers.get(AUTHORIZATION);
            if (key != null) {
                seen.add(key);
            }
            return next.startCall(call, headers);
        }
    }
}
