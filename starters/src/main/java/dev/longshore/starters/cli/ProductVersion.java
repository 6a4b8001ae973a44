package dev.longshore.starters.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What runs: the product's version, the hash of the sources it was built from, and the Java under it. */
final class ProductVersion implements IVersionProvider {

    private static final String BUILT = "/META-INF/maven/dev.longshore/starters/pom.properties";

    @Override
    public String[] getVersion() {
        return new String[] {"longshore " + product(), "build " + build(), "Java " + java()};
    }

    /** As the launcher says ({@code longshore.version}), else as Maven wrote into the jar. */
    String product() {
        return System.getProperty("longshore.version", builtVersion());
    }

    /** The hash that names the folder of this build, as the launcher says. */
    String build() {
        return System.getProperty("longshore.build", "unknown");
    }

    String java() {
        return System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ", "
                + System.getProperty("java.home") + ")";
    }

    private static String builtVersion() {
        try (InputStream in = ProductVersion.class.getResourceAsStream(BUILT)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
