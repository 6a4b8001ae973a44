package dev.longshore.workflows.engine;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;

/**
 * Refuses payloads over 256 KiB before they reach an engine. An engine refuses from 2 MiB on and fails the run, the
 * in-process engine takes anything: so this limit is the same for all, and lists stay in the ledger.
 */
public final class PayloadGuard implements PayloadCodec {

    /** In bytes. */
    public static final int LIMIT = 256 * 1024;

    /** What all clients and workers use. */
    public static DataConverter guardedConverter() {
        return new CodecDataConverter(DefaultDataConverter.newDefaultInstance(), List.of(new PayloadGuard()));
    }

    @Override
    public List<Payload> encode(List<Payload> payloads) {
        payloads.forEach(PayloadGuard::requireSmall);
        return payloads;
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
        return payloads;
    }

    private static void requireSmall(Payload payload) {
        int size = payload.getSerializedSize();
        if (size > LIMIT) {
            throw new PayloadTooLargeException(size);
        }
    }
}
