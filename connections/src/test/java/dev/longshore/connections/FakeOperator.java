package dev.longshore.connections;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.AddSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceImplBase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The side of a Temporal server where search attributes are registered, by those who may. */
final class FakeOperator extends OperatorServiceImplBase {

    private final Map<String, IndexedValueType> attributes = new ConcurrentHashMap<>();
    private volatile boolean letsEverybody = true;

    void letsAdminsOnly() {
        letsEverybody = false;
    }

    /** An admin does. */
    void registers(String name) {
        attributes.put(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    }

    @Override
    public void addSearchAttributes(
            AddSearchAttributesRequest request, StreamObserver<AddSearchAttributesResponse> answer) {
        if (!letsEverybody) {
            answer.onError(Status.PERMISSION_DENIED.asRuntimeException());
            return;
        }
        attributes.putAll(request.getSearchAttributesMap());
        answer.onNext(AddSearchAttributesResponse.getDefaultInstance());
        answer.onCompleted();
    }

    @Override
    public void listSearchAttributes(
            ListSearchAttributesRequest request, StreamObserver<ListSearchAttributesResponse> answer) {
        answer.onNext(ListSearchAttributesResponse.newBuilder()
                .putAllCustomAttributes(attributes)
                .build());
        answer.onCompleted();
    }
}
