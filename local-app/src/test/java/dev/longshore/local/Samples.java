package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.assertj.core.api.ThrowingConsumer;

/** Shows that a rule catches something, for a rule that cannot fail guards nothing. */
final class Samples {

    private Samples() {}

    static ThrowingConsumer<ArchRule> catches(Class<?>... samples) {
        JavaClasses classes = new ClassFileImporter().importClasses(samples);
        return rule ->
                assertThat(rule.evaluate(classes).getFailureReport().toString()).contains(samples[0].getName());
    }
}
