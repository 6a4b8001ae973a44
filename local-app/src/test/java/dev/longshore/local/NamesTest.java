package dev.longshore.local;

import static com.tngtech.archunit.lang.conditions.ArchConditions.haveModifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.longshore.local.Samples.catches;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.longshore.activities.misplaced.AlbumController;
import dev.longshore.starters.misplaced.MakesOptionsOfRuns;
import dev.longshore.storage.misplaced.Child;
import dev.longshore.storage.misplaced.CountsForAll;
import dev.longshore.storage.misplaced.Parent;
import dev.longshore.storage.misplaced.StoreImpl;
import dev.longshore.storage.util.Things;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What things are called and where they stand. Each rule has a sample that it catches. */
@AnalyzeClasses(packages = "dev.longshore", importOptions = DoNotIncludeTests.class)
final class NamesTest {

    /** The furniture of a room, by the floors on which it stands. */
    private static final Map<String, List<String>> FURNITURE = Map.of(
            "Workflow", List.of("workflows"),
            "WorkflowImpl", List.of("workflows"),
            "Activities", List.of("workflows"),
            "ActivitiesImpl", List.of("activities"),
            "Properties", List.of("activities", "connections", "starters", "worker"),
            "Starter", List.of("starters"),
            "Controller", List.of("starters"),
            "Bridge", List.of("starters"),
            "Schedule", List.of("starters"),
            "Worker", List.of("worker"));

    @ArchTest
    static final ArchRule FURNITURE_STANDS_ON_ITS_FLOOR = classes().should(standOnTheirFloor());

    @ArchTest
    static final ArchRule IMPL_IS_SAID_OF_TEMPORAL_ALONE = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("WorkflowImpl")
            .and()
            .haveSimpleNameNotEndingWith("ActivitiesImpl")
            .should()
            .haveSimpleNameEndingWith("Impl")
            .because("elsewhere the name says the difference");

    @ArchTest
    static final ArchRule NO_PACKAGE_IS_A_DRAWER_FOR_ALL_SORTS = noClasses()
            .should()
            .resideInAnyPackage("..common..", "..shared..", "..util..", "..utils..", "..base..", "..helper..")
            .because("a package is named after the thing in it");

    @ArchTest
    static final ArchRule PACKAGES_SAY_WHAT_MAY_BE_NULL = classes().should(resideInANullMarkedPackage());

    @ArchTest
    static final ArchRule NOTHING_IS_STATIC_AND_CHANGES = fields().that()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should(haveModifier(JavaModifier.FINAL));

    @ArchTest
    static final ArchRule OUR_CLASSES_HAVE_NO_HEIRS = classes().should(extendNoneOfOurs());

    @ArchTest
    static final ArchRule ONLY_STARTERS_SAY_HOW_A_RUN_IS_STARTED = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Starter")
            .should()
            .callMethodWhere(DescribedPredicate.describe("new WorkflowOptions", NamesTest::makesOptions));

    @Test
    void noticesFurnitureOnTheWrongFloor() {
        assertThat(FURNITURE_STANDS_ON_ITS_FLOOR).satisfies(catches(AlbumController.class));
    }

    @Test
    void noticesAnImplThatIsNoneOfTemporal() {
        assertThat(IMPL_IS_SAID_OF_TEMPORAL_ALONE).satisfies(catches(StoreImpl.class));
    }

    @Test
    void noticesADrawerForAllSorts() {
        assertThat(NO_PACKAGE_IS_A_DRAWER_FOR_ALL_SORTS).satisfies(catches(Things.class));
    }

    @Test
    void noticesAPackageThatDoesNotSayWhatMayBeNull() {
        assertThat(PACKAGES_SAY_WHAT_MAY_BE_NULL).satisfies(catches(Things.class));
    }

    @Test
    void noticesStateThatAllShare() {
        assertThat(NOTHING_IS_STATIC_AND_CHANGES).satisfies(catches(CountsForAll.class));
    }

    @Test
    void noticesAnHeir() {
        assertThat(OUR_CLASSES_HAVE_NO_HEIRS).satisfies(catches(Child.class, Parent.class));
    }

    @Test
    void noticesWhoElseMakesOptionsOfRuns() {
        assertThat(ONLY_STARTERS_SAY_HOW_A_RUN_IS_STARTED).satisfies(catches(MakesOptionsOfRuns.class));
    }

    private static ArchCondition<JavaClass> standOnTheirFloor() {
        return new ArchCondition<>("stand on the floor that their name says") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String floor = Floor.of(type).map(Floor::word).orElse("");
                FURNITURE.forEach((suffix, floors) -> {
                    if (type.getSimpleName().endsWith(suffix)) {
                        String where = type.getName() + " stands in " + floor + ", not in " + floors;
                        events.add(new SimpleConditionEvent(type, floors.contains(floor), where));
                    }
                });
            }
        };
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean isMarked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, isMarked, type.getName() + " is in an unmarked package"));
            }
        };
    }

    private static ArchCondition<JavaClass> extendNoneOfOurs() {
        return new ArchCondition<>("extend none of our classes") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean isHeir = type.getRawSuperclass()
                        .filter(parent -> Floor.of(parent).isPresent() && !type.isEnum() && !type.isAnonymousClass())
                        .isPresent();
                events.add(new SimpleConditionEvent(type, !isHeir, type.getName() + " extends one of our classes"));
            }
        };
    }

    private static boolean makesOptions(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(WorkflowOptions.class)
                && call.getName().equals("newBuilder")
                && call.getTarget().getRawParameterTypes().isEmpty();
    }
}
