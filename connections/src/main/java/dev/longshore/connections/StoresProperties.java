package dev.longshore.connections;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The stores.
 *
 * @param s3 the default store, meant by {@code s3://bucket/key}
 * @param stores others by name, meant by {@code s3+name://bucket/key}
 */
@ConfigurationProperties("longshore")
public record StoresProperties(
        @DefaultValue StoreProperties s3, @DefaultValue Map<String, StoreProperties> stores) {

    public StoresProperties {
        stores = Map.copyOf(stores);
        for (String name : stores.keySet()) {
            if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
                throw new WrongSettingException("longshore.stores", name, "names of a-z, 0-9 and -");
            }
        }
    }
}
