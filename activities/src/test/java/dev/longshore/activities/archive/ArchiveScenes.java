package dev.longshore.activities.archive;

import dev.longshore.activities.servers.TestServers;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a scene of its own, and closes it afterwards. */
final class ArchiveScenes implements ParameterResolver {

    private static final Namespace OURS = Namespace.create(ArchiveScenes.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ArchiveScene.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestServers servers = TestServers.of(context);
        return context.getStore(OURS)
                .computeIfAbsent(ArchiveScene.class, key -> new ArchiveScene(servers), ArchiveScene.class);
    }
}
