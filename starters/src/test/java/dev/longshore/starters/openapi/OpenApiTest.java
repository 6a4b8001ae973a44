package dev.longshore.starters.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

@ExtendWith(OnSharedServers.class)
final class OpenApiTest {

    private static final String WEB_SOCKET = "GET /api/jobs/{id}/events";

    @Test
    void describesEveryPathThatThereIsAndNoOther(SharedServers servers) {
        try (RunningApi api = servers.api(new FakeJobEngine(), Map.of())) {
            JsonNode description = RunningApi.json(api.get("/v3/api-docs"));

            Set<String> described = new TreeSet<>();
            description
                    .path("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .propertyNames()
                            .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

            assertThat(description.path("openapi").asString()).isEqualTo("3.1.0");
            Set<String> served = served(api);
            served.add(WEB_SOCKET);
            assertThat(described).isEqualTo(served);
        }
    }

    private static Set<String> served(RunningApi api) {
        Set<String> paths = new TreeSet<>();
        for (RequestMappingInfo info :
                api.part(RequestMappingHandlerMapping.class).getHandlerMethods().keySet()) {
            info.getMethodsCondition()
                    .getMethods()
                    .forEach(method ->
                            info.getPatternValues().forEach(pattern -> paths.add(method.name() + " " + pattern)));
        }
        return paths;
    }
}
