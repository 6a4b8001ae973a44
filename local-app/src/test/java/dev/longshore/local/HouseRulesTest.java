package dev.longshore.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.longshore.local.Samples.catches;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.longshore.activities.archive.LooksIntoAnotherRoom;
import dev.longshore.activities.compression.InAnotherRoom;
import dev.longshore.activities.misplaced.ActsAsAWorkflow;
import dev.longshore.activities.misplaced.KnowsTheConnections;
import dev.longshore.ledger.misplaced.KnowsSpring;
import dev.longshore.ledger.misplaced.KnowsTheStores;
import dev.longshore.starters.archive.KnowsSpringCommand;
import dev.longshore.starters.cli.KnowsTheCloudCommand;
import dev.longshore.starters.misplaced.KnowsHowAWorkflowIsDone;
import dev.longshore.starters.misplaced.KnowsTheSteps;
import dev.longshore.storage.misplaced.KnowsTheEngine;
import dev.longshore.storage.misplaced.KnowsTheLedger;
import dev.longshore.worker.misplaced.KnowsTheApi;
import dev.longshore.workflows.misplaced.MakesItsOwnIds;
import dev.longshore.workflows.misplaced.ReadsTheClock;
import dev.longshore.workflows.misplaced.ReadsTheDisk;
import dev.longshore.workflows.misplaced.ReadsTheEnvironment;
import dev.longshore.workflows.misplaced.StartsThreads;
import dev.longshore.workflows.misplaced.ThrowsDice;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Timer;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. Each rule has a sample that it catches, for a rule that cannot fail guards nothing. */
@AnalyzeClasses(packages = "dev.longshore", importOptions = DoNotIncludeTests.class)
final class HouseRulesTest {

    private static final List<String> ROOMS = List.of("cloudflare", "filerobot", "archive", "sync", "compression");

    @ArchTest
    static final ArchRule ALL_IS_ON_A_FLOOR = classes().should(Floor.resideOnAFloor());

    @ArchTest
    static final ArchRule FLOORS_KNOW_ONLY_THOSE_BELOW = classes().should(Floor.knowOnlyFloorsBelow());

    @ArchTest
    static final ArchRule ROOMS_DO_NOT_KNOW_EACH_OTHER =
            slices().assignedFrom(new ByRoom()).should().notDependOnEachOther();

    @ArchTest
    static final ArchRule WORKFLOWS_KNOW_ONLY_THE_ENGINE = classes()
            .that()
            .resideInAPackage("dev.longshore.workflows..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.longshore.workflows..",
                    "io.temporal..",
                    "java.lang..",
                    "java.nio.charset",
                    "java.time",
                    "java.util",
                    "java.util.function",
                    "java.util.regex",
                    "java.util.stream",
                    "org.jspecify..")
            .because("code that cannot do I/O cannot break replay");

    @ArchTest
    static final ArchRule WORKFLOWS_CAN_BE_REPLAYED = noClasses()
            .that()
            .resideInAPackage("dev.longshore.workflows..")
            .should()
            .callMethodWhere(nameOfCalledClass(UUID.class, "randomUUID"))
            .orShould()
            .callMethodWhere(nameOfCalledClass(System.class, "currentTimeMillis|nanoTime|getenv|getProperty"))
            .orShould()
            .callMethodWhere(nameOfCalledClass(Math.class, "random"))
            .orShould()
            .callMethodWhere(DescribedPredicate.describe(
                    "now() of java.time",
                    call -> call.getName().equals("now")
                            && call.getTargetOwner().getPackageName().equals("java.time")))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, Timer.class, Clock.class, Thread.class)
            .because("replay must take the same path; use what io.temporal.workflow.Workflow offers");

    @ArchTest
    static final ArchRule STORAGE_KNOWS_NO_FRAMEWORK = noClasses()
            .that()
            .resideInAPackage("dev.longshore.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.temporal..", "org.springframework..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule LEDGER_KNOWS_ONLY_THE_DATABASE = noClasses()
            .that()
            .resideInAPackage("dev.longshore.ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.temporal..", "org.springframework..", "software.amazon..");

    @ArchTest
    static final ArchRule STEPS_KNOW_SPRING_ONLY_IN_THEIR_SETTINGS = noClasses()
            .that()
            .resideInAPackage("dev.longshore.activities..")
            .and()
            .haveSimpleNameNotEndingWith("Properties")
            .should()
            .dependOnClassesThat(resideInAPackage("org.springframework..")
                    .and(resideOutsideOfPackage("org.springframework.util.unit")));

    @ArchTest
    static final ArchRule STEPS_ARE_NO_WORKFLOWS = noClasses()
            .that()
            .resideInAPackage("dev.longshore.activities..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.temporal.workflow..");

    @ArchTest
    static final ArchRule STARTERS_KNOW_ONLY_THE_CONTRACT = noClasses()
            .that()
            .resideInAPackage("dev.longshore.starters..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.longshore.workflows..").and(nameMatching(".*Impl(\\$.*)?")));

    @ArchTest
    static final ArchRule COMMANDS_ARE_THIN = classes()
            .that(areOfTheCommandLine())
            .should()
            .onlyDependOnClassesThat(areOfTheCommandLine()
                    .or(JavaClass.Predicates.resideInAnyPackage(
                            "java..",
                            "picocli..",
                            "tools.jackson..",
                            "com.fasterxml.jackson.annotation..",
                            "org.jspecify..")))
            .because("the launcher runs them from a small class path, and they must start fast");

    @ParameterizedTest
    @ValueSource(
            classes = {
                dev.longshore.workflows.misplaced.KnowsTheLedger.class,
                KnowsTheLedger.class,
                KnowsTheStores.class,
                dev.longshore.embedded.misplaced.KnowsTheStores.class,
                dev.longshore.lanes.misplaced.KnowsTheStores.class,
                KnowsTheConnections.class,
                dev.longshore.connections.misplaced.KnowsTheSteps.class,
                KnowsTheSteps.class,
                KnowsTheApi.class
            })
    void noticesAFloorThatKnowsOneAbove(Class<?> sample) {
        assertThat(FLOORS_KNOW_ONLY_THOSE_BELOW).satisfies(catches(sample));
    }

    @Test
    void noticesWhatIsOnNoFloor() {
        assertThat(ALL_IS_ON_A_FLOOR).satisfies(catches(Test.class));
    }

    @Test
    void noticesARoomThatLooksIntoAnother() {
        assertThat(ROOMS_DO_NOT_KNOW_EACH_OTHER).satisfies(catches(LooksIntoAnotherRoom.class, InAnotherRoom.class));
    }

    @Test
    void noticesAWorkflowThatKnowsTheDisk() {
        assertThat(WORKFLOWS_KNOW_ONLY_THE_ENGINE).satisfies(catches(ReadsTheDisk.class));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ReadsTheClock.class,
                ReadsTheEnvironment.class,
                MakesItsOwnIds.class,
                ThrowsDice.class,
                StartsThreads.class
            })
    void noticesAWorkflowThatWouldNotTakeTheSamePathAgain(Class<?> sample) {
        assertThat(WORKFLOWS_CAN_BE_REPLAYED).satisfies(catches(sample));
    }

    @Test
    void noticesAStoreThatKnowsTheEngine() {
        assertThat(STORAGE_KNOWS_NO_FRAMEWORK).satisfies(catches(KnowsTheEngine.class));
    }

    @Test
    void noticesALedgerThatKnowsSpring() {
        assertThat(LEDGER_KNOWS_ONLY_THE_DATABASE).satisfies(catches(KnowsSpring.class));
    }

    @Test
    void noticesAStepThatKnowsSpring() {
        assertThat(STEPS_KNOW_SPRING_ONLY_IN_THEIR_SETTINGS)
                .satisfies(catches(dev.longshore.activities.misplaced.KnowsSpring.class));
    }

    @Test
    void noticesAStepThatActsAsAWorkflow() {
        assertThat(STEPS_ARE_NO_WORKFLOWS).satisfies(catches(ActsAsAWorkflow.class));
    }

    @Test
    void noticesAStarterThatKnowsHowAWorkflowIsDone() {
        assertThat(STARTERS_KNOW_ONLY_THE_CONTRACT).satisfies(catches(KnowsHowAWorkflowIsDone.class));
    }

    @ParameterizedTest
    @ValueSource(classes = {KnowsTheCloudCommand.class, KnowsSpringCommand.class})
    void noticesACommandThatNeedsAServersClassPath(Class<?> sample) {
        assertThat(COMMANDS_ARE_THIN).satisfies(catches(sample));
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall> nameOfCalledClass(
            Class<?> owner, String method) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + method,
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && call.getName().matches(method));
    }

    private static DescribedPredicate<JavaClass> areOfTheCommandLine() {
        return resideInAPackage("dev.longshore.starters.cli..")
                .or(resideInAPackage("dev.longshore.starters..").and(nameMatching(".*Command(\\$.*)?")))
                .as("are of the command line");
    }

    private static final class ByRoom implements SliceAssignment {

        @Override
        public String getDescription() {
            return "room";
        }

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            boolean isOurs = type.getPackageName().startsWith("dev.longshore.");
            return Stream.of(type.getPackageName().split("\\.", -1))
                    .filter(word -> isOurs && ROOMS.contains(word))
                    .findFirst()
                    .map(SliceIdentifier::of)
                    .orElseGet(SliceIdentifier::ignore);
        }
    }
}
