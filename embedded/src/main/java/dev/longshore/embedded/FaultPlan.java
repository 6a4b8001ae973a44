package dev.longshore.embedded;

/** Which fault, if any, a request shall meet. */
@FunctionalInterface
public interface FaultPlan {

    Fault faultFor(PassedRequest request);
}
