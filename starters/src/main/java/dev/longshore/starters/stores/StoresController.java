package dev.longshore.starters.stores;

import static dev.longshore.starters.problem.RefusedException.badRequest;

import dev.longshore.starters.guard.RequestBody;
import dev.longshore.starters.guard.StrictJson;
import dev.longshore.storage.ObjectAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the stores of the settings can do, as far as they have been asked. */
@RestController
public final class StoresController {

    private static final int MAX_BODY = 1 << 12;

    private final StoreProbes probes;
    private final StrictJson json;

    StoresController(StoreProbes probes, StrictJson json) {
        this.probes = probes;
        this.json = json;
    }

    @GetMapping("/api/stores")
    StoreList list() {
        return new StoreList(probes.all());
    }

    @PostMapping("/api/stores/probe")
    StoreView probe(HttpServletRequest request) {
        String bucket =
                json.read(RequestBody.read(request, MAX_BODY), Where.class).bucket();
        if (bucket == null) {
            throw badRequest("bucket is missing: where the store may be tried, such as s3://zip-storage/.");
        }
        return probes.probe(parsed(bucket));
    }

    private static ObjectAddress parsed(String bucket) {
        try {
            return ObjectAddress.parse(bucket);
        } catch (IllegalArgumentException wrong) {
            throw badRequest("bucket must be an address such as s3://zip-storage/; it is " + bucket + ".");
        }
    }

    record Where(@Nullable String bucket) {}

    record StoreList(List<StoreView> stores) {}
}
