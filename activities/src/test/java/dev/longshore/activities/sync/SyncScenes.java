package dev.longshore.activities.sync;

import dev.longshore.activities.servers.TestServers;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a scene of its own, and closes it afterwards. */
final class SyncScenes implements ParameterResolver {

    private static final Namespace OURS = Namespace.create(SyncScenes.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SyncScene.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestServers servers = TestServers.of(context);
        return context.getStore(OURS).computeIfAbsent(SyncScene.class, key -> new SyncScene(servers), SyncScene.class);
    }
}
