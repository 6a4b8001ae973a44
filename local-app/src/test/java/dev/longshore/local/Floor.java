package dev.longshore.local;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The floors of the house, each with those that it may know. */
enum Floor {
    WORKFLOWS,
    LANES,
    STORAGE,
    LEDGER,
    EMBEDDED,
    ACTIVITIES,
    CONNECTIONS,
    STARTERS,
    WORKER,
    LOCAL;

    private static final String ROOT = "dev.longshore.";
    private static final Map<String, Floor> BY_NAME =
            Arrays.stream(values()).collect(toUnmodifiableMap(Floor::word, floor -> floor));

    static Optional<Floor> of(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.startsWith(ROOT)
                ? Optional.ofNullable(BY_NAME.get(name.substring(ROOT.length()).replaceFirst("\\..*", "")))
                : Optional.empty();
    }

    static ArchCondition<JavaClass> knowOnlyFloorsBelow() {
        return new ArchCondition<>("know only their own floor and those below") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(Floor::leadsUpwards)
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
            }
        };
    }

    static ArchCondition<JavaClass> resideOnAFloor() {
        return new ArchCondition<>("reside on a floor") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean isThere = of(type).isPresent();
                events.add(new SimpleConditionEvent(type, isThere, type.getName() + " is on no floor of the house"));
            }
        };
    }

    private static boolean leadsUpwards(Dependency dependency) {
        Floor from = of(dependency.getOriginClass()).orElseThrow();
        return of(dependency.getTargetClass())
                .filter(to -> to != from && !from.below().contains(to))
                .isPresent();
    }

    private List<Floor> below() {
        return switch (this) {
            case WORKFLOWS, LANES, LEDGER, EMBEDDED -> List.of();
            case STORAGE -> List.of(LANES);
            case ACTIVITIES, CONNECTIONS -> List.of(WORKFLOWS, STORAGE, LEDGER);
            case STARTERS -> List.of(CONNECTIONS, WORKFLOWS, STORAGE, LEDGER);
            case WORKER -> List.of(ACTIVITIES, CONNECTIONS, WORKFLOWS, STORAGE, LEDGER);
            case LOCAL -> List.of(STARTERS, WORKER, CONNECTIONS, STORAGE, LEDGER, EMBEDDED);
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
