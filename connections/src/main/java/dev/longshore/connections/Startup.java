package dev.longshore.connections;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/** Starts an app with the settings that its environment means, and says in a line why it cannot. */
public final class Startup {

    /** As every command of Longshore: 2 for usage and settings, 5 where something does not answer. */
    public static final int WRONG_SETTING = 2;

    public static final int NO_ANSWER = 5;

    private final Map<String, String> environment;
    private final Map<String, Object> defaults = new LinkedHashMap<>();
    private final Map<String, Object> fixed = new LinkedHashMap<>();

    public Startup(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        defaults.put("logging.pattern.console", "%d{HH:mm:ss.SSS} %-5level %msg%n%ex{0}");
        defaults.put("logging.level.root", "warn");
        defaults.put("logging.level.dev.longshore", "info");
        defaults.put("logging.level.io.temporal", "error");
        defaults.put("logging.level.org.flywaydb", "error");
        defaults.put("logging.level.com.zaxxer.hikari", "error");
        defaults.put("logging.level.org.springframework.boot", "off"); // what they would say of a failed start,
        defaults.put("logging.level.org.springframework.context", "error"); // explain() says in one line
        defaults.put("spring.main.log-startup-info", "false");
        defaults.put("spring.main.register-shutdown-hook", "false");
        defaults.put("logging.register-shutdown-hook", "false"); // who is told to stop still has something to say
        defaults.putAll(KnownNames.settingsIn(environment));
        fixed.put("debug", "false"); // an original's DEBUG=0 would switch Boot's own debug log on
    }

    /** Settings that the environment may overrule. */
    public Startup withDefaults(Map<String, Object> settings) {
        settings.forEach(defaults::putIfAbsent);
        return this;
    }

    /** Settings that nothing overrules, for a local mode that must not reach the stores its user's environment names. */
    public Startup with(Map<String, Object> settings) {
        fixed.putAll(settings);
        return this;
    }

    /** Whether the environment says where the engine is. */
    public boolean namesEngine() {
        return defaults.containsKey("longshore.engine.address")
                || !environment.getOrDefault("LONGSHORE_ENGINE_ADDRESS", "").isBlank();
    }

    /**
     * Joins the local mode in this data folder. Where the environment names an engine, that one is taken; where it also
     * names a ledger, nothing is joined.
     */
    public Startup joining(Optional<Endpoints> local) {
        if (local.isEmpty() || (namesEngine() && namesLedger())) {
            return this;
        }
        Map<String, Object> settings = new LinkedHashMap<>(EndpointsFile.settingsOf(local.get()));
        if (namesEngine()) {
            settings.keySet().removeIf(key -> key.startsWith("longshore.engine."));
        }
        return with(settings);
    }

    private boolean namesLedger() {
        return !environment.getOrDefault("LONGSHORE_LEDGER_URL", "").isBlank();
    }

    public ConfigurableApplicationContext run(SpringApplicationBuilder app) {
        String[] arguments = fixed.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        SpringApplication application =
                app.bannerMode(Banner.Mode.OFF).properties(defaults).build();
        return application.run(arguments);
    }

    /** Says in one line what is wrong, as far as it is a matter of settings or of something that does not answer. */
    public static int explain(Throwable failure, PrintStream errors) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WrongSettingException wrong) {
                errors.println("error: " + wrong.getMessage());
                return WRONG_SETTING;
            }
            if (cause instanceof EngineUnavailableException away) {
                errors.println("error: " + away.getMessage());
                return NO_ANSWER;
            }
        }
        return explainBinding(failure, errors);
    }

    private static int explainBinding(Throwable failure, PrintStream errors) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException binding) {
                errors.println("error: " + wrongIn(binding));
                return WRONG_SETTING;
            }
        }
        String what = failure instanceof ConfigurationPropertiesBindException binding && binding.getMessage() != null
                ? binding.getMessage()
                : String.valueOf(failure);
        errors.println("error: cannot start: " + what);
        return 1;
    }

    /** Where no value is at fault by itself, the record that it would have become has said why. */
    private static String wrongIn(BindException binding) {
        ConfigurationProperty property = binding.getProperty();
        return property == null
                ? String.valueOf(
                        NestedExceptionUtils.getMostSpecificCause(binding).getMessage())
                : binding.getName() + " is '" + property.getValue() + "', allowed: "
                        + new AllowedValues().of(binding.getTarget());
    }
}
